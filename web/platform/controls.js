/**
 * One real HTML element over everything that the interface drew and that can be used: keyboard
 * order, screen readers, native drop-downs, file pickers, phone keyboards and Korean composition
 * come from the browser. The elements are transparent; the canvas shows what they look like.
 *
 * Mouse clicks on buttons go through to the canvas (it wants hover too). Drop-downs, fields and the
 * file picker take the pointer, because only a real element can open what they open.
 */

/**
 * @typedef {{
 *   id: string, kind: "button" | "tab" | "toggle" | "select" | "text" | "number" | "date" | "file",
 *   label: string, value: string, checked: boolean, disabled: boolean,
 *   options: {value: string, label: string}[],
 *   x: number, y: number, w: number, h: number, fixed: boolean, group: string,
 * }} Control
 * @typedef {HTMLButtonElement | HTMLSelectElement | HTMLInputElement} Field
 * @typedef {{control: Control, field: Field, box: HTMLElement}} Overlay
 */

/** What a sales export is called in the wild; phones grey out everything else. */
export const kAcceptedFiles = ".csv,.tsv,.txt,.tab,.xlsx,.gz,.zip,.xls,text/csv,text/plain,text/tab-separated-values," +
  "application/vnd.ms-excel,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/gzip," +
  "application/zip";

export class Controls {
  #flow;
  #fixed;
  #activate;
  #choose_files;
  /** @type {Map<string, Overlay>} */
  #overlays = new Map();

  /**
   * @param {{flow: HTMLElement, fixed: HTMLElement, activate: (id: string, value: string) => void,
   *   choose_files: (files: File[], id: string) => void}} parts `flow` scrolls with the content, `fixed` stays
   */
  constructor({ flow, fixed, activate, choose_files }) {
    this.#flow = flow;
    this.#fixed = fixed;
    this.#activate = activate;
    this.#choose_files = choose_files;
  }

