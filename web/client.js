/**
 * Sessions over one engine: the implementation of dangol.d.ts. It keeps the sources and the options
 * on this side, so that a worker which crashed can be replaced without losing anything.
 */

import { merge_options } from "./options.js";

/**
 * @typedef {import("./dangol.js").Options} Options
 * @typedef {import("./dangol.js").Progress} Progress
 * @typedef {import("./dangol.js").ErrorFields} ErrorFields
 * @typedef {import("./dangol.js").Session} SessionContract
 * @typedef {import("./service.js").Reply} Reply
 * @typedef {{onProgress?: (progress: Progress) => void, signal?: AbortSignal}} Hooks
 * @typedef {{post: (request: object) => void, terminate: () => void}} Port
 * @typedef {(port_events: {reply: (reply: Reply) => void, crash: (detail: string) => void}) =>
 *   Promise<Port>} Connect  starts an engine
 */

/** A worker that does not answer a cancellation is replaced after this time. */
const kPatienceMilliseconds = 1500;
/** What needs no data is asked of this session, which never holds any. */
const kNoSession = 0;
/** Files of more than this need the room that the data from before take. */
const kReleaseBytes = 200e6;

/**
 * What this side of the engine has to say, from assets/strings (tools/bundle.mjs puts it in).
 * @type {Record<string, {ko: string, en: string}>}
 */
const own_messages = DANGOL_MESSAGES;

export class DangolError extends Error {
  /** @param {ErrorFields} fields @param {unknown} [cause] */
  constructor(fields, cause) {
    const messages = words_of(fields);
    super(messages.en, { cause });
    this.name = "DangolError";
    this.code = fields.code;
    this.line = fields.line ?? null;
    this.byte = fields.byte ?? null;
    this.column = fields.column ?? null;
    this.detail = fields.detail ?? null;
    this.file = fields.file ?? null;
    this.row = fields.row || null;
    this.messages = messages;
  }
}

/** @param {ErrorFields} fields @returns {import("./dangol.js").Messages} */
function words_of({ code, messages, detail, file }) {
  const { ko, en } = messages ?? own_messages[code] ?? { ko: code, en: code };
  const finish = (/** @type {string} */ text) => {
    const sentence = messages ? text : text.replaceAll("{detail}", detail ?? "");
    return file ? `${file}: ${sentence}` : sentence;
  };
  return { ko: finish(ko), en: finish(en) };
}

/** @type {typeof import("./dangol.js").load} */
export async function load({ core, later, worker, complete = true } = {}) {
  const in_process = worker === undefined && typeof Worker === "undefined";
  const connect = in_process ? in_process_engine(core, later) : worker_engine(core, later, worker);
  const engine = new Engine(connect);
  await engine.start();
  const complete_core = () => engine.call({ method: "complete", session: kNoSession }, {});
  if (complete) complete_core().catch(() => {}); // whatever needs it asks again
  let sessions = 0;
  return {
    complete: complete_core,
    open: () => new Session(engine, ++sessions),
    calculate: async (name, inputs = {}) =>
      JSON.parse(await engine.call({ method: "calculate", session: kNoSession, name, inputs }, {})),
    read_retained: async (file) => engine.call({ method: "read_retained", session: kNoSession, name: file instanceof File ? file.name : "",
      blob: file instanceof Blob ? file : new Blob([/** @type {BlobPart} */ (file)]) }, {}),
    project: async (question) => JSON.parse(await engine.call({ method: "project", session: kNoSession, question }, {})),
    test: async (question) => JSON.parse(await engine.call({ method: "test", session: kNoSession, question }, {})),
    plan_test: async (question) => JSON.parse(await engine.call({ method: "plan_test", session: kNoSession, question }, {})),
    close: () => engine.close(),
  };
}

/** @typedef {import("./dangol.js").LoadOptions["core"]} PartOption */

