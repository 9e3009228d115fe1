/** The mirror's part on what customers are worth: sentences, tables and controls, and a form for subscriptions. */
import { kAcceptedFiles } from "./platform/controls.js";
import { button, choice, element, label, left_out, section, table, words } from "./html.js";

/**
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./dangol.js").Options} Options
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {import("./value.js").ValueModel} ValueModel
 * @typedef {(action: import("./app.js").Action) => void} Act
 * @typedef {{value: number | null, low: number | null, high: number | null}} Range
 */

const kHorizons = [6, 12, 24, 36];
/** More than this nobody listens to; the caption says what is left out. */
const kListed = 36;
const kSorts = /** @type {const} */ (["expected_orders", "worry", "clv", "revenue", "orders", "p_alive", "last_order"]);
const kUnits = /** @type {const} */ (["day", "week", "month"]);
const kPeriods = /** @type {const} */ (["week", "month", "quarter", "year"]);

/** @param {string} text */
const plain = (text) => text.replaceAll("**", "");

/** @param {Range} range @param {(value: number | null) => string} write */
function interval({ low, high }, write) {
  return low === null || high === null ? "" : `${write(low)} – ${write(high)}`;
}

/** @param {Report} report @param {Texts} texts */
function wording({ value, receipt }, texts) {
  const money = (/** @type {number | null} */ amount) => texts.money(amount, receipt.currency);
  const count = (/** @type {number | null} */ number) => texts.number(number, number !== null && number < 10 ? 2 : 0);
  const months = value?.horizon_months ?? 12;
  const first = texts.has(`ui.value.first.${months}`) ? texts.say(`ui.value.first.${months}`) : texts.say("ui.value.first", { n: months });
  return { money, count, months, first, next: texts.say("ui.value.next", { n: months }), rate: (/** @type {number | null} */ share) => texts.percent(share) };
}

/** @param {Report} report @param {Texts} texts */
export function value_parts(report, texts) {
  const { value, models } = report;
  if (!value || !models || !report.receipt.customers_known) return [];
  return section(texts.say("mirror.value.title"),
    ...sentences(report, texts).map((sentence) => element("p", {}, plain(sentence))),
    ...forecast_table(report, texts), ...orders_table(report, texts), growth_table(report, texts), ...cohorts_table(report, texts),
    ...check_parts(report, texts), ...buyers_parts(report, texts), ...groups_table(report, texts),
    article_table(report, texts), ...cost_table(report, texts), ...fits_table(report, texts));
}

/** @param {Report} report @param {Texts} texts */
function sentences(report, texts) {
  const { value, models } = report;
  if (!value || !models) return [];
  const { money, count, months, first, rate } = wording(report, texts);
  const said = [];
  const one = value.new_customer;
  const seen = value.historic.ages.filter(({ age, mean }) => age <= months && mean !== null).pop();
  if (one) {
    const margin = one.margin.value !== null;
    const worth = margin ? one.margin : one.revenue;
    if (worth.value !== null) {
      said.push(texts.say(margin ? "ui.value.answer.margin" : "ui.value.answer.revenue",
        { span: first, value: money(worth.value), range: interval(worth, money) }));
    } else if (one.p_repeat.value !== null) said.push(texts.say("ui.value.answer.repeat", { span: first, rate: rate(one.p_repeat.value) }));
    if (one.p_repeat.value !== null && one.repeat_orders.value !== null) {
      said.push(texts.say(one.order_value === null ? "ui.value.answer.detail.orders" : "ui.value.answer.detail",
        { rate: rate(one.p_repeat.value), orders: texts.number(one.repeat_orders.value, 2), money: money(one.order_value) }));
    }
    said.push(texts.say("ui.value.answer.rests", { n: texts.number(models.customers), model: models.chosen ? texts.say(`model.name.${models.chosen}`) : "" }));
  } else {
    said.push(seen ? texts.say(seen.age === 0 ? "ui.value.answer.first_order" : "ui.value.answer.observed", { n: seen.age, value: money(seen.mean) })
      : texts.say("ui.value.answer.none"), texts.say("ui.value.answer.refused"));
  }
  if (models.reasons.length > 0) {
    const verdict = { refused: "ui.value.refused", weak: "ui.value.weak", fine: "ui.value.mind" }[models.verdict];
    said.push([texts.say(verdict), ...models.reasons.map((reason) => texts.say(`warning.${reason}`,
      { customers: texts.number(models.customers), repeat: texts.number(models.repeat_customers), days: texts.number(models.days) }))].join(" "));
  }
  const { likely, worry, one_time: once } = value;
  if (likely) said.push(texts.say("ui.value.likely", { n: texts.number(likely.customers), months, orders: count(likely.orders) }));
  if (worry) {
    said.push(texts.say(worry.past_revenue === null ? "ui.value.worry.orders" : "ui.value.worry",
      { n: texts.number(worry.customers), past: money(worry.past_revenue), expected: money(worry.expected_revenue), months }));
  }
  if (once && once.customers > 0) {
    said.push(texts.say("ui.value.once", { n: texts.number(once.customers), share: rate(once.share), again: count(once.buy_again), months }));
  }
  return said;
}

