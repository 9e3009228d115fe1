// Shops for the models to be fitted to, made from a seed: customers who buy at rates of their own and
// leave at rates of their own (a Pareto/NBD world with the parameters of the CDNOW customers).
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

const kSeed = 19_970_101;
const kFirstDay = Date.UTC(1997, 0, 1);
const kDay = 86_400_000;
const kJoinDays = 84;
const kDays = 546;
const kWeek = 7;
const kPiece = 1 << 20;

/** Uniform in (0, 1), small, fast and the same everywhere: mulberry32. @param {number} seed */
function uniform_of(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
}

/** @param {() => number} uniform */
function normal(uniform) {
  return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Rate 1. Marsaglia and Tsang, ACM TOMS 26 (2000) 363-372. @param {() => number} uniform @param {number} shape @returns {number} */
function gamma(uniform, shape) {
  if (shape < 1) return gamma(uniform, shape + 1) * uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(uniform);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

const days = Array.from({ length: kDays }, (_, day) => new Date(kFirstDay + day * kDay).toISOString().slice(0, 10));

/** @param {number} customers */
function* orders(customers) {
  const uniform = uniform_of(kSeed);
  let order = 0;
  yield 'order_id,customer_id,order_date,amount\n';
  for (let customer = 0; customer < customers; customer++) {
    const rate = gamma(uniform, 0.553) / 10.578 / kWeek;
    const leaves = -Math.log(uniform()) / (gamma(uniform, 0.606) / 11.669 / kWeek);
    const spend = (6.25 * 15.44) / gamma(uniform, 3.74);
    const first = uniform() * kJoinDays;
    for (let day = first; day < kDays && day - first < leaves; day -= Math.log(uniform()) / rate) {
      const amount = (spend * gamma(uniform, 6.25)) / 6.25 + 0.01;
      yield `O${++order},C${customer + 1},${days[Math.floor(day)]},${amount.toFixed(2)}\n`;
    }
  }
}

/** The file, made if it is not there yet. @param {string} folder @param {number} customers */
export async function customers_file(folder, customers) {
  const path = join(folder, `customers-${customers}.csv`);
  if (existsSync(path)) return path;
  const file = createWriteStream(`${path}.part`);
  let piece = '';
  for (const row of orders(customers)) {
    piece += row;
    if (piece.length < kPiece) continue;
    if (!file.write(piece)) await once(file, 'drain');
    piece = '';
  }
  file.end(piece);
  await once(file, 'finish');
  renameSync(`${path}.part`, path);
  return path;
}
