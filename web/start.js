/** How the page comes up: what the first picture needs goes before everything else. */
import { Page } from "./app.js";
import { create_context } from "./platform/canvas.js";
import { UiBridge } from "./platform/ui_bridge.js";
import { read_texts } from "./text.js";

/** @typedef {import("./app.js").Assets} Assets */

const root = document.documentElement;

/** @param {Assets} assets */
export async function start(assets) {
  const first_texts = read_texts(assets, root.lang === "en" ? "en" : "ko");
  const engine = assets.load();
  engine.catch(() => {}); // told by whatever needs it
  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
  const regular = assets.file("fonts/regular.otf");
  const interface_parts = create_context(canvas) ? load_interface(assets, canvas, regular) : Promise.resolve(null);
  interface_parts.catch(() => {});
  // The same face for the page's own text: what is typed into fields, the mirror.
  const face = regular.then(async (font) => document.fonts.add(await new FontFace("Dangol", font.slice(0)).load()));
  face.catch(() => {}); // the system has others
  const page = new Page(await first_texts, engine);
  Object.defineProperty(window, "dangol", { value: page.face });
  await page.show(await interface_parts.catch(() => null), canvas);
  // Whatever a visitor may ask for later is here before the page calls itself ready: afterwards it
  // requests nothing but the reader of workbooks, should one come.
  const core = engine.then((dangol) => dangol.complete().catch(() => {}), // whatever needs it asks again
    (error) => page.fail(error));
  await Promise.all([page.fetch_rest(assets), core]);
  root.dataset.state = "ready";
}

/** @param {Assets} assets @param {HTMLCanvasElement} canvas @param {Promise<ArrayBuffer>} regular */
async function load_interface(assets, canvas, regular) {
  const [module, bold] = await Promise.all([assets.module("ui.wasm"), assets.file("fonts/bold.otf")]);
  const ui = await UiBridge.create(assets.create_ui, canvas, module);
  ui.start(true);
  ui.add_font(0, await regular);
  ui.add_font(1, bold);
  return ui;
}
