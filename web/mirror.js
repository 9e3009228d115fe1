/**
 * The Report as ordinary HTML, for those who do not see the canvas: screen readers, paper, browsers
 * without WebGL, tests. Where there is no canvas it also holds controls for the same actions.
 */
import { CalculatorForm } from "./calculator_form.js";
import { button, choice, element, label, left_out, section, table, words } from "./html.js";
import { cohorts_table, groups_parts, retention_controls, retention_parts } from "./mirror_retention.js";
import { filter_controls, segments_parts, selection_parts } from "./mirror_segments.js";
import { value_controls, value_parts, value_rows } from "./mirror_value.js";
import { kAcceptedFiles } from "./platform/controls.js";

/** More than this nobody listens to; the caption says what is left out. */
const kPeriodRows = 60;
const kRoles = ["customer", "order", "time", "amount", "refund", "quantity", "unit_price", "status", "email", "phone",
  "time_of_day", "time_zone", "currency", "discount", "cancelled", "event", "reference"];
const kPeriods = ["day", "week", "month", "quarter", "year"];
const kEncodings = ["utf-8", "utf-16le", "utf-16be", "euc-kr", "shift_jis", "windows-1252"];

/**
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./dangol.js").Options} Options
 * @typedef {import("./app.js").Action} Action
 * @typedef {{
 *   report: Report | null, options: Options, value: import("./value.js").ValueModel, theme: string, texts: import("./text.js").Texts,
 *   view: string | null, shown: boolean, busy: boolean,
 *   experiment: {part: typeof import("./experiment.js"), model: import("./experiment.js").Model} | null,
 * }} Shown  `view`: the one on the canvas; null = the mirror is all there is, and has everything
 */

export class Mirror {
  #act;
  #choose_files;
  #status = element("p", { role: "status" });
  #panel = element("div", { class: "panel" });
  #content = element("div", {});
  #calculators;
  #signature = "";
  /** @type {import("./mirror_retention.js").CohortMode} what the cells of the cohort table say */
  #mode = "share";
  /** @type {Shown | null} */
  #shown = null;

