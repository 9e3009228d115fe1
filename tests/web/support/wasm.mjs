// A core that may have only so much memory, to see what happens when a file needs more.

const kMemorySection = 5;
const kHasMaximum = 1;

/** @param {Buffer} bytes @param {number} at @returns {[number, number]} the value and where it ends */
function read_leb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** The same module with another maximum of memory. @param {Buffer} module @param {number} pages of 64 KB */
export function with_memory_limit(module, pages) {
  const bytes = Buffer.from(module);
  for (let at = 8; at < bytes.length;) {
    const id = bytes[at];
    const [size, start] = read_leb(bytes, at + 1);
    at = start + size;
    if (id !== kMemorySection) continue;
    const [, flags_at] = read_leb(bytes, start);
    if (!(bytes[flags_at] & kHasMaximum)) break;
    const [least, maximum_at] = read_leb(bytes, flags_at + 1);
    const [, end] = read_leb(bytes, maximum_at);
    if (least > pages) throw new Error(`the module needs ${least} pages to start`);
    for (let i = maximum_at, rest = pages; i < end; i++, rest >>>= 7) bytes[i] = (rest & 0x7f) | (i + 1 < end ? 0x80 : 0);
    return bytes;
  }
  throw new Error('no maximum of memory in this module');
}
