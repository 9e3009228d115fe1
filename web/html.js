/** Elements of the mirror: tables, labelled fields, sections. */
import { fill_select } from "./platform/controls.js";

/** @typedef {string | number | Node} Child */

/** @param {number} all @param {number} shown @param {import("./text.js").Texts} texts */
export function left_out(all, shown, texts) {
  return all > shown ? texts.say("mirror.rows_left_out", { shown, all }) : "";
}

/** @param {string} title @param {Node[]} content */
export function section(title, ...content) {
  return [element("h2", {}, title), ...content];
}

/** A cell of words, which is set to the left. @param {string} text */
export function words(text) {
  return element("td", { class: "words" }, text);
}

/**
 * The first cell of each row is its heading.
 * @param {string} caption
 * @param {string[]} heads
 * @param {(string | Element)[][]} rows
 */
export function table(caption, heads, rows) {
  return element("div", { class: "scroll" }, element("table", {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...heads.map((head, i) => {
      const cell = rows[0]?.[i];
      return element("th", { scope: "col", class: cell instanceof Element ? cell.className : "" }, head);
    }))),
    element("tbody", {}, ...rows.map(([head, ...cells]) => element("tr", {},
      element("th", { scope: "row" }, head),
      ...cells.map((cell) => (typeof cell === "string" ? element("td", {}, cell) : cell)))))));
}

/** @param {string} text @param {HTMLElement} field */
export function label(text, field) {
  return element("label", {}, text, field);
}

/** @param {string} text @param {string} key @param {() => void} act */
export function button(text, key, act) {
  const field = element("button", { type: "button", "data-key": key }, text);
  field.addEventListener("click", act);
  return field;
}

/**
 * @param {string} text
 * @param {string} key
 * @param {[string, string][]} options value and label
 * @param {string} value
 * @param {(value: string) => void} act
 */
export function choice(text, key, options, value, act) {
  const field = /** @type {HTMLSelectElement} */ (element("select", { "data-key": key }));
  fill_select(field, options.map(([option, title]) => ({ value: option, label: title })));
  field.value = value;
  field.addEventListener("change", () => act(field.value));
  return label(text, field);
}

/** @param {string} tag @param {Record<string, string>} attributes @param {Child[]} children */
export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.map((child) => (typeof child === "number" ? String(child) : child)));
  return node;
}

/**
 * A field for a whole number; an emptied one gives null.
 * @param {string} text
 * @param {string} key
 * @param {number | null} value
 * @param {(value: number | null) => void} act
 */
export function number_field(text, key, value, act) {
  const field = /** @type {HTMLInputElement} */ (element("input", { type: "text", inputmode: "numeric", "data-key": key }));
  field.value = value === null ? "" : String(value);
  field.addEventListener("change", () => {
    if (/^\d*$/.test(field.value)) act(field.value === "" ? null : Number(field.value));
  });
  return label(text, field);
}
