/**
 * The plan of a test to come: what is typed, prefilled from the data at hand, and what the core makes of
 * it, in words. Nothing is computed here.
 */

/**
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./dangol.js").Experiment} Experiment
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {import("./experiment_tables.js").Choice} Choice
 * @typedef {import("./experiment_tables.js").Chart} Chart
 * @typedef {{id: string, label: string, value: string, hint: string, note: string, words: boolean, options: Choice[]}} Field
 * @typedef {{label: string, before: string, number: string, unit: string, note: string}} Number_
 * @typedef {import("./dangol.js").PlanQuestion} Question
 * @typedef {import("./dangol.js").ExperimentPlan} Plan
 * @typedef {{title: string, detail: string, fields: Field[], numbers: Number_[], problem: string, notes: string[], chart: Chart | null}} Planner
 */

const kLongest = 40;
const kKinds = ["proportion", "mean"];
const kSides = ["two", "greater", "less"];
const kPowers = ["0.8", "0.9", "0.95"];
const kAlphas = ["0.1", "0.05", "0.01"];
const kPeeking = ["none", "planned", "always"];
const kArms = ["2", "3", "4", "5"];
const kDefaults = { kind: "proportion", baseline: "5", sd: "", effect: "10", arms: "2", shares: "", alpha: "0.05", power: "0.8", sides: "two", peeking: "none", users_per_day: "" };
/** Written in per cent. */
const kPercent = 100;

export class PlanDesk {
  #ask;
  #changed;
  /** @type {Map<string, string>} */
  #typed = new Map();
  /** @type {Map<string, string>} what the data say, until something is typed */
  #known = new Map();
  /** @type {Plan | null} */
  #plan = null;
  /** @type {Record<"ko" | "en", string> | null} */
  #problem = null;
  #newest = 0;
  #from_file = false;

