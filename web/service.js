/**
 * The engine as a service that answers messages: what runs in the worker, and in process in Node.
 * Streams files through the core's one input buffer and looks up between chunks, so that a cancel
 * message is seen while a file is being read.
 */
import { Core, CoreCrash, CoreError } from "./core.js";
import { open_source } from "./sources.js";
import { is_source_error } from "./unpack/error.js";

const kFeedBytes = 1 << 20;
/** How long the service may go without looking at its messages, and how often it tells progress. */
const kBreathMilliseconds = 12;
const kProgressMilliseconds = 100;
/** Of a file with a retention table: more than this is none. */
const kMostRetainedBytes = 256 << 10;
const kCsvType = "text/csv;charset=utf-8";
/** What core.wasm computes by itself: src/host/later/core.txt. The rest waits for core_later.wasm. */
const kFirstSections = ["measures", "periods", "cohorts", "second_order"];

/**
 * @typedef {import("./dangol.js").Options} Options
 * @typedef {{id: number, session: number} & (
 *   | {method: "text", text: string}
 *   | {method: "import", sources: {blob: Blob, name: string}[], options: Options, release: boolean}
 *   | {method: "report", options: Options, check: boolean}
 *   | {method: "customers" | "customer_rows", options: Options, check: boolean,
 *      query: import("./dangol.js").CustomerQuery}
 *   | {method: "calculate", name: string, inputs: object}
 *   | {method: "complete"}
 *   | {method: "project" | "test" | "plan_test", question: object}
 *   | {method: "read_retained", blob: Blob, name: string}
 *   | {method: "cancel"}
 *   | {method: "close"})} Request  `cancel` carries the id of the request to cancel; `release`: what
 *   the session held is let go first, to make room
 * @typedef {{id: number} & (
 *   | {progress: import("./dangol.js").Progress}
 *   | {error: import("./dangol.js").ErrorFields, crashed: boolean}
 *   | {result: string | Blob | null})} Reply  to `report` and `customers`: null = these options need the bytes
 *   again
 */

/**
 * @param {WebAssembly.Module} module
 * @param {(reply: Reply) => void} reply
 * @param {() => Promise<WebAssembly.Module>} load_later fetches core_later.wasm, which is asked for
 *   when something needs it, and again after a failure
 * @returns {Promise<(request: Request) => Promise<void>>} handles one request; never rejects
 */