  /**
   * @param {HTMLElement} root
   * @param {{act: (action: Action) => void, choose_files: (files: File[]) => void}} events
   */
  constructor(root, { act, choose_files }) {
    this.#act = act;
    this.#choose_files = choose_files;
    const use = (/** @type {string} */ what, name = "", value = "") => act({ type: "calculator", what, name, value });
    this.#calculators = new CalculatorForm({ choose: (name) => use("choose", name), type: (field, text) => use("type", field, text),
      fill: () => use("fill"), clear: () => use("clear"), copy: () => use("copy") });
    this.#calculators.element.hidden = true;
    root.replaceChildren(this.#panel, this.#status, this.#content, this.#calculators.element);
  }

  /** @param {string} text @param {boolean} [error] */
  say(text, error = false) {
    this.#status.classList.toggle("error", error);
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  /** @param {Shown} shown */
  update(shown) {
    this.#shown = shown;
    this.#update_panel(shown);
    const { report, view, experiment, texts } = shown;
    const tested = view === null || view === "experiment" ? experiment : null;
    const title = tested && (view !== null || report?.receipt.orders === 0) ? tested.model.answer.replaceAll("**", "") : null;
    this.#content.replaceChildren(...(report ? report_parts(report, view, this.#mode, title, texts) : title ? [element("h1", {}, title)] : welcome(texts)),
      ...value_rows(shown.value, report, texts), ...(tested ? tested.part.experiment_parts(tested.model, texts) : []));
  }

  /**
   * @param {import("./calculators.js").Model} model
   * @param {{visible: boolean, usable: boolean}} how
   */
  calculate(model, { visible, usable }) {
    this.#calculators.element.hidden = !visible;
    if (visible) this.#calculators.update(model, usable);
  }

  /** @param {Shown} shown */
  #update_panel(shown) {
    const { report, texts, theme, options } = shown;
    const { duplicates, currencies, time_zone } = report?.receipt ?? {};
    const signature = JSON.stringify([shown.shown, shown.busy, texts.language, theme, options, report?.source, duplicates,
      currencies, time_zone, report?.sections, this.#mode, report?.value !== null, shown.value.sort, shown.value.contract, shown.value.contract_period,
      shown.experiment && [shown.experiment.model.form, shown.experiment.model.settings, shown.experiment.model.planner.fields, shown.experiment.model.source]]);
    if (signature === this.#signature) return;
    this.#signature = signature;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
    this.#panel.replaceChildren(...(shown.shown ? this.#controls(shown) : []));
    for (const field of this.#panel.querySelectorAll("[data-key]")) {
      if (focused && field instanceof HTMLElement && field.dataset.key === focused) field.focus();
    }
  }

  /** @param {Shown} shown */
  #controls({ report, value, texts, theme, options, busy, experiment }) {
    const act = this.#act;
    const file = element("input", { type: "file", accept: kAcceptedFiles, multiple: "", "data-key": "file" });
    file.addEventListener("change", () => {
      const chosen = [...(/** @type {HTMLInputElement} */ (file).files ?? [])];
      if (chosen.length > 0) this.#choose_files(chosen);
    });
    const parts = [
      label(texts.say("mirror.file"), file),
      button(texts.say("mirror.paste"), "paste", () => act({ type: "paste" })),
      button(texts.say("mirror.sample_ko"), "sample-ko", () => act({ type: "sample", name: "ko" })),
      button(texts.say("mirror.sample_en"), "sample-en", () => act({ type: "sample", name: "en" })),
      choice(texts.say("mirror.language"), "language", [["ko", "한국어"], ["en", "English"]], texts.language,
        (value) => act({ type: "language", value })),
      choice(texts.say("mirror.theme"), "theme",
        [["light", texts.say("mirror.theme.light")], ["dark", texts.say("mirror.theme.dark")]], theme,
        (value) => act({ type: "theme", value })),
    ];
    if (busy) parts.push(button(texts.say("mirror.cancel"), "cancel", () => act({ type: "cancel" })));
    const tests = experiment ? experiment.part.experiment_controls(experiment.model, texts, act) : [];
    if (!report) return [...parts, ...value_controls(null, value, texts, act), ...tests];
    const units = /** @type {[string, string][]} */ (kPeriods.map((unit) => [unit, texts.say(`mirror.period.${unit}`)]));
    parts.push(
      choice(texts.say("mirror.period"), "period", units, report.period,
        (period) => act({ type: "options", patch: /** @type {Options} */ ({ period }) })),
      choice(texts.say("mirror.cohort_period"), "cohort-period", units, report.cohorts.period,
        (period) => act({ type: "options", patch: /** @type {Options} */ ({ cohorts: { period } }) })));
    parts.push(...retention_controls(report, options, texts, act, {
      mode: this.#mode,
      choose_mode: (mode) => {
        this.#mode = mode;
        if (this.#shown) this.update(this.#shown);
      },
    }));
    parts.push(...filter_controls(report, options, texts, act));
    parts.push(...value_controls(report, value, texts, act), ...tests);
    parts.push(...reading_controls(report, options, texts, act));
    const columns = report.source.columns.map(({ name }, i) => /** @type {[string, string]} */ ([String(i), name]));
    for (const role of kRoles) {
      const at = report.source.columns.findIndex((column) => column.role === role);
      if (at < 0 && options.mapping?.[/** @type {"customer"} */ (role)] === undefined && !texts.has(`role.${role}`)) continue;
      parts.push(choice(texts.say(`role.${role}`), `role-${role}`, [["", texts.say("mirror.no_column")], ...columns],
        at < 0 ? "" : String(at), (index) => {
          const name = index === "" ? null : report.source.columns[Number(index)].name;
          act({ type: "options", patch: { mapping: { [role]: name } } });
        }));
    }
    return parts;
  }
}