  /** @param {(question: Question) => Promise<Plan>} ask @param {() => void} changed */
  constructor(ask, changed) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** @param {string} name */
  #text(name) {
    return this.#typed.get(name) ?? this.#known.get(name) ?? kDefaults[/** @type {"baseline"} */ (name)];
  }

  /** @param {string} name @param {string} text */
  type(name, text) {
    if (!(name in kDefaults)) return;
    this.#typed.set(name, text.slice(0, kLongest));
    this.ask();
  }

  /** What the data at hand tell of a test to come. @param {Report | null} report @param {Experiment | null} experiment */
  fill(report, experiment) {
    const before = JSON.stringify([...this.#known]);
    this.#known.clear();
    const [measure] = experiment?.measures ?? [];
    const control = measure?.arms.find(({ variant }) => variant === experiment?.settings.control);
    const repeat = report?.measures.repeat_purchase_rate?.value ?? null;
    if (measure?.kind === "proportion" && control?.value) this.#known.set("baseline", percent(control.value));
    else if (measure && measure.kind !== "ratio" && control?.value && control.sd) {
      for (const [name, text] of [["kind", "mean"], ["baseline", short(control.value)], ["sd", short(control.sd)]]) this.#known.set(name, text);
    } else if (repeat !== null && repeat > 0) this.#known.set("baseline", percent(repeat));
    if (experiment && experiment.variants.length > 2) this.#known.set("arms", String(experiment.variants.length));
    const { first_day, last_day, customers } = report?.receipt ?? {};
    const days = first_day && last_day ? (Date.parse(last_day) - Date.parse(first_day)) / 86_400_000 + 1 : 0;
    if (days > 0 && customers) this.#known.set("users_per_day", String(Math.max(1, Math.round(customers / days))));
    this.#from_file = this.#known.has("users_per_day");
    if (JSON.stringify([...this.#known]) !== before || this.#newest === 0) this.ask();
  }

  /** The question that is typed, and the field in its way. @returns {{question: Question | null, wrong: string}} */
  get #question() {
    const kind = this.#text("kind");
    const baseline = read_number(this.#text("baseline"));
    const effect = read_number(this.#text("effect"));
    const sd = read_number(this.#text("sd"));
    const rate = this.#text("users_per_day").trim() === "" ? 0 : read_number(this.#text("users_per_day"));
    const arms = Number(this.#text("arms"));
    const shares = this.#text("shares").trim() === "" ? [] : this.#text("shares").split(/[:/,\s]+/).filter(Boolean).map(Number);
    const share = kind === "proportion";
    if (baseline === null || baseline <= 0 || (share && baseline >= kPercent)) return { question: null, wrong: "baseline" };
    if (!share && (sd === null || sd <= 0)) return { question: null, wrong: "sd" };
    if (effect === null || effect === 0) return { question: null, wrong: "effect" };
    if (shares.length > 0 && (shares.length !== arms || shares.some((one) => !(one > 0)))) return { question: null, wrong: "shares" };
    if (rate === null || rate < 0) return { question: null, wrong: "users_per_day" };
    const peeking = this.#text("peeking");
    return { wrong: "", question: /** @type {Question} */ ({
      kind, baseline: share ? baseline / kPercent : baseline, ...(share ? {} : { sd }), effect: Math.abs(effect) / kPercent * (this.#text("sides") === "less" ? -1 : 1),
      arms, ...(shares.length > 0 ? { shares } : {}), alpha: Number(this.#text("alpha")), power: Number(this.#text("power")), sides: this.#text("sides"),
      peeking, ...(peeking === "planned" ? { looks: 5 } : {}), ...(rate > 0 ? { users_per_day: rate } : {}),
    }) };
  }

  ask() {
    const newest = ++this.#newest;
    const { question } = this.#question;
    if (!question) {
      this.#plan = null;
      this.#problem = null;
      this.#changed();
      return;
    }
    this.#changed();
    this.#ask(question).then((plan) => {
      if (newest !== this.#newest) return;
      this.#plan = plan;
      this.#problem = null;
      this.#changed();
    }, (error) => {
      if (newest !== this.#newest) return;
      this.#plan = null;
      this.#problem = error.messages ?? null;
      this.#changed();
    });
  }

  /** @param {Texts} texts @param {number | null} [needed] users that a running test still needs @returns {Planner} */
  model(texts, needed = null) {
    const { wrong } = this.#question;
    /** @param {string} name @param {Choice[]} [options] @param {boolean} [words] @returns {Field} */
    const field = (name, options = [], words = false) => ({ id: `plan.${name}`, label: texts.say(`ui.experiment.plan.${name}`), value: this.#text(name), hint: name === "shares" ? Array(Number(this.#text("arms"))).fill(1).join(":") : "",
      note: wrong === name && this.#text(name) !== "" ? texts.say("ui.experiment.plan.wrong") : "", words, options });
    const list = (/** @type {string[]} */ values, /** @type {(value: string) => string} */ name) => values.map((value) => ({ value, label: name(value) }));
    const plan = this.#plan;
    const share = this.#text("kind") === "proportion";
    return {
      title: texts.say("ui.experiment.plan"), detail: texts.say(this.#from_file ? "ui.experiment.plan.detail.file" : "ui.experiment.plan.detail"),
      fields: [
        field("kind", list(kKinds, (kind) => texts.say(`ui.experiment.plan.kind.${kind}`))),
        { ...field("baseline"), label: texts.say(share ? "ui.experiment.plan.baseline" : "ui.experiment.plan.baseline_mean") },
        ...(share ? [] : [field("sd")]),
        field("effect"), field("users_per_day"),
        field("arms", list(kArms, (n) => texts.say("ui.experiment.plan.arms.n", { n }))), field("shares", [], true),
        field("alpha", list(kAlphas, (alpha) => `${texts.number((1 - Number(alpha)) * 100)}%`)),
        field("power", list(kPowers, (power) => `${texts.number(Number(power) * 100)}%`)),
        field("sides", list(kSides, (sides) => texts.say(`ui.experiment.sides.${sides}`))),
        field("peeking", list(kPeeking, (peeking) => texts.say(`ui.experiment.peeking.${peeking}`))),
      ],
      numbers: plan ? this.#numbers(plan, texts) : [],
      problem: this.#problem?.[texts.language] ?? "",
      notes: [...this.#left(needed, texts), ...(plan ? this.#notes(plan, texts) : [])],
      chart: plan ? this.#chart(plan, texts) : null,
    };
  }

  /** @param {Plan} plan @param {Texts} texts @returns {Number_[]} */
  #numbers(plan, texts) {
    /** @param {string} key @param {number | null} n @param {string} unit @param {string} [note] */
    const number = (key, n, unit, note = "") => ({ label: texts.say(key), before: "", number: n === null ? "–" : texts.number(n), unit: n === null ? "" : texts.say(unit), note });
    const arms = plan.users_per_arm;
    if (arms.length === 0) return [];
    const even = arms.every((users) => users === arms[0]);
    return [
      number("ui.experiment.plan.per_arm", even ? arms[0] ?? null : Math.max(...arms), "ui.experiment.unit.people", even ? "" : arms.map((users) => texts.number(users)).join(" / ")),
      number("ui.experiment.plan.total", plan.total, "ui.experiment.unit.people"),
      number("ui.experiment.plan.days", plan.days === null ? null : Math.ceil(plan.days), "ui.experiment.unit.days",
        plan.days === null ? texts.say("ui.experiment.plan.days.none") : weeks(plan.days, texts)),
    ];
  }

  /** How long a running test still takes. @param {number | null} needed @param {Texts} texts */
  #left(needed, texts) {
    const rate = read_number(this.#text("users_per_day")) ?? 0;
    return needed !== null && needed > 0 && rate > 0
      ? [texts.say("ui.experiment.plan.left", { n: texts.number(Math.ceil(needed)), days: texts.number(Math.ceil(needed / rate)) })] : [];
  }

  /** @param {Plan} plan @param {Texts} texts */
  #notes(plan, texts) {
    if (plan.users_per_arm.length === 0) return [texts.say("ui.experiment.plan.never")];
    const notes = [texts.say("ui.experiment.plan.means", { effect: `${this.#text("effect")}%`, power: `${texts.number(Number(this.#text("power")) * 100)}%` })];
    if (plan.inflation !== null && plan.inflation > 1.0005) notes.push(texts.say("ui.experiment.plan.price", { ratio: texts.number(plan.inflation, 2) }));
    if (plan.days !== null && plan.days < 7) notes.push(texts.say("ui.experiment.plan.week"));
    if (plan.days !== null && plan.days > 90) notes.push(texts.say("ui.experiment.plan.long"));
    return notes;
  }

  /** The smallest effect that shows, by how many take part. @param {Plan} plan @param {Texts} texts @returns {Chart | null} */
  #chart(plan, texts) {
    const rate = read_number(this.#text("users_per_day")) ?? 0;
    const points = plan.detectable.filter(({ effect }) => effect !== null);
    if (points.length < 2) return null;
    const by_day = rate > 0;
    return {
      title: texts.say("ui.experiment.plan.curve"), detail: texts.say(by_day ? "ui.experiment.plan.curve.days" : "ui.experiment.plan.curve.people"), steps: false, days: by_day, notes: [],
      lines: [{ name: "", dashed: false, x: points.map(({ users }) => (by_day ? users / rate : users)), value: points.map(({ effect }) => Math.abs(effect ?? 0)), low: [], high: [] }],
    };
  }
}

/** @param {number} days @param {Texts} texts */
function weeks(days, texts) {
  return days >= 14 ? texts.say("ui.experiment.plan.weeks", { n: texts.number(days / 7, 1) }) : "";
}

/** @param {number} share */
function percent(share) {
  return short(share * kPercent);
}

/** As a visitor would type it. @param {number} value */
function short(value) {
  return String(Number(value.toPrecision(4)));
}

/** Digits with one point, commas between thousands left out. @param {string} text */
export function read_number(text) {
  const plain = text.replace(/[\s,%]/g, "").replace("−", "-");
  return /^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}