/** Beside this module, unless it is elsewhere: bundlers know these two addresses by their form. */
const kParts = {
  core: () => new URL("./core.wasm", import.meta.url),
  later: () => new URL("./core_later.wasm", import.meta.url),
};

/**
 * @param {PartOption} core
 * @param {PartOption} later
 * @param {import("./dangol.js").LoadOptions["worker"]} worker
 * @returns {Connect}
 */
function worker_engine(core, later, worker) {
  /** @param {PartOption} part @param {() => URL} beside @returns {string | BufferSource | WebAssembly.Module} */
  const source_of = (part, beside) => {
    if (part === undefined) return beside().href;
    return typeof part === "string" || part instanceof URL ? new URL(part, document.baseURI).href : part;
  };
  // What the worker starts from; once it has them, the next one needs no request.
  const parts = { core: source_of(core, kParts.core), later: source_of(later, kParts.later) };
  const start = typeof worker === "function"
    ? worker
    : () => new Worker(worker ?? new URL("./worker.js", import.meta.url), { type: "module" });
  return ({ reply, crash }) => new Promise((resolve, reject) => {
    const instance = start();
    /** @param {string} detail */
    const fail = (detail) => {
      instance.terminate();
      reject(new DangolError({ code: "core_unavailable", detail }));
    };
    instance.onerror = (event) => fail(event.message || "worker");
    instance.onmessage = ({ data }) => {
      if ("failed" in data) {
        fail(data.failed);
        return;
      }
      parts.core = data.ready;
      instance.onmessage = (event) => {
        if ("later" in event.data) parts.later = event.data.later;
        else reply(event.data);
      };
      instance.onerror = (event) => crash(event.message || "worker");
      resolve({
        post: (request) => instance.postMessage(request),
        terminate: () => instance.terminate(),
      });
    };
    instance.postMessage(parts);
  });
}

/**
 * Node: the same service without a worker.
 * @param {PartOption} core
 * @param {PartOption} later
 * @returns {Connect}
 */
function in_process_engine(core, later) {
  /** @type {WebAssembly.Module | undefined} */
  let module;
  /** @type {WebAssembly.Module | undefined} */
  let later_module;
  return async ({ reply }) => {
    /** @type {string} */
    const service_file = new URL("./worker.js", import.meta.url).href;
    /** @type {typeof import("./worker.js")} */
    const { create_service } = await import(service_file);
    module ??= await module_of(core, kParts.core);
    let open = true;
    const handle = await create_service(module, (message) => {
      if (open) reply(message);
    }, async () => {
      later_module ??= await module_of(later, kParts.later);
      return later_module;
    });
    return {
      post: (request) => void handle(/** @type {any} */ (request)),
      terminate: () => {
        open = false;
      },
    };
  };
}

/** @param {PartOption} part @param {() => URL} beside @returns {Promise<WebAssembly.Module>} */
async function module_of(part, beside) {
  if (part === undefined || typeof part === "string" || part instanceof URL) {
    const file_system = "node:fs/promises";
    const { readFile } = await import(file_system);
    return WebAssembly.compile(await readFile(part ?? beside()));
  }
  return part instanceof WebAssembly.Module ? part : WebAssembly.compile(part);
}

/** One running core, replaced when it crashes. */
class Engine {
  #connect;
  /** @type {Promise<Port> | null} */
  #port = null;
  #closed = false;
  #requests = 0;
  /** @type {Map<number, {resolve: (result: any) => void, reject: (error: unknown) => void, hooks: Hooks}>} */
  #pending = new Map();
  /** Grows with every core: what an older one held is gone. */
  generation = 0;

  /** @param {Connect} connect */
  constructor(connect) {
    this.#connect = connect;
  }

