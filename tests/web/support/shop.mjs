// Made-up sales with a seed, as text and as the rows that the reference counts.
import { money, reference_report } from '../../reference/reference.mjs';

/** A small generator of even numbers in [0, 1): mulberry32. @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @typedef {{
 *   header: string[], text: string, records: {order: string, day: string, customer: string, buyer: string, paid: string, list: string}[],
 * }} Shop
 */

/** Names of the columns: order, time, customer, a second id, the amount paid and the list price. */
export const kEnglish = ['Order ID', 'Order date', 'Customer ID', 'Buyer code', 'Total paid', 'List price'];
export const kKorean = ['주문번호', '주문일시', '고객번호', '수령인코드', '결제금액', '정가'];

/**
 * Orders of 2025 and 2026, some with several lines, some fields quoted.
 * @param {number} seed @param {{orders?: number, header?: string[], year?: number}} [size] @returns {Shop}
 */
export function make_shop(seed, { orders = 900, header = kEnglish, year = 2025 } = {}) {
  const next = random(seed);
  const below = (/** @type {number} */ n) => Math.floor(next() * n);
  const records = [];
  for (let i = 0; i < orders; i++) {
    const customer = Math.floor(next() ** 2 * 240);
    const day = new Date(Date.UTC(year, 0, 1 + below(500))).toISOString().slice(0, 10);
    for (let line = 1 + below(3); line > 0; line--) {
      const cents = 500 + below(20000);
      records.push({
        order: `A-${year}-${10000 + i}`, day, customer: `C${1000 + customer}`, buyer: `B${100 + (customer % 90)}`,
        paid: (cents / 100).toFixed(2), list: ((cents + 150) / 100).toFixed(2),
      });
    }
  }
  const quoted = (/** @type {string} */ value) => (next() < 0.2 ? `"${value}"` : value);
  const lines = records.map(({ order, day, customer, buyer, paid, list }) =>
    [order, day, customer, buyer, paid, list].map(quoted).join(','));
  return { header, records, text: `${[header.join(','), ...lines].join('\r\n')}\r\n` };
}

/** @param {Shop} shop */
export const bytes_of = (shop) => Buffer.from(shop.text, 'utf8');

/** What the reference makes of a shop. @param {Shop} shop @param {{customer?: 'customer' | 'buyer', amount?: 'paid' | 'list', unit?: string}} [how] */
export function expected(shop, { customer = 'customer', amount = 'paid', unit = 'month' } = {}) {
  const rows = shop.records.map((record) => ({
    customer: record[customer], order: record.order, day: record.day, amount: money(record[amount]),
  }));
  return reference_report(rows, unit, unit);
}
