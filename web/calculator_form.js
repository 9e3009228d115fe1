/**
 * The calculators as a real HTML form, for the mirror: labelled fields that keep the focus while
 * their answer changes under them.
 */
import { fill_select } from "./platform/controls.js";

/**
 * @typedef {import("./calculators.js").Model} Model
 * @typedef {{choose: (name: string) => void, type: (field: string, text: string) => void, fill: () => void,
 *   clear: () => void, copy: () => void}} Events
 * @typedef {HTMLInputElement | HTMLSelectElement} Input
 */

export class CalculatorForm {
  #events;
  #title = make("h2");
  #about = make("p");
  #list = make("select");
  #list_label = make("span");
  #fields = make("div");
  #buttons = make("div");
  #answer = make("div");
  /** @type {Map<string, {input: Input, note: HTMLElement}>} */
  #inputs = new Map();
  /** @type {Map<string, string>} what each part was built from */
  #shown = new Map();

  /** @param {Events} events */
  constructor(events) {
    this.#events = events;
    this.#answer.setAttribute("role", "status");
    this.#buttons.className = "fields";
    this.#fields.className = "fields";
    this.#list.addEventListener("change", () => events.choose(this.#list.value));
    const label = make("label");
    label.append(this.#list_label, this.#list);
    this.element = make("section");
    this.element.append(this.#title, label, this.#about, this.#fields, this.#buttons, this.#answer);
  }

  /** @param {Model} model @param {boolean} usable false = the canvas has the fields; only the answer stands here */
  update(model, usable) {
    this.#title.textContent = model.title.replaceAll("**", "");
    this.#about.textContent = model.detail;
    for (const part of [this.#list.parentElement, this.#fields, this.#buttons]) if (part) part.hidden = !usable;
    this.#changed("list", [model.choose, model.list], () => {
      this.#list_label.textContent = model.choose;
      fill_select(this.#list, model.list.filter(({ value }) => value !== ""));
    });
    this.#list.value = model.chosen;
    this.#changed("fields", [model.chosen, model.fields.map(({ name, label }) => [name, label])], () => {
      this.#inputs.clear();
      this.#fields.replaceChildren(...model.fields.map((field) => this.#field(field)));
    });
    this.#changed("buttons", [model.fill, model.clear, model.copy], () => this.#show_buttons(model));
    for (const { name, value, note, wrong } of model.fields) this.#refresh(name, value, note, wrong);
    this.#changed("answer", [model.results, model.notes, model.quotes], () => this.#show_answer(model));
  }

  /** Builds a part anew only where it differs, or it would take the focus away. @param {string} part @param {unknown} content @param {() => void} build */
  #changed(part, content, build) {
    const text = JSON.stringify(content);
    if (this.#shown.get(part) === text) return;
    this.#shown.set(part, text);
    build();
  }

  /** @param {Model} model */
  #show_answer(model) {
    const answers = model.results.flatMap(({ label, number, unit, interval, formula, filled, note }) => [
      line("dt", label),
      ...(number ? [line("dd", `${number} ${unit}`.trim(), "number")] : []),
      ...[interval, note, filled, formula].filter(Boolean).map((text) => line("dd", text)),
    ]);
    const list = make("dl");
    list.append(...answers);
    this.#answer.replaceChildren(list, ...model.notes.map((text) => line("p", text)),
      ...(model.quotes.length > 0 ? [line("h3", model.quotes_title), ...model.quotes.map((text) => line("p", text))] : []));
  }

  /** @param {Model} model */
  #show_buttons(model) {
    const { fill, clear, copy } = this.#events;
    /** @type {[string, () => void][]} */
    const buttons = [[model.fill, fill], [model.clear, clear], [model.copy, copy]];
    this.#buttons.replaceChildren(...buttons.filter(([label]) => label !== "").map(([label, act]) => {
      const button = make("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", act);
      return button;
    }));
  }

  /** @param {Model["fields"][number]} field */
  #field({ name, label, hint, options }) {
    /** @type {Input} */
    let input;
    if (options.length > 0) {
      const list = make("select");
      fill_select(list, options);
      list.addEventListener("change", () => this.#events.type(name, list.value));
      input = list;
    } else {
      const box = make("input");
      box.type = "text";
      box.inputMode = "decimal";
      box.autocomplete = "off";
      box.placeholder = hint;
      box.addEventListener("input", () => this.#events.type(name, box.value.normalize("NFC")));
      input = box;
    }
    input.name = name;
    const note = make("small");
    note.id = `calculator-${name}`;
    input.setAttribute("aria-describedby", note.id);
    const name_and_input = make("label");
    name_and_input.append(label, input);
    const whole = make("div");
    whole.append(name_and_input, note);
    this.#inputs.set(name, { input, note });
    return whole;
  }

  /** @param {string} name @param {string} value @param {string} note @param {boolean} wrong */
  #refresh(name, value, note, wrong) {
    const parts = this.#inputs.get(name);
    if (!parts) return;
    const { input, note: said } = parts;
    // While it is being typed into, the field knows better.
    if (input !== document.activeElement && input.value !== value) input.value = value;
    input.setAttribute("aria-invalid", String(wrong));
    said.textContent = note;
    said.className = wrong ? "error" : "";
  }
}

/** @template {keyof HTMLElementTagNameMap} T @param {T} tag */
function make(tag) {
  return document.createElement(tag);
}

/** @param {keyof HTMLElementTagNameMap} tag @param {string} text @param {string} [look] */
function line(tag, text, look = "") {
  const node = make(tag);
  node.className = look;
  node.textContent = text.replaceAll("**", "");
  return node;
}
