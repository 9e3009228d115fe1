/**
 * The directory of a zip file, which stands at its end, and the bytes of its entries. Reading the
 * directory, rather than the file from its start, finds entries written by programs that did not
 * know their sizes beforehand, and touches only the entries that are asked for.
 *
 * Source: APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3. Everything is little-endian.
 */
import { SourceError } from "./error.js";
import { check_size, limited, unpacked } from "./inflate.js";

const kEndSignature = 0x06054b50;
const kEnd64LocatorSignature = 0x07064b50;
const kEnd64Signature = 0x06064b50;
const kEntrySignature = 0x02014b50;
const kLocalSignature = 0x04034b50;
const [kEndBytes, kEnd64LocatorBytes, kEnd64Bytes, kEntryBytes, kLocalBytes] = [22, 20, 56, 46, 30];
const kCommentLimit = 0xffff;
const kEntriesLimit = 10_000;
const kDirectoryLimit = 16e6;
const kZip64Extra = 1;
const [kUnknown16, kUnknown32] = [0xffff, 0xffffffff];
const [kStored, kDeflated] = [0, 8];
const [kEncryptedFlag, kUtf8Flag] = [1, 1 << 11];

/**
 * @typedef {import("../sources.js").Chunk} Chunk
 * @typedef {{
 *   path: string, bytes: number, packed_bytes: number, locked: boolean, method: number, offset: number,
 * }} Entry
 */

/** @param {Blob} blob @returns {Promise<Entry[]>} the files in it, no folders, in the directory's order */
export async function read_directory(blob) {
  const { count, offset, size } = await find_directory(blob);
  if (count > kEntriesLimit || size > kDirectoryLimit) throw new SourceError("archive_too_large", `${count}`);
  const view = await view_of(blob, offset, size);
  /** @type {Entry[]} */
  const entries = [];
  for (let at = 0; entries.length < count && at + kEntryBytes <= view.byteLength;) {
    if (view.getUint32(at, true) !== kEntrySignature) throw new SourceError("archive_unreadable");
    const name_bytes = view.getUint16(at + 28, true);
    const extra_bytes = view.getUint16(at + 30, true);
    const end = at + kEntryBytes + name_bytes + extra_bytes + view.getUint16(at + 32, true);
    if (end > view.byteLength) throw new SourceError("archive_unreadable");
    entries.push(read_entry(view, at, name_bytes, extra_bytes));
    at = end;
  }
  return entries.filter(({ path }) => !path.endsWith("/"));
}

/** @param {DataView} view @param {number} at @param {number} name_bytes @param {number} extra_bytes @returns {Entry} */
function read_entry(view, at, name_bytes, extra_bytes) {
  const flags = view.getUint16(at + 8, true);
  const name = new Uint8Array(view.buffer, view.byteOffset + at + kEntryBytes, name_bytes);
  let [bytes, packed_bytes, offset] = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  // Sizes of more than 32 bits stand in an extra field, those that are needed, in this order.
  const extra_end = at + kEntryBytes + name_bytes + extra_bytes;
  for (let extra = at + kEntryBytes + name_bytes; extra + 4 <= extra_end;) {
    const size = view.getUint16(extra + 2, true);
    if (view.getUint16(extra, true) === kZip64Extra) {
      let field = extra + 4;
      const long = (/** @type {number} */ value) => {
        if (value !== kUnknown32 || field + 8 > Math.min(extra_end, extra + 4 + size)) return value;
        field += 8;
        return Number(view.getBigUint64(field - 8, true));
      };
      bytes = long(bytes);
      packed_bytes = long(packed_bytes);
      offset = long(offset);
    }
    extra += 4 + size;
  }
  return {
    path: text_of(name, (flags & kUtf8Flag) !== 0), bytes, packed_bytes, offset,
    locked: (flags & kEncryptedFlag) !== 0, method: view.getUint16(at + 10, true),
  };
}

/**
 * The bytes of an entry, never more than a table of its packed size may have.
 * @param {Blob} blob
 * @param {Entry} entry
 * @param {number} [limit]
 * @returns {AsyncGenerator<Chunk>}
 */
export async function* entry_chunks(blob, entry, limit) {
  if (entry.locked) throw new SourceError("archive_locked");
  if (entry.method !== kStored && entry.method !== kDeflated) throw new SourceError("archive_unreadable");
  check_size(entry.bytes, entry.packed_bytes, limit);
  const view = await view_of(blob, entry.offset, kLocalBytes);
  if (view.getUint32(0, true) !== kLocalSignature) throw new SourceError("archive_unreadable");
  const start = entry.offset + kLocalBytes + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = blob.slice(start, start + entry.packed_bytes);
  if (packed.size !== entry.packed_bytes) throw new SourceError("archive_unreadable");
  yield* limited(entry.method === kStored ? stored(packed) : unpacked(packed, "deflate-raw"), entry.packed_bytes, limit);
}

/** @param {Blob} blob @returns {AsyncGenerator<Chunk>} */
async function* stored(blob) {
  const kSliceBytes = 4e6;
  for (let at = 0; at < blob.size; at += kSliceBytes) {
    const data = new Uint8Array(await blob.slice(at, at + kSliceBytes).arrayBuffer());
    yield { data, weight: data.length };
  }
}

/** @param {Blob} blob */
async function find_directory(blob) {
  const tail = await view_of(blob, Math.max(0, blob.size - kEndBytes - kCommentLimit), kEndBytes + kCommentLimit, true);
  let at = tail.byteLength - kEndBytes;
  while (at >= 0 && tail.getUint32(at, true) !== kEndSignature) at--;
  if (at < 0) throw new SourceError("archive_unreadable");
  const end = {
    count: tail.getUint16(at + 10, true), size: tail.getUint32(at + 12, true), offset: tail.getUint32(at + 16, true),
  };
  const long = end.count === kUnknown16 || end.size === kUnknown32 || end.offset === kUnknown32;
  const locator = at - kEnd64LocatorBytes;
  if (!long || locator < 0 || tail.getUint32(locator, true) !== kEnd64LocatorSignature) return end;
  const end64 = await view_of(blob, Number(tail.getBigUint64(locator + 8, true)), kEnd64Bytes);
  if (end64.getUint32(0, true) !== kEnd64Signature) throw new SourceError("archive_unreadable");
  const [count, size, offset] = [32, 40, 48].map((field) => Number(end64.getBigUint64(field, true)));
  return { count, size, offset };
}

/** @param {Blob} blob @param {number} offset @param {number} size @param {boolean} [shorter] may be */
async function view_of(blob, offset, size, shorter = false) {
  const buffer = await blob.slice(offset, offset + size).arrayBuffer();
  if (buffer.byteLength < size && !shorter) throw new SourceError("archive_unreadable");
  return new DataView(buffer);
}

/**
 * A name without the UTF-8 flag is in the encoding of the machine that packed it: here most often
 * UTF-8 all the same, or CP949.
 * @param {Uint8Array} name @param {boolean} utf8
 */
function text_of(name, utf8) {
  for (const encoding of utf8 ? ["utf-8"] : ["utf-8", "euc-kr"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(name).normalize("NFC");
    } catch {
      // Not this one.
    }
  }
  return new TextDecoder("windows-1252").decode(name);
}
