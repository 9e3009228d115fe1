/** The mirror's part on who the customers are: filters, segments, concentration and the promoter score. */
import { button, choice, element, label, section, table, words } from "./html.js";

/**
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./dangol.js").Options} Options
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {(action: import("./app.js").Action) => void} Act
 */

const kDays = /** @type {const} */ (["from", "to", "first_order_from", "first_order_to"]);
/** Dimensions that are filtered by under their own name. */
const kOwn = ["product", "channel"];

/** The Report lists them in one view only. */
const kSegments = ["champions", "loyal", "new", "cannot_lose", "at_risk", "one_time", "lost"];

/** @param {string} name @param {Texts} texts */
function dimension(name, texts) {
  return kOwn.includes(name) ? texts.say(`role.${name}`) : name;
}

/** @param {string} name @param {Texts} texts */
function segment(name, texts) {
  return texts.has(`segment.${name}`) ? texts.say(`segment.${name}`) : name;
}

/** @param {keyof NonNullable<Options["filters"]>} option @param {Texts} texts */
function day_name(option, texts) {
  return `${texts.say(option.startsWith("first") ? "ui.filter.first_order" : "ui.filter.range")}: ${
    texts.say(option.endsWith("from") ? "ui.filter.from" : "ui.filter.to")}`;
}

/** What the figures are of, where filters are in force. @param {Report} report @param {Texts} texts */
export function selection_parts({ selection, receipt, dimensions }, texts) {
  const facts = [
    ...kDays.flatMap((option) => (selection[option] ? [`${day_name(option, texts)} ${selection[option]}`] : [])),
    ...(selection.segment.length > 0 ? [`${texts.say("mirror.segment")}: ${selection.segment.map((name) => segment(name, texts)).join(", ")}`] : []),
    ...selection.columns.map(({ name, values }) => `${dimension(name, texts)}: ${values.join(", ")}`),
  ];
  if (facts.length === 0) return [];
  const missing = selection.columns.filter(({ name }) => !dimensions.some((one) => one.name === name));
  const left = selection.orders === 0 ? texts.say("ui.filter.nothing")
    : texts.say(selection.revenue === null ? "ui.filter.left.no_revenue" : "ui.filter.left", {
      customers: texts.number(selection.customers), orders: texts.number(selection.orders),
      revenue: texts.money(selection.revenue, receipt.currency) });
  return section(texts.say("mirror.filters"), element("ul", {}, ...facts.map((fact) => element("li", {}, fact))),
    ...missing.map(({ name }) => element("p", {}, texts.say("ui.filter.unknown", { name: dimension(name, texts) }))),
    element("p", {}, left));
}

/** @param {Report} report @param {Texts} texts */
export function segments_parts(report, texts) {
  const { segments: { segments, as_of, previous_as_of, grid }, concentration, receipt, gaps } = report;
  if (!receipt.customers_known || segments.length === 0) return [];
  const money = (/** @type {number | null} */ value) => texts.money(value, receipt.currency);
  const say = (/** @type {string[]} */ ...keys) => keys.map((key) => texts.say(key));
  const rows = segments.map((one) => [segment(one.name, texts), texts.number(one.customers), texts.percent(one.share),
    texts.number(one.orders), money(one.revenue), texts.percent(one.revenue_share), texts.number(one.recency_days),
    texts.number(one.frequency, 1), money(one.money), texts.number(one.previous_customers),
    words(texts.say(`segment.${one.name}.rule`, { half: Math.floor(gaps.churn_window_days / 2), window: gaps.churn_window_days }))]);
  const caption = [texts.say("ui.segments.list.detail", { day: as_of }),
    previous_as_of ? texts.say("ui.segments.list.change", { day: previous_as_of }) : ""].join(" ").trim();
  const scores = [1, 2, 3, 4, 5];
  const tenths = concentration.cumulative.length - 1;
  return section(texts.say("ui.segments.list"),
    table(caption, [...say("mirror.segment", "mirror.customers", "ui.segments.share", "mirror.orders", "mirror.revenue",
      "ui.segments.revenue_share", "ui.segments.recency", "ui.segments.frequency", "ui.segments.money", "ui.segments.previous",
      "mirror.rule")], rows),
    table(`${texts.say("ui.segments.grid")}. ${texts.say("ui.segments.grid.detail")}`,
      [texts.say("ui.segments.grid.recency"), ...scores.map((f) => `${texts.say("ui.segments.grid.frequency")} ${f}`)],
      [...scores].reverse().map((r) => [String(r), ...scores.map((f) => texts.number(grid[(r - 1) * 5 + f - 1] ?? null))])),
    ...(tenths < 1 ? [] : [table(`${texts.say("ui.segments.concentration.detail")} (Gini ${texts.number(concentration.gini, 2)})`,
      say("ui.segments.share", "ui.segments.revenue_share"),
      concentration.cumulative.map((value, i) => [texts.percent(i / tenths), texts.percent(value)]))]),
    ...scores_parts(report, texts));
}

