/**
 * The Experiment view's desk: counts that are typed or the experiment of a file, the settings of the
 * test, and what the core makes of them, worded once for the canvas and the mirror. Nothing is computed
 * here. The address carries typed counts, so that a link brings them back. Comes after the first
 * picture, as its own part of the page.
 */
import { csv_of, curves_of, loss, loss_money, plot_of, tables_of } from "./experiment_tables.js";
import { PlanDesk, read_number } from "./experiment_plan.js";
import { read_settings, settings_of } from "./experiment_settings.js";
import { Words } from "./experiment_words.js";

export { experiment_controls, experiment_parts } from "./mirror_experiment.js";

/**
 * @typedef {import("./dangol.js").Experiment} Experiment
 * @typedef {import("./dangol.js").ExperimentOptions} ExperimentOptions
 * @typedef {import("./dangol.js").ExperimentQuestion} ExperimentQuestion
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {import("./experiment_plan.js").Field} Field
 * @typedef {import("./experiment_plan.js").Number_} Number_
 * @typedef {import("./experiment_tables.js").Choice} Choice
 * @typedef {import("./experiment_tables.js").Tone} Tone
 * @typedef {{name: string, users: string, conversions: string}} Arm  as typed
 * @typedef {{title: string, detail: string, heads: string[], rows: {fields: Field[], remove: string, note: string}[], buttons: Choice[]}} Form
 * @typedef {{
 *   answer: string, detail: string, alarm: boolean, causes: string[], filtered: boolean,
 *   sources_label: string, sources: Choice[], source: string,
 *   verdict: {badge: string, tone: Tone, health: string, detail: string} | null, numbers: Number_[], form: Form | null,
 *   plot: import("./experiment_tables.js").Plot | null, settings: {title: string, detail: string, fields: Field[]} | null,
 *   tables: import("./experiment_tables.js").Table[], curves: import("./experiment_tables.js").Chart | null,
 *   planner: import("./experiment_plan.js").Planner,
 * }} Model  as the canvas and the mirror show it
 * @typedef {{
 *   test: (question: ExperimentQuestion) => Promise<Experiment>,
 *   plan: (question: import("./dangol.js").PlanQuestion) => Promise<import("./dangol.js").ExperimentPlan>,
 *   change: (patch: ExperimentOptions) => void,
 *   changed: () => void,
 * }} Hooks  `change`: of the options of the file on screen; `changed`: told of every change that shows
 */

const kMark = "experiment&arm=";
const kMostArms = 12;
const kLongestName = 40;
const kLongestCount = 15;
const kLetters = "ABCDEFGHIJKLMNOPQRSTUVWX"; // twice as many as there are rows
/** What a link carries besides the counts. */
const kSettings = ["alpha", "sides", "correction", "margin", "effect", "control", "peeking", "looks", "planned_users", "ratio", "value_of_conversion"];
/** The picture of the design: 120 of 2,400 against 150 of 2,380. @type {Arm[]} */
const kExample = [{ name: "A", users: "2400", conversions: "120" }, { name: "B", users: "2380", conversions: "160" }];
/** @returns {Arm[]} */
const blank = () => [{ name: "", users: "", conversions: "" }, { name: "", users: "", conversions: "" }];

export class ExperimentDesk {
  #hooks;
  /** @type {Arm[]} */
  #arms = blank();
  /** @type {Map<string, string>} settings of the test, as typed */
  #typed = new Map();
  /** @type {Experiment | null} of the typed counts */
  #answer = null;
  /** @type {Record<"ko" | "en", string> | null} */
  #problem = null;
  /** @type {Report | null | undefined} undefined = nobody has looked yet */
  #report = undefined;
  #prefers_typed = false;
  #newest = 0;
  #plan;

  /** @param {Hooks} hooks */
  constructor(hooks) {
    this.#hooks = hooks;
    this.#plan = new PlanDesk(hooks.plan, hooks.changed);
  }

  /** Whether an address carries counts. @param {string} address */
  static knows(address) {
    return address.startsWith(kMark);
  }

  /** Whether typed counts are on screen. */
  get typed() {
    return this.#prefers_typed || !this.#report?.experiment;
  }

