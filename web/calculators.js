/**
 * The calculators for visitors without a file: what is typed, what the core makes of it, and how that
 * is worded, once for the canvas and the mirror. Nothing is computed here. The address names the
 * calculator and its numbers, so that a link brings them back.
 */

/**
 * @typedef {import("./dangol.js").Calculation} Calculation
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {Calculation["fields"][number]} Field
 * @typedef {Calculation["results"][number]} Result
 * @typedef {{gaps?: {customers: number}, nps?: {n: number, promoters: number, passives: number, detractors: number}}} Sections
 * @typedef {{value: string, label: string}} Choice
 * @typedef {{text: string, source: string | null}} Entry  `source`: what of the file it comes from;
 *   null = typed
 * @typedef {{
 *   list: Choice[], chosen: string, title: string, detail: string, choose: string, fill: string,
 *   clear: string, copy: string,
 *   fields: {name: string, label: string, value: string, hint: string, note: string, wrong: boolean,
 *     options: Choice[]}[],
 *   results: {label: string, number: string, unit: string, interval: string, formula: string,
 *     filled: string, note: string, wrong: boolean}[],
 *   notes: string[], quotes_title: string, quotes: string[],
 * }} Model  as the canvas and the mirror show it; `list` has headings, whose value is empty
 */

const kGroups = {
  stay: ["retention", "churn", "repeat"],
  worth: ["frequency", "order_value", "clv"],
  cost: ["acquisition", "cost_ratio", "ltv_cac", "payback", "roi"],
  respond: ["conversion", "nps"],
};
const kNames = Object.values(kGroups).flat();
const kQuotes = ["five", "six", "range", "use"];
const kMark = "calc=";
/** Longer than any number that can be read. */
const kLongest = 40;
const kSigns = new Map([["*", "×"], ["/", "÷"], ["-", "−"]]);

export class Calculators {
  #calculate;
  #changed;
  #chosen = kNames[0];
  /** @type {Map<string, Map<string, Entry>>} by calculator, then by field */
  #entries = new Map(kNames.map((name) => [name, new Map()]));
  /** @type {Map<string, Calculation>} the last answer of each */
  #answers = new Map();
  #newest = 0;

  /**
   * @param {(name: string, inputs: Record<string, string>) => Promise<Calculation>} calculate
   * @param {() => void} changed told of every change that shows
   */
  constructor(calculate, changed) {
    this.#calculate = calculate;
    this.#changed = changed;
  }