export async function create_service(module, reply, load_later) {
  const core = await Core.create(module);
  /** @type {Map<number, number>} the client's session -> the core's */
  const sessions = new Map();
  /** @type {Set<number>} */
  const cancelled = new Set();
  /** @type {Map<number, () => void>} what ends the waiting of a request that is cancelled */
  const waiting = new Map();
  /** @type {Promise<void> | null} */
  let completion = null;

  /** Resolves when the whole core is here. @param {number} id of the request that needs it */
  async function complete(id) {
    completion ??= load_later().then((later) => core.complete(later)).catch((error) => {
      completion = null;
      throw new CoreError({ code: "later_unavailable", detail: String(error) });
    });
    const ended = new Promise((_, reject) => {
      waiting.set(id, () => reject(new CoreError({ code: "cancelled" })));
    });
    try {
      await Promise.race([completion, ended]);
    } finally {
      waiting.delete(id);
    }
  }

  /** @param {number} session */
  const handle_of = (session) => {
    let handle = sessions.get(session);
    if (handle === undefined) {
      handle = core.open();
      sessions.set(session, handle);
    }
    return handle;
  };

  /** @param {number} session */
  const forget = (session) => {
    const handle = sessions.get(session);
    sessions.delete(session);
    if (handle !== undefined) core.close(handle);
  };

  /** @param {Request & {method: "import"}} request */
  async function import_sources({ id, session, sources, options, release }) {
    if (release) forget(session);
    const handle = handle_of(session);
    const total_bytes = sources.reduce((sum, { blob }) => sum + blob.size, 0);
    const strict = sources.length === 1;
    let bytes = 0;
    let breath = now();
    let told = -Infinity;
    let tables = 0;
    let file = ""; // at which an error would stand
    /** @param {"reading" | "computing"} state */
    const tell = (state) => {
      told = now();
      const rows = tables > 0 ? core.rows(handle) : 0;
      reply({ id, progress: { state, rows, bytes: Math.min(Math.round(bytes), total_bytes), total_bytes } });
    };
    const pause = async () => {
      if (now() - told >= kProgressMilliseconds) tell("reading");
      if (now() - breath < kBreathMilliseconds) return;
      await next_task();
      breath = now();
      if (cancelled.has(id)) throw new CoreError({ code: "cancelled" });
    };
    /** @param {import("./sources.js").Table} table */
    const read_table = async ({ chunks, ...info }) => {
      if (tables === 0) core.begin(handle, options, info);
      else core.next_file(handle, info); // which may find fault with the file before it
      tables++;
      file = info.name;
      for await (const { data, weight } of chunks()) {
        for (let offset = 0; offset < data.length; offset += kFeedBytes) {
          const part = data.subarray(offset, offset + kFeedBytes);
          core.feed(handle, part);
          bytes += (weight * part.length) / data.length;
          await pause();
        }
      }
    };
    try {
      tell("reading");
      let before = 0;
      for (const { blob, name } of sources) {
        file = name;
        for await (const table of open_source(blob, name, { sheet: options.sheet ?? null, strict, pause })) {
          await read_table(table);
        }
        before += blob.size;
        bytes = before;
      }
      tell("computing");
      breath = -Infinity;
      await pause();
      core.finish(handle);
    } catch (error) {
      if (tables > 0 && !(error instanceof CoreCrash)) core.cancel(handle);
      throw new FileFailure(strict && tables < 2 ? null : file, error);
    }
  }

  /** The first table of a small file; the core says what is wrong with a large one. @param {Request & {method: "read_retained"}} request */
  async function read_retained({ session, blob, name }) {
    /** @type {BlobPart[]} */
    const parts = [];
    let size = 0;
    for await (const table of open_source(blob, name, { sheet: null, strict: true, pause: async () => {} })) {
      for await (const { data } of table.chunks()) {
        parts.push(/** @type {BlobPart} */ (data.slice(0, kMostRetainedBytes - size + 1)));
        size += data.length;
        if (size > kMostRetainedBytes) break;
      }
      break;
    }
    return core.read_retained(handle_of(session), new Uint8Array(await new Blob(parts).arrayBuffer()));
  }

  /** @param {Request} request @returns {Promise<string | Blob | null>} */
  async function answer(request) {
    if (needs_all(request)) await complete(request.id);
    if (request.method === "text") return new Blob([request.text.normalize("NFC")]);
    if (request.method === "import") {
      try {
        await import_sources(request);
      } catch (error) {
        if (error_fields(error).code !== "later_unavailable") throw error;
        // What reads a table of an experiment's users comes with the rest.
        await complete(request.id);
        await import_sources(request);
      }
      return null;
    }
    if (request.method === "report") {
      const handle = handle_of(request.session);
      if (request.check && core.needs_import(handle, request.options)) return null;
      return core.report(handle, request.options);
    }
    if (request.method === "customers" || request.method === "customer_rows") {
      const handle = handle_of(request.session);
      if (request.check && core.needs_import(handle, request.options)) return null;
      if (request.method === "customer_rows") return core.customer_rows(handle, request.options, request.query);
      return new Blob(core.customers(handle, request.options, request.query), { type: kCsvType });
    }
    if (request.method === "calculate") {
      return core.calculate(handle_of(request.session), { name: request.name, inputs: request.inputs });
    }
    if (request.method === "read_retained") return read_retained(request);
    if (request.method === "project" || request.method === "test" || request.method === "plan_test") {
      return core[request.method](handle_of(request.session), request.question);
    }
    if (request.method === "close") forget(request.session);
    return null;
  }

  return async (request) => {
    const { id } = request;
    if (request.method === "cancel") {
      cancelled.add(id);
      waiting.get(id)?.();
      return;
    }
    try {
      reply({ id, result: await answer(request) });
    } catch (error) {
      reply({ id, error: error_fields(error), crashed: cause_of(error) instanceof CoreCrash });
    }
    cancelled.delete(id);
  };
}

/** Whether a request may call what core_later.wasm has. @param {Request} request */
function needs_all(request) {
  if (request.method === "import") return "experiment" in request.options;
  if (request.method === "report") {
    const { sections, filters, models, experiment } =
      /** @type {{sections?: string[], filters?: object, models?: object, experiment?: object}} */ (request.options);
    // These two options ask for their sections.
    if (models || experiment) return true;
    return !sections?.every((name) => kFirstSections.includes(name)) || Object.keys(filters ?? {}).length > 0;
  }
  return ["customers", "customer_rows", "calculate", "read_retained", "project", "test", "plan_test", "complete"].includes(request.method);
}

/** What went wrong with a file, and which one of several it was. */
class FileFailure extends Error {
  /** @param {string | null} file @param {unknown} cause */
  constructor(file, cause) {
    super("file", { cause });
    this.file = file;
  }
}

/** @param {unknown} error */
function cause_of(error) {
  return error instanceof FileFailure ? error.cause : error;
}

/** @param {unknown} error @returns {import("./dangol.js").ErrorFields} */
function error_fields(error) {
  if (error instanceof FileFailure) {
    const fields = error_fields(error.cause);
    // The core names the file itself, also where there is but one.
    const named = error.file !== null && fields.code !== "cancelled";
    return { ...fields, file: named ? fields.file || error.file : null };
  }
  if (error instanceof CoreError) return error.fields;
  if (is_source_error(error)) return { code: error.code, detail: error.detail };
  const detail = String(error instanceof CoreCrash ? error.cause : error);
  if (error instanceof CoreCrash) {
    return { code: error.out_of_memory ? "too_large" : "core_crashed", detail };
  }
  // A buffer or a text that this side could not hold.
  if (error instanceof RangeError) return { code: "too_large", detail };
  // What is left is the browser's: the file was moved, changed or locked while it was read.
  return { code: "file_unreadable", detail };
}

const now = () => performance.now();

/** Lets waiting messages in. `setTimeout` would sleep for 4 ms each time. */
export function next_task() {
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
