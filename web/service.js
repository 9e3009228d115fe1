/**
 * The engine as a service that answers messages: what runs in the worker, and in process in Node.
 * Streams a Blob through the core's one input buffer and looks up between chunks, so that a cancel
 * message is seen while a file is being read.
 */
import { Core, CoreCrash, CoreError } from "./core.js";

/** One `arrayBuffer()` is twice as fast as slices, but holds the file besides the ledger. */
const kWholeFileLimit = 200e6;
const kSliceBytes = 16e6;
const kFeedBytes = 1 << 20;
/** How long the service may go without looking at its messages, and how often it tells progress. */
const kBreathMilliseconds = 12;
const kProgressMilliseconds = 100;

/**
 * @typedef {import("./dangol.js").Options} Options
 * @typedef {{id: number, session: number} & (
 *   | {method: "text", text: string}
 *   | {method: "import", blob: Blob, name: string, options: Options}
 *   | {method: "report", options: Options, check: boolean}
 *   | {method: "cancel"}
 *   | {method: "close"})} Request  `cancel` carries the id of the request to cancel
 * @typedef {{id: number} & (
 *   | {progress: import("./dangol.js").Progress}
 *   | {error: import("./dangol.js").ErrorFields, crashed: boolean}
 *   | {result: string | Blob | null})} Reply  to `report`: null = these options need the bytes again
 */

/**
 * @param {WebAssembly.Module} module
 * @param {(reply: Reply) => void} reply
 * @returns {Promise<(request: Request) => Promise<void>>} handles one request; never rejects
 */
export async function create_service(module, reply) {
  const core = await Core.create(module);
  /** @type {Map<number, number>} the client's session -> the core's */
  const sessions = new Map();
  /** @type {Set<number>} */
  const cancelled = new Set();

  /** @param {number} session */
  const handle_of = (session) => {
    let handle = sessions.get(session);
    if (handle === undefined) {
      handle = core.open();
      sessions.set(session, handle);
    }
    return handle;
  };

  /** @param {Request & {method: "import"}} request */
  async function import_blob({ id, session, blob, name, options }) {
    const handle = handle_of(session);
    const total_bytes = blob.size;
    let bytes = 0;
    let breath = now();
    let told = -Infinity;
    /** @param {"reading" | "computing"} state */
    const tell = (state) => {
      told = now();
      reply({ id, progress: { state, rows: core.rows(handle), bytes, total_bytes } });
    };
    const breathe = async () => {
      await next_task();
      breath = now();
      if (cancelled.has(id)) throw new CoreError({ code: "cancelled" });
    };
    core.begin(handle, options, { name, bytes: total_bytes });
    try {
      tell("reading");
      for await (const chunk of read_chunks(blob)) {
        for (let offset = 0; offset < chunk.length; offset += kFeedBytes) {
          const part = chunk.subarray(offset, offset + kFeedBytes);
          core.feed(handle, part);
          bytes += part.length;
          if (now() - told >= kProgressMilliseconds) tell("reading");
          if (now() - breath >= kBreathMilliseconds) await breathe();
        }
      }
      tell("computing");
      await breathe();
      core.finish(handle);
    } catch (error) {
      if (!(error instanceof CoreCrash)) core.cancel(handle);
      throw error;
    }
  }

  /** @param {Request} request @returns {Promise<string | Blob | null>} */
  async function answer(request) {
    if (request.method === "text") return new Blob([request.text.normalize("NFC")]);
    if (request.method === "import") {
      await import_blob(request);
      return null;
    }
    if (request.method === "report") {
      const handle = handle_of(request.session);
      if (request.check && core.needs_import(handle, request.options)) return null;
      return core.report(handle, request.options);
    }
    const handle = sessions.get(request.session);
    if (handle !== undefined) core.close(handle);
    sessions.delete(request.session);
    return null;
  }

  return async (request) => {
    const { id } = request;
    if (request.method === "cancel") {
      cancelled.add(id);
      return;
    }
    try {
      reply({ id, result: await answer(request) });
    } catch (error) {
      reply({ id, error: error_fields(error), crashed: error instanceof CoreCrash });
    }
    cancelled.delete(id);
  };
}

/** @param {unknown} error @returns {import("./dangol.js").ErrorFields} */
function error_fields(error) {
  if (error instanceof CoreError) return error.fields;
  const detail = String(error instanceof CoreCrash ? error.cause : error);
  if (error instanceof CoreCrash) {
    return { code: error.out_of_memory ? "too_large" : "core_crashed", detail };
  }
  // What is left is the browser's: the file was moved, changed or locked while it was read.
  return { code: "file_unreadable", detail };
}

/** @param {Blob} blob */
async function* read_chunks(blob) {
  if (blob.size <= kWholeFileLimit) {
    yield new Uint8Array(await blob.arrayBuffer());
    return;
  }
  /** @param {number} offset */
  const read = (offset) => {
    const slice = blob.slice(offset, offset + kSliceBytes).arrayBuffer();
    slice.catch(() => {}); // a failure is seen where it is awaited, perhaps never
    return slice;
  };
  let ahead = read(0);
  for (let offset = kSliceBytes; offset - kSliceBytes < blob.size; offset += kSliceBytes) {
    const slice = ahead;
    if (offset < blob.size) ahead = read(offset);
    yield new Uint8Array(await slice);
  }
}

const now = () => performance.now();

/** Lets waiting messages in. `setTimeout` would sleep for 4 ms each time. */
function next_task() {
  return new Promise((resolve) => {
    const immediate = /** @type {{setImmediate?: (task: (value: unknown) => void) => void}} */ (
      globalThis).setImmediate;
    if (immediate) {
      immediate(resolve); // Node, where an open channel would keep the process alive
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(0);
  });
}