/**
 * How the data were read, where it could have been otherwise.
 * @param {Report} report
 * @param {Options} options
 * @param {import("./text.js").Texts} texts
 * @param {(action: Action) => void} act
 * @returns {HTMLElement[]}
 */
function reading_controls({ source, receipt }, options, texts, act) {
  /**
   * @param {string} key of the text
   * @param {keyof Options} option
   * @param {[string, string][]} choices
   * @param {string} value
   */
  const setting = (key, option, choices, value) => choice(texts.say(key), option, choices, value,
    (chosen) => act({ type: "options", patch: { [option]: chosen === "" ? null : chosen } }));
  /** @param {string | null} found @returns {[string, string]} */
  const automatic = (found) => ["", found === null ? texts.say("mirror.automatic") : texts.say("mirror.automatic_found", { found })];
  const plain = (/** @type {string} */ value) => /** @type {[string, string]} */ ([value, value]);
  const parts = [];
  if (source.date_order_state === "assumed") parts.push(...date_question(source.date_example, texts, act));
  if (source.date_order !== null) {
    const orders = ["dmy", "mdy", "ymd"].map((order) => /** @type {[string, string]} */ ([order, texts.say(`mirror.date_order.${order}`)]));
    parts.push(setting("mirror.date_order", "date_order", orders, source.date_order));
  }
  if (source.sheets.length > 1) parts.push(setting("mirror.sheet", "sheet", source.sheets.map(plain), source.sheet ?? ""));
  if (source.container !== "xlsx") {
    parts.push(setting("mirror.encoding", "encoding", [automatic(encoding_name(source.encoding)),
      ...kEncodings.map((name) => /** @type {[string, string]} */ ([name, encoding_name(name)]))], options.encoding ?? ""));
  }
  parts.push(setting("mirror.amount_scope", "amounts", [["line", texts.say("mirror.amount_scope.line")],
    ["order", texts.say("mirror.amount_scope.order")]], source.amount_scope));
  // A line each, as the canvas has them: the zone's name, a space, and what people call it.
  const zones = texts.say("ui.option.time_zone.list").split("\n").map((line) =>
    /** @type {[string, string]} */ ([line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
  const zone = options.time_zone ?? "";
  if (zone && !zones.some(([name]) => name === zone)) zones.push(plain(zone));
  parts.push(setting("mirror.time_zone", "time_zone", [
    automatic(zone ? null : receipt.time_zone ?? texts.say("mirror.wall_clock")), ...zones], zone));
  if (receipt.currencies.length > 1) {
    const known = receipt.currencies.flatMap(({ currency }) => (currency === null ? [] : [plain(currency)]));
    parts.push(setting("mirror.currency", "currency", known, receipt.currency ?? ""));
  }
  if (receipt.duplicates.rows > 0) {
    parts.push(setting("mirror.duplicates", "duplicates", [["keep", texts.say("mirror.duplicates.keep")],
      ["drop", texts.say("mirror.duplicates.drop")]], receipt.duplicates.dropped ? "drop" : "keep"));
  }
  return parts;
}

/**
 * The day or the month first? Asked with both readings of a date from the data.
 * @param {string | null} example
 * @param {import("./text.js").Texts} texts
 * @param {(action: Action) => void} act
 */
function date_question(example, texts, act) {
  const [, first, second, year] = /(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})/.exec(example ?? "") ?? [];
  if (year === undefined) return [];
  /** @param {"dmy" | "mdy"} order @param {string} day @param {string} month */
  const answer = (order, day, month) => button(texts.day(Number(year) + (year.length === 2 ? 2000 : 0), Number(month), Number(day)),
    `date-${order}`, () => act({ type: "options", patch: { date_order: order } }));
  return [element("fieldset", {}, element("legend", {}, texts.say("mirror.date_question", { example })),
    answer("mdy", second, first), answer("dmy", first, second))];
}

/** @param {string} encoding */
function encoding_name(encoding) {
  return encoding === "euc-kr" ? "CP949 (EUC-KR)" : encoding === "shift_jis" ? "Shift_JIS"
    : encoding === "windows-1252" ? "Windows-1252" : encoding.toUpperCase();
}

/** @param {import("./text.js").Texts} texts */
function welcome(texts) {
  return [element("h1", {}, texts.say("mirror.welcome")), element("p", {}, texts.say("mirror.privacy"))];
}

/**
 * What the view shows, in its order.
 * @param {Report} report
 * @param {string | null} view
 * @param {import("./mirror_retention.js").CohortMode} mode
 * @param {string | null} title what to say first; null = what the orders say
 * @param {import("./text.js").Texts} texts
 */
function report_parts(report, view, mode, title, texts) {
  /** @param {string[]} views @param {() => Node[]} parts */
  const on = (views, parts) => (view === null || views.includes(view) ? parts() : []);
  return [
    element("h1", {}, title ?? headline(report, texts)),
    ...on(["start", "overview", "data"], () => findings(report, texts).map((text) => element("p", {}, text))),
    ...selection_parts(report, texts),
    ...on(["overview"], () => [...section(texts.say("mirror.measures"), measures_table(report, texts)),
      ...section(texts.say("mirror.periods"), periods_table(report, texts))]),
    ...on(["retention"], () => retention_parts(report, texts)),
    ...on(["cohorts"], () => section(texts.say("mirror.cohorts"), cohorts_table(report, mode, texts))),
    ...on(["cohorts", "retention"], () => groups_parts(report, texts)),
    ...on(["segments"], () => segments_parts(report, texts)),
    ...on(["value"], () => value_parts(report, texts)),
    ...on(["data"], () => [
      ...section(texts.say("mirror.receipt"), receipt_table(report, texts), aside_table(report, texts),
        ...files_table(report, texts), ...currencies_table(report, texts)),
      ...section(texts.say("mirror.columns"), columns_table(report, texts))]),
    ...warnings(report, texts),
  ];
}

/** The period that the headline measures describe. @param {Report} report */
function judged_period(report) {
  const judged = report.measures.retention_rate_matched?.period;
  return report.periods.find(({ period, start_customers }) => period === judged && (start_customers ?? 0) > 0);
}

/** @param {Report} report @param {import("./text.js").Texts} texts */
function headline(report, texts) {
  const period = judged_period(report);
  if (!period) return texts.say("mirror.headline_orders", {
    orders: texts.number(report.receipt.orders), customers: texts.number(report.receipt.customers) });
  const name = period.complete ? period.period : texts.say("mirror.unfinished", { period: period.period });
  return texts.say("mirror.headline", { period: name, rate: texts.percent(period.retention_rate_matched) });
}

/** @param {Report} report @param {import("./text.js").Texts} texts */
function findings(report, texts) {
  const { receipt, measures } = report;
  const sentences = [];
  const period = judged_period(report);
  if (period) {
    sentences.push(
      texts.say("mirror.finding.retention", {
        start: texts.number(period.start_customers), kept: texts.number(period.retained_customers),
        rate: texts.percent(period.retention_rate_matched) }),
      texts.say(period.returned_customers ? "mirror.finding.article" : "mirror.finding.article_same", {
        rate: texts.percent(period.retention_rate_article), returned: texts.number(period.returned_customers) }));
  }
  const repeat = measures.repeat_purchase_rate;
  if (repeat) {
    sentences.push(texts.say("mirror.finding.repeat", { n: texts.number(repeat.n), rate: texts.percent(repeat.value) }));
  }
  const order = measures.average_order_value;
  if (order) {
    sentences.push(texts.say("mirror.finding.order_value", {
      n: texts.number(order.n), value: texts.money(order.value, receipt.currency) }));
  }
  sentences.push(texts.say("mirror.finding.receipt", {
    read: texts.number(receipt.rows_read), used: texts.number(receipt.rows_used),
    aside: texts.number(receipt.rows_read - receipt.rows_used) }));
  return sentences;
}

/** @param {Report} report @param {import("./text.js").Texts} texts */
function measures_table(report, texts) {
  const rows = Object.entries(report.measures).map(([name, measure]) => {
    const title = texts.say(`measure.${name}`);
    return [measure.period ? `${title} (${measure.period})` : title, said(measure.value, measure, report, texts), texts.number(measure.n),
      said(measure.previous, measure, report, texts), said(measure.year_ago, measure, report, texts),
      words(texts.say(`measure.${name}.definition`))];
  });
  return table(texts.say("mirror.measures.caption"),
    ["mirror.measure", "mirror.value", "mirror.n", "mirror.previous", "mirror.year_ago", "mirror.definition"].map((key) => texts.say(key)), rows);
}

/**
 * A value of a measure in its unit.
 * @param {number | null} value
 * @param {import("./dangol.js").Measure} measure
 * @param {Report} report
 * @param {import("./text.js").Texts} texts
 */
function said(value, { unit, period }, report, texts) {
  if (value === null && period === null) return "";
  return unit === "currency" ? texts.money(value, report.receipt.currency)
    : unit === "rate" ? texts.percent(value) : texts.number(value, 4);
}

/** @param {Report} report @param {import("./text.js").Texts} texts */
function periods_table(report, texts) {
  const { periods } = report;
  const rows = periods.slice(-kPeriodRows).map((period) => [
    period.complete ? period.period : texts.say("mirror.unfinished", { period: period.period }),
    texts.number(period.start_customers), texts.number(period.end_customers), texts.number(period.new_customers),
    texts.number(period.retained_customers), texts.number(period.returned_customers),
    texts.percent(period.retention_rate_matched), texts.percent(period.retention_rate_article),
    texts.percent(period.churn_rate), texts.number(period.lost_customers), texts.number(period.active_customers),
    texts.number(period.at_risk_customers), texts.number(period.gone_customers), texts.number(period.orders),
    texts.money(period.revenue, report.receipt.currency), texts.percent(period.revenue_retention_gross),
    texts.percent(period.revenue_retention_net),
  ]);
  const caption = [texts.say("mirror.periods.caption"), left_out(periods.length, rows.length, texts)].join(" ").trim();
  return table(caption, [...["period_name", "start", "end", "new", "retained", "returned", "matched", "article", "churn"]
    .map((key) => `mirror.${key}`), ...["lost", "active", "at_risk", "gone"].map((key) => `ui.retention.${key}`),
  "mirror.orders", "mirror.revenue", "ui.retention.gross", "ui.retention.net"].map((key) => texts.say(key)), rows);
}

/** @param {Report} report @param {import("./text.js").Texts} texts */
function receipt_table({ receipt, source }, texts) {
  const money = (/** @type {number | null} */ value) => texts.money(value, receipt.currency);
  /** @type {[string, string][]} */
  const facts = [
    ["file_name", source.name], ["rows_read", texts.number(receipt.rows_read)], ["rows_used", texts.number(receipt.rows_used)],
    ["amount_read", money(receipt.amount_read)], ["revenue", money(receipt.revenue)],
    ["orders", texts.number(receipt.orders)],
    ["customers", receipt.customers_known ? texts.number(receipt.customers) : texts.say("mirror.customers_unknown")],
    ["days", `${receipt.first_day ?? "?"} – ${receipt.last_day ?? "?"}`],
  ];
  if (receipt.refund_documents > 0) {
    facts.push(["refunds", `${texts.number(receipt.refund_documents)}, ${money(receipt.refund_amount)}`]);
  }
  const { duplicates, repeated_totals } = receipt;
  if (repeated_totals.rows > 0) {
    facts.push(["repeated_totals", texts.say("mirror.rows_amount", {
      rows: texts.number(repeated_totals.rows), amount: money(repeated_totals.amount) })]);
  }
  if (duplicates.rows > 0) {
    facts.push(["duplicates", texts.say(duplicates.dropped ? "mirror.duplicates_dropped" : "mirror.duplicates_kept", {
      rows: texts.number(duplicates.rows), amount: money(duplicates.amount), line: duplicates.first_line })]);
  }
  if (receipt.cancelled_orders > 0) facts.push(["cancelled_orders", texts.number(receipt.cancelled_orders)]);
  if (receipt.zero_value_orders > 0) facts.push(["zero_value_orders", texts.number(receipt.zero_value_orders)]);
  facts.push(["encoding", encoding_name(source.encoding)], ["time_zone", receipt.time_zone ?? texts.say("mirror.wall_clock")]);
  if (source.sheet !== null) facts.push(["sheet", source.sheet]);
  return table(texts.say("mirror.receipt.caption"), [texts.say("mirror.item"), texts.say("mirror.value")],
    facts.map(([key, value]) => [texts.say(`mirror.${key}`), value]));
}

/** @param {Report} report @param {import("./text.js").Texts} texts */
function aside_table({ receipt, source }, texts) {
  const several = source.files.length > 1;
  if (receipt.set_aside.length === 0) return element("p", {}, texts.say("mirror.nothing_aside"));
  return table(texts.say("mirror.aside.caption"),
    ["reason", "rows", "amount", "first_line"].map((key) => texts.say(`mirror.${key}`)),
    receipt.set_aside.map(({ reason, rows, amount, first_line, file }) => [
      texts.say(`reason.${reason}`), texts.number(rows), texts.money(amount, receipt.currency),
      !first_line ? "" : several && file ? texts.say("mirror.line_of_file", { line: texts.number(first_line), file })
        : texts.number(first_line),
    ]));
}

/** @param {Report} report @param {import("./text.js").Texts} texts */
function files_table({ source }, texts) {
  if (source.files.length < 2) return [];
  return [table(texts.say("mirror.files.caption"),
    ["file_name", "rows_read", "encoding"].map((key) => texts.say(`mirror.${key}`)),
    source.files.map(({ name, rows_read, encoding }) => [name, texts.number(rows_read), words(encoding_name(encoding))]))];
}

/** @param {Report} report @param {import("./text.js").Texts} texts */
function currencies_table({ receipt }, texts) {
  if (receipt.currencies.length < 2) return [];
  return [table(texts.say("mirror.currencies.caption"),
    ["currency", "rows", "amount"].map((key) => texts.say(`mirror.${key}`)),
    receipt.currencies.map(({ currency, rows, amount }) => [
      currency ?? texts.say("mirror.no_currency"), texts.number(rows), texts.money(amount, currency)]))];
}

/** @param {Report} report @param {import("./text.js").Texts} texts */
function warnings({ receipt }, texts) {
  return receipt.warnings.map(({ code, rows, line, detail }) => element("p", {},
    texts.say(`warning.${code}`, { rows: texts.number(rows), line, detail })));
}

/** @param {Report} report @param {import("./text.js").Texts} texts */
function columns_table({ source }, texts) {
  return table(texts.say("mirror.columns.caption"),
    ["column", "role", "chosen_by", "confidence", "examples"].map((key) => texts.say(`mirror.${key}`)),
    source.columns.map(({ name, role, chosen_by, confidence, examples }) => [
      name, words(role ? texts.say(`role.${role}`) : texts.say("mirror.unused")),
      words(texts.say(`mirror.chosen_by.${chosen_by}`)), confidence === null ? "" : texts.percent(confidence),
      words((examples ?? []).join(", ")),
    ]));
}
