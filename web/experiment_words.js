/** How an experiment is worded: names of variants and measures with their particles, changes, p values, the verdict. */

/**
 * @typedef {import("./dangol.js").Experiment} Experiment
 * @typedef {import("./dangol.js").ExperimentMeasure} Measure
 * @typedef {import("./dangol.js").ExperimentComparison} Comparison
 * @typedef {import("./dangol.js").ExperimentArm} Arm
 * @typedef {import("./dangol.js").ExperimentVerdict} Verdict
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {{value: number | null, low: number | null, high: number | null}} Range
 */

const kMinus = "−";
/** What people call the column of those who did it. */
const kSame = new Map([["converted", "conversion"], ["conversions", "conversion"], ["is_converted", "conversion"]]);
/** Below this a p value is written with its exponent. */
const kSmall = 1e-4;
const [kFirstSyllable, kLastSyllable, kFinals] = [0xac00, 0xd7a3, 28];

/** One experiment's numbers in one language. */
export class Words {
  /** @param {Experiment} experiment @param {Texts} texts @param {string | null} currency */
  constructor(experiment, texts, currency) {
    this.experiment = experiment;
    this.texts = texts;
    this.currency = currency;
  }

  /** @param {string} key @param {Record<string, string | number | null>} [values] */
  say(key, values) {
    return this.texts.say(key, values);
  }

  /** In a sentence: "B안", "새 버튼 쪽". @param {string} name */
  variant(name) {
    if (this.texts.language !== "ko" || /안$/.test(name)) return name;
    return this.say(/^[A-Za-z0-9]{1,2}$/.test(name) ? "ui.experiment.variant.short" : "ui.experiment.variant.long", { name });
  }

  /** @param {string} name of a measure */
  measure(name) {
    const key = `ui.experiment.measure.${kSame.get(name.toLowerCase()) ?? name}`;
    return this.texts.has(key) ? this.say(key) : name;
  }

  /** As the subject of a sentence. @param {string} name */
  subject(name) {
    const word = this.measure(name);
    if (this.texts.language !== "ko") return word;
    const code = word.charCodeAt(word.length - 1);
    if (code < kFirstSyllable || code > kLastSyllable) return word;
    return word + ((code - kFirstSyllable) % kFinals === 0 ? "가" : "이");
  }

  /** A measure's own value. @param {Measure} measure @param {number | null} value */
  value(measure, value) {
    if (value === null) return "–";
    if (measure.kind === "proportion") return this.rate(value);
    if (measure.kind === "money" || measure.name === "average_order_value") return this.texts.money(value, this.currency);
    const size = Math.abs(value);
    return this.#fixed(value, size === 0 ? 0 : size < 10 ? 3 : size < 1000 ? 2 : 0).replace("-", kMinus);
  }

  /** With all its decimals, so that columns line up. @param {number} value @param {number} decimals */
  #fixed(value, decimals) {
    return new Intl.NumberFormat(this.texts.language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  }

  /** @param {number | null} value a fraction */
  rate(value) {
    if (value === null) return "–";
    const size = Math.abs(value);
    return `${this.#fixed(value * 100, size === 0 || size === 1 ? 0 : size >= 0.1 ? 1 : size >= 0.001 ? 2 : 4)}%`;
  }

  /** "+16.8%". @param {number | null | undefined} lift */
  lift(lift) {
    if (lift === null || lift === undefined) return "–";
    const size = Math.abs(lift) * 100;
    return `${sign(lift)}${this.#fixed(size, size >= 100 || size === 0 ? 0 : size < 0.1 ? 2 : 1)}%`;
  }

  /** "+0.81%p" or "+₩1,630". @param {Measure} measure @param {number | null | undefined} value */
  difference(measure, value) {
    if (value === null || value === undefined) return "–";
    if (measure.kind === "proportion") return sign(value) + this.points(Math.abs(value)) + this.say("ui.experiment.points");
    return sign(value) + this.value(measure, Math.abs(value));
  }

  /** @param {number} value a difference of fractions */
  points(value) {
    const size = Math.abs(value * 100);
    return this.texts.number(value * 100, size >= 10 ? 1 : size >= 0.005 || size === 0 ? 2 : 4);
  }

  /** "−1.2% – +3.4%"; "−1.2% or more" where an end is open. @param {Range | null | undefined} range @param {(value: number | null) => string} write */
  range(range, write) {
    const { low, high } = range ?? { low: null, high: null };
    if (low !== null && high !== null) return `${write(low)} – ${write(high)}`;
    if (low !== null) return this.say("ui.experiment.from", { low: write(low) });
    return high === null ? "" : this.say("ui.experiment.up_to", { high: write(high) });
  }

