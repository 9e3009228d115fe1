/**
 * The worker: one service behind `postMessage`. The first message says where the two parts of the
 * core are. The answer hands back the compiled first part, and another message the second one when
 * it has been fetched, so that a worker that takes this one's place after a crash starts without a
 * request. In Node this file is imported for `create_service` alone.
 */
import { create_service, next_task } from "./service.js";
import { warm_up } from "./warm_up.js";

export { create_service };

/** The page paints its first picture in this time; warming up would take the processor from it. */
const kQuietMilliseconds = 700;

/**
 * @typedef {string | BufferSource | WebAssembly.Module} Part
 * @typedef {{core: Part, later: Part}} Start
 * @typedef {{ready: WebAssembly.Module} | {later: WebAssembly.Module} | {failed: string}} Told
 * @typedef {{
 *   postMessage: (message: import("./service.js").Reply | Told) => void,
 *   onmessage: ((event: MessageEvent) => void) | null,
 * }} WorkerScope
 */

/** @param {Part} part @returns {Promise<WebAssembly.Module>} */
async function compile(part) {
  if (part instanceof WebAssembly.Module) return part;
  if (typeof part !== "string") return WebAssembly.compile(part);
  const response = await fetch(part);
  if (!response.ok) throw new Error(`${response.status} ${part}`);
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
      const parts = /** @type {Start} */ (data);
      const module = await compile(parts.core);
      const quiet = new Promise((resolve) => {
        setTimeout(resolve, kQuietMilliseconds);
      });
      let asked = false;
      const idle = () => next_task().then(() => !asked);
      const handle = await create_service(module, (reply) => scope.postMessage(reply), async () => {
        const later = await compile(parts.later);
        scope.postMessage({ later });
        void quiet.then(async () => {
          if (!asked) await warm_up(module, later, idle);
        }).catch(() => {}); // real work will tell what is wrong
        return later;
      });
      scope.onmessage = (event) => {
        asked ||= event.data.method !== "complete";
        void handle(event.data);
      };
      scope.postMessage({ ready: module });
    } catch (error) {
      scope.postMessage({ failed: String(error) });
    }
  };
}

if ("WorkerGlobalScope" in globalThis) serve(/** @type {any} */ (globalThis));
