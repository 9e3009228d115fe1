/**
 * Entry of dangol.html: the same product with everything inside the page. Each file is a data block
 * (`<script type="text/plain" id="file:NAME">`), gzipped and in base64, so that it opens from a disk
 * and in a sandboxed frame, where nothing can be fetched.
 */
// @ts-ignore Emscripten's glue, which exists only in dist/
import create_ui from "./ui.js";
import { start } from "./start.js";
import { load } from "./dangol.js";

/** @param {string} name @returns {Promise<ArrayBuffer>} */
async function file(name) {
  const block = document.getElementById(`file:${name}`);
  if (!block) throw new Error(name);
  const packed = Uint8Array.from(atob(block.textContent ?? ""), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  block.remove();
  return new Response(stream).arrayBuffer();
}

void start({
  create_ui,
  module: async (name) => WebAssembly.compile(await file(name)),
  file,
  load: async () => {
    const worker = URL.createObjectURL(new Blob([await file("worker.js")], { type: "text/javascript" }));
    const [core, later] = await Promise.all([file("core.wasm"), file("core_later.wasm")]);
    return load({ core, later, worker: () => new Worker(worker), complete: false });
  },
  experiment: () => import("./experiment.js"), // inside this script
});
