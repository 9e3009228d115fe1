/**
 * Unpacks by the browser's own streams, and holds what comes out to limits: a few kilobytes can
 * unpack to more than any machine holds.
 */
import { SourceError } from "./error.js";

/** Of everything that one file unpacks to. */
export const kUnpackedLimit = 4e9;
/** Tables pack to a fifth or a thirtieth. Below this size a suspicion is not worth the mistake. */
const kRatioLimit = 250;
const kRatioFrom = 64e6;

/** @typedef {import("../sources.js").Chunk} Chunk */

/**
 * @param {Blob} blob
 * @param {"gzip" | "deflate-raw"} format
 * @returns {AsyncGenerator<Chunk>}
 */
export async function* unpacked(blob, format) {
  let packed = 0;
  const counter = new TransformStream({
    /** @param {Uint8Array} chunk @param {TransformStreamDefaultController} controller */
    transform: (chunk, controller) => {
      packed += chunk.length;
      controller.enqueue(chunk);
    },
  });
  const stream = blob.stream().pipeThrough(counter).pipeThrough(
    /** @type {ReadableWritablePair<Uint8Array, Uint8Array>} */ (new DecompressionStream(format)));
  const reader = stream.getReader();
  let told = 0;
  try {
    for (;;) {
      const { done, value } = await next(reader);
      if (done) return;
      const weight = packed - told;
      told = packed;
      yield { data: value, weight };
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
async function next(reader) {
  try {
    return await reader.read();
  } catch (error) {
    // Bytes that are not what they claim to be. A file that cannot be read at all is the caller's.
    if (error instanceof TypeError || /** @type {{code?: string}} */ (error).code?.startsWith("Z_")) {
      throw new SourceError("archive_unreadable");
    }
    throw error;
  }
}

/**
 * Passes chunks on until they are more than `packed` bytes can honestly stand for.
 * @param {AsyncIterable<Chunk>} chunks
 * @param {number} packed
 * @param {number} [limit]
 * @returns {AsyncGenerator<Chunk>}
 */
export async function* limited(chunks, packed, limit = kUnpackedLimit) {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.data.length;
    check_size(bytes, packed, limit);
    yield chunk;
  }
}

/** @param {number} bytes @param {number} packed @param {number} [limit] */
export function check_size(bytes, packed, limit = kUnpackedLimit) {
  if (bytes > limit || (bytes > kRatioFrom && bytes > kRatioLimit * packed)) {
    throw new SourceError("archive_too_large", megabytes(Math.min(limit, Math.max(kRatioFrom, kRatioLimit * packed))));
  }
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
