// As much of the WebAssembly binary format as splitting a module needs (specification 2.0, section 5):
// which functions there are and what they are called, which of them are entered from outside or
// through the table.

const kCustom = 0;
const kImport = 2;
const kFunction = 3;
const kExport = 7;
const kStart = 8;
const kElement = 9;
const kFunctionNames = 1;
const kFunctionKind = 0;

/** Reads numbers and texts one after the other. */
class Reader {
  /** @param {Uint8Array} bytes @param {number} [at] */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  text() {
    const size = this.number();
    this.at += size;
    return new TextDecoder().decode(this.bytes.subarray(this.at - size, this.at));
  }

  /** @template T @param {() => T} read @returns {T[]} */
  list(read) {
    return Array.from({ length: this.number() }, read);
  }

  limits() {
    const has_most = this.byte() & 1;
    this.number();
    if (has_most) this.number();
  }
}

/** @param {Uint8Array} bytes */
export function* sections(bytes) {
  const reader = new Reader(bytes, 8);
  while (reader.at < bytes.length) {
    const from = reader.at;
    const id = reader.byte();
    const size = reader.number();
    const body = reader.at;
    reader.at += size;
    yield { id, from, body, to: reader.at };
  }
}

/** @param {Reader} reader @returns {boolean} whether it is a function */
function skip_import(reader) {
  reader.text();
  reader.text();
  const kind = reader.byte();
  if (kind === kFunctionKind) reader.number();
  else if (kind === 1) {
    reader.byte();
    reader.limits();
  } else if (kind === 2) reader.limits();
  else if (kind === 3) reader.at += 2;
  else throw new Error(`import of kind ${kind}`);
  return kind === kFunctionKind;
}

/** The functions of an element segment that is active in the one table. @param {Reader} reader */
function segment(reader) {
  const flags = reader.number();
  if (flags !== 0) throw new Error(`element segment of kind ${flags}`);
  const [code, , end] = [reader.byte(), reader.number(), reader.byte()];
  if (code !== 0x41 || end !== 0x0b) throw new Error('element segment at no constant place');
  return reader.list(() => reader.number());
}

/**
 * @param {Uint8Array} bytes
 * @returns {{imported: number, functions: number, names: Map<number, string>, exported: number[], in_table: number[]}}
 *   functions are numbered, those that are imported first; `functions` counts both
 */
export function read_module(bytes) {
  let imported = 0;
  let defined = 0;
  /** @type {Map<number, string>} */
  const names = new Map();
  /** @type {number[]} */
  const exported = [];
  /** @type {number[]} */
  const in_table = [];
  for (const { id, body, to } of sections(bytes)) {
    const reader = new Reader(bytes, body);
    if (id === kImport) imported = reader.list(() => skip_import(reader)).filter(Boolean).length;
    else if (id === kFunction) defined = reader.number();
    else if (id === kStart) exported.push(reader.number());
    else if (id === kElement) in_table.push(...reader.list(() => segment(reader)).flat());
    else if (id === kExport) {
      reader.list(() => {
        reader.text();
        const kind = reader.byte();
        const index = reader.number();
        if (kind === kFunctionKind) exported.push(index);
      });
    } else if (id === kCustom && reader.text() === 'name') {
      while (reader.at < to) {
        const part = reader.byte();
        const size = reader.number();
        const end = reader.at + size;
        if (part === kFunctionNames) reader.list(() => names.set(reader.number(), reader.text()));
        reader.at = end;
      }
    }
  }
  return { imported, functions: imported + defined, names, exported, in_table };
}

/** @param {number} value @returns {number[]} */
function leb(value) {
  return value < 128 ? [value] : [(value % 128) | 128, ...leb(Math.floor(value / 128))];
}

/**
 * The same module with functions called f0, f1 and so on: names that no tool needs to quote.
 * @param {Uint8Array} bytes
 */
export function with_plain_names(bytes) {
  const { functions } = read_module(bytes);
  const kept = [...sections(bytes)].filter(({ id, body }) => id !== kCustom || new Reader(bytes, body).text() !== 'name');
  const sized = (/** @type {Buffer} */ content) => Buffer.concat([Buffer.from(leb(content.length)), content]);
  const text = (/** @type {string} */ value) => sized(Buffer.from(value));
  const table = Buffer.concat([Buffer.from(leb(functions)),
    ...Array.from({ length: functions }, (_, i) => Buffer.concat([Buffer.from(leb(i)), text(plain_name(i))]))]);
  const section = Buffer.concat([text('name'), Buffer.from([kFunctionNames]), sized(table)]);
  return Buffer.concat([bytes.subarray(0, 8), ...kept.map(({ from, to }) => bytes.subarray(from, to)),
    Buffer.from([kCustom]), sized(section)]);
}

/** @param {number} index */
export const plain_name = (index) => `f${index}`;
