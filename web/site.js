/** Entry of the site: everything comes from files beside this one. */
// @ts-ignore Emscripten's glue, which exists only in dist/
import create_ui from "./ui.js";
import { start } from "./start.js";
import { load } from "./dangol.js";

/** @param {string} name */
async function fetch_file(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${response.status} ${name}`);
  return response;
}

/** @param {string} name */
async function module(name) {
  const response = await fetch_file(name);
  // A host that does not know wasm's media type must not stop us.
  if (response.headers.get("content-type") !== "application/wasm") {
    return WebAssembly.compile(await response.arrayBuffer());
  }
  return WebAssembly.compileStreaming(response);
}

void start({
  create_ui,
  module,
  file: async (name) => (await fetch_file(name)).arrayBuffer(),
  load: () => load({ complete: false }),
  experiment: () => import("./experiment.js"),
});
