/**
 * The page's controller: it holds what is in force (language, theme, view; the options and the Report
 * are in requests.js), gives the canvas and the mirror the same, and carries out the actions that
 * either of them asks for.
 */
import { Appearance, remember } from "./appearance.js";
import { Calculators } from "./calculators.js";
import { observe_context, observe_size } from "./platform/canvas.js";
import { Controls } from "./platform/controls.js";
import { save, save_picture, save_text } from "./platform/downloads.js";
import { observe_files, read_clipboard } from "./platform/files.js";
import { Frames } from "./platform/frames.js";
import { observe_pointer } from "./platform/pointer.js";
import { Scroll } from "./platform/scroll.js";
import { Mirror } from "./mirror.js";
import { kIdle, Requests } from "./requests.js";
import { is_own_entry, read_link, show_address, write_link } from "./share_link.js";
import { read_texts } from "./text.js";
import { Announcer, plain_error } from "./told.js";
import { ValueDesk } from "./value.js";
import { sections_of } from "./view_sections.js";

/**
 * @typedef {import("./dangol.js").Options} Options
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./dangol.js").Session} Session
 * @typedef {import("./dangol.js").AddOptions} AddOptions
 * @typedef {import("./dangol.js").DangolError} DangolError
 * @typedef {import("./text.js").Language} Language
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {import("./platform/ui_bridge.js").UiBridge} UiBridge
 * @typedef {{
 *   create_ui: import("./platform/ui_bridge.js").CreateUi,
 *   module: (name: string) => Promise<WebAssembly.Module>,
 *   file: (name: string) => Promise<ArrayBuffer>,
 *   load: () => Promise<import("./dangol.js").Dangol>,
 *   experiment: () => Promise<typeof import("./experiment.js")>,
 * }} Assets  where the site and the single file differ
 * @typedef {
 *   | {type: "sample", name: string}
 *   | {type: "paste"}
 *   | {type: "options", patch: Options}
 *   | {type: "cancel"}
 *   | {type: "dismiss_error"}
 *   | {type: "language", value: string}
 *   | {type: "theme", value: string}
 *   | {type: "view", name: string}
 *   | {type: "calculator", what: string, name: string, value: string}
 *   | {type: "value", what: string, value: string, file?: File}
 *   | {type: "experiment", what: string, name: string, value: string}
 *   | {type: "share"}
 *   | {type: "customers", segment: import("./dangol.js").SegmentName}
 *   | {type: "download", name: string, mime: string, text: string}
 *   | {type: "png", name: string, x: number, y: number, w: number, h: number}
 * } Action
 */

const kViews = ["start", "data", "overview", "cohorts", "retention", "value", "segments", "experiment", "calculators"];
/** @type {Language[]} */
const kLanguages = ["ko", "en"];
const kSamples = kLanguages;
/** Where the Value view takes a retention table. */
const kRetainedFile = "value.file";
/** Room above a picture, so that the fixed bar is not in it. */
const kPictureTop = 96;
/** The fixed bar ends so far below its lowest control. */
const kBarMargin = 8;
const kContextPatience = 3000;
const kPaintPatience = 2000;
const kNoticeTime = 12_000;
/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const root = document.documentElement;

export class Page {
  /** @type {UiBridge | null} null = the mirror is all there is */
  #ui = null;
  #canvas = /** @type {HTMLCanvasElement} */ (part("canvas"));
  #requests;
  /** @type {Texts} those in use */
  #texts;
  /** @type {Map<Language, Texts>} those that are here */
  #languages = new Map();
  #mirror;
  #announcer;
  #calculators;
  #value;
  #engine;
  /** @type {typeof import("./experiment.js") | null} a part of the page that comes after the first picture */
  #experiment_part = null;
  /** @type {import("./experiment.js").ExperimentDesk | null} */
  #experiment = null;
  /** @type {import("./experiment.js").Model | null} as it was last shown */
  #experiment_model = null;
  #frames = new Frames((seconds) => this.#paint(seconds));
  /** @type {Scroll} */
  #scroll;
  /** @type {Controls} */
  #controls;
  /** @type {import("./platform/canvas.js").Size} */
  #size = { css_width: 0, css_height: 0, width: 0, height: 0 };
  #lost = false;
  /** @type {Map<string, Blob>} */
  #samples = new Map();

