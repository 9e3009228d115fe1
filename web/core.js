/**
 * core.wasm behind plain methods. The module comes without glue: it is pure computation over its
 * own memory. The one thing that it asks of its host is what the double-byte encodings mean, which
 * every browser knows already; whatever else it could ask of a system is answered with "not here".
 *
 * It comes in two parts: core.wasm reads files and answers what the first picture of them needs, and
 * core_later.wasm has the rest (src/host/later/core.txt). A call of that from core.wasm goes through
 * the function table, which the second part fills; before it is here, such a call ends in an error.
 *
 * Two rules hold throughout. Pointers are unsigned: memory may grow past 2 GB, where a plain int32
 * turns negative. And no view of memory outlives a call: growing it detaches every view.
 */

const kNotSupported = 52; // wasi's ENOSYS

/** By the numbers that the core gives them. `euc-kr` is what the web calls CP949. */
const kDoubleByteEncodings = ["euc-kr", "shift_jis"];
const [kFirstLead, kLastLead, kFirstTrail, kLastTrail] = [0x81, 0xfe, 0x40, 0xfe];
const kLineEnd = 0x0a;

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
 *   dangol_complete: () => void,
 *   dangol_open: () => number,
 *   dangol_close: (session: number) => void,
 *   dangol_buffer: (session: number, size: number) => number,
 *   dangol_begin: (session: number, options_size: number, source_size: number) => number,
 *   dangol_next_file: (session: number, source_size: number) => number,
 *   dangol_feed: (session: number, size: number) => number,
 *   dangol_finish: (session: number) => number,
 *   dangol_cancel: (session: number) => void,
 *   dangol_needs_import: (session: number, options_size: number) => number,
 *   dangol_report: (session: number, options_size: number) => number,
 *   dangol_customers: (session: number, options_size: number, query_size: number) => number,
 *   dangol_customer_rows: (session: number, options_size: number, query_size: number) => number,
 *   dangol_next_piece: (session: number) => number,
 *   dangol_calculate: (session: number, size: number) => number,
 *   dangol_read_retained: (session: number, size: number) => number,
 *   dangol_project: (session: number, size: number) => number,
 *   dangol_test: (session: number, size: number) => number,
 *   dangol_plan_test: (session: number, size: number) => number,
 *   dangol_rows: (session: number) => number,
 *   dangol_result: (session: number) => number,
 *   dangol_result_size: (session: number) => number,
 * }} CoreExports
 */

/** @typedef {{name: string, bytes: number, container?: string, sheet?: string, sheets?: string[]}} Source */

/**
 * @param {WebAssembly.Module} module
 * @param {() => WebAssembly.Memory} memory
 */
function system(module, memory) {
  /** @type {Record<string, Record<string, Function>>} */
  const imports = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    imports[namespace] ??= {};
    imports[namespace][name] = name === "dangol_double_byte_table"
      ? (/** @type {number} */ encoding, /** @type {number} */ address) =>
        write_double_byte_table(memory(), encoding, address >>> 0)
      : stub(namespace, name);
  }
  return /** @type {WebAssembly.Imports} */ (imports);
}

/** @param {string} namespace @param {string} name */
function stub(namespace, name) {
  if (namespace.startsWith("placeholder") || name === "proc_exit") {
    return () => {
      throw new Error(`${namespace}: ${name}`);
    };
  }
  return () => kNotSupported;
}

/**
 * What each pair of bytes stands for in a double-byte encoding: one UTF-16 unit, or 0 where the pair
 * is no character. Leads 0x81 to 0xFE by trails 0x40 to 0xFE, row by row.
 * @param {string} encoding
 */
export function double_byte_table(encoding) {
  // All pairs at once, a line each: no trail is a line end, so a line is what its pair decodes to.
  const trails = kLastTrail - kFirstTrail + 1;
  const table = new Uint16Array((kLastLead - kFirstLead + 1) * trails);
  const pairs = new Uint8Array(table.length * 3).fill(kLineEnd);
  for (let i = 0; i < table.length; i++) {
    pairs[3 * i] = kFirstLead + Math.floor(i / trails);
    pairs[3 * i + 1] = kFirstTrail + (i % trails);
  }
  const lines = new TextDecoder(encoding).decode(pairs).split("\n");
  return table.map((_, i) => (lines[i].length === 1 && lines[i] !== "\ufffd" ? lines[i].charCodeAt(0) : 0));
}

/** @param {WebAssembly.Memory} memory @param {number} encoding @param {number} address */
function write_double_byte_table(memory, encoding, address) {
  const name = kDoubleByteEncodings[encoding];
  if (name === undefined) return 0;
  const table = double_byte_table(name);
  const view = new DataView(memory.buffer, address);
  table.forEach((unit, i) => view.setUint16(2 * i, unit, true));
  return 1;
}

export class Core {
  /** @type {CoreExports} */
  #exports;
  #alive = true;
  #complete = false;

  /** @param {WebAssembly.Module} module */
  static async create(module) {
    const exports_of = (/** @type {WebAssembly.Instance} */ { exports }) =>
      /** @type {CoreExports} */ (/** @type {unknown} */ (exports));
    /** @type {WebAssembly.Instance} */
    const instance = await WebAssembly.instantiate(module, system(module, () => exports_of(instance).memory));
    return new Core(exports_of(instance));
  }

  /** @param {CoreExports} exports Made by `create`. */
  constructor(exports) {
    this.#exports = exports;
    exports._initialize?.();
  }