  /** What the address says after its #. */
  get address() {
    const texts = Object.entries(this.#inputs).map(([field, text]) => [field, without_groups(text)]);
    return new URLSearchParams([["calc", this.#chosen], ...texts]).toString();
  }

  /** Whether an address names a calculator. @param {string} address */
  static knows(address) {
    return address.startsWith(kMark);
  }

  /** Takes over what an address says. @param {string} address */
  open(address) {
    if (address === this.address) return;
    const parts = new URLSearchParams(address);
    const name = parts.get("calc") ?? "";
    if (!kNames.includes(name)) return;
    parts.delete("calc");
    this.#chosen = name;
    const typed = [...parts].filter(([field, text]) => /^[a-z_]+$/.test(field) && text.length <= kLongest);
    this.#entries.set(name, new Map(typed.map(([field, text]) => [field, { text, source: null }])));
    this.ask();
  }

  /** @param {string} name */
  choose(name) {
    if (!kNames.includes(name)) return;
    this.#chosen = name;
    this.ask();
  }

  /** @param {string} field @param {string} text */
  type(field, text) {
    this.#texts.set(field, { text: text.slice(0, kLongest), source: null });
    this.ask();
  }

  clear() {
    this.#texts.clear();
    this.ask();
  }

  /** Puts what the file says into the fields that nobody has typed into. @param {Report} report @param {Texts} texts */
  fill(report, texts) {
    const found = from_file(this.#chosen, report, texts);
    if ("orders_so_far" in found && !this.#texts.has("basis")) this.#texts.set("basis", { text: "observed", source: null });
    for (const [field, { value, source }] of Object.entries(found)) {
      const entry = this.#texts.get(field);
      if (entry && entry.source === null && entry.text.trim() !== "") continue;
      this.#texts.set(field, { text: as_typed(value), source });
    }
    this.ask();
  }

  /** For those who will see them: nothing is asked before. */
  show() {
    if (this.#newest === 0) this.ask();
  }

  /** Asks the core; an answer to an older question is dropped. */
  ask() {
    const question = ++this.#newest;
    const name = this.#chosen;
    this.#changed();
    this.#calculate(name, this.#inputs).then((answer) => {
      if (question !== this.#newest) return;
      this.#answers.set(name, answer);
      this.#changed();
    }, () => {}); // the page tells of a core that is gone
  }

  get #texts() {
    return /** @type {Map<string, Entry>} */ (this.#entries.get(this.#chosen));
  }

  get #inputs() {
    return Object.fromEntries([...this.#texts].filter(([, { text }]) => text !== "").map(([field, { text }]) => [field, text]));
  }

  /** @param {Texts} texts @param {Report | null} report @returns {Model} */
  model(texts, report) {
    const name = this.#chosen;
    const answer = this.#answers.get(name) ?? { name, fields: [], results: [] };
    const results = in_order(answer.results);
    const first = results.find(({ state }) => state === "value");
    const typed = Object.keys(this.#inputs).length > 0;
    const say = first && texts.has(`calc.say.${first.name}`);
    const currency = report?.receipt.currency ?? null;
    return {
      list: Object.entries(kGroups).flatMap(([group, names]) => [
        { value: "", label: texts.say(`calc.group.${group}`) },
        ...names.map((value) => ({ value, label: texts.say(`calc.name.${value}`) })),
      ]),
      chosen: name,
      title: say ? texts.say(`calc.say.${first.name}`, { value: spelled(first, texts, currency) }) : texts.say(`calc.ask.${name}`),
      detail: texts.say(`calc.about.${name}`),
      choose: texts.say("calc.choose"),
      fill: report && Object.keys(from_file(name, report, texts)).length > 0 ? texts.say("calc.fill") : "",
      clear: typed ? texts.say("calc.clear") : "",
      copy: typed ? texts.say("calc.copy") : "",
      fields: answer.fields.map((field) => this.#field(field, texts)),
      results: results.map((result) => worded(result, answer, texts, currency)),
      notes: notes(answer, texts),
      quotes_title: texts.say("calc.quotes.title"),
      quotes: name === "cost_ratio" ? kQuotes.map((key) => texts.say(`calc.quotes.${key}`)) : [],
    };
  }

  /** @param {Field} field @param {Texts} texts @returns {Model["fields"][number]} */
  #field({ name, optional, problem, chosen, options }, texts) {
    const entry = this.#texts.get(name);
    const note = problem ? texts.say(`calc.problem.${problem.code}`, { other: label_of(problem.other, texts) })
      : entry?.source ? texts.say("calc.filled", { source: entry.source }) : "";
    return {
      name, note, label: label_of(name, texts), value: chosen ?? entry?.text ?? "", wrong: problem !== null,
      hint: optional ? texts.say("calc.optional") : "",
      options: options.map((value) => ({ value, label: texts.say(`calc.option.${value}`) })),
    };
  }
}

/**
 * What can be said goes first, the surest before all; what is in the way is told once, and while
 * nothing can be said, only of the first result.
 * @param {Result[]} results
 */
function in_order(results) {
  const rank = (/** @type {Result} */ { state, low }) => (state === "value" ? (low === null ? 1 : 0) : state === "impossible" ? 2 : 3);
  const sorted = [...results].sort((one, other) => rank(one) - rank(other));
  if (sorted.length > 0 && rank(sorted[0]) === 3) return sorted.slice(0, 1);
  const reason = (/** @type {Result} */ { state, missing, problem }) => JSON.stringify(state === "impossible" ? problem : [state, missing]);
  return sorted.filter((one, i) => one.state === "value" || sorted.findIndex((other) => reason(other) === reason(one)) === i);
}

/**
 * @param {Result} result @param {Calculation} answer @param {Texts} texts @param {string | null} currency
 * @returns {Model["results"][number]}
 */
function worded(result, answer, texts, currency) {
  const { state, missing, problem } = result;
  const { number, unit } = amount(result.unit, result.value, texts, currency);
  const words = written(result.formula, (name) => label_of(name, texts).replace(/ \(.*\)$/, ""));
  const numbers = state === "value" || state === "impossible" ? written(result.formula, (name) => value_of(name, answer, texts)) : "";
  const note = state === "impossible" && problem ? texts.say(`calc.problem.${problem.code}`, { other: label_of(problem.other, texts) })
    : state === "invalid" ? texts.say("calc.invalid")
    : state === "missing" ? texts.say("calc.missing", {
      fields: answer.fields.filter(({ name }) => missing.includes(name)).map(({ name }) => label_of(name, texts)).join(", ") })
    : "";
  return {
    label: texts.say(`calc.result.${result.name}`), number: state === "value" ? number : "", unit, formula: words, note,
    filled: state === "value" ? `${numbers} = ${spelled(result, texts, currency)}` : numbers,
    interval: result.low === null ? "" : texts.say("calc.interval", {
      low: spelled({ ...result, value: result.low }, texts, currency),
      high: spelled({ ...result, value: result.high }, texts, currency) }),
    wrong: state === "impossible",
  };
}

/** Why two numbers of one answer differ. @param {Calculation} answer @param {Texts} texts */
function notes({ name, results }, texts) {
  const returned = results.find((result) => result.name === "returned_customers")?.value;
  return name === "retention" && returned ? [texts.say("calc.note.retention", { returned: texts.number(returned) })] : [];
}

/** A formula as people write it. @param {string} formula @param {(name: string) => string} named */
function written(formula, named) {
  return formula.replace(/[a-z_]+|[-*/]/g, (part) => kSigns.get(part) ?? named(part));
}

/** @param {string | null} name of a field or a result @param {Texts} texts */
function label_of(name, texts) {
  return texts.say(texts.has(`calc.field.${name}`) ? `calc.field.${name}` : `calc.result.${name}`);
}

/** @param {string} name of a field or a result @param {Calculation} answer @param {Texts} texts */
function value_of(name, { fields, results }, texts) {
  const field = fields.find((one) => one.name === name);
  if (field) return amount(field.kind === "percent" ? "percent" : "number", field.value, texts).number;
  const result = results.find((one) => one.name === name);
  return result && result.value !== null ? spelled(result, texts) : label_of(name, texts);
}

/**
 * A value in figures, and what is counted.
 * @param {string} unit
 * @param {number | null} value
 * @param {Texts} texts
 * @param {string | null} [currency] of the file on screen
 */
function amount(unit, value, texts, currency = null) {
  if (value === null) return { number: "", unit: "" };
  if (unit === "currency" && currency) return { number: texts.money(value, currency), unit: "" };
  if (unit === "percent") return { number: `${texts.number(value * 100, 4)}%`, unit: "" };
  if (unit === "rate" || unit === "return") {
    return { number: texts.number(value * 100, Math.abs(value) < 0.1 ? 2 : 1), unit: "%" };
  }
  if (unit === "number") return { number: texts.number(value, 4), unit: "" };
  const digits = unit === "score" || unit === "years" || unit === "months" || unit === "periods" ? 1
    : unit === "currency" && Math.abs(value) >= 10_000 ? 0 : 2;
  return { number: texts.number(value, digits), unit: texts.has(`calc.unit.${unit}`) ? texts.say(`calc.unit.${unit}`) : "" };
}

/** @param {{unit: string, value: number | null}} result @param {Texts} texts @param {string | null} [currency] */
function spelled({ unit, value }, texts, currency = null) {
  const said = amount(unit, value, texts, currency);
  const close = said.unit.length < 2 || texts.language === "ko";
  return said.number + (said.unit && !close ? " " : "") + said.unit;
}

/**
 * What the Report knows of a calculator's fields, and of which time.
 * @param {string} calculator
 * @param {Report} report
 * @param {Texts} texts
 */
function from_file(calculator, report, texts) {
  const { receipt, measures, nps, gaps } = /** @type {Report & Sections} */ (report);
  const judged = measures.retention_rate_matched?.period;
  /** @type {(Report["periods"][number] & {lost_customers?: number | null}) | undefined} */
  const period = report.periods.find((one) => one.period === judged);
  const whole = texts.say("calc.whole_file");
  /** @type {Record<string, [string, number | null | undefined][]>} */
  const of_period = period ? {
    retention: [["s", period.start_customers], ["e", period.end_customers], ["n", period.new_customers],
      ["r", period.retained_customers]],
    churn: [["s", period.start_customers], ["lost", period.lost_customers]],
    acquisition: [["new", period.new_customers]],
    cost_ratio: [["new", period.new_customers], ["retained", period.retained_customers]],
  } : {};
  /** @type {Record<string, [string, number | null | undefined][]>} */
  const of_file = {
    repeat: [["customers", receipt.customers], ["repeating", gaps?.customers]],
    frequency: [["orders", receipt.orders], ["customers", receipt.customers]],
    order_value: [["revenue", receipt.revenue], ["orders", receipt.orders]],
    clv: [["order_value", measures.average_order_value?.value], ["orders_so_far", measures.purchase_frequency?.value]],
    nps: nps?.n ? [["promoters", nps.promoters], ["passives", nps.passives], ["detractors", nps.detractors]] : [],
  };
  const known = [...(of_period[calculator] ?? []).map(([field, value]) => /** @type {const} */ ([field, value, judged ?? whole])),
    ...(of_file[calculator] ?? []).map(([field, value]) => /** @type {const} */ ([field, value, whole]))];
  /** @type {Record<string, {value: number, source: string}>} */
  const found = {};
  for (const [field, value, source] of known) {
    if (typeof value === "number" && (receipt.customers_known || calculator === "order_value")) found[field] = { value, source };
  }
  return found;
}

/** As a visitor would type it, to the four decimals that a field takes. @param {number} value */
function as_typed(value) {
  return new Intl.NumberFormat("en", { maximumFractionDigits: 4 }).format(value);
}

/** Shorter in an address. @param {string} text */
function without_groups(text) {
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
}
