/** The mirror's part on who stays: retention, cohorts and groups as sentences, tables and controls. */
import { choice, element, left_out, number_field, section, table, words } from "./html.js";

/**
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./dangol.js").Options} Options
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {(action: import("./app.js").Action) => void} Act
 * @typedef {"share" | "customers" | "orders" | "revenue" | "revenue_per_customer" |
 *   "cumulative_revenue_per_customer" | "margin"} CohortMode
 */

/** More than this nobody listens to; the caption says what is left out. */
const kCohortRows = 36;
const kCohortColumns = 25;
const kCurvePoints = 24;
/** The engine keeps six columns beside product and channel. */
const kMostBeside = 5;
/** @type {CohortMode[]} */
const kModes = ["share", "customers", "orders", "revenue", "revenue_per_customer", "cumulative_revenue_per_customer", "margin"];
const kDefinitions = ["on", "on_or_after", "bracket", "cumulative"];
const kBases = ["calendar", "rolling"];

/** @param {Report} report @param {Texts} texts */
export function retention_parts(report, texts) {
  if (!report.receipt.customers_known || report.periods.length === 0) return [];
  const { gaps, survival } = report;
  const days = (/** @type {number} */ n) => texts.say("ui.retention.within", { n });
  const told = report.second_order.filter(({ value, n }) => value !== null && (n ?? 0) >= report.cohorts.minimum_n).pop();
  const sentences = [];
  if (told) {
    sentences.push(plain(texts.say("ui.retention.answer", { within: days(told.days), rate: texts.percent(told.value) })));
  }
  sentences.push(texts.say("ui.retention.answer.window", { n: gaps.churn_window_days }),
    texts.say(`ui.retention.window.${gaps.churn_window_from}`), texts.say("ui.retention.benchmark"));
  return section(texts.say("mirror.retention"),
    ...sentences.map((sentence) => element("p", {}, sentence)),
    ...bridge_table(report, texts),
    table(texts.say("measure.second_order_rate.definition"),
      [texts.say("ui.retention.second_order"), ...["mirror.value", "mirror.interval", "mirror.n"].map((key) => texts.say(key))],
      report.second_order.map((point) => [days(point.days), texts.percent(point.value), interval(point, texts), texts.number(point.n)])),
    gaps_table(report, texts),
    ...curve_table(survival.second_order, texts.say("ui.retention.second_order.detail", {
      n: texts.number(survival.second_order.n) }), true, texts),
    ...curve_table(survival.loss, texts.say("ui.retention.loss.detail", {
      window: gaps.churn_window_days, n: texts.number(survival.loss.n) }), false, texts));
}

/** The revenue bridge of the last period that has one. @param {Report} report @param {Texts} texts */
function bridge_table({ periods, receipt, measures }, texts) {
  const judged = measures.retention_rate_matched?.period;
  const found = periods.find(({ period, bridge }) => period === judged && bridge.start !== null && bridge.end !== null);
  if (!found) return [];
  const signs = { start: 1, new: 1, returned: 1, grown: 1, shrunk: -1, lost: -1, other: 1, end: 1 };
  return [table(texts.say("ui.retention.bridge", { period: found.period }),
    [texts.say("mirror.item"), texts.say("mirror.revenue"), texts.say("mirror.definition")],
    Object.entries(signs).map(([name, sign]) => {
      const amount = found.bridge[/** @type {"start"} */ (name)];
      const key = `ui.retention.bridge.${name}`;
      return [texts.say(key), texts.money(amount === null ? null : sign * amount, receipt.currency),
        words(texts.has(`${key}.definition`) ? texts.say(`${key}.definition`) : "")];
    }))];
}