  /** What the address says after its #; empty where it has no counts to carry. */
  get address() {
    const parts = new URLSearchParams();
    for (const { name, users, conversions } of this.#arms) {
      if (users !== "" || conversions !== "") parts.append("arm", `${digits(users)}.${digits(conversions)}.${name}`);
    }
    if (parts.size === 0) return "";
    for (const name of kSettings) {
      const text = this.#typed.get(name);
      if (text) parts.append(name, text);
    }
    return `experiment&${parts}`;
  }

  /** Takes over what an address says. @param {string} address */
  open(address) {
    if (address === this.address) return;
    const parts = new URLSearchParams(address.slice("experiment&".length));
    const arms = parts.getAll("arm").slice(0, kMostArms).map((text) => {
      const [, users = "", conversions = "", name = ""] = /^(\d{0,15})[.,](\d{0,15})[.,](.*)$/s.exec(text) ?? [];
      return { name: name.normalize("NFC").slice(0, kLongestName), users, conversions };
    });
    if (arms.length === 0) return;
    this.#arms = arms.length === 1 ? [...arms, blank()[0]] : arms;
    this.#typed = new Map(kSettings.flatMap((name) => {
      const text = parts.get(name);
      return text && text.length <= kLongestName ? [[name, text]] : [];
    }));
    this.#prefers_typed = true;
    this.ask();
  }

  /** The Report, each time that the view is shown. @param {Report | null} report */
  update(report) {
    if (report === this.#report) return;
    if (this.#report !== undefined && report?.source.name !== this.#report?.source.name) this.#prefers_typed = false;
    this.#report = report;
    if (!this.typed) this.#typed.clear();
    this.#plan.fill(report, this.#experiment);
    this.#hooks.changed();
  }

  get #experiment() {
    return this.typed ? this.#answer : this.#report?.experiment ?? null;
  }

  /** @param {string} what @param {string} name @param {string} value */
  use(what, name, value) {
    if (what === "type") this.#type(name, value.normalize("NFC"));
    else if (what === "add") this.#arms = [...this.#arms, ...blank().slice(1)].slice(0, kMostArms);
    else if (what === "remove") this.#arms = this.#arms.length > 2 ? this.#arms.filter((_, i) => i !== Number(name)) : this.#arms;
    else if (what === "example") this.#arms = kExample.map((arm) => ({ ...arm }));
    else if (what === "clear") {
      this.#arms = blank();
      this.#typed.clear();
    } else if (what === "source") {
      this.#prefers_typed = value === "typed";
      this.#plan.fill(this.#report ?? null, this.#experiment);
    }
    if (["add", "remove", "example", "clear"].includes(what)) this.ask();
    else this.#hooks.changed();
  }

  /** @param {string} id of a field @param {string} text */
  #type(id, text) {
    const [group, name, field] = id.split(".");
    if (group === "arm") {
      const arm = this.#arms[Number(name)];
      if (!arm || !["name", "users", "conversions"].includes(field)) return;
      arm[/** @type {"name"} */ (field)] = text.slice(0, field === "name" ? kLongestName : kLongestCount + 4);
      this.ask();
    } else if (group === "plan") this.#plan.type(name, text);
    else if (group === "set") this.#set(name, field, text.slice(0, 200));
  }

  /** @param {string} name @param {string | undefined} variant @param {string} text */
  #set(name, variant, text) {
    this.#typed.set(name, text);
    if (name === "peeking" && text === "planned") {
      const users = this.#experiment?.variants.reduce((sum, one) => sum + one.users, 0) ?? 0;
      if (!this.#typed.get("looks")) this.#typed.set("looks", "5");
      if (!this.#typed.get("planned_users")) this.#typed.set("planned_users", String(Math.max(1000, 2 * users)));
    }
    if (this.typed && name !== "variant") {
      this.ask();
      return;
    }
    const patch = read_settings(new Map([[name, text], ...(name === "peeking" || name === "looks" || name === "planned_users"
      ? /** @type {[string, string][]} */ (["peeking", "looks", "planned_users"].flatMap((key) => (this.#typed.has(key) ? [[key, this.#typed.get(key)]] : []))) : [])]),
    this.#report?.experiment?.variants.map((one) => one.name) ?? [], true);
    if (name === "visitors" && variant !== undefined) {
      const which = this.#report?.experiment?.variants[Number(variant)]?.name;
      const n = read_number(text);
      this.#typed.delete(name);
      this.#typed.set(`visitors.${variant}`, text);
      if (which !== undefined && n !== null) patch.visitors = { ...this.#report_visitors, [which]: n };
    }
    if (Object.keys(patch).length > 0) this.#hooks.change(patch);
    this.#hooks.changed();
  }

  get #report_visitors() {
    return Object.fromEntries((this.#report?.experiment?.variants ?? []).flatMap(({ name }, i) => {
      const n = read_number(this.#typed.get(`visitors.${i}`) ?? "");
      return n === null ? [] : [[name, n]];
    }));
  }

  /** What is typed, with what is wrong in each row. */
  get #rows() {
    const typed = this.#arms.map(({ name }) => name.trim());
    // Who has no name gets the first letter from that of its place on that nobody has.
    const free = [...kLetters].filter((letter) => !typed.includes(letter));
    const names = typed.map((name, i) => {
      const letter = free.find((one) => one >= kLetters[i]) ?? free[0];
      if (name === "") free.splice(free.indexOf(letter), 1);
      return name || letter;
    });
    return this.#arms.map((arm, i) => {
      const users = whole(arm.users);
      const conversions = whole(arm.conversions);
      const problem = names.indexOf(names[i]) !== i ? "name" : (arm.users !== "" && users === null) || (arm.conversions !== "" && conversions === null) ? "number"
        : users !== null && conversions !== null && conversions > users ? "more" : "";
      return { name: names[i], users, conversions, problem };
    });
  }

  /** Asks the core; an answer to an older question is dropped. */
  ask() {
    const newest = ++this.#newest;
    const rows = this.#rows;
    const known = rows.filter(({ users, conversions }) => users !== null && conversions !== null);
    if (known.length < 2 || known.length < rows.filter((_, i) => this.#arms[i].users + this.#arms[i].conversions !== "").length
      || rows.some(({ problem }) => problem !== "")) {
      this.#answer = null;
      this.#problem = null;
      this.#plan.fill(this.#report ?? null, this.#experiment);
      this.#hooks.changed();
      return;
    }
    this.#hooks.changed();
    const variants = known.map(({ name, users, conversions }) => ({ name, users: users ?? 0, conversions: conversions ?? 0 }));
    const question = { variants, ...read_settings(this.#typed, variants.map(({ name }) => name), false) };
    this.#hooks.test(question).then((answer) => {
      if (newest !== this.#newest) return;
      this.#answer = answer;
      this.#problem = null;
      this.#plan.fill(this.#report ?? null, this.#experiment);
      this.#hooks.changed();
    }, (error) => {
      if (newest !== this.#newest) return;
      this.#answer = null;
      this.#problem = error.messages ?? null;
      this.#hooks.changed();
    });
  }

  /** A table of the view as a file. @param {string} id @param {Texts} texts */
  csv(id, texts) {
    const experiment = this.#experiment;
    return experiment ? csv_of(id, new Words(experiment, texts, this.#currency)) : "";
  }

  get #currency() {
    return this.typed ? null : this.#report?.receipt.currency ?? null;
  }

  /** @param {Texts} texts @returns {Model} */
  model(texts) {
    const experiment = this.#experiment;
    const words = experiment && new Words(experiment, texts, this.#currency);
    const both = this.#report?.experiment ? [
      { value: "file", label: texts.say("ui.experiment.source.file") }, { value: "typed", label: texts.say("ui.experiment.source.typed") }] : [];
    const alarm = experiment?.health.status === "alarm";
    return {
      answer: words ? words.answer : texts.say("ui.experiment.answer.blank"),
      detail: words ? words.detail : this.#problem?.[texts.language] ?? texts.say("ui.experiment.detail.blank"),
      alarm, causes: words ? words.causes : [], filtered: !this.typed && (this.#report?.receipt.orders ?? 0) > 0,
      sources_label: texts.say("ui.experiment.source"), sources: both, source: this.typed ? "typed" : "file",
      verdict: words && verdict_card(words), numbers: words && !alarm ? number_cards(words) : [],
      form: this.typed ? this.#form(texts) : null,
      plot: words && plot_of(words),
      settings: settings_of({ experiment, report: this.#report ?? null, typed: this.#typed, by_hand: this.typed }, texts),
      tables: words ? tables_of(words) : [], curves: words && curves_of(words),
      planner: this.#plan.model(texts, alarm ? null : experiment?.verdict.users_needed),
    };
  }

  /** @param {Texts} texts @returns {Form} */
  #form(texts) {
    const heads = ["name", "users", "conversions"].map((name) => texts.say(`ui.experiment.form.${name}`));
    const rows = this.#rows;
    const any = this.#arms.some(({ users, conversions }) => users + conversions !== "");
    const buttons = /** @type {[string, boolean][]} */ ([["add", this.#arms.length < kMostArms], ["example", !any], ["copy", any], ["clear", any]]);
    return {
      title: texts.say("ui.experiment.form"), detail: texts.say("ui.experiment.form.detail"), heads,
      rows: this.#arms.map((arm, i) => ({
        fields: /** @type {const} */ (["name", "users", "conversions"]).map((field, at) => ({ id: `arm.${i}.${field}`, label: `${rows[i].name} · ${heads[at]}`, value: arm[field],
          hint: field === "name" ? rows[i].name : "", note: "", words: field === "name", options: [] })),
        remove: this.#arms.length > 2 ? texts.say("ui.experiment.form.remove", { name: rows[i].name }) : "",
        note: rows[i].problem ? texts.say(`ui.experiment.form.wrong.${rows[i].problem}`) : "",
      })),
      buttons: buttons.filter(([, shown]) => shown).map(([value]) => ({ value, label: texts.say(`ui.experiment.form.${value}`) })),
    };
  }
}

/** @param {Words} words */
function verdict_card(words) {
  const { verdict, health } = words.experiment;
  const badge = words.say(`ui.experiment.badge.${verdict.code}`, { variant: words.variant(verdict.variant ?? ""), control: words.variant(words.control) });
  const tone = /** @type {Tone} */ (verdict.code === "better" ? "good" : verdict.code === "worse" || verdict.code === "do_not_trust" ? "bad" : "plain");
  return { badge, tone, health: words.say(`ui.experiment.health.${health.status}`), detail: words.health_line };
}

/** How sure it is, and what it costs to be wrong. @param {Words} words @returns {Number_[]} */
function number_cards(words) {
  const { judged, experiment } = words;
  if (!judged) return [];
  const { measure, comparison } = judged;
  const several = experiment.variants.length > 2;
  const chance = several ? comparison.probability_best : comparison.probability_better;
  const numbers = [];
  if (chance !== null) {
    numbers.push({ ...split(words.probability(chance)), note: words.say("ui.experiment.number.prior", { chance: words.probability(1 / (several ? experiment.variants.length : 2)) }),
      label: words.say(several ? "ui.experiment.number.best" : "ui.experiment.number.better", { variant: words.variant(comparison.variant) }) });
  }
  if (comparison.expected_loss !== null) {
    const money = comparison.expected_loss_money;
    numbers.push({ ...split(loss(words, measure, comparison.expected_loss)), label: words.say("ui.experiment.number.loss"),
      note: money === null ? words.say("ui.experiment.number.loss.note", { variant: words.variant(comparison.variant) })
        : words.say("ui.experiment.number.loss.money", { money: loss_money(words, money) }) });
  }
  return numbers;
}

/** "99.2%" as a number with its unit. @param {string} text */
function split(text) {
  const [, before = "", number = text, unit = ""] = /^([^\d.]*)([\d.,]+)(.*)$/.exec(text) ?? [];
  return { before, number, unit };
}

/** @param {string} text */
function digits(text) {
  return text.replace(/[^\d]/g, "").slice(0, kLongestCount);
}

/** @param {string} text */
function whole(text) {
  const plain = text.replace(/[\s,]/g, "");
  return plain !== "" && /^\d{1,15}$/.test(plain) ? Number(plain) : null;
}