  /** @param {Range | null | undefined} lift */
  lift_range(lift) {
    return this.range(lift, (value) => this.lift(value));
  }

  /** @param {Measure} measure @param {Range | null | undefined} difference */
  difference_range(measure, difference) {
    return this.range(difference, (value) => this.difference(measure, value));
  }

  /** @param {number | null} value @param {number} digits at most */
  number(value, digits) {
    return this.texts.number(value, digits).replace("-", kMinus);
  }

  /** ".014", "3.5e-42". @param {number | null | undefined} p */
  p(p) {
    if (p === null || p === undefined) return "–";
    if (p < kSmall) return p === 0 ? "0" : p.toExponential(1);
    if (p > 0.995) return "1";
    return String(Number(p.toPrecision(2))).replace(/^0/, "");
  }

  /** @param {number | null} value a probability */
  probability(value) {
    if (value === null) return "–";
    if (value > 0.9995 && value < 1) return "> 99.9%";
    if (value < 0.0005 && value > 0) return "< 0.1%";
    return `${this.texts.number(value * 100, 1)}%`;
  }

  /** How sure intervals are: "95%". @param {number | null} confidence */
  confidence(confidence) {
    return `${this.texts.number((confidence ?? 1 - this.experiment.settings.alpha) * 100, 1)}%`;
  }

  get control() {
    return this.experiment.settings.control;
  }

  /** @param {string | null} name */
  find_measure(name) {
    return this.experiment.measures.find((one) => one.name === name) ?? this.experiment.measures[0];
  }

  /** What the verdict is about; null where nothing could be compared. @returns {{measure: Measure, comparison: Comparison} | null} */
  get judged() {
    const { verdict, settings } = this.experiment;
    const measure = this.find_measure(verdict.measure ?? settings.primary);
    if (!measure) return null;
    const best = [...measure.comparisons].sort((one, other) => (other.probability_better ?? 0) - (one.probability_better ?? 0))[0];
    const comparison = measure.comparisons.find((one) => one.variant === verdict.variant) ?? best;
    return comparison ? { measure, comparison } : null;
  }