/** @param {Report} report @param {Texts} texts */
function gaps_table({ gaps }, texts) {
  const last = gaps.bins.length - 1;
  const rows = gaps.bins.map(({ from_day, to_day, n }, i) => [
    from_day === to_day ? String(from_day) : i === last ? `${from_day}+` : `${from_day}–${to_day}`, texts.number(n)]);
  const marks = /** @type {const} */ (["q1", "median", "q3", "p95"]).filter((name) => gaps[name] !== null)
    .map((name) => texts.say(`ui.retention.${name}`, { n: texts.number(gaps[name]) }));
  const caption = [texts.say("ui.retention.gaps.detail", { n: texts.number(gaps.n), customers: texts.number(gaps.customers) }),
    ...marks].join(" · ");
  return table(caption, [texts.say("ui.retention.gaps"), texts.say("ui.retention.gap_count")], rows);
}

/**
 * @param {import("./dangol.js").SurvivalCurve} curve
 * @param {string} caption
 * @param {boolean} happened the share for which it has happened, rather than not yet
 * @param {Texts} texts
 */
function curve_table(curve, caption, happened, texts) {
  if (curve.days.length === 0) return [];
  const side = (/** @type {number | null} */ value) => (happened && value !== null ? 1 - value : value);
  const every = Math.max(1, Math.ceil(curve.days.length / kCurvePoints));
  const rows = curve.days.flatMap((day, i) => (i % every === 0 || i === curve.days.length - 1 ? [[
    texts.number(day), texts.percent(side(curve.survival[i])),
    interval({ low: side((happened ? curve.high : curve.low)[i]), high: side((happened ? curve.low : curve.high)[i]) }, texts),
    texts.number(curve.at_risk[i])]] : []));
  const half = curve.median === null ? "" : texts.say("ui.retention.half", { n: texts.number(curve.median) });
  return [table([caption, half].filter(Boolean).join(" · "),
    ["ui.retention.day", "mirror.value", "mirror.interval", "ui.retention.at_risk_n"].map((key) => texts.say(key)), rows)];
}

/** @param {Report} report @param {CohortMode} mode @param {Texts} texts */
export function cohorts_table({ cohorts, receipt }, mode, texts) {
  const shown = cohorts.rows.slice(-kCohortRows);
  const all_columns = shown[0]?.share.length ?? 0;
  const columns = Math.min(all_columns, kCohortColumns);
  const each = (/** @type {(k: number) => string} */ cell) => Array.from({ length: columns }, (_, k) => cell(k));
  const rows = shown.map((row) => [
    row.cohort, texts.number(row.size), ...each((k) => cohort_cell(row, k, mode, receipt.currency, texts))]);
  const averages = mode === "share" ? [["average", cohorts.average], ["average_simple", cohorts.average_simple]]
    : mode === "revenue_per_customer" ? [["average", cohorts.average_revenue_per_customer]]
      : mode === "cumulative_revenue_per_customer" ? [["average", cohorts.average_cumulative_revenue_per_customer]] : [];
  for (const [name, values] of /** @type {[string, (number | null)[]][]} */ (averages)) {
    rows.push([texts.say(`ui.cohorts.${name}`), "", ...each((k) => cohort_number(values[k] ?? null, mode, receipt.currency, texts))]);
  }
  const caption = [
    texts.say("mirror.cohorts.caption", { unit: texts.say(`mirror.period.${cohorts.period}`), n: cohorts.minimum_n }),
    `${texts.say(`ui.cohorts.mode.${mode}`)}.`, texts.say(`ui.cohorts.definition.${cohorts.definition}`),
    cohorts.rolling_days === null ? "" : texts.say("mirror.rolling", { n: cohorts.rolling_days }),
    left_out(cohorts.rows.length, shown.length, texts),
    all_columns > columns ? texts.say("mirror.columns_left_out", { shown: columns, all: all_columns }) : "",
  ].filter(Boolean).join(" ");
  const bracket = cohorts.definition === "bracket" ? cohorts.bracket.join("–") : "";
  return table(caption, [texts.say("mirror.cohort"), texts.say("mirror.size"), ...each((k) => `+${bracket || k}`)], rows);
}

/** @param {number | null} value @param {CohortMode} mode @param {string | null} currency @param {Texts} texts */
function cohort_number(value, mode, currency, texts) {
  return mode === "share" ? texts.percent(value)
    : mode === "customers" || mode === "orders" ? texts.number(value) : texts.money(value, currency);
}

