/** The mirror's part on experiments: the verdict, its tables and real fields, from the same model as the canvas. */
import { button, choice, element, label, section, table } from "./html.js";

/**
 * @typedef {import("./experiment.js").Model} Model
 * @typedef {import("./experiment_plan.js").Field} Field
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {(action: import("./app.js").Action) => void} Act
 */

/** @param {string} text */
const plain = (text) => text.replaceAll("**", "");

/** What was found. @param {Model} model @param {Texts} texts */
export function experiment_parts(model, texts) {
  const parts = [];
  if (model.alarm) parts.push(...model.causes.map((cause) => element("p", { class: "error", role: "alert" }, cause)));
  parts.push(element("p", { class: "answer" }, plain(model.answer)), element("p", {}, model.detail));
  if (!model.alarm) parts.push(...model.causes.map((cause) => element("p", {}, cause)));
  const { verdict, plot, curves, planner } = model;
  if (verdict) {
    parts.push(element("p", {}, `${verdict.badge}. ${verdict.health}: ${verdict.detail}`));
    if (model.numbers.length > 0) parts.push(numbers(model.numbers));
  }
  if (plot) {
    parts.push(table(`${plot.title}. ${plot.detail}`, [texts.say("ui.experiment.compared"), plot.heads[0], plot.heads[1], texts.say("ui.experiment.change"),
      texts.say("ui.experiment.interval.short"), plot.heads[3]],
    plot.rows.map((row) => [row.detail ? `${row.name} · ${row.detail}` : row.name, row.control, row.variant, row.change, interval(row, plot.unit, texts), row.p.replace(/^p /, "")])));
    if (plot.margin !== null) parts.push(element("p", {}, texts.say("mirror.experiment.margin", { n: plot.margin_label })));
  }
  for (const one of model.tables) {
    parts.push(table([one.title, one.detail].filter(Boolean).join(". "), one.heads, one.rows.map(({ cells }) => cells)), ...one.notes.map((note) => element("p", {}, note)));
  }
  if (curves) {
    parts.push(element("h3", {}, curves.title), element("p", {}, curves.detail), ...curves.notes.map((note) => element("p", {}, note)),
      table(curves.title, [texts.say("ui.experiment.variant"), texts.say("ui.experiment.unit.days").trim(), texts.say("ui.experiment.days.share")],
        curves.lines.flatMap(({ name, x, value }) => ends(x).map((i) => [name, texts.number(x[i]), texts.percent(value[i])]))));
  }
  parts.push(element("h3", {}, planner.title), element("p", {}, planner.detail));
  if (planner.problem) parts.push(element("p", {}, planner.problem));
  if (planner.numbers.length > 0) parts.push(numbers(planner.numbers));
  parts.push(...planner.notes.map((note) => element("p", {}, note)));
  const { chart } = planner;
  if (chart) {
    parts.push(table(`${chart.title}. ${chart.detail}`, [texts.say(chart.days ? "ui.experiment.plan.days" : "ui.experiment.form.users"), texts.say("ui.experiment.change")],
      chart.lines.flatMap(({ x, value }) => ends(x).map((i) => [texts.number(x[i]), texts.percent(value[i])]))));
  }
  return section(texts.say("mirror.experiment.title"), ...parts);
}

/** A dozen places of a line. @param {number[]} x */
function ends(x) {
  const step = Math.max(1, Math.ceil(x.length / 12));
  return x.map((_, i) => i).filter((i) => i % step === 0 || i === x.length - 1);
}

/** @param {Model["numbers"]} list */
function numbers(list) {
  return element("dl", {}, ...list.flatMap(({ label: name, before, number, unit, note }) => [element("dt", {}, name), element("dd", { class: "number" }, before + number + unit),
    ...(note ? [element("dd", {}, note)] : [])]));
}

/** @param {{value: number | null, low: number | null, high: number | null}} row @param {string} unit @param {Texts} texts */
function interval({ value, low, high }, unit, texts) {
  if (value === null) return "";
  const write = (/** @type {number} */ end) => `${end < 0 ? "−" : "+"}${texts.number(Math.abs(end) * 100, 2)}${unit}`;
  if (low !== null && high !== null) return `${write(low)} – ${write(high)}`;
  if (low !== null) return texts.say("ui.experiment.from", { low: write(low) });
  return high === null ? "" : texts.say("ui.experiment.up_to", { high: write(high) });
}

/** Fields for the same choices as on the canvas. @param {Model} model @param {Texts} texts @param {Act} act @returns {HTMLElement[]} */
export function experiment_controls(model, texts, act) {
  const use = (/** @type {string} */ what, name = "", value = "") => act({ type: "experiment", what, name, value });
  /** @param {Field} field */
  const control = (field) => {
    const { id, value, hint, note, options, words } = field;
    const text = note ? `${field.label}. ${note}` : field.label;
    if (options.length > 0) {
      return choice(text, `experiment-${id}`, options.map((option) => /** @type {[string, string]} */ ([option.value, option.label])), value, (chosen) => use("type", id, chosen));
    }
    const box = /** @type {HTMLInputElement} */ (element("input", { type: "text", "data-key": `experiment-${id}`, ...(words ? {} : { inputmode: "decimal" }) }));
    box.value = value;
    box.placeholder = hint;
    box.addEventListener("change", () => use("type", id, box.value.trim()));
    return label(text, box);
  };
  // Where there is no canvas, an experiment among orders is asked for here.
  const parts = [button(texts.say("mirror.experiment.compute"), "experiment-compute", () => act({ type: "view", name: "experiment" }))];
  if (model.sources.length > 1) {
    parts.push(choice(model.sources_label, "experiment-source", model.sources.map((one) => /** @type {[string, string]} */ ([one.value, one.label])), model.source,
      (value) => use("source", "", value)));
  }
  const { form, settings, planner } = model;
  if (form) {
    parts.push(element("fieldset", {}, element("legend", {}, form.title),
      ...form.rows.flatMap(({ fields, remove, note }, i) => [...fields.map(control), ...(note ? [element("small", { class: "error" }, note)] : []),
        ...(remove ? [button(remove, `experiment-remove-${i}`, () => use("remove", String(i)))] : [])]),
      ...form.buttons.map((one) => button(one.label, `experiment-${one.value}`, () => use(one.value)))));
  }
  if (settings) parts.push(element("fieldset", {}, element("legend", {}, settings.title), ...settings.fields.map(control)));
  if (model.plot) parts.push(button(`${model.plot.title} CSV`, "experiment-csv", () => use("csv", "plot")));
  parts.push(element("fieldset", {}, element("legend", {}, planner.title), ...planner.fields.map(control)));
  return parts;
}
