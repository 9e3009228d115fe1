/**
 * core.wasm behind plain methods. The module comes without glue: it is pure computation over its
 * own memory, and everything it could ask of a system is answered with "not here".
 *
 * Two rules hold throughout. Pointers are unsigned: memory may grow past 2 GB, where a plain int32
 * turns negative. And no view of memory outlives a call: growing it detaches every view.
 */

const kNotSupported = 52; // wasi's ENOSYS

/** The instance trapped: its memory is in no known state and it must not be called again. */
export class CoreCrash extends Error {
  /** @param {unknown} cause @param {boolean} out_of_memory */
  constructor(cause, out_of_memory) {
    super("core crashed", { cause });
    this.out_of_memory = out_of_memory;
  }
}

/** An error that the core reported as a value. */
export class CoreError extends Error {
  /** @param {import("./dangol.js").ErrorFields} fields */
  constructor(fields) {
    super(fields.code);
    this.fields = fields;
  }
}

/**
 * @typedef {{
 *   memory: WebAssembly.Memory,
 *   _initialize?: () => void,
 *   dangol_open: () => number,
 *   dangol_close: (session: number) => void,
 *   dangol_buffer: (session: number, size: number) => number,
 *   dangol_begin: (session: number, options_size: number, source_size: number) => number,
 *   dangol_feed: (session: number, size: number) => number,
 *   dangol_finish: (session: number) => number,
 *   dangol_cancel: (session: number) => void,
 *   dangol_needs_import: (session: number, options_size: number) => number,
 *   dangol_report: (session: number, options_size: number) => number,
 *   dangol_rows: (session: number) => number,
 *   dangol_result: (session: number) => number,
 *   dangol_result_size: (session: number) => number,
 * }} CoreExports
 */

/** @param {WebAssembly.Module} module */
function system_stubs(module) {
  /** @type {Record<string, Record<string, Function>>} */
  const imports = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    imports[namespace] ??= {};
    imports[namespace][name] = stub(name);
  }
  return /** @type {WebAssembly.Imports} */ (imports);
}

/** @param {string} name */
function stub(name) {
  if (name === "proc_exit") {
    return () => {
      throw new Error("proc_exit");
    };
  }
  return () => kNotSupported;
}

export class Core {
  /** @type {CoreExports} */
  #exports;
  #alive = true;

  /** @param {WebAssembly.Module} module */
  static async create(module) {
    const instance = await WebAssembly.instantiate(module, system_stubs(module));
    return new Core(/** @type {CoreExports} */ (/** @type {unknown} */ (instance.exports)));
  }

  /** @param {CoreExports} exports Made by `create`. */
  constructor(exports) {
    this.#exports = exports;
    exports._initialize?.();
  }

  open() {
    return this.#guard(() => this.#exports.dangol_open());
  }

  /** @param {number} session */
  close(session) {
    this.#guard(() => this.#exports.dangol_close(session));
  }

  /**
   * @param {number} session
   * @param {import("./dangol.js").Options} options
   * @param {{name: string, bytes: number}} source
   */
  begin(session, options, source) {
    const options_bytes = encode(options);
    const source_bytes = encode(source);
    const both = new Uint8Array(options_bytes.length + source_bytes.length);
    both.set(options_bytes);
    both.set(source_bytes, options_bytes.length);
    this.#write(session, both);
    this.#check(session, () =>
      this.#exports.dangol_begin(session, options_bytes.length, source_bytes.length));
  }

  /** @param {number} session @param {Uint8Array} bytes */
  feed(session, bytes) {
    this.#write(session, bytes);
    this.#check(session, () => this.#exports.dangol_feed(session, bytes.length));
  }

  /** @param {number} session */
  finish(session) {
    this.#check(session, () => this.#exports.dangol_finish(session));
  }

  /** @param {number} session */
  cancel(session) {
    this.#guard(() => this.#exports.dangol_cancel(session));
  }

  /** @param {number} session @returns {number} rows read by the import under way */
  rows(session) {
    return this.#guard(() => this.#exports.dangol_rows(session));
  }

  /**
   * Whether these options need the bytes again.
   * @param {number} session @param {import("./dangol.js").Options} options
   */
  needs_import(session, options) {
    const bytes = encode(options);
    this.#write(session, bytes);
    return this.#check(session, () => this.#exports.dangol_needs_import(session, bytes.length)) > 0;
  }

  /**
   * @param {number} session @param {import("./dangol.js").Options} options
   * @returns {string} the Report as JSON
   */
  report(session, options) {
    const bytes = encode(options);
    this.#write(session, bytes);
    this.#check(session, () => this.#exports.dangol_report(session, bytes.length));
    return this.#result(session);
  }

  /** @param {number} session @param {Uint8Array} bytes */
  #write(session, bytes) {
    const address = this.#guard(() => this.#exports.dangol_buffer(session, bytes.length)) >>> 0;
    if (address === 0) throw new CoreError({ code: "too_large" });
    new Uint8Array(this.#exports.memory.buffer, address, bytes.length).set(bytes);
  }

  /** @param {number} session @param {() => number} call */
  #check(session, call) {
    const code = this.#guard(call);
    if (code < 0) throw new CoreError(JSON.parse(this.#result(session)));
    return code;
  }

  /** @param {number} session */
  #result(session) {
    return this.#guard(() => {
      const address = this.#exports.dangol_result(session) >>> 0;
      const size = this.#exports.dangol_result_size(session) >>> 0;
      return new TextDecoder().decode(new Uint8Array(this.#exports.memory.buffer, address, size));
    });
  }

  /**
   * @template T
   * @param {() => T} call
   * @returns {T}
   */
  #guard(call) {
    if (!this.#alive) throw new CoreCrash("called after a crash", false);
    try {
      return call();
    } catch (cause) {
      this.#alive = false;
      throw new CoreCrash(cause, this.#exports.memory.buffer.byteLength > 0.8 * 2 ** 32);
    }
  }
}

/** @param {object} value */
function encode(value) {
  return new TextEncoder().encode(JSON.stringify(value));
}