/**
 * @param {import("./dangol.js").CohortRow} row
 * @param {number} k
 * @param {CohortMode} mode
 * @param {string | null} currency
 * @param {Texts} texts
 */
function cohort_cell(row, k, mode, currency, texts) {
  const state = row.states[k];
  if (state === "not_observed") return texts.say("mirror.not_yet");
  if (mode !== "share") return cohort_number(row[mode][k] ?? null, mode, currency, texts);
  const values = { share: texts.percent(row.share[k]), customers: texts.number(row.customers[k]) };
  return texts.say(state === "zero" ? "mirror.zero" : state === "too_few" ? "mirror.too_few" : "mirror.cell", values);
}

/** @param {Report} report @param {Texts} texts */
export function groups_parts({ groups, gaps, receipt }, texts) {
  if (!groups.by) return [];
  const name = (/** @type {string} */ group) => group || texts.say("ui.groups.others");
  const rows = groups.groups.map((group) => [name(group.name), texts.number(group.customers), texts.number(group.orders),
    texts.money(group.revenue, receipt.currency), texts.percent(group.repeat_purchase_rate.value),
    texts.percent(group.second_order_rate.value), interval(group.second_order_rate, texts),
    texts.number(group.second_order_rate.n)]);
  const by = dimension_name(groups.by, texts);
  /** @param {number | null} p @param {string} differ @param {string} same */
  const verdict = (p, differ, same) => (groups.by === "segment" ? texts.say("ui.groups.by_outcome")
    : p === null ? texts.say("ui.groups.unknown")
      : texts.say(p < 0.05 ? differ : same, { p: p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}` }));
  const columns = Math.min(kCohortColumns, Math.max(0, ...groups.groups.map(({ share }) => share.length)));
  return section(texts.say("ui.groups.second_order", { by: dimension_name(groups.by, texts) }),
    element("p", {}, verdict(groups.second_order.p, "ui.groups.differ", "ui.groups.same")),
    table(texts.say("measure.second_order_rate.definition"), [dimension_name(groups.by, texts),
      ...["mirror.customers", "mirror.orders", "mirror.revenue", "measure.repeat_purchase_rate", "measure.second_order_rate",
        "mirror.interval", "mirror.n"].map((key) => texts.say(key))], rows),
    table(texts.say("ui.groups.shares", { by: dimension_name(groups.by, texts) }),
      [dimension_name(groups.by, texts), ...Array.from({ length: columns }, (_, k) => `+${k}`)],
      groups.groups.map((group) => [name(group.name), ...Array.from({ length: columns }, (_, k) =>
        texts.percent(group.share[k] ?? null))])),
    element("p", {}, verdict(groups.loss.p, "ui.groups.loss.differ", "ui.groups.loss.same")),
    table([texts.say("ui.groups.loss", { by }), texts.say("ui.groups.loss.detail", { window: gaps.churn_window_days })].join(". "),
      [by, ...["mirror.customers", "ui.groups.loss.events", "ui.groups.loss.median", "ui.groups.loss.mean",
        "ui.groups.loss.horizon"].map((key) => texts.say(key))],
      groups.groups.map(({ name: group, loss }) => [name(group), texts.number(loss.n), texts.number(loss.events),
        texts.number(loss.median), texts.number(loss.restricted_mean, 1), texts.number(loss.horizon)])));
}

/** @param {string} name @param {Texts} texts */
function dimension_name(name, texts) {
  return ["product", "channel"].includes(name) ? texts.say(`role.${name}`)
    : ["segment", "first_period"].includes(name) ? texts.say(`ui.groups.by.${name}`) : name;
}

/**
 * Columns that the data were read without. What tells one customer or order from another, when and
 * for how much, makes no groups.
 * @param {Report["source"]} source @param {Report["dimensions"]} dimensions
 */
function other_columns({ columns }, dimensions) {
  return columns.filter(({ name, role }) => role === null && name && !dimensions.some((one) => one.name === name)).map(({ name }) => name);
}

/**
 * A column that the data were read without has to be read: beside it, as many of the others stay as
 * can be kept.
 * @param {string} name @param {Report["source"]} source @param {Report["dimensions"]} dimensions
 * @returns {Options}
 */
function kept_columns(name, source, dimensions) {
  if (!other_columns(source, dimensions).includes(name)) return {};
  const others = dimensions.map((one) => one.name).filter((one) => one !== "product" && one !== "channel");
  return { columns: [name, ...others.slice(0, kMostBeside)] };
}

/**
 * Controls for how customers are counted.
 * @param {Report} report
 * @param {Options} options
 * @param {Texts} texts
 * @param {Act} act
 * @param {{mode: CohortMode, choose_mode: (mode: CohortMode) => void}} table
 */
export function retention_controls({ cohorts, gaps, groups, dimensions, receipt, source }, options, texts, act, { mode, choose_mode }) {
  const set = (/** @type {Options} */ patch) => act({ type: "options", patch });
  const worded = (/** @type {string} */ prefix, /** @type {string[]} */ values) =>
    values.map((value) => /** @type {[string, string]} */ ([value, texts.say(prefix + value)]));
  const modes = kModes.filter((name) => (receipt.revenue !== null || !/revenue|margin/.test(name))
    && (name !== "margin" || (cohorts.rows[0]?.margin.length ?? 0) > 0));
  const parts = [
    choice(texts.say("ui.cohorts.mode"), "cohort-mode", worded("ui.cohorts.mode.", modes), mode,
      (value) => choose_mode(/** @type {CohortMode} */ (value))),
    choice(texts.say("ui.cohorts.definition"), "cohort-definition", worded("ui.cohorts.definition.name.", kDefinitions),
      cohorts.definition, (definition) => set(/** @type {Options} */ ({ cohorts: { definition } }))),
    choice(texts.say("ui.cohorts.basis"), "cohort-basis", worded("ui.cohorts.basis.", kBases),
      cohorts.basis, (basis) => set(/** @type {Options} */ ({ cohorts: { basis } }))),
  ];
  const [from, to] = cohorts.bracket;
  if (cohorts.definition === "bracket" && to !== undefined) {
    parts.push(
      number_field(texts.say("ui.cohorts.from"), "cohort-from", from, (value) => set({ cohorts: { bracket: [value ?? 0, Math.max(value ?? 0, to)] } })),
      number_field(texts.say("ui.cohorts.to"), "cohort-to", to, (value) => set({ cohorts: { bracket: [Math.min(from, value ?? from), value ?? from] } })));
  }
  if (receipt.revenue !== null) {
    const percent = typeof options.margin === "number" ? Math.round(options.margin * 100) : null;
    parts.push(number_field(texts.say("ui.cohorts.margin"), "margin", percent,
      (value) => set({ margin: value === null ? null : value / 100 })));
  }
  parts.push(
    number_field(texts.say("ui.retention.window"), "churn-window", gaps.churn_window_days,
      (churn_window_days) => set({ churn_window_days })),
    choice(texts.say("ui.groups.by"), "split-by", [["", texts.say("ui.groups.by.none")],
      ...[...dimensions.map(({ name }) => name), "segment", "first_period", ...other_columns(source, dimensions)].map((name) =>
        /** @type {[string, string]} */ ([name, dimension_name(name, texts)]))], groups.by ?? "",
    (split_by) => set({ ...kept_columns(split_by, source, dimensions), split_by: split_by || null, compare: null })));
  return parts;
}

/** @param {{low: number | null, high: number | null}} of @param {Texts} texts */
function interval({ low, high }, texts) {
  return low === null || high === null ? "" : `${texts.percent(low)} – ${texts.percent(high)}`;
}

/** Without the marks of emphasis. @param {string} sentence */
function plain(sentence) {
  return sentence.replaceAll("**", "");
}
