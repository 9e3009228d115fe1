/**
 * What a file holds: one table, or several, as bytes that the core can read. Told by its first bytes
 * and never by its name. Plain text passes through; gzip is unpacked by the browser; zip and xlsx
 * need spreadsheet.js, which is loaded the first time that one comes. Old .xls and locked workbooks
 * pass through too, because the core knows what to say about them.
 */
import { SourceError } from "./unpack/error.js";
import { limited, unpacked } from "./unpack/inflate.js";

/** One `arrayBuffer()` is twice as fast as slices, but holds the file besides the ledger. */
const kWholeFileLimit = 200e6;
const kSliceBytes = 16e6;

/**
 * @typedef {{data: Uint8Array, weight: number}} Chunk  `weight`: bytes of the file that it stands for
 * @typedef {{
 *   name: string, bytes: number, container?: "xlsx" | "zip" | "gzip", sheet?: string, sheets?: string[],
 *   chunks: () => AsyncIterable<Chunk>,
 * }} Table
 * @typedef {{sheet: string | null, strict: boolean, pause: () => Promise<void>}} Wishes  `sheet` to
 *   read, of a workbook; `strict`: a workbook without it is an error; `pause` is to be awaited now
 *   and then: it lets a cancellation in
 */

/**
 * @param {Blob} blob
 * @param {string} name
 * @param {Wishes} wishes
 * @returns {AsyncGenerator<Table>} in the order of the file
 */
export async function* open_source(blob, name, wishes) {
  const [a, b, c, d] = new Uint8Array(await blob.slice(0, 4).arrayBuffer());
  if (a === 0x1f && b === 0x8b) {
    yield { name, bytes: blob.size, container: "gzip", chunks: () => limited(unpacked(blob, "gzip"), blob.size) };
  } else if (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) {
    yield* (await archives()).open_archive(blob, name, wishes);
  } else {
    yield { name, bytes: blob.size, chunks: () => plain_chunks(blob) };
  }
}

async function archives() {
  try {
    return await import("./spreadsheet.js");
  } catch (error) {
    throw new SourceError("part_unavailable", String(error));
  }
}

/** @param {Blob} blob @returns {AsyncGenerator<Chunk>} */
async function* plain_chunks(blob) {
  if (blob.size <= kWholeFileLimit) {
    yield chunk_of(await blob.arrayBuffer());
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
    yield chunk_of(await slice);
  }
}

/** @param {ArrayBuffer} buffer */
function chunk_of(buffer) {
  return { data: new Uint8Array(buffer), weight: buffer.byteLength };
}
