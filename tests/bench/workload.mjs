// The files that are measured, made from a seed: the same bytes on every machine.
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

const kSeed = 20_240_105;
const kDays = 1095;
const kFirstDay = Date.UTC(2021, 0, 1);
const kDay = 86_400_000;
const kPiece = 1 << 20;

/** Small, fast and the same everywhere: mulberry32. @param {number} seed */
function random_of(seed) {
  return (/** @type {number} */ below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const days = Array.from({ length: kDays }, (_, day) => new Date(kFirstDay + day * kDay).toISOString().slice(0, 10));
const padded = (/** @type {number} */ value, /** @type {number} */ width) => String(value).padStart(width, '0');
const money = (/** @type {number} */ cents) => `${Math.floor(cents / 100)}.${padded(cents % 100, 2)}`;

/** One line an order: 43 MB for 1,000,000 of them. @param {number} rows */
function* narrow(rows) {
  const random = random_of(kSeed);
  const customers = Math.max(1, Math.floor(rows / 10));
  yield 'order_id,customer_id,order_date,amount\n';
  for (let row = 0; row < rows; row++) {
    yield `ORD-${padded(row + 1, 9)},CUST-${padded(random(customers), 7)},${days[Math.floor((row * kDays) / rows)]},${
      money(100 + random(49_900))}\n`;
  }
}

const kShopifyHeader = 'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,'
  + 'Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,'
  + 'Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,'
  + 'Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,'
  + 'Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,'
  + 'Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,'
  + 'Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,'
  + 'Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,'
  + 'Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,'
  + 'Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties';
const kItems = ['"Mug, blue ""Morning"""', 'Tea towel', '"Coffee beans, 1 kg"', 'Filter papers', '"Kettle 12"" spout"', 'Gift card'];
const kGiven = ['Min', 'Seo', 'Ada', 'Jun', 'Ida', 'Noa', 'Lee', 'Kim'];
const kFamily = ['Park', 'Cho', 'Stone', 'Rivers', 'Han', 'Field', 'Moon', 'Hill'];

/**
 * A shop system's export: 73 columns, quoted names and notes, doubled quotes, a line break within
 * quotes now and then, one to four lines an order. Nothing is cancelled or refunded: all programs
 * here can agree on it.
 * @param {number} rows
 */
function* wide(rows) {
  const random = random_of(kSeed + 1);
  const customers = Math.max(1, Math.floor(rows / 20));
  yield `${kShopifyHeader}\n`;
  for (let row = 0, order = 1001; row < rows; order++) {
    const lines = Math.min(1 + random(4), rows - row);
    const customer = random(customers);
    const given = kGiven[customer % kGiven.length];
    const family = kFamily[Math.floor(customer / 8) % kFamily.length];
    const email = `${given}.${family}.${customer}@example.com`.toLowerCase();
    const total = money(1_000 + random(50_000));
    const created = `${days[Math.floor((row * kDays) / rows)]} ${padded(10 + random(10), 2)}:${padded(random(60), 2)}:${padded(random(60), 2)} +0900`;
    const name = `"${family}, ${given}"`;
    const street = `"${1 + random(99)} Long Street, Flat ${1 + random(20)}"`;
    const address = `${name},${street},${street},,,Seoul,'0${1 + random(8)}123,KR-11,KR,+82 10-5550-${padded(random(10_000), 4)}`;
    const note = order % 40 === 0 ? '"Please ring twice,\nthen ""wait"""' : '';
    for (let line = 0; line < lines; line++, row++) {
      const first = line === 0;
      const item = `${1 + random(3)},${kItems[random(kItems.length)]},${money(500 + random(9_000))},,SKU-${padded(random(400), 4)},true,true,pending`;
      yield `#${order},${email},${first ? `paid,${created},unfulfilled,,yes,USD,${total},0.00,0.00,${total},,0.00,Standard` : ',,,,,,,,,,,,'},${
        created},${item},${first ? `${address},${address}` : ',,,,,,,,,,,,,,,,,,,'},${first ? note : ''},,,${first ? 'Card' : ''},${
        first ? `c${padded(order, 9)}.1` : ''},${first ? '0.00' : ''},Example Shop,${first ? '0.00' : ''},,,,${
        first ? 5_000_000_000_000 + order : ''},,${first ? 'Low' : ''},${first ? 'web' : ''},0.00,,,,,,,,,,,,,\n`;
    }
  }
}

const kWorkloads = { narrow, wide };

/**
 * Makes a workload's file where it is not there yet, and gives its path.
 * @param {string} folder
 * @param {keyof typeof kWorkloads} name
 * @param {number} rows
 */
export async function workload_file(folder, name, rows) {
  const path = join(folder, `${name}-${rows}.csv`);
  if (existsSync(path) && statSync(path).size > 0) return path;
  const out = createWriteStream(`${path}.part`);
  let piece = '';
  for (const line of kWorkloads[name](rows)) {
    piece += line;
    if (piece.length < kPiece) continue;
    if (!out.write(piece)) await once(out, 'drain');
    piece = '';
  }
  out.end(piece);
  await once(out, 'finish');
  renameSync(`${path}.part`, path);
  return path;
}