  /** Adds the second part. @param {WebAssembly.Module} later */
  async complete(later) {
    if (this.#complete) return;
    await WebAssembly.instantiate(later, { primary: /** @type {any} */ (this.#exports) });
    this.#exports.dangol_complete();
    this.#complete = true;
  }

  open() {
    return this.#guard(() => this.#exports.dangol_open());
  }

  /** @param {number} session */
  close(session) {
    this.#guard(() => this.#exports.dangol_close(session));
  }

  /**
   * Starts an import with its first file.
   * @param {number} session
   * @param {import("./dangol.js").Options} options
   * @param {Source} source
   */
  begin(session, options, source) {
    const [options_size, source_size] = this.#write_both(session, encode(options), encode(source));
    this.#check(session, () => this.#exports.dangol_begin(session, options_size, source_size));
  }

  /** Ends the file so far and starts another one of the same import. @param {number} session @param {Source} source */
  next_file(session, source) {
    const bytes = encode(source);
    this.#write(session, bytes);
    this.#check(session, () => this.#exports.dangol_next_file(session, bytes.length));
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

  /**
   * The list of customers as CSV.
   * @param {number} session @param {import("./dangol.js").Options} options
   * @param {import("./dangol.js").CustomerQuery} query
   * @returns {Uint8Array<ArrayBuffer>[]} UTF-8 in pieces: the text is never held twice
   */
  customers(session, options, query) {
    const [options_size, query_size] = this.#write_both(session, encode(options), encode(query));
    this.#check(session, () => this.#exports.dangol_customers(session, options_size, query_size));
    const pieces = [];
    while (this.#guard(() => this.#exports.dangol_next_piece(session)) > 0) {
      pieces.push(this.#guard(() => this.#result_bytes(session).slice()));
    }
    return pieces;
  }

  /**
   * The first rows of that list.
   * @param {number} session @param {import("./dangol.js").Options} options
   * @param {import("./dangol.js").CustomerQuery} query
   * @returns {string} CustomerRows as JSON
   */
  customer_rows(session, options, query) {
    const [options_size, query_size] = this.#write_both(session, encode(options), encode(query));
    this.#check(session, () => this.#exports.dangol_customer_rows(session, options_size, query_size));
    return this.#result(session);
  }

  /**
   * @param {number} session whose buffers it may use
   * @param {{name: string, inputs: object}} question
   * @returns {string} a Calculation as JSON
   */
  calculate(session, question) {
    const bytes = encode(question);
    this.#write(session, bytes);
    this.#check(session, () => this.#exports.dangol_calculate(session, bytes.length));
    return this.#result(session);
  }

  /**
   * @param {number} session whose buffers it may use
   * @param {Uint8Array} bytes of a file with a retention table
   * @returns {string} its numbers, a line each
   */
  read_retained(session, bytes) {
    this.#write(session, bytes);
    this.#check(session, () => this.#exports.dangol_read_retained(session, bytes.length));
    return this.#result(session);
  }

  /**
   * @param {number} session whose buffers it may use
   * @param {object} question
   * @returns {string} a Projection as JSON
   */
  project(session, question) {
    const bytes = encode(question);
    this.#write(session, bytes);
    this.#check(session, () => this.#exports.dangol_project(session, bytes.length));
    return this.#result(session);
  }

  /**
   * @param {number} session whose buffers it may use
   * @param {object} question
   * @returns {string} an Experiment as JSON
   */
  test(session, question) {
    const bytes = encode(question);
    this.#write(session, bytes);
    this.#check(session, () => this.#exports.dangol_test(session, bytes.length));
    return this.#result(session);
  }

  /**
   * @param {number} session whose buffers it may use
   * @param {object} question
   * @returns {string} an ExperimentPlan as JSON
   */
  plan_test(session, question) {
    const bytes = encode(question);
    this.#write(session, bytes);
    this.#check(session, () => this.#exports.dangol_plan_test(session, bytes.length));
    return this.#result(session);
  }

  /** @param {number} session @param {Uint8Array} bytes */
  #write(session, bytes) {
    const address = this.#guard(() => this.#exports.dangol_buffer(session, bytes.length)) >>> 0;
    if (address === 0) throw new CoreError({ code: "too_large" });
    new Uint8Array(this.#exports.memory.buffer, address, bytes.length).set(bytes);
  }

  /**
   * One after the other.
   * @param {number} session @param {Uint8Array} first @param {Uint8Array} second
   * @returns {[number, number]} their sizes
   */
  #write_both(session, first, second) {
    const both = new Uint8Array(first.length + second.length);
    both.set(first);
    both.set(second, first.length);
    this.#write(session, both);
    return [first.length, second.length];
  }

  /** @param {number} session @param {() => number} call */
  #check(session, call) {
    const code = this.#guard(call);
    if (code < 0) throw new CoreError(JSON.parse(this.#result(session)));
    return code;
  }

  /** @param {number} session */
  #result(session) {
    return this.#guard(() => new TextDecoder().decode(this.#result_bytes(session)));
  }

  /** A view of memory, for this moment. @param {number} session */
  #result_bytes(session) {
    const address = this.#exports.dangol_result(session) >>> 0;
    const size = this.#exports.dangol_result_size(session) >>> 0;
    return new Uint8Array(this.#exports.memory.buffer, address, size);
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
      throw new CoreCrash(cause, !can_grow(this.#exports.memory));
    }
  }
}

/**
 * Whether the memory of a core that trapped could have grown: one that could not has met the limit
 * of the module or of the tab. What fails last is the doubling of a large table.
 * @param {WebAssembly.Memory} memory
 */
function can_grow(memory) {
  const kPageBytes = 65536;
  try {
    memory.grow(Math.ceil(memory.buffer.byteLength / kPageBytes / 2));
    return true;
  } catch {
    return false;
  }
}

/** @param {object} value */
function encode(value) {
  return new TextEncoder().encode(JSON.stringify(value));
}