  async start() {
    if (this.#closed) throw new DangolError({ code: "core_unavailable", detail: "closed" });
    if (!this.#port) {
      const generation = ++this.generation;
      this.#port = this.#connect({
        reply: (message) => {
          if (generation === this.generation) this.#take(message);
        },
        crash: (detail) => {
          if (generation === this.generation) this.#drop({ code: "core_crashed", detail });
        },
      });
      this.#port.catch(() => {
        this.#port = null;
      });
    }
    return this.#port;
  }

  /**
   * Resolves or rejects when the core has answered, also after an abort: only then may the session
   * go on. A core that does not answer an abort is replaced.
   * @param {{method: string} & Record<string, unknown>} request
   * @param {Hooks} hooks
   * @returns {Promise<any>}
   */
  async call(request, hooks) {
    const port = await this.start();
    hooks.signal?.throwIfAborted();
    const id = ++this.#requests;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let patience;
    const on_abort = () => {
      port.post({ id, method: "cancel" });
      patience = setTimeout(() => this.#drop({ code: "cancelled" }), kPatienceMilliseconds);
    };
    hooks.signal?.addEventListener("abort", on_abort);
    try {
      return await new Promise((resolve, reject) => {
        this.#pending.set(id, { resolve, reject, hooks });
        port.post({ ...request, id });
      });
    } finally {
      clearTimeout(patience);
      hooks.signal?.removeEventListener("abort", on_abort);
    }
  }

  close() {
    this.#closed = true;
    this.#drop({ code: "cancelled" });
  }

  /** @param {Reply} message */
  #take(message) {
    const request = this.#pending.get(message.id);
    if (!request) return;
    if ("progress" in message) {
      if (!request.hooks.signal?.aborted) request.hooks.onProgress?.(message.progress);
      return;
    }
    this.#pending.delete(message.id);
    if ("result" in message) {
      request.resolve(message.result);
      return;
    }
    request.reject(new DangolError(message.error));
    if (message.crashed) this.#drop(message.error);
  }

  /**
   * Ends this core; the next call starts another.
   * @param {ErrorFields} fields what those who wait are told
   */
  #drop(fields) {
    this.generation++;
    void this.#port?.then((port) => port.terminate(), () => {});
    this.#port = null;
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of waiting) reject(new DangolError(fields));
  }
}

/** @implements {SessionContract} */
class Session {
  #engine;
  #id;
  /** @type {{blob: Blob, name: string}[]} what the data came from; empty = no data */
  #sources = [];
  /** @type {Options} */
  #options = {};
  /** The core that holds this session's data; 0 = none does. */
  #generation = 0;
  /** @type {Promise<unknown>} one thing at a time */
  #tail = Promise.resolve();

  /** @param {Engine} engine @param {number} id */
  constructor(engine, id) {
    this.#engine = engine;
    this.#id = id;
  }