  /** "3–32%" of a change in one direction, without its sign. @param {Measure} measure @param {Comparison} comparison */
  #size({ kind }, { lift, difference }) {
    const range = lift ?? difference;
    const scale = lift || kind === "proportion" ? 100 : 1;
    const unit = lift ? "%" : kind === "proportion" ? this.say("ui.experiment.points") : "";
    const ends = [range.low, range.high].map((end) => (end === null ? null : Math.abs(end) * scale));
    const known = ends.filter((end) => end !== null).sort((one, other) => one - other);
    if (known.length === 0) return "";
    const digits = known[known.length - 1] >= 10 && known[0] >= 0.95 ? 0 : known[0] >= 0.095 ? 1 : 2;
    const written = known.map((end) => this.texts.number(end, digits));
    if (known.length === 2) return written[0] === written[1] ? written[0] + unit : `${written.join("–")}${unit}`;
    return this.say("ui.experiment.at_least", { n: written[0] + unit });
  }

  /** Both ends with their signs: "−5%에서 +12%". @param {Measure} measure @param {Comparison} comparison */
  #between(measure, { lift, difference }) {
    const write = (/** @type {number | null} */ end) => {
      if (!lift || end === null) return this.difference(measure, end);
      const size = Math.abs(end) * 100;
      return `${sign(end)}${this.texts.number(size, size >= 10 ? 0 : 1)}%`;
    };
    const range = lift ?? difference;
    if (range.low === null || range.high === null) return this.range(range, write);
    return this.say("ui.experiment.between", { low: write(range.low), high: write(range.high) });
  }

  /** The verdict in one sentence; what matters stands between **. */
  get answer() {
    const { verdict } = this.experiment;
    const { judged } = this;
    if (verdict.code === "do_not_trust") {
      const [reason = "sample_ratio"] = this.experiment.health.reasons;
      return this.say("ui.experiment.answer.do_not_trust", { why: this.say(`ui.experiment.reason.${reason}`) });
    }
    if (!judged) return this.say("ui.experiment.answer.no_measure");
    const { measure, comparison } = judged;
    if (verdict.code === "better" || verdict.code === "worse") {
      const up = ((comparison.lift ?? comparison.difference).value ?? 0) >= 0;
      const values = { variant: this.variant(comparison.variant), measure: this.subject(measure.name), range: this.#size(measure, comparison) };
      if (verdict.code === "better") return this.say(up ? "ui.experiment.answer.better_up" : "ui.experiment.answer.better_down", values);
      return this.say(up ? "ui.experiment.answer.worse_up" : "ui.experiment.answer.worse_down", values);
    }
    return this.say(verdict.code === "no_difference" ? "ui.experiment.answer.no_difference" : "ui.experiment.answer.keep_running",
      { measure: this.measure(measure.name), range: this.#between(measure, comparison) });
  }

  /** What follows the verdict: what is still open, and for how long. */
  get detail() {
    const { verdict, measures, health } = this.experiment;
    if (verdict.code === "do_not_trust") return this.say("ui.experiment.detail.do_not_trust");
    const said = [];
    const { judged } = this;
    if (verdict.code === "keep_running") said.push(this.#needed(verdict.users_needed, verdict.days_left));
    if (judged && (verdict.code === "better" || verdict.code === "worse") && judged.comparison.p !== null) {
      said.push(this.say("ui.experiment.detail.sure", { p: this.p(judged.comparison.p_adjusted ?? judged.comparison.p) }));
    }
    const open = measures.filter((measure) => measure !== judged?.measure).map((measure) =>
      ({ measure, comparison: measure.comparisons.find((one) => one.variant === judged?.comparison.variant) }))
      .filter(({ comparison }) => comparison?.verdict === "keep_running");
    if (open.length > 0) {
      said.push(this.say("ui.experiment.detail.open", { measures: open.map(({ measure }) => this.measure(measure.name)).join(", ") }));
      const days = open[0].comparison?.days_left ?? null;
      if (days !== null) {
        said.push(this.say("ui.experiment.detail.open_days", { measure: this.measure(open[0].measure.name), n: this.texts.number(Math.ceil(days)) }));
      }
    }
    if (!health.enough && verdict.code === "keep_running") said.push(this.say("ui.experiment.detail.few"));
    return said.filter(Boolean).join(" ");
  }

  /** @param {number | null} users @param {number | null} days */
  #needed(users, days) {
    if (users === null) return "";
    const n = this.texts.number(Math.ceil(users));
    return days === null ? this.say("ui.experiment.detail.users", { n })
      : this.say("ui.experiment.detail.days", { n, days: this.texts.number(Math.ceil(days)) });
  }

  /** "A 2,400 (50%)". @param {number} index */
  share(index) {
    const { variants } = this.experiment;
    const all = variants.reduce((sum, { users }) => sum + users, 0);
    const { name, users } = variants[index];
    return `${name} ${this.texts.number(users)}${all > 0 ? ` (${this.rate(users / all)})` : ""}`;
  }

  /** Why the data are not to be trusted, or what to mind, with what usually causes it. */
  get causes() {
    const { health, variants, verdict } = this.experiment;
    const values = {
      actual: variants.map((_, i) => this.share(i)).join(", "),
      expected: variants.map(({ name, expected_share }) => `${name} ${this.rate(expected_share)}`).join(", "),
      p: this.p(health.sample_ratio?.p), contaminated: this.texts.number(health.contaminated),
      duplicates: this.texts.number(health.duplicates), unassigned: this.texts.number(health.unassigned),
    };
    const said = health.status === "fine" ? [] : health.reasons.map((reason) => this.say(`ui.experiment.cause.${reason}`, values));
    const kMind = /** @type {const} */ (["few_events", "other_measure_worse", "planned_not_reached"]);
    for (const reason of kMind) if (verdict.reasons.includes(reason)) said.push(this.say(`ui.experiment.cause.${reason}`));
    return said;
  }

  /** The health in one line. */
  get health_line() {
    const { health, variants, source } = this.experiment;
    const parts = [];
    const ratio = health.sample_ratio;
    if (ratio) parts.push(this.say(`ui.experiment.ratio.${ratio.status}`, { p: this.p(ratio.p) }));
    if (source !== "counts") {
      parts.push(this.say("ui.experiment.health.both", { n: this.texts.number(health.contaminated) }),
        this.say("ui.experiment.health.twice", { n: this.texts.number(health.duplicates) }));
      if (health.unassigned > 0) parts.push(this.say("ui.experiment.health.nowhere", { n: this.texts.number(health.unassigned) }));
    }
    parts.push(this.say("ui.experiment.health.sample", { n: variants.map(({ users }) => this.texts.number(users)).join(" / ") }));
    return parts.join(" · ");
  }
}

/** @param {number} value */
function sign(value) {
  return value > 0 ? "+" : value < 0 ? kMinus : "";
}
