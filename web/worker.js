/**
 * The worker: one service behind `postMessage`. The first message says where core.wasm is; the
 * answer hands back the compiled module, so that a worker that takes this one's place after a crash
 * starts without a request. In Node this file is imported for `create_service` alone.
 */
import { create_service, next_task } from "./service.js";
import { warm_up } from "./warm_up.js";

export { create_service };

/** The page paints its first picture in this time; warming up would take the processor from it. */
const kQuietMilliseconds = 700;

/**
 * @typedef {{core: string | BufferSource | WebAssembly.Module}} Start
 * @typedef {{ready: WebAssembly.Module} | {failed: string}} Started
 * @typedef {{
 *   postMessage: (message: import("./service.js").Reply | Started) => void,
 *   onmessage: ((event: MessageEvent) => void) | null,
 * }} WorkerScope
 */

/** @param {Start["core"]} core @returns {Promise<WebAssembly.Module>} */
async function compile(core) {
  if (core instanceof WebAssembly.Module) return core;
  if (typeof core !== "string") return WebAssembly.compile(core);
  const response = await fetch(core);
  if (!response.ok) throw new Error(`${response.status} ${core}`);
  // A host that does not know wasm's media type must not stop us.
  if (response.headers.get("content-type") !== "application/wasm") {
    return WebAssembly.compile(await response.arrayBuffer());
  }
  return WebAssembly.compileStreaming(response);
}

/** @param {WorkerScope} scope */
function serve(scope) {
  scope.onmessage = async ({ data }) => {
    try {
      const module = await compile(/** @type {Start} */ (data).core);
      const handle = await create_service(module, (reply) => scope.postMessage(reply));
      let asked = false;
      scope.onmessage = (event) => {
        asked = true;
        void handle(event.data);
      };
      scope.postMessage({ ready: module });
      const idle = () => next_task().then(() => !asked);
      setTimeout(() => {
        if (!asked) warm_up(module, idle).catch(() => {}); // real work will tell what is wrong
      }, kQuietMilliseconds);
    } catch (error) {
      scope.postMessage({ failed: String(error) });
    }
  };
}

if ("WorkerGlobalScope" in globalThis) serve(/** @type {any} */ (globalThis));