  #view = "start";
  /** What a link asked for before there was a file. */
  #wanted_view = "overview";
  #appearance = new Appearance();
  #mirror_due = 0;
  #notice_due = 0;
  #cursor = "";
  /** @type {(() => Promise<WebAssembly.Module>) | null} null = they are here or on their way */
  #fetch_views = null;
  /** @type {Assets["experiment"] | null} likewise, and before its words are here */
  #fetch_experiment = null;

  /** @param {Texts} texts @param {Promise<import("./dangol.js").Dangol>} engine */
  constructor(texts, engine) {
    this.#engine = engine;
    this.#requests = new Requests(engine.then((dangol) => dangol.open()), {
      status: () => this.#show_status(),
      options: () => {
        this.#ui?.set_options(this.#requests.options);
        this.#show_address();
      },
      report: (json) => this.#ui?.set_report(json),
      sections: () => sections_of(this.#view === "start" ? this.#wanted_view : this.#view, root.dataset.mirror === "shown"),
      done: () => {
        this.#controls.refresh(); // a refused choice goes back
        this.#frames.request();
        this.#mirror_soon();
        this.#show_calculators();
        this.#value.update(this.#requests.shown);
        this.#show_experiment();
      },
    });
    this.#calculators = new Calculators(async (name, inputs) => (await engine).calculate(name, inputs),
      () => this.#show_calculators());
    this.#value = new ValueDesk((query) => this.#requests.customer_rows(query),
      async (question) => (await engine).project(question), async (file) => (await engine).read_retained(file), () => this.#show_value());
    this.#texts = texts;
    this.#languages.set(texts.language, texts);
    this.#mirror = new Mirror(part("mirror"), {
      act: (action) => this.act(action),
      choose_files: (files) => this.#take(files),
    });
    this.#announcer = new Announcer((text, error) => this.#mirror.say(text, error));
    this.#scroll = new Scroll(part("scroller"), part("content"), (y) => {
      this.#ui?.set_scroll(y);
      this.#frames.request(2);
    });
    this.#controls = new Controls({
      flow: part("flow"),
      fixed: part("fixed"),
      activate: (id, value) => {
        this.#ui?.activate(id, value);
        this.#frames.request();
      },
      choose_files: (files, id) => this.#take_from(files, id),
    });
    observe_files({
      accept: (source, id) => this.#take_from(source, id),
      hint: (visible) => {
        part("drop_hint").hidden = !visible;
      },
    });
    addEventListener("hashchange", () => this.#open_address(!is_own_entry()));
    addEventListener("beforeprint", () => this.#update_mirror());
    this.#dress();
  }

  /** What window.dangol offers: the session on screen. Changes made through it show on the page. */
  get face() {
    const page = this;
    return {
      /** @type {Page["add"]} */
      add: (source, options) => page.add(source, options),
      /** @param {Options} [patch] @returns {Promise<Report | null>} by the options on screen */
      report: (patch) => page.#requests.report(patch),
      get options() {
        return structuredClone(page.#requests.options);
      },
      /** Frames drawn so far. */
      get frames() {
        return page.#frames.count;
      },
    };
  }

  /** @param {UiBridge | null} ui @param {HTMLCanvasElement} canvas */
  async show(ui, canvas) {
    this.#ui = ui;
    this.#open_address(true);
    if (!ui) {
      this.#show_mirror(true);
      part("boot").remove();
      return;
    }
    this.#dress();
    ui.set_report("");
    ui.set_status(kIdle);
    ui.set_options(this.#requests.options);
    ui.set_view(this.#view);
    this.#appearance.observe(() => this.#dress());
    observe_context(canvas, {
      lost: () => this.#lose_context(),
      restored: () => this.#restore_context(),
    });
    observe_pointer(part("content"), canvas, part("shield"), {
      pointer: (kind, x, y, button) => {
        this.#ui?.pointer(kind, x, y, button);
        this.#frames.request();
      },
      pan: (dx) => {
        this.#ui?.pan(dx);
        this.#frames.request();
      },
      focus: () => this.#scroll.focus(),
    });
    const painted = new Promise((resolve) => {
      observe_size(part("stage"), (size) => {
        this.#resize(size);
        this.#frames.now(); // in the same task, or the old picture would be stretched for a frame
        this.#frames.request();
        document.getElementById("boot")?.remove();
        resolve(undefined);
      });
    });
    // A hidden page has no size yet; everything but the picture works there too.
    await Promise.race([painted, wait(kPaintPatience)]);
    if (window.top === window && document.activeElement === document.body) this.#scroll.focus();
    this.#mirror_soon();
  }

  /** The other views, the samples, the other language and rare syllables, which the first picture does without. @param {Assets} assets */
  async fetch_rest(assets) {
    /** @param {Promise<void>} part */
    const optional = (part) => part.catch(() => {}); // without it the page does everything else
    this.#fetch_views = () => assets.module("ui_later.wasm");
    assets.experiment().catch(() => {}); // on its way; opened once its words are here
    await Promise.all([
      this.#complete_ui(),
      ...kSamples.map((name) => optional(assets.file(`samples/sample-${name}.csv`).then((bytes) => {
        this.#samples.set(name, new Blob([bytes]));
      }))),
      ...kLanguages.filter((language) => !this.#languages.has(language)).map((language) =>
        optional(read_texts(assets, language).then((texts) => {
          this.#languages.set(language, texts);
        }))),
    ]);
    await optional(assets.file("strings/later.json").then(async (bytes) => {
      const json = new TextDecoder().decode(bytes);
      const tables = JSON.parse(json);
      for (const texts of this.#languages.values()) texts.add(tables[texts.language]);
      this.#ui?.add_texts(json);
      this.#show_value();
      this.#fetch_experiment = assets.experiment;
      await this.#complete_experiment();
    }));
    // The largest last. The numbers are those of Surface::add_font.
    for (const [face, name] of /** @type {[number, string][]} */ ([[2, "bold_more"], [3, "regular_more"]])) {
      await optional(assets.file(`fonts/${name}.otf`).then((font) => {
        this.#ui?.add_font(face, font);
        this.#frames.request();
      }));
    }
  }

  /** Fetches the views that come later, and tries again when one is opened should that fail. */
  async #complete_ui() {
    const fetch_views = this.#fetch_views;
    this.#fetch_views = null;
    if (!fetch_views) return;
    try {
      const module = await fetch_views();
      await this.#ui?.complete(module);
      this.#show_calculators();
      this.#show_value();
      this.#show_experiment();
    } catch {
      this.#fetch_views = fetch_views;
    }
    this.#frames.request();
  }

  /** @param {Action} action */
  act(action) {
    switch (action.type) {
      case "sample":
        this.#take(this.#samples.get(action.name) ?? "", `sample-${action.name}.csv`);
        break;
      case "paste":
        void this.#paste();
        break;
      case "options":
        this.#requests.change(action.patch).catch(() => {}); // shown as the status
        break;
      case "cancel":
        this.#requests.cancel();
        break;
      case "dismiss_error":
        this.#requests.dismiss();
        break;
      case "language":
        this.#set_language(action.value === "en" ? "en" : "ko");
        break;
      case "theme":
        this.#set_theme(action.value === "dark" ? "dark" : "light");
        break;
      case "view":
        this.#set_view(action.name);
        break;
      case "calculator":
        this.#use_calculator(action);
        break;
      case "value":
        if (action.file) this.#value.take(action.file);
        else if (action.what === "export") void this.#save_customers(null);
        else this.#value.use(action.what, action.value);
        break;
      case "experiment":
        this.#use_experiment(action);
        break;
      case "share":
        void this.#copy_address("page.link_copied", "page.link_refused");
        break;
      case "customers":
        void this.#save_customers(action.segment);
        break;
      case "download":
        save_text(action.name, action.mime, action.text);
        break;
      case "png":
        this.#picture(action);
        break;
    }
  }

  /**
   * Reads a source, or several as one ledger, and shows its Report.
   * @param {import("./dangol.js").Source | import("./dangol.js").Source[]} source
   * @param {AddOptions} [settings]
   */
  async add(source, settings) {
    const report = await this.#requests.add(source, settings);
    // A table of users has nothing for the other views.
    if (report && is_users_table(report)) this.#set_view("experiment");
    // Nothing could be counted: most likely a column is mistaken, which the visitor can correct.
    else if (report?.receipt.rows_used === 0) this.#set_view("data");
    else if (this.#view === "start") this.#set_view(this.#wanted_view);
    else this.#scroll.to_top();
  }

  /** @param {DangolError} error */
  fail(error) {
    this.#requests.fail(error);
  }

  /** Files or text from the visitor's hands. @param {File[] | Blob | string} source @param {string} [name] */
  #take(source, name) {
    this.#notify("");
    const title = Array.isArray(source) ? source.map((file) => file.name) : name ?? this.#texts.say("page.pasted_name");
    this.add(source, { name: title }).catch(() => {}); // shown as the status
  }

  /** What was chosen in a control or dropped on it, whose id may say what it is. @param {File[] | string} source @param {string} id */
  #take_from(source, id) {
    if (id === kRetainedFile) this.#value.take(typeof source === "string" ? source : source[0]);
    else this.#take(source);
  }

  async #paste() {
    const text = await read_clipboard();
    if (text) this.#take(text);
    else this.#notify(this.#texts.say("page.paste_hint"));
  }

  /** @param {Action & {type: "calculator"}} action */
  #use_calculator({ what, name, value }) {
    const calculators = this.#calculators;
    const { shown } = this.#requests;
    if (this.#view !== "calculators") this.#set_view("calculators"); // the mirror shows them in every view
    if (what === "choose") calculators.choose(name);
    else if (what === "type") calculators.type(name, value);
    else if (what === "clear") calculators.clear();
    else if (what === "fill" && shown) calculators.fill(shown, this.#texts);
    else if (what === "copy") void this.#copy_address("calc.copied", "calc.copy_refused");
  }

  /** Takes the Experiment view's part in, and tries again when the view is opened should that fail. */
  async #complete_experiment() {
    const fetch_part = this.#fetch_experiment;
    this.#fetch_experiment = null;
    if (!fetch_part) return;
    try {
      this.#experiment_part = await fetch_part();
    } catch {
      this.#fetch_experiment = fetch_part;
      return;
    }
    this.#experiment = new this.#experiment_part.ExperimentDesk({
      test: async (question) => (await this.#engine).test(question),
      plan: async (question) => (await this.#engine).plan_test(question),
      change: (experiment) => this.act({ type: "options", patch: { experiment } }),
      changed: () => this.#show_experiment(),
    });
    if (this.#view === "experiment") this.#open_counts(location.hash.slice(1));
    this.#show_experiment();
  }

  /** Typed counts that an address carries. @param {string} address */
  #open_counts(address) {
    if (this.#experiment_part?.ExperimentDesk.knows(address)) this.#experiment?.open(address);
  }

  /** @param {Action & {type: "experiment"}} action */
  #use_experiment({ what, name, value }) {
    if (what === "csv") save_text(`dangol-experiment-${name}.csv`, "text/csv", this.#experiment?.csv(name, this.#texts) ?? "");
    else if (what === "copy") void this.#copy_address("page.link_copied", "page.link_refused");
    else this.#experiment?.use(what, name, value);
  }

  /** @param {string} done @param {string} refused keys of what to say */
  async #copy_address(done, refused) {
    try {
      await navigator.clipboard.writeText(`${location.href.split("#")[0]}#${this.#address}`);
      this.#notify(this.#texts.say(done));
    } catch {
      this.#notify(this.#texts.say(refused)); // a frame or an old page may not write
    }
  }

  /**
   * A segment's customers, or all with what is expected of them, onto the visitor's own disk.
   * @param {import("./dangol.js").SegmentName | null} segment
   */
  async #save_customers(segment) {
    try {
      save(`dangol-${segment ?? "customers"}.csv`,
        await (segment === null ? this.#requests.customers_ahead() : this.#requests.customers(segment)));
    } catch (error) {
      this.fail(/** @type {DangolError} */ (error));
    }
  }

  /** What the address says after its #. */
  get #address() {
    if (this.#view === "calculators") return this.#calculators.address;
    if (this.#view === "experiment" && this.#experiment?.typed && this.#experiment.address) return this.#experiment.address;
    return this.#view === "start" ? this.#view : write_link(this.#view, this.#requests.options, this.#requests.shown);
  }

  /** Of settings; a change of view is an entry of the history. */
  #show_address() {
    if (this.#view !== "start") show_address(this.#address, false);
  }

  #show_calculators() {
    const model = this.#calculators.model(this.#texts, this.#requests.shown);
    this.#ui?.set_calculators(model);
    this.#frames.request();
    const alone = root.dataset.mirror === "shown";
    this.#mirror.calculate(model, { visible: alone || this.#view === "calculators", usable: alone });
    if (this.#view === "calculators") this.#show_address();
  }

  /** Worded only for those who see it. */
  #show_experiment() {
    const desk = this.#experiment;
    if (!desk || (this.#view !== "experiment" && root.dataset.mirror !== "shown")) return;
    desk.update(this.#requests.shown);
    this.#experiment_model = desk.model(this.#texts);
    this.#ui?.set_experiment(this.#experiment_model);
    this.#frames.request();
    this.#mirror_soon();
    if (this.#view === "experiment") this.#show_address();
  }

  #show_value() {
    this.#ui?.set_value(this.#value.model(this.#texts));
    this.#frames.request();
    this.#mirror_soon();
  }

  #show_status() {
    const { status } = this.#requests;
    root.dataset.busy = String(status.state !== "idle");
    this.#ui?.set_status({ ...status, error: status.error && plain_error(status.error) });
    this.#frames.request(1);
    this.#announcer.tell(this.#requests.status, this.#requests.shown, this.#texts);
  }

  /** @param {string} text */
  #notify(text) {
    clearTimeout(this.#notice_due);
    part("notice").textContent = text;
    if (text) this.#notice_due = setTimeout(() => this.#notify(""), kNoticeTime);
  }

  /** @param {string} view */
  #set_view(view) {
    if (!kViews.includes(view)) return;
    this.#view = view;
    root.dataset.view = view;
    this.#ui?.set_view(view);
    void this.#complete_ui();
    if (view === "experiment") void this.#complete_experiment();
    this.#scroll.to_top();
    this.#frames.request();
    this.#calculators_in_view();
    this.#requests.complete();
    this.#mirror_soon();
    show_address(this.#address, true);
    this.#show_experiment();
  }

  #calculators_in_view() {
    if (this.#view === "calculators") this.#calculators.show();
    this.#show_calculators();
  }

  /** @param {boolean} with_settings rather than the view alone */
  #open_address(with_settings) {
    const address = location.hash.slice(1);
    const link = read_link(address);
    const view = Calculators.knows(address) ? "calculators" : link.view;
    this.#open_counts(address);
    if (view === "calculators") this.#calculators.open(address);
    else if (!this.#requests.shown && kViews.includes(view) && view !== "start") this.#wanted_view = view;
    if (with_settings && Object.keys(link.options).length > 0) this.#requests.change(link.options).catch(() => {});
    const open = kViews.includes(view) && (this.#requests.shown || view === "calculators" || view === "experiment");
    const shown = open ? view : this.#requests.shown ? this.#view : "start";
    if (shown !== this.#view || !root.dataset.view) {
      this.#view = shown;
      root.dataset.view = shown;
      this.#ui?.set_view(shown);
      this.#scroll.to_top();
      this.#calculators_in_view();
      this.#requests.complete();
      this.#mirror_soon();
      this.#frames.request();
      this.#show_experiment();
    }
    if (this.#experiment || view !== "experiment") this.#show_address(); // counts wait for their desk
  }

  /** @param {Language} language */
  #set_language(language) {
    const texts = this.#languages.get(language);
    if (!texts) return; // it did not arrive, or not yet
    this.#texts = texts;
    root.lang = language;
    remember("lang", language);
    this.#notify("");
    this.#dress();
    this.#announcer.tell(this.#requests.status, this.#requests.shown, this.#texts);
    this.#show_calculators();
    this.#show_value();
    this.#show_experiment();
  }

  /** @param {"light" | "dark"} theme */
  #set_theme(theme) {
    this.#appearance.choose(theme);
    this.#dress();
    this.#mirror_soon();
  }

  /** Language, theme and the like, told to everything that shows them. */
  #dress() {
    document.title = this.#texts.say("page.title");
    part("drop_hint").textContent = this.#texts.say("page.drop_hint");
    this.#ui?.set_environment({
      language: this.#texts.language,
      ...this.#appearance.environment,
    });
    this.#frames.request();
  }

  /** The mirror can wait until the canvas has been painted. */
  #mirror_soon() {
    clearTimeout(this.#mirror_due);
    this.#mirror_due = setTimeout(() => this.#update_mirror(), 30);
  }

  #update_mirror() {
    clearTimeout(this.#mirror_due);
    this.#mirror.update({
      report: this.#requests.shown,
      options: this.#requests.options,
      view: root.dataset.mirror === "shown" ? null : this.#view,
      value: this.#value.model(this.#texts),
      experiment: this.#experiment_part && this.#experiment_model && { part: this.#experiment_part, model: this.#experiment_model },
      theme: this.#appearance.theme,
      texts: this.#texts,
      shown: root.dataset.mirror === "shown",
      busy: this.#requests.status.state !== "idle",
    });
  }

  /** @param {boolean} shown */
  #show_mirror(shown) {
    if (shown) root.dataset.mirror = "shown";
    else delete root.dataset.mirror;
    if (shown) this.#calculators.show();
    this.#requests.complete();
    this.#show_calculators();
    this.#show_experiment();
    this.#update_mirror();
  }

  /** @param {import("./platform/canvas.js").Size} size */
  #resize(size) {
    this.#size = size;
    if (this.#canvas.width !== size.width) this.#canvas.width = size.width;
    if (this.#canvas.height !== size.height) this.#canvas.height = size.height;
    this.#ui?.set_viewport(size);
  }

  /** @param {number} seconds @returns {number} */
  #paint(seconds) {
    if (!this.#ui || this.#lost || this.#size.width === 0) return 0;
    try {
      const more = this.#ui.frame(seconds);
      this.#follow(this.#ui);
      return more;
    } catch (error) {
      console.error(error);
      this.#ui = null; // it trapped; the mirror takes over, with the same session
      this.#frames.stop();
      this.#show_mirror(true);
      return 0;
    }
  }

  /** What a frame left behind: the content's height, the cursor, the controls, the actions. @param {UiBridge} ui */
  #follow(ui) {
    this.#scroll.set_height(ui.content_height);
    const { cursor } = ui;
    if (cursor !== this.#cursor) {
      this.#cursor = cursor;
      part("stage").style.cursor = cursor;
      part("shield").style.cursor = cursor;
    }
    const controls = ui.controls();
    if (controls) {
      const bar = kBarMargin + Math.max(0, ...controls.filter(({ fixed }) => fixed).map(({ y, h }) => y + h));
      part("shield").style.height = `${bar}px`;
      part("scroller").style.setProperty("--bar", `${bar}px`);
      if (this.#controls.update(controls)) this.#scroll.focus();
    }
    for (const action of ui.actions()) this.act(action);
  }

  /**
   * Draws the page as if its viewport began at the picture and was tall enough for it, copies that
   * part and goes back, all in one task: nobody sees it.
   * @param {{name: string, x: number, y: number, w: number, h: number}} picture in content space
   */
  #picture({ name, x, y, w, h }) {
    const ui = this.#ui;
    if (!ui) return;
    const size = this.#size;
    const density = size.width / size.css_width;
    const css_height = Math.max(size.css_height, Math.ceil(h) + kPictureTop);
    this.#resize({ ...size, css_height, height: Math.round(css_height * density) });
    ui.pointer(3, 0, 0, 0);
    ui.set_scroll(y - kPictureTop);
    ui.frame(0.016);
    ui.frame(0.016);
    save_picture(name, this.#canvas, { x: x * density, y: kPictureTop * density, w: w * density, h: h * density });
    this.#resize(size);
    ui.set_scroll(this.#scroll.y);
    ui.frame(0.016);
    this.#frames.request();
  }

  #lose_context() {
    this.#lost = true;
    this.#ui?.context_lost();
    root.dataset.context = "lost";
    setTimeout(() => {
      if (this.#lost) this.#show_mirror(true);
    }, kContextPatience);
  }

  #restore_context() {
    if (!this.#ui?.context_restored()) return;
    this.#lost = false;
    delete root.dataset.context;
    if (root.dataset.mirror) this.#show_mirror(false);
    this.#frames.request();
  }
}

/** Whether an experiment is all that a file tells of. @param {Report} report */
function is_users_table({ source, receipt, experiment }) {
  return receipt.orders === 0 && (experiment !== null || (source.preset === "experiment" && receipt.rows_used > 0));
}

/** @param {number} milliseconds */
function wait(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