/** @param {Report} report @param {Texts} texts */
function forecast_table(report, texts) {
  const { value } = report;
  if (!value?.new_customer || !value.base) return [];
  const { money, count, first, next, rate, months } = wording(report, texts);
  const { new_customer: one, base } = value;
  const fixed = (/** @type {number | null} */ amount) => ({ value: amount, low: null, high: null });
  /** @type {[string, Range, (value: number | null) => string][]} */
  const rows = [
    [texts.say("ui.value.card.new", { span: first }), one.revenue, money],
    [`${texts.say("ui.value.margin")}, ${first}`, one.margin, money],
    [texts.say("ui.value.driver.first"), fixed(one.first_order_value), money],
    [texts.say("ui.value.driver.p_repeat"), one.p_repeat, rate],
    [texts.say("ui.value.driver.orders"), one.repeat_orders, count],
    [texts.say("ui.value.driver.order_value"), fixed(one.order_value), money],
    [texts.say("ui.value.card.alive"), base.alive, count],
    [texts.say("ui.value.card.orders", { span: next }), base.orders, count],
    [texts.say("ui.value.card.revenue", { span: next }), base.revenue, money],
    [`${texts.say("ui.value.margin")}, ${next}`, base.margin, money],
  ];
  return [table(texts.say("ui.value.card.new.definition", { n: months, rate: rate(value.discount_rate) }),
    [texts.say("ui.value.item"), texts.say("mirror.value"), texts.say("mirror.interval")],
    rows.filter(([, range]) => range.value !== null).map(([name, range, write]) => [name, write(range.value), interval(range, write)]))];
}

/** @param {Report} report @param {Texts} texts */
function orders_table(report, texts) {
  const one = report.value?.new_customer;
  if (!one || one.orders.length === 0) return [];
  const { first } = wording(report, texts);
  const seen = one.observed_customers > 0;
  return [table(`${texts.say("ui.value.orders")}. ${texts.say("ui.value.orders.detail", { span: first })}. ${seen
    ? `${texts.say("ui.value.orders.definition")} ${texts.say("ui.value.orders.of")}: ${texts.number(one.observed_customers)}`
    : texts.say("ui.value.orders.young")}`,
  ["ui.value.orders.count", "ui.value.check.predicted", ...(seen ? ["ui.value.contract.observed"] : [])].map((key) => texts.say(key)),
  one.orders.map(({ orders, share, observed }) => [orders, texts.percent(share), ...(seen ? [texts.percent(observed)] : [])]))];
}

/** @param {Report} report @param {Texts} texts */
function growth_table(report, texts) {
  const { money } = wording(report, texts);
  const { ages = [] } = report.value?.historic ?? {};
  const months = report.value?.new_customer?.months ?? [];
  const shown = [...new Set([...ages.map(({ age }) => age), ...months.map(({ month }) => month)])].sort((a, b) => a - b);
  const heads = ["ui.value.grow.age", "ui.value.grow.n", "ui.value.grow.observed", "mirror.interval", "ui.value.grow.median",
    "ui.value.grow.expected", "mirror.interval"];
  return table(`${texts.say("ui.value.grow")}. ${texts.say("ui.value.grow.definition")}`, heads.map((key) => texts.say(key)), shown.map((month) => {
    const age = ages.find((one) => one.age === month);
    const expected = months.find((one) => one.month === month)?.revenue;
    return [String(month), ...(age ? [texts.number(age.customers), money(age.mean), interval({ value: null, low: age.low, high: age.high }, money),
      money(age.median)] : ["", "", "", ""]), ...(expected ? [money(expected.value), interval(expected, money)] : ["", ""])];
  }));
}

