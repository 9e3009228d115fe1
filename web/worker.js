/**
 * The worker: one service behind `postMessage`. The first message says where core.wasm is; the
 * answer hands back the compiled module, so that a worker that takes this one's place after a crash
 * starts without a request. In Node this file is imported for `create_service` alone.
 */
import { create_service } from "./service.js";

export { create_service };

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
      scope.onmessage = (event) => void handle(event.data);
      scope.postMessage({ ready: module });
    } catch (error) {
      scope.postMessage({ failed: String(error) });
    }
  };
}

if ("WorkerGlobalScope" in globalThis) serve(/** @type {any} */ (globalThis));
