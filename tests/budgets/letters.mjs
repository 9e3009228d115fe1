// Which characters an OpenType font has: its `cmap` table (OpenType 1.9), formats 4 and 12. Read here
// rather than asked of the tools that made the font.

/** @param {Buffer} font @returns {Set<number>} code points */
export function letters_of(font) {
  const tables = font.readUInt16BE(4);
  const records = Array.from({ length: tables }, (_, i) => 12 + 16 * i);
  const record = records.find((at) => font.toString('latin1', at, at + 4) === 'cmap');
  if (record === undefined) throw new Error('a font without cmap');
  const cmap = font.subarray(font.readUInt32BE(record + 8));
  const parts = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.subarray(cmap.readUInt32BE(4 + 8 * i + 4)));
  return new Set(parts.flatMap((part) => [...(part.readUInt16BE(0) === 12 ? groups(part) : segments(part))]));
}

/** @param {Buffer} part */
function* groups(part) {
  if (part.readUInt16BE(0) !== 12) throw new Error(`cmap format ${part.readUInt16BE(0)}`);
  for (let at = 16, left = part.readUInt32BE(12); left > 0; left--, at += 12) {
    for (let code = part.readUInt32BE(at); code <= part.readUInt32BE(at + 4); code++) yield code;
  }
}

/** @param {Buffer} part */
function* segments(part) {
  if (part.readUInt16BE(0) !== 4) throw new Error(`cmap format ${part.readUInt16BE(0)}`);
  const size = part.readUInt16BE(6); // two bytes for each segment
  const [ends, starts, deltas, offsets] = [14, 16 + size, 16 + 2 * size, 16 + 3 * size];
  for (let i = 0; i < size; i += 2) {
    const start = part.readUInt16BE(starts + i);
    const delta = part.readUInt16BE(deltas + i);
    const offset = part.readUInt16BE(offsets + i);
    for (let code = start; code <= part.readUInt16BE(ends + i) && code < 0xffff; code++) {
      const found = offset === 0 ? code : part.readUInt16BE(offsets + i + offset + 2 * (code - start));
      if ((offset === 0 || found !== 0) && ((found + delta) & 0xffff) !== 0) yield code;
    }
  }
}