/** @param {Report} report @param {Texts} texts */
function cohorts_table(report, texts) {
  const { ages = [], cohorts = [] } = report.value?.historic ?? {};
  if (cohorts.length === 0) return [];
  const { money } = wording(report, texts);
  const shown = cohorts.slice(-kListed);
  return [table(`${texts.say("mirror.value.cohorts")} ${left_out(cohorts.length, shown.length, texts)}`.trim(),
    [texts.say("mirror.value.cohort"), texts.say("mirror.customers"), ...ages.map(({ age }) => texts.say("ui.value.months", { n: age }))],
    shown.map(({ cohort, size, revenue_per_customer: amounts }) => [cohort, texts.number(size),
      ...ages.map((_, i) => (amounts[i] === null || amounts[i] === undefined ? "" : money(amounts[i])))]))];
}

/** @param {Report} report @param {Texts} texts */
function check_parts({ models }, texts) {
  const holdout = models?.holdout;
  if (!holdout || holdout.periods.length === 0) return [];
  const count = (/** @type {number | null} */ number) => texts.number(number, 1);
  const bias = holdout.bias === null ? "" : `${holdout.bias < 0 ? "−" : "+"}${texts.percent(Math.abs(holdout.bias))}`;
  const said = [texts.say("ui.value.check"), texts.say(`ui.value.believe.${holdout.believe}`),
    texts.say("ui.value.believe.why", { day: holdout.calibration_end, actual: texts.number(holdout.actual), predicted: texts.number(holdout.predicted), bias }),
    texts.say("ui.value.believe.error", { error: texts.number(holdout.mean_absolute_error, 2), naive: texts.number(holdout.naive_mean_absolute_error, 2) })];
  const shown = holdout.periods.slice(-kListed);
  return [element("p", {}, plain(said.join(" "))),
    table(`${texts.say("ui.value.check.tracking.detail", { day: holdout.calibration_end })} ${left_out(holdout.periods.length, shown.length, texts)}`.trim(),
      ["ui.value.check.day", "ui.value.check.actual", "ui.value.check.predicted", "ui.value.check.actual.sum", "ui.value.check.predicted.sum"].map((key) => texts.say(key)),
      shown.map((one) => [one.period, count(one.actual), count(one.predicted), count(one.cumulative_actual), count(one.cumulative_predicted)])),
    ...(holdout.bins.length === 0 ? [] : [table(texts.say("ui.value.check.bins.detail"),
      ["ui.value.check.before", "mirror.customers", "ui.value.check.actual", "ui.value.check.predicted", "ui.value.check.naive"].map((key) => texts.say(key)),
      holdout.bins.map((bin) => [bin.frequency, texts.number(bin.customers), texts.number(bin.actual, 2), texts.number(bin.predicted, 2), texts.number(bin.naive, 2)]))])];
}

/** "3", "4–6" or "7+". @param {number[]} lower */
function classes(lower) {
  return lower.map((from, i) => (i + 1 === lower.length ? `${from}+` : lower[i + 1] > from + 1 ? `${from}–${lower[i + 1] - 1}` : String(from)));
}

/** @param {Report} report @param {Texts} texts */
function buyers_parts(report, texts) {
  const { value } = report;
  if (!value?.base) return [];
  const { money, count, rate } = wording(report, texts);
  const parts = [];
  if (value.buyers.length > 0) {
    parts.push(table(`${texts.say("ui.value.bands")}. ${texts.say("ui.value.alive.definition")}`,
      [texts.say("ui.value.alive"), texts.say("mirror.customers"), texts.say("ui.value.expected_orders"), texts.say("ui.value.expected_revenue")],
      value.buyers.map((band) => [`${texts.number(band.p_alive_from * 100)}–${texts.number(band.p_alive_to * 100)}%`, texts.number(band.customers),
        count(band.orders), money(band.revenue)])));
  }
  const { grid } = value;
  if (grid) {
    const rows = classes(grid.recency);
    const columns = classes(grid.frequency);
    parts.push(table(`${texts.say("ui.value.grid")}. ${texts.say("mirror.value.grid")}`,
      [texts.say("ui.value.grid.recency"), ...columns.map((f) => texts.say("mirror.value.orders", { n: f }))],
      rows.map((name, r) => [name, ...columns.map((_, c) => (grid.customers[r][c] ? [rate(grid.p_alive[r][c]), count(grid.orders[r][c]),
        texts.number(grid.customers[r][c])].join(" / ") : ""))])));
  }
  return parts;
}

