/**
 * ui.wasm behind plain methods: strings go in and come out as UTF-8, pointers are unsigned, and no
 * view of memory outlives a call.
 *
 * It comes in two parts: ui.wasm has what the first picture needs, and ui_later.wasm the views that
 * nobody can be in by then (src/host/later/ui.txt). Until `complete`, ui.wasm draws a word of waiting
 * in their place; a call of theirs would end in an error.
 */

/**
 * @typedef {Record<string, (...values: number[]) => number>} UiExports
 * @typedef {(options: {
 *   canvas: HTMLCanvasElement,
 *   instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance,
 *     module: WebAssembly.Module) => void) => object,
 *   print: (text: string) => void,
 *   printErr: (text: string) => void,
 * }) => Promise<UiExports>} CreateUi  Emscripten's glue (ui.js)
 */

export class UiBridge {
  #ui;
  #instance;
  #memory;

  /**
   * @param {CreateUi} create
   * @param {HTMLCanvasElement} canvas
   * @param {WebAssembly.Module} module
   */
  static async create(create, canvas, module) {
    /** @type {WebAssembly.Instance | undefined} */
    let first;
    const ui = await new Promise((resolve, reject) => {
      create({
        canvas,
        instantiateWasm: (imports, done) => {
          WebAssembly.instantiate(module, { ...imports, ...placeholders(module) }).then((instance) => {
            first = instance;
            done(instance, module);
          }, reject);
          return {};
        },
        print: () => {},
        printErr: () => {},
      }).then(resolve, reject);
    });
    return new UiBridge(ui, /** @type {WebAssembly.Instance} */ (/** @type {unknown} */ (first)));
  }

  /** @param {UiExports} ui @param {WebAssembly.Instance} instance */
  constructor(ui, instance) {
    this.#ui = ui;
    this.#instance = instance;
    // The glue renames its exports when it is optimised; memory is known by its type.
    const memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
    if (!memory) throw new Error("ui.wasm exports no memory");
    this.#memory = memory;
  }

  /** Adds the second part. @param {WebAssembly.Module} later */
  async complete(later) {
    await WebAssembly.instantiate(later, { primary: this.#instance.exports });
    this.#ui._dangol_ui_complete();
  }

  /** @param {boolean} draw false = everything but pixels */
  start(draw) {
    if (this.#ui._dangol_ui_start(draw ? 1 : 0) !== 0) throw new Error("the interface did not start");
  }

  /** @param {number} face 0 regular, 1 bold, 2 what both lack @param {ArrayBuffer} font */
  add_font(face, font) {
    const address = this.#put(new Uint8Array(font));
    this.#ui._dangol_ui_add_font(face, address, font.byteLength); // it owns the bytes from here on
  }

  /** @param {import("./canvas.js").Size} size */
  set_viewport({ css_width, css_height, width, height }) {
    this.#ui._dangol_ui_set_viewport(css_width, css_height, width, height);
  }

  /** @param {object} environment */
  set_environment(environment) {
    this.#send("_dangol_ui_set_environment", JSON.stringify(environment));
  }

  /** @param {string} json empty = none */
  set_report(json) {
    this.#send("_dangol_ui_set_report", json);
  }

  /** @param {object} status */
  set_status(status) {
    this.#send("_dangol_ui_set_status", JSON.stringify(status));
  }

  /** @param {object} options */
  set_options(options) {
    this.#send("_dangol_ui_set_options", JSON.stringify(options));
  }

  /** @param {string} view */
  set_view(view) {
    this.#send("_dangol_ui_set_view", view);
  }

  /** @param {object} model as calculators.js words it */
  set_calculators(model) {
    this.#send("_dangol_ui_set_calculators", JSON.stringify(model));
  }

  /** @param {object} model as value.js has it */
  set_value(model) {
    this.#send("_dangol_ui_set_value", JSON.stringify(model));
  }

  /** @param {object} model as experiment.js words it */
  set_experiment(model) {
    this.#send("_dangol_ui_set_experiment", JSON.stringify(model));
  }

  /** @param {string} json texts that came later, by language */
  add_texts(json) {
    this.#send("_dangol_ui_add_texts", json);
  }

  /** @param {number} kind @param {number} x @param {number} y @param {number} button */
  pointer(kind, x, y, button) {
    this.#ui._dangol_ui_pointer(kind, x, y, button);
  }

  /** @param {number} dx */
  pan(dx) {
    this.#ui._dangol_ui_wheel_x(dx);
  }

  /** @param {number} y */
  set_scroll(y) {
    this.#ui._dangol_ui_set_scroll(y);
  }

  /** @param {number} seconds @returns {number} how many more frames it wants */
  frame(seconds) {
    return this.#ui._dangol_ui_frame(seconds);
  }

  get content_height() {
    return this.#ui._dangol_ui_content_height();
  }

  get cursor() {
    return this.#text(this.#ui._dangol_ui_cursor()) || "default";
  }

  /** @returns {import("./controls.js").Control[] | null} null = as before */
  controls() {
    const json = this.#text(this.#ui._dangol_ui_controls());
    return json ? JSON.parse(json) : null;
  }

  /** @returns {import("../app.js").Action[]} */
  actions() {
    const json = this.#text(this.#ui._dangol_ui_actions());
    return json ? JSON.parse(json) : [];
  }

  /** @param {string} id @param {string} value */
  activate(id, value) {
    this.#send("_dangol_ui_activate", id, value);
  }

  context_lost() {
    this.#ui._dangol_ui_context_lost();
  }

  context_restored() {
    return this.#ui._dangol_ui_context_restored() === 0;
  }

  /** @param {string} name @param {string[]} texts */
  #send(name, ...texts) {
    const bytes = texts.map((text) => new TextEncoder().encode(text));
    const addresses = bytes.map((text) => this.#put(text));
    this.#ui[name](...bytes.flatMap((text, i) => [addresses[i], text.length]));
    for (const address of addresses) this.#ui._dangol_ui_free(address);
  }

  /** @param {Uint8Array} bytes */
  #put(bytes) {
    const address = this.#ui._dangol_ui_alloc(bytes.length) >>> 0;
    if (address === 0 && bytes.length > 0) throw new Error("out of memory");
    new Uint8Array(this.#memory.buffer, address, bytes.length).set(bytes);
    return address;
  }

  /** @param {number} pointer NUL-terminated UTF-8 @returns {string} */
  #text(pointer) {
    const address = pointer >>> 0;
    if (address === 0) return "";
    const memory = new Uint8Array(this.#memory.buffer);
    return new TextDecoder().decode(memory.subarray(address, memory.indexOf(0, address)));
  }
}

/** What stands in the function table for what ui_later.wasm has. @param {WebAssembly.Module} module */
function placeholders(module) {
  /** @type {Record<string, Record<string, () => never>>} */
  const imports = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    if (!namespace.startsWith("placeholder")) continue;
    imports[namespace] ??= {};
    imports[namespace][name] = () => {
      throw new Error(`${namespace}: ${name}`);
    };
  }
  return imports;
}