  get options() {
    return structuredClone(this.#options);
  }

  /** @type {import("./dangol.js").Session["add"]} */
  add(input, { name, options, ...hooks } = {}) {
    return this.#next(hooks, async () => {
      const inputs = Array.isArray(input) ? input : [input];
      const names = Array.isArray(name) ? name : [name];
      const sources = await Promise.all(inputs.map(async (one, i) => ({
        blob: await this.#blob(one, hooks), name: (names[i] ?? name_of(one)).normalize("NFC") })));
      if (sources.length === 0) throw new DangolError({ code: "file_unreadable" });
      const merged = options ? merge_options({}, options) : this.#options;
      await this.#import(sources, merged, hooks);
      this.#sources = sources;
      this.#options = merged;
    });
  }

  /** @type {import("./dangol.js").Session["report"]} */
  async report(options, settings) {
    return JSON.parse(await this.report_json(options, settings));
  }

  /** @type {import("./dangol.js").Session["report_json"]} */
  report_json(options, { replace = false, ...hooks } = {}) {
    return this.#next(hooks, async () => {
      const merged = merge_options(replace ? {} : this.#options, options ?? {});
      const report = await this.#ask({ method: "report" }, merged, hooks);
      this.#options = merged;
      return report;
    });
  }

  /** @type {import("./dangol.js").Session["customers"]} */
  customers(settings) {
    return this.#list("customers", settings);
  }

  /** @type {import("./dangol.js").Session["customer_rows"]} */
  async customer_rows(settings) {
    return JSON.parse(await this.#list("customer_rows", settings));
  }

  /**
   * @param {"customers" | "customer_rows"} method
   * @param {import("./dangol.js").CustomersSettings} [settings]
   */
  #list(method, { options, onProgress, signal, ...query } = {}) {
    const hooks = { onProgress, signal };
    return this.#next(hooks, () =>
      this.#ask({ method, query }, merge_options(this.#options, options ?? {}), hooks));
  }

  close() {
    void this.#next({}, async () => {
      this.#sources = [];
      if (this.#generation !== this.#engine.generation) return;
      await this.#engine.call({ method: "close", session: this.#id }, {});
    }).catch(() => {}); // a core that is gone has closed it
  }

  /** @param {import("./dangol.js").Source} source @param {Hooks} hooks @returns {Promise<Blob>} */
  async #blob(source, hooks) {
    if (source instanceof Blob) return source;
    if (source instanceof Response) return source.blob();
    if (typeof source !== "string") return new Blob([/** @type {BlobPart} */ (source)]);
    // Encoding 40 MB of pasted text takes a third of a second: not on the page's own thread.
    return this.#engine.call({ method: "text", session: this.#id, text: source }, hooks);
  }

  /**
   * Asks the core, which reads the sources again where it has to.
   * @param {{method: string} & Record<string, unknown>} question
   * @param {Options} options
   * @param {Hooks} hooks
   * @returns {Promise<any>}
   */
  async #ask(question, options, hooks) {
    const sources = this.#sources;
    const any = sources.length > 0;
    /** @param {boolean} check whether these options need the bytes again: null says that they do */
    const ask = async (check) => {
      const answer = await this.#engine.call({ ...question, session: this.#id, options, check }, hooks);
      hooks.signal?.throwIfAborted();
      return answer;
    };
    const held = this.#generation === this.#engine.generation;
    const answer = held || !any ? await ask(any) : null;
    if (answer !== null || !any) return answer;
    await this.#import(sources, options, hooks);
    return ask(false);
  }

  /**
   * Large files are read into the room that the data from before took. Should that fail, those are
   * read again when their Report is next asked for: the sources and the options are still here.
   * @param {{blob: Blob, name: string}[]} sources
   * @param {Options} options
   * @param {Hooks} hooks
   */
  async #import(sources, options, hooks) {
    const release = sources.reduce((sum, { blob }) => sum + blob.size, 0) > kReleaseBytes;
    if (release) this.#generation = 0;
    await this.#engine.call({ method: "import", session: this.#id, sources, options, release }, hooks);
    // Aborted too late: the core holds what nobody wanted any more, so nothing that we know of.
    this.#generation = hooks.signal?.aborted ? 0 : this.#engine.generation;
    hooks.signal?.throwIfAborted();
  }

  /**
   * Runs `task` after those before it. An abort rejects at once; the next task still waits until
   * the core has let go.
   * @template T
   * @param {Hooks} hooks
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  #next({ signal }, task) {
    const run = this.#tail.then(() => {
      signal?.throwIfAborted();
      return task();
    });
    this.#tail = run.catch(() => {});
    if (!signal) return run;
    return new Promise((resolve, reject) => {
      const on_abort = () => reject(signal.reason);
      signal.addEventListener("abort", on_abort);
      if (signal.aborted) on_abort();
      void run.then(resolve, reject).finally(() => signal.removeEventListener("abort", on_abort));
    });
  }
}

/** @param {import("./dangol.js").Source} source @returns {string} */
function name_of(source) {
  if (typeof File !== "undefined" && source instanceof File) return source.name;
  if (source instanceof Response) return decodeURIComponent(source.url.split(/[?#]/)[0].split("/").pop() ?? "");
  return "";
}
