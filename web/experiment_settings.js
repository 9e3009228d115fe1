/** The settings of a test as fields: how sure, which sides, what it is compared with, when it is looked at. */
import { read_number } from "./experiment_plan.js";

/**
 * @typedef {import("./dangol.js").Experiment} Experiment
 * @typedef {import("./dangol.js").ExperimentOptions} ExperimentOptions
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {import("./experiment_plan.js").Field} Field
 * @typedef {{experiment: Experiment | null, report: Report | null, typed: Map<string, string>, by_hand: boolean}} Known  `typed`: what
 *   stands in fields; `by_hand`: whether the counts are typed
 */

const kAlphas = [0.1, 0.05, 0.01];
const kSides = ["two", "greater", "less"];
const kCorrections = ["holm", "benjamini_hochberg", "none"];
const kPeeking = ["none", "always", "planned"];
/** Columns with these roles divide nobody into variants. */
const kOther = ["customer", "email", "phone", "order", "time", "amount", "quantity", "unit_price", "refund"];

/** @param {Known} known @param {Texts} texts @returns {{title: string, detail: string, fields: Field[]} | null} */
export function settings_of({ experiment, report, typed, by_hand }, texts) {
  const settings = experiment?.settings;
  /** @param {string} name @param {string} value what is in force @param {import("./experiment_tables.js").Choice[]} [options] @param {Partial<Field>} [more] @returns {Field} */
  const field = (name, value, options = [], more = {}) => ({ id: `set.${name}`, label: texts.say(`ui.experiment.set.${name}`), value: typed.get(name) ?? value,
    hint: "", note: "", words: false, options, ...more });
  const list = (/** @type {string[]} */ values, /** @type {(value: string) => string} */ name) => values.map((value) => ({ value, label: name(value) }));
  const percent = (/** @type {number | null} */ share) => (share === null ? "" : String(Math.round(share * 1e6) / 1e4));
  /** @type {Field[]} */
  const fields = [];
  if (!experiment && !by_hand) return null;
  if (!experiment && report && report.receipt.orders > 0) {
    const columns = report.source.columns.filter(({ role }) => role === null || !kOther.includes(role));
    if (columns.length > 0) {
      fields.push(field("variant", "", [{ value: "", label: texts.say("ui.experiment.set.variant.none") }, ...columns.map(({ name }) => ({ value: name, label: name }))]));
    }
  }
  if (experiment && settings) {
    const { variants, measures } = experiment;
    const names = variants.map(({ name }) => name);
    fields.push(field("control", settings.control, list(names, (name) => name)));
    if (measures.length > 1) {
      const known = (/** @type {string} */ name) => (texts.has(`ui.experiment.measure.${name}`) ? texts.say(`ui.experiment.measure.${name}`) : name);
      fields.push(field("primary", settings.primary ?? measures[0].name, list(measures.map(({ name }) => name), known)));
    }
    fields.push(
      field("alpha", String(settings.alpha), list([...new Set([...kAlphas, settings.alpha])].map(String), (alpha) => `${texts.number((1 - Number(alpha)) * 100, 2)}%`)),
      field("sides", settings.sides, list(kSides, (sides) => texts.say(`ui.experiment.sides.${sides}`))));
    if (variants.length > 2) fields.push(field("correction", settings.correction, list(kCorrections, (name) => texts.say(`ui.experiment.correction.${name}`))));
    fields.push(field("margin", percent(settings.margin), [], { hint: texts.say("ui.experiment.set.margin.hint") }), field("effect", percent(settings.effect)),
      field("peeking", settings.peeking, list(kPeeking, (name) => texts.say(`ui.experiment.peeking.${name}`))));
    if ((typed.get("peeking") ?? settings.peeking) === "planned") {
      fields.push(field("looks", String(settings.looks ?? "")), field("planned_users", String(settings.planned_users ?? "")));
    }
    fields.push(field("ratio", "", [], { words: true, hint: names.map(() => 1).join(":") }));
    if (measures.some(({ kind }) => kind === "proportion")) {
      fields.push(field("value_of_conversion", settings.value_of_conversion === null ? "" : String(settings.value_of_conversion)));
    }
    if (experiment.source === "orders") {
      variants.forEach(({ name }, i) => fields.push({ ...field("visitors", ""), id: `set.visitors.${i}`, value: typed.get(`visitors.${i}`) ?? "",
        label: texts.say("ui.experiment.set.visitors", { variant: name }) }));
    }
  }
  if (fields.length === 0) return null;
  return { title: texts.say("ui.experiment.settings"), detail: texts.say("ui.experiment.settings.detail"), fields };
}

/**
 * Settings as the core takes them; what cannot be read is left out.
 * @param {Map<string, string>} typed
 * @param {string[]} variants in their order
 * @param {boolean} reset whether an emptied field goes back to its default
 * @returns {ExperimentOptions}
 */
export function read_settings(typed, variants, reset) {
  /** @type {Record<string, unknown>} */
  const options = {};
  const scales = /** @type {Record<string, number>} */ ({ margin: 100, effect: 100, alpha: 1, looks: 1, planned_users: 1, value_of_conversion: 1 });
  for (const [name, text] of typed) {
    if (text.trim() === "") {
      if (reset) options[name] = null;
    } else if (name in scales) {
      const number = read_number(text);
      if (number !== null && in_bounds(name, number / scales[name])) options[name] = number / scales[name];
    } else if (name === "ratio") {
      const weights = text.split(/[:/,\s]+/).filter(Boolean).map(Number);
      if (weights.length === variants.length && weights.every((weight) => weight >= 0) && weights.some((weight) => weight > 0)) {
        options.ratio = Object.fromEntries(variants.map((variant, i) => [variant, weights[i]]));
      }
    } else if (name === "control") {
      if (variants.includes(text)) options.control = text;
    } else if (["sides", "correction", "peeking", "primary", "variant"].includes(name)) options[name] = text;
  }
  if (options.peeking === "planned" && !(options.looks && options.planned_users)) delete options.peeking;
  return options;
}

/** What the core takes: see src/engine/experiment_options.h. @param {string} name @param {number} value */
function in_bounds(name, value) {
  if (name === "margin") return Math.abs(value) <= 1;
  if (name === "effect") return value >= 1e-4 && value <= 10;
  if (name === "alpha") return value >= 1e-6 && value <= 0.5;
  if (name === "looks") return Number.isInteger(value) && value >= 1 && value <= 50;
  if (name === "planned_users") return Number.isInteger(value) && value >= 1;
  return value >= 0;
}