/** @param {Report} report @param {Texts} texts */
function groups_table(report, texts) {
  const { money, count, months } = wording(report, texts);
  return (report.value?.groups ?? []).map(({ by, rows }) => {
    const shown = by === "first_period" ? rows.slice(-kListed) : rows.slice(0, kListed);
    return table(`${texts.say("ui.value.groups.title", { n: months })} ${left_out(rows.length, shown.length, texts)}`.trim(),
      [texts.say(`ui.value.groups.${by}`), texts.say("mirror.customers"), texts.say("ui.value.groups.alive"), texts.say("ui.value.expected_orders"),
        texts.say("ui.value.expected_revenue"), texts.say("mirror.interval")],
      shown.map((one) => [by === "segment" && texts.has(`segment.${one.name}`) ? texts.say(`segment.${one.name}`) : one.name,
        texts.number(one.customers), count(one.alive), count(one.orders), money(one.revenue.value), interval(one.revenue, money)]));
  });
}

/** @param {Report} report @param {Texts} texts */
function article_table(report, texts) {
  const { money } = wording(report, texts);
  const article = report.value?.article;
  return table(`${texts.say("ui.value.simple.detail")}: ${texts.say("ui.value.simple.formula", {
    money: money(article?.average_order_value ?? null), orders: texts.number(article?.orders_per_year ?? null, 2) })}`,
  ["ui.value.simple.from", "ui.value.simple.years", "mirror.revenue", "ui.value.margin"].map((key) => texts.say(key)),
  (article?.lines ?? []).map((line) => [texts.say(`ui.value.simple.${line.years_from}`), texts.number(line.years, 2),
    line.revenue === null && line.reason ? words(texts.say(`ui.value.simple.${line.reason}`)) : money(line.revenue), money(line.margin)]));
}

/** @param {Report} report @param {Texts} texts */
function cost_table(report, texts) {
  const { value } = report;
  if (!value || value.ltv_to_cac.value === null) return [];
  const { money, months } = wording(report, texts);
  const fold = (/** @type {number | null} */ ratio) => texts.number(ratio, 2);
  return [table(texts.say("ui.value.cost"), [texts.say("ui.value.item"), texts.say("mirror.value"), texts.say("mirror.interval")], [
    [texts.say("ui.value.cost.field"), money(value.acquisition_cost), ""],
    [texts.say("ui.value.cost.ratio"), fold(value.ltv_to_cac.value), interval(value.ltv_to_cac, fold)],
    [texts.say("ui.value.cost.payback"), value.payback_months === null ? texts.say("ui.value.cost.late", { n: months })
      : texts.say("ui.value.months", { n: texts.number(value.payback_months, 1) }), ""]])];
}

/** @param {Report} report @param {Texts} texts */
function fits_table({ models, receipt }, texts) {
  if (!models) return [];
  const fits = [...models.fits.map((fit) => /** @type {const} */ ([fit, fit.model === models.chosen ? "ui.value.how.chosen" : "ui.value.how.also"])),
    ...(models.spend ? [/** @type {const} */ ([models.spend, "ui.value.how.spend"])] : []),
    ...(models.holdout ? [/** @type {const} */ ([models.holdout.fit, "ui.value.how.holdout"])] : []),
    ...(models.occasions ? [/** @type {const} */ ([models.occasions.fit, "ui.value.how.occasions"])] : [])];
  const { spend } = models;
  return [element("h3", {}, texts.say("ui.value.how")),
    ...(fits.length === 0 ? [] : [table(texts.say("ui.value.how.summary", { customers: texts.number(models.customers), repeat: texts.number(models.repeat_customers),
      day: models.as_of, days: texts.number(models.days), unit: texts.say(`model.unit.${models.unit}`) }),
    ["ui.value.how.model", "ui.value.how.part", "ui.value.how.parameter", "ui.value.how.likelihood"].map((key) => texts.say(key)).concat("AIC", "BIC", texts.say("ui.value.how.verdict")),
    fits.map(([fit, part]) => [texts.say(`model.name.${fit.model}`), words(texts.say(part)),
      words(Object.entries(fit.parameters).map(([name, number]) => `${name} ${texts.number(number, 4)} ± ${texts.number(fit.standard_errors[name] ?? null, 4)}`).join(", ")),
      texts.number(fit.log_likelihood, 2), texts.number(fit.aic, 2), texts.number(fit.bic, 2), words(texts.say(`model.verdict.${fit.verdict}`))]))]),
    ...(spend ? [element("p", {}, texts.say(spend.used === "gamma_gamma" ? "ui.value.how.spend.used" : "ui.value.how.spend.mean", {
      n: texts.number(spend.customers), mean: texts.money(spend.mean, receipt.currency), correlation: texts.number(spend.correlation, 2) }))] : []),
    element("p", {}, texts.say("ui.value.how.models")), element("p", {}, texts.say("ui.value.how.sources"))];
}

