/**
 * What an address says after its #: the view, and the settings that say how the orders are counted. A
 * link brings both back, for the next file too. Nothing of the data is in it: no file's name, and no
 * column that names people. Parts that are unknown or broken are left out, so that a link that was cut
 * or mistyped still opens.
 */

/**
 * @typedef {import("./dangol.js").Options} Options
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {(texts: string[]) => unknown} Read  undefined = not understood
 */

/** Longer or more than a link needs. */
const kLongest = 200;
const kMostValues = 50;
const kMostDays = 3650;
const kMostPeriods = 600;
const kColumn = "column.";
const kPeriods = ["day", "week", "month", "quarter", "year"];
/** What tells one person or one purchase from another. */
const kPersonal = ["customer", "email", "phone", "order", "reference"];

/** @param {string[]} words @returns {Read} */
const word = (...words) => ([text]) => (words.includes(text) ? text : undefined);
/** @param {number} least @param {number} most @returns {Read} */
const count = (least, most) => ([text]) => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
};
/** @type {Read} */
const day = ([text]) => {
  const time = /^(?:19|20)\d\d-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
};
/** @type {Read} */
const name = ([text]) => (is_name(text) ? text : undefined);
/** @type {Read} */
const names = (texts) => {
  const kept = texts.filter(is_name).slice(0, kMostValues);
  return kept.length > 0 ? kept : undefined;
};
/** @type {Read} */
const share = ([text]) => (/^(?:0(?:\.\d{1,6})?|1)$/.test(text) ? Number(text) : undefined);
/** A change, as a fraction. @type {Read} */
const change = ([text]) => (/^-?(?:0(?:\.\d{1,6})?|1)$/.test(text) ? Number(text) : undefined);
/** @type {Read} */
const bracket = ([text]) => {
  const [, from, to] = /^(\d{1,3})-(\d{1,3})$/.exec(text) ?? [];
  return to !== undefined && Number(from) <= Number(to) && Number(to) < kMostPeriods ? [Number(from), Number(to)] : undefined;
};
/** @type {Read} */
const currency = ([text]) => (/^[A-Z]{3}$/.test(text) ? text : undefined);

/** By its name in the address: where it is among the options, and how it is read. @type {Record<string, [string, Read]>} */
const kSettings = {
  period: ["period", word(...kPeriods)],
  cohort_period: ["cohorts.period", word(...kPeriods)],
  cohort_definition: ["cohorts.definition", word("on", "on_or_after", "bracket", "cumulative")],
  cohort_basis: ["cohorts.basis", word("calendar", "rolling")],
  cohort_bracket: ["cohorts.bracket", bracket],
  minimum_n: ["minimum_n", count(0, 1e9)],
  churn_window_days: ["churn_window_days", count(1, kMostDays)],
  maturity_days: ["maturity_days", count(1, kMostDays)],
  margin: ["margin", share],
  horizon_months: ["models.horizon_months", count(1, 120)],
  discount_rate: ["models.discount_rate", share],
  model_unit: ["models.unit", word("day", "week", "month")],
  split_by: ["split_by", name],
  compare: ["compare", names],
  test_variant: ["experiment.variant", name],
  test_control: ["experiment.control", name],
  test_primary: ["experiment.primary", name],
  test_alpha: ["experiment.alpha", share],
  test_sides: ["experiment.sides", word("two", "greater", "less")],
  test_correction: ["experiment.correction", word("holm", "benjamini_hochberg", "none")],
  test_margin: ["experiment.margin", change],
  test_effect: ["experiment.effect", share],
  refunds: ["refunds", word("refund_day", "order_day", "gross")],
  order_key: ["order_key", word("id", "day", "timestamp")],
  zero_value_orders: ["zero_value_orders", word("count", "ignore")],
  duplicates: ["duplicates", word("keep", "drop")],
  as_of: ["as_of", day],
  currency: ["currency", currency],
  from: ["filters.from", day],
  to: ["filters.to", day],
  first_order_from: ["filters.first_order_from", day],
  first_order_to: ["filters.first_order_to", day],
  segment: ["filters.segment", names],
  product: ["filters.product", names],
  channel: ["filters.channel", names],
};

/**
 * @param {string} view
 * @param {Options} options those in force
 * @param {Report | null} report tells which columns name people
 */
export function write_link(view, options, report) {
  const { personal } = private_columns(options, report);
  const parts = new URLSearchParams();
  for (const [key, [path]] of Object.entries(kSettings)) {
    const value = path.split(".").reduce((at, step) => /** @type {any} */ (at)?.[step], /** @type {unknown} */ (options));
    if (value === undefined || value === null) continue;
    if ((key === "split_by" || key === "compare") && personal(options.split_by ?? "")) continue;
    if (key === "test_variant" && personal(String(value))) continue;
    if (key === "cohort_bracket") parts.append(key, /** @type {number[]} */ (value).join("-"));
    else for (const one of [value].flat()) parts.append(key, String(one));
  }
  for (const [column, values] of Object.entries(options.filters?.columns ?? {})) {
    if (!personal(column)) for (const value of values ?? []) parts.append(kColumn + column, value);
  }
  const settings = parts.toString();
  return settings ? `${view}&${settings}` : view;
}

/** @param {string} address @returns {{view: string, options: Options}} */
export function read_link(address) {
  const [view, ...rest] = address.split("&");
  const parts = new URLSearchParams(rest.join("&"));
  /** @type {Options} */
  const options = {};
  for (const key of new Set(parts.keys())) {
    const texts = parts.getAll(key).map((text) => text.normalize("NFC"));
    const [path, read] = Object.hasOwn(kSettings, key) ? kSettings[key] : [];
    const column = key.startsWith(kColumn) ? key.slice(kColumn.length) : "";
    if (read && path) put(options, path.split("."), read(texts));
    else if (is_name(column)) put(options, ["filters", "columns", column], names(texts));
  }
  return { view, options };
}

/** @param {Options} options @param {Report | null} report */
function private_columns(options, report) {
  const known = new Set(report?.source.columns.filter(({ role }) => role !== null && kPersonal.includes(role)).map((column) => column.name));
  // Those that were asked for by name may hold anything; the others are told from people by the core.
  for (const column of options.columns ?? []) known.add(column);
  return { personal: (/** @type {string} */ column) => known.has(column) };
}

/** @param {string} text */
function is_name(text) {
  return text.length > 0 && text.length <= kLongest && text !== "__proto__";
}

/** @param {object} target @param {string[]} path @param {unknown} value */
function put(target, [step, ...rest], value) {
  if (value === undefined) return;
  const at = /** @type {Record<string, unknown>} */ (target);
  if (rest.length === 0) at[step] = value;
  else put(/** @type {object} */ (at[step] ??= {}), rest, value);
}

/** Marks the entries of the history that the page made: going back to one changes the view alone. */
const kOwn = { dangol: true };

export function is_own_entry() {
  return /** @type {unknown} */ (history.state?.dangol) === true;
}

/** Shows an address, as a new entry of the history or in place of the one on screen. @param {string} address @param {boolean} entry */
export function show_address(address, entry) {
  if (location.hash.slice(1) === address) return;
  try {
    if (entry) history.pushState(kOwn, "", `#${address}`);
    else history.replaceState(kOwn, "", `#${address}`);
  } catch {
    if (entry) location.hash = address; // a sandboxed frame may not; its address stays as it is when settings change
  }
}