/** @param {Report} report @param {Texts} texts */
function scores_parts({ nps, receipt }, texts) {
  if (nps.n === 0) return [element("p", {}, texts.say("ui.nps.none"))];
  const interval = (/** @type {string} */ low, /** @type {string} */ high) => `${low} – ${high}`;
  const score = (/** @type {{score: number | null, low: number | null, high: number | null, n: number}} */ of) =>
    [texts.number(of.score), interval(texts.number(of.low), texts.number(of.high)), texts.number(of.n)];
  const heads = ["mirror.interval", "mirror.n"].map((key) => texts.say(key));
  const counts = /** @type {const} */ (["promoters", "passives", "detractors"]).map((name) =>
    `${texts.say(`ui.nps.${name}`)}: ${texts.number(nps[name])}`).join(", ");
  const parts = [...section(texts.say("ui.nps"),
    table(`${texts.say("ui.nps.detail", { n: texts.number(nps.n) })}. ${counts}`, [texts.say("mirror.segment"), texts.say("ui.nps.score"), ...heads],
      [[texts.say("ui.nps.all"), ...score(nps)], ...nps.segments.filter(({ n }) => n > 0).map((one) => [segment(one.name, texts), ...score(one)])]))];
  if (nps.afterwards.length > 0) {
    parts.push(table(texts.say("ui.nps.afterwards", { n: nps.days }), [texts.say("ui.nps"), texts.say("mirror.value"), ...heads,
      texts.say("ui.nps.afterwards.revenue")], nps.afterwards.map(({ name, bought, revenue_per_customer }) => [
      texts.say(`ui.nps.${name}`), texts.percent(bought.value), interval(texts.percent(bought.low), texts.percent(bought.high)),
      texts.number(bought.n), texts.money(revenue_per_customer, receipt.currency)])));
  }
  return parts;
}

/**
 * Controls for filters, the link and the lists of customers.
 * @param {Report} report
 * @param {Options} options
 * @param {Texts} texts
 * @param {Act} act
 * @returns {HTMLElement[]}
 */
export function filter_controls({ dimensions, receipt, segments }, options, texts, act) {
  const filters = options.filters ?? {};
  const set = (/** @type {Options["filters"]} */ patch) => act({ type: "options", patch: { filters: patch } });
  const parts = kDays.filter((option) => receipt.customers_known || !option.startsWith("first")).map((option) => {
    const field = /** @type {HTMLInputElement} */ (element("input", { type: "date", "data-key": `filter-${option}` }));
    field.value = filters[option] ?? "";
    field.addEventListener("change", () => set({ [option]: field.value || null }));
    return label(day_name(option, texts), field);
  });
  /**
   * The values in force as buttons that remove one, and a list of those that can be added.
   * @param {string} title @param {string} key @param {string[]} chosen @param {[string, string][]} values
   * @param {(values: string[] | null) => void} change
   */
  const value_filter = (title, key, chosen, values, change) => {
    const named = (/** @type {string} */ value) => values.find(([one]) => one === value)?.[1] ?? value;
    for (const value of chosen) {
      parts.push(button(texts.say("ui.filter.remove", { name: `${title} ${named(value)}` }), `filter-${key}-${value}`, () => {
        const rest = chosen.filter((one) => one !== value);
        change(rest.length > 0 ? rest : null);
      }));
    }
    parts.push(choice(title, `filter-${key}`, [["", texts.say("ui.filter.add.name")], ...values.filter(([value]) => !chosen.includes(value))],
      "", (value) => change([...chosen, value])));
  };
  const lists = receipt.customers_known ? segments.segments : [];
  if (receipt.customers_known) {
    value_filter(texts.say("mirror.segment"), "segment", filters.segment ?? [],
      kSegments.map((name) => [name, segment(name, texts)]), (values) => set({ segment: values }));
  }
  for (const { name, values } of dimensions) {
    const own = kOwn.includes(name);
    const chosen = (own ? filters[/** @type {"product"} */ (name)] : filters.columns?.[name]) ?? [];
    value_filter(dimension(name, texts), `column-${name}`, chosen, values.map((value) => [value.name, value.name]),
      (list) => set(own ? { [name]: list } : { columns: { [name]: list } }));
  }
  parts.push(button(texts.say("ui.filter.clear"), "filter-clear", () => act({ type: "options", patch: { filters: null } })),
    button(texts.say("ui.link.copy"), "link", () => act({ type: "share" })));
  for (const { name, customers } of lists) {
    if (customers > 0) {
      parts.push(button(texts.say("ui.segments.export.name", { name: segment(name, texts) }), `export-${name}`,
        () => act({ type: "customers", segment: name })));
    }
  }
  return parts;
}