/** The rows in view, and the projection of a retention table. @param {ValueModel} model @param {Report | null} report @param {Texts} texts */
export function value_rows(model, report, texts) {
  const parts = [];
  if (report?.value?.base && model.customers.length > 0) {
    const { money, months } = wording(report, texts);
    parts.push(table(`${texts.say("ui.value.table")}. ${texts.say("ui.value.table.detail", { n: months })}. ${texts.say("ui.value.table.part", {
      shown: texts.number(model.customers.length), all: texts.number(model.total) })}`,
    ["ui.value.table.customer", "ui.value.table.last", "mirror.orders", "ui.value.table.past", "ui.value.alive", "ui.value.expected_orders",
      "mirror.interval", "ui.value.table.worth"].map((key) => texts.say(key)),
    model.customers.map((one) => [one.customer, one.last_order ?? "", texts.number(one.orders), money(one.revenue), texts.percent(one.p_alive),
      texts.number(one.expected_orders, 2), interval({ value: null, low: one.expected_orders_low, high: one.expected_orders_high }, (n) => texts.number(n, 1)),
      money(one.clv)])));
  }
  if (model.contract_problem) parts.push(element("p", {}, model.contract_problem));
  if (model.survival.length > 0) {
    const heads = ["ui.value.contract.period", "ui.value.contract.observed", "model.name.sbg", "model.name.bdw", "mirror.interval"];
    parts.push(table(`${texts.say("ui.value.contract")}. ${texts.say("ui.value.contract.definition")}`, heads.map((key) => texts.say(key)),
      model.survival.map((point) => [String(point.period), point.observed === null ? "" : texts.percent(point.observed), texts.percent(point.sbg),
        texts.percent(point.bdw), interval({ ...point, value: null }, (share) => texts.percent(share))])),
    element("p", {}, plain([
      model.periods === null ? "" : texts.say("ui.value.contract.remaining", { ahead: model.ahead, n: texts.number(model.periods, 1) }),
      model.discounted === null ? "" : texts.say("ui.value.contract.discounted", { n: texts.number(model.discounted, 1), rate: model.contract_rate,
        range: model.discounted_low === null || model.discounted_high === null ? ""
          : ` (${texts.number(model.discounted_low, 1)}–${texts.number(model.discounted_high, 1)})` }),
      model.assumed ? texts.say("ui.value.contract.assumed") : ""].filter(Boolean).join(" "))));
  }
  return parts;
}

/**
 * @param {string} text @param {string} key @param {string} value @param {(value: string) => void} act
 * @param {Record<string, string>} [attributes]
 */
function typed(text, key, value, act, attributes = { type: "text", inputmode: "decimal" }) {
  const field = /** @type {HTMLInputElement} */ (element("input", { ...attributes, "data-key": key }));
  field.value = value;
  field.addEventListener("change", () => act(field.value.trim()));
  return label(text, field);
}

/** @param {string} text @param {number} scale @returns {number | null | undefined} undefined = not a number */
function read(text, scale = 1) {
  if (text === "") return null;
  const value = Number(text.replaceAll(",", ""));
  return Number.isFinite(value) && value >= 0 ? value / scale : undefined;
}

/**
 * Controls for the same choices as on the canvas.
 * @param {Report | null} report
 * @param {ValueModel} model
 * @param {Texts} texts
 * @param {Act} act
 * @returns {HTMLElement[]}
 */
