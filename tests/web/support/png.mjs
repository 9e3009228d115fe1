// Reads the PNGs that Chromium writes (8 bits, RGB or RGBA, not interlaced), to look at pixels.
import { inflateSync } from 'node:zlib';

/** @typedef {{width: number, height: number, pixel: (x: number, y: number) => [number, number, number]}} Picture */

/** @param {Buffer} bytes @returns {Picture} */
export function read_png(bytes) {
  if (bytes.readBigUInt64BE(0) !== 0x89504e470d0a1a0an) throw new Error('not a PNG');
  let width = 0, height = 0, channels = 4;
  const parts = [];
  for (let at = 8; at < bytes.length;) {
    const size = bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + size);
    if (kind === 'IHDR') {
      width = data.readUInt32BE(0);
      height = data.readUInt32BE(4);
      if (data[8] !== 8 || (data[9] !== 2 && data[9] !== 6) || data[12] !== 0) throw new Error('not a kind of PNG read here');
      channels = data[9] === 2 ? 3 : 4;
    } else if (kind === 'IDAT') {
      parts.push(data);
    }
    at += size + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let i = 0; i < stride; i++) {
      const here = y * stride + i;
      const left = i >= channels ? pixels[here - channels] : 0;
      const up = y > 0 ? pixels[here - stride] : 0;
      const corner = y > 0 && i >= channels ? pixels[here - stride - channels] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[here] = raw[y * (stride + 1) + 1 + i] + guess;
    }
  }
  return {
    width, height,
    pixel: (x, y) => {
      const at = Math.round(y) * stride + Math.round(x) * channels;
      return [pixels[at], pixels[at + 1], pixels[at + 2]];
    },
  };
}

/** @param {number} left @param {number} up @param {number} corner */
function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** How many different colours there are, looking at every `step`th pixel. @param {Picture} picture */
export function colors_in(picture, step = 3) {
  const colors = new Set();
  for (let y = 0; y < picture.height; y += step) {
    for (let x = 0; x < picture.width; x += step) colors.add(picture.pixel(x, y).join());
  }
  return colors.size;
}

/** The share of pixels that differ visibly. @param {Picture} one @param {Picture} other */
export function difference_of(one, other) {
  if (one.width !== other.width || one.height !== other.height) return 1;
  let different = 0;
  for (let y = 0; y < one.height; y++) {
    for (let x = 0; x < one.width; x++) {
      const a = one.pixel(x, y);
      const b = other.pixel(x, y);
      if (a.some((value, i) => Math.abs(value - b[i]) > 8)) different++;
    }
  }
  return different / (one.width * one.height);
}