  /**
   * @param {Control[]} controls in tab order
   * @returns {boolean} whether the element that had the focus is gone
   */
  update(controls) {
    const wanted = new Set(controls.map(({ id }) => id));
    let focus_lost = false;
    for (const [id, overlay] of this.#overlays) {
      if (wanted.has(id)) continue;
      focus_lost ||= overlay.field === document.activeElement;
      overlay.box.remove();
      this.#overlays.delete(id);
    }
    /** @type {Map<HTMLElement, Element | null>} where the next element of each layer belongs */
    const places = new Map([this.#flow, this.#fixed].map((layer) => [layer, layer.firstElementChild]));
    for (const control of controls) {
      const overlay = this.#overlay(control);
      const layer = control.fixed ? this.#fixed : this.#flow;
      const place = places.get(layer) ?? null;
      if (overlay.box === place) places.set(layer, place.nextElementSibling);
      else layer.insertBefore(overlay.box, place);
    }
    return focus_lost;
  }

  /** Shows again what the interface said last, whatever the visitor has chosen since. */
  refresh() {
    for (const overlay of this.#overlays.values()) apply(overlay, overlay.control);
  }

  /** @param {Control} control */
  #overlay(control) {
    let overlay = this.#overlays.get(control.id);
    if (overlay && overlay.control.kind !== control.kind) {
      overlay.box.remove();
      overlay = undefined;
    }
    if (!overlay) {
      overlay = this.#create(control);
      this.#overlays.set(control.id, overlay);
    }
    apply(overlay, control);
    return overlay;
  }

  /** @param {Control} control @returns {Overlay} */
  #create(control) {
    const { id, kind } = control;
    const overlay = { control, ...(kind === "file" ? file_box() : plain_box(kind)) };
    const { field, box } = overlay;
    box.classList.add("control");
    box.dataset.id = id;
    box.dataset.kind = kind;
    if (field instanceof HTMLButtonElement) {
      field.addEventListener("click", () => {
        const { checked, value } = overlay.control;
        this.#activate(id, kind === "toggle" ? String(!checked) : value);
      });
    } else if (field instanceof HTMLSelectElement) {
      field.addEventListener("change", () => this.#activate(id, field.value));
      field.addEventListener("keydown", open_list);
    } else if (kind === "file") {
      field.addEventListener("change", () => {
        const files = [...field.files ?? []];
        if (files.length > 0) this.#choose_files(files, id);
        field.value = ""; // the same file may be chosen again
      });
    } else {
      // Every `input` event, those during a composition too: the canvas shows what is being typed.
      field.addEventListener("input", () => this.#activate(id, field.value.normalize("NFC")));
      field.addEventListener("keydown", (event) => {
        if (event.isComposing) return;
        if (event.key === "Enter" || event.key === "Escape") field.blur();
      });
      if (kind === "text") field.addEventListener("paste", (event) => paste_lines(field, event));
      field.addEventListener("blur", () => apply(overlay, overlay.control));
    }
    return overlay;
  }
}

/** @param {string} kind @returns {{field: Field, box: HTMLElement}} */
function plain_box(kind) {
  if (kind === "select") {
    const field = document.createElement("select");
    return { field, box: field };
  }
  if (kind === "text" || kind === "number" || kind === "date") {
    const field = document.createElement("input");
    field.type = kind === "date" ? "date" : "text";
    field.autocomplete = "off";
    field.spellcheck = false;
    if (kind === "number") field.inputMode = "decimal";
    return { field, box: field };
  }
  const field = document.createElement("button");
  field.type = "button";
  return { field, box: field };
}

/**
 * A field has one line, and a browser drops the ends of pasted ones: numbers that stood below one
 * another would become one number. Semicolons keep them apart.
 * @param {HTMLInputElement} field @param {ClipboardEvent} event
 */
function paste_lines(field, event) {
  const text = event.clipboardData?.getData("text/plain").trim() ?? "";
  if (!/[\r\n\t]/.test(text)) return;
  event.preventDefault();
  field.setRangeText(text.replace(/\s*[\r\n]+\s*/g, "; ").replace(/\t/g, " "),
    field.selectionStart ?? 0, field.selectionEnd ?? field.value.length, "end");
  field.dispatchEvent(new Event("input"));
}

/** These move the choice of a closed drop-down; so does every letter. */
const kChoosingKeys = ["ArrowDown", "ArrowUp", "Home", "End", "PageDown", "PageUp"];

/**
 * Arrow keys open a drop-down, as they do on a Mac, and so do letters. Otherwise they would choose
 * every entry that they pass, and a column that passes through a role takes it from the column that
 * had it.
 * @param {KeyboardEvent} event
 */
function open_list(event) {
  const field = /** @type {HTMLSelectElement} */ (event.currentTarget);
  const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!letter && !kChoosingKeys.includes(event.key)) return;
  if (!CSS.supports("selector(:open)") || field.matches(":open")) return;
  try {
    field.showPicker();
    event.preventDefault();
  } catch {
    // Not allowed in a frame of another origin: there the keys choose, as that system has it.
  }
}

/** A file input cannot be made transparent and keep its focus ring: its box shows the ring. */
function file_box() {
  const box = document.createElement("div");
  const field = document.createElement("input");
  field.type = "file";
  field.accept = kAcceptedFiles;
  field.multiple = true;
  box.append(field);
  return { field, box };
}

/** @param {Overlay} overlay @param {Control} control */
function apply(overlay, control) {
  const { field, box } = overlay;
  overlay.control = control;
  const { style } = box;
  style.left = `${control.x}px`;
  style.top = `${control.y}px`;
  style.width = `${control.w}px`;
  style.height = `${control.h}px`;
  if (field.getAttribute("aria-label") !== control.label) field.setAttribute("aria-label", control.label);
  field.disabled = Boolean(control.disabled);
  if (control.kind === "tab") {
    if (control.checked) field.setAttribute("aria-current", "true");
    else field.removeAttribute("aria-current");
  } else if (control.kind === "toggle") {
    field.setAttribute("aria-pressed", String(Boolean(control.checked)));
  } else if (field instanceof HTMLSelectElement) {
    fill_select(field, control.options ?? []);
    if (field.value !== control.value) field.value = control.value;
  } else if (["text", "number", "date"].includes(control.kind)) {
    // While it is being typed into, the field knows better than the interface.
    if (field !== document.activeElement && field.value !== control.value) field.value = control.value;
  }
}

/** @param {HTMLSelectElement} field @param {Control["options"]} options */
export function fill_select(field, options) {
  const same = field.options.length === options.length &&
    options.every(({ value, label }, i) => field.options[i].value === value && field.options[i].text === label);
  if (same) return;
  field.replaceChildren(...options.map(({ value, label }) => new Option(label, value)));
}