export function value_controls(report, model, texts, act) {
  const use = (/** @type {string} */ what, value = "") => act({ type: "value", what, value });
  const set = (/** @type {NonNullable<Options["models"]>} */ models) => act({ type: "options", patch: { models } });
  const parts = [];
  const { value, models } = report ?? {};
  if (report?.receipt.customers_known && !value) {
    parts.push(button(texts.say("ui.value.compute"), "value-compute", () => act({ type: "view", name: "value" })));
  }
  if (value && models) {
    const percent = (/** @type {number | null} */ share) => (share === null ? "" : String(Math.round(share * 1e6) / 1e4));
    const number = (/** @type {number | null} */ amount) => (amount === null ? "" : String(amount));
    const day = (/** @type {string | null} */ text) => text || null;
    const typed_years = value.article.lines.find(({ years_from }) => years_from === "typed")?.years ?? null;
    if (value.new_customer) parts.push(
      choice(texts.say("ui.value.horizon"), "value-horizon", [...new Set([...kHorizons, value.horizon_months])].map((n) =>
        [String(n), texts.say("ui.value.months", { n })]), String(value.horizon_months), (months) => set({ horizon_months: Number(months) })),
      typed(texts.say("ui.value.rate"), "value-rate", percent(value.discount_rate), (text) => {
        const share = read(text, 100);
        if (share !== undefined && (share ?? 0) <= 1) set({ discount_rate: share });
      }));
    parts.push(
      typed(texts.say("ui.cohorts.margin"), "value-margin", percent(value.margin), (text) => {
        const share = read(text, 100);
        if (share !== undefined && (share ?? 0) <= 1) act({ type: "options", patch: { margin: share } });
      }),
      typed(texts.say("ui.value.cost.field"), "value-cost", number(value.acquisition_cost), (text) => {
        const cost = read(text);
        if (cost !== undefined) set({ acquisition_cost: cost || null });
      }),
      typed(texts.say("ui.value.simple.typed"), "value-years", number(typed_years), (text) => {
        const years = read(text);
        if (years !== undefined) set({ years: years || null });
      }),
      choice(texts.say("ui.value.how.unit"), "value-unit", kUnits.map((unit) => [unit, texts.say(`model.unit.${unit}`)]), models.unit,
        (unit) => set({ unit: /** @type {"day"} */ (unit) })),
      choice(texts.say("ui.value.how.first"), "value-first", [["false", texts.say("ui.value.how.first_out")], ["true", texts.say("ui.value.how.first_in")]],
        String(models.first_order_in_money), (yes) => set({ first_order_in_money: yes === "true" })),
      typed(texts.say("ui.value.how.as_of"), "value-as-of", models.as_of, (text) => act({ type: "options", patch: { as_of: day(text) } }), { type: "date" }),
      typed(texts.say("ui.value.how.split"), "value-split", models.holdout?.calibration_end ?? "", (text) => set({ calibration_end: day(text) }), { type: "date" }),
      typed(texts.say("ui.value.how.from"), "value-from", models.acquired_from ?? "", (text) => set({ acquired_from: day(text) }), { type: "date" }),
      typed(texts.say("ui.value.how.to"), "value-to", models.acquired_to ?? "", (text) => set({ acquired_to: day(text) }), { type: "date" }));
    if (value.base) {
      parts.push(choice(texts.say("ui.value.table.order"), "value-sort", kSorts.map((sort) => [sort, texts.say(sort_key(sort))]), model.sort,
        (sort) => use(sort === "p_alive" ? "sort" : "list", sort)),
      button(texts.say("ui.value.table.export.name"), "value-export", () => use("export")));
    }
  }
  const area = /** @type {HTMLTextAreaElement} */ (element("textarea", { rows: "4", "data-key": "value-contract" }));
  area.value = model.contract;
  area.placeholder = texts.say("ui.value.contract.hint");
  area.addEventListener("change", () => use("contract", area.value));
  const file = /** @type {HTMLInputElement} */ (element("input", { type: "file", accept: kAcceptedFiles, "data-key": "value-file" }));
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) act({ type: "value", what: "file", value: "", file: chosen });
    file.value = "";
  });
  parts.push(element("fieldset", {}, element("legend", {}, texts.say("ui.value.contract")),
    label(texts.say("ui.value.contract.field"), area),
    label(`${texts.say("ui.value.contract.file.name")}. ${texts.say("ui.value.contract.file.detail")}`, file),
    choice(texts.say("ui.value.contract.one"), "value-contract-period", kPeriods.map((period) => [period, texts.say(`mirror.period.${period}`)]),
      model.contract_period, (period) => use("contract_period", period)),
    typed(texts.say("ui.value.rate"), "value-contract-rate", model.contract_rate, (rate) => use("contract_rate", rate)),
    button(texts.say("ui.value.contract.example"), "value-example", () => use("example"))));
  return parts;
}

/** @param {(typeof kSorts)[number]} sort */
function sort_key(sort) {
  return { expected_orders: "ui.value.table.likely", worry: "ui.value.table.worry", clv: "ui.value.table.best",
    revenue: "ui.value.table.past", orders: "mirror.orders", p_alive: "ui.value.alive", last_order: "ui.value.table.last" }[sort];
}
