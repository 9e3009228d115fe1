// The same table in every encoding that shops export, read in Node and in Chromium: one report.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { double_byte_table } from '../../web/core.js';
import { visit } from './support/browser.mjs';
import { random } from './support/shop.mjs';
import { dist } from './support/site.mjs';

/** @type {import('../../web/dangol.js').Dangol} */
let dangol;
before(async () => {
  dangol = await (await import(pathToFileURL(join(dist, 'dangol.js')).href)).load();
});
after(() => dangol.close());

const kTrails = 0xfe - 0x40 + 1;

/**
 * The Hangul syllables that CP949 adds to EUC-KR stand in the order of their code points on the places
 * that EUC-KR leaves free. Node's table is without them.
 * @param {Map<number, number>} places
 */
function add_extension(places) {
  const letters = [[0x41, 0x5a], [0x61, 0x7a], [0x81, 0xa0]];
  const free = [];
  for (let lead = 0x81; lead <= 0xc6; lead++) {
    for (const [first, last] of [...letters, ...(lead < 0xa1 ? [[0xa1, 0xfe]] : [])]) {
      for (let trail = first; trail <= last; trail++) free.push((lead - 0x81) * kTrails + trail - 0x40);
    }
  }
  const in_ks_x_1001 = (/** @type {number} */ unit) => (places.get(unit) ?? 0) % kTrails >= 0xa1 - 0x40
    && (places.get(unit) ?? 0) >= (0xb0 - 0x81) * kTrails;
  const added = Array.from({ length: 11172 }, (_, i) => 0xac00 + i).filter((unit) => !in_ks_x_1001(unit));
  assert.equal(added.length, 8822);
  added.forEach((unit, i) => places.set(unit, free[i]));
}

/** Text in a double-byte encoding, from what the decoder of this machine makes of every pair. @param {string} text @param {string} encoding */
function double_bytes(text, encoding) {
  /** @type {Map<number, number>} */
  const places = new Map();
  double_byte_table(encoding).forEach((unit, i) => {
    if (unit !== 0 && !places.has(unit)) places.set(unit, i);
  });
  if (encoding === 'euc-kr') add_extension(places);
  return Buffer.from([...text].flatMap((letter) => {
    const unit = letter.charCodeAt(0);
    if (unit < 0x80) return [unit];
    const place = places.get(unit);
    assert.ok(place !== undefined, `${letter} is not in ${encoding}`);
    return [0x81 + Math.floor(place / kTrails), 0x40 + (place % kTrails)];
  }));
}

test('the letters of CP949 stand where its publishers put them', () => {
  // ISO 10646 to CP949, as the tables of Microsoft and of the Unicode Consortium have them.
  assert.equal(double_bytes('가똠뷁힣갂', 'euc-kr').toString('hex'), 'b0a18c6394eec6528141');
});

/** @param {string} text */
const utf16be = (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

/** Orders of customers who are told apart by names alone. @param {string[]} header @param {string[]} names @param {string} product */
function table(header, names, product) {
  const next = random(131);
  const lines = Array.from({ length: 400 }, (_, i) => [
    `A-${1000 + i}`, `2026-0${1 + Math.floor(next() * 9)}-${10 + Math.floor(next() * 18)}`,
    names[Math.floor(next() * names.length)], `"${product}, ${i % 7}"`, 1000 + Math.floor(next() * 90000)].join(','));
  return `${[header.join(','), ...lines].join('\r\n')}\r\n`;
}

// 똠, 뷁, 펲 stand only in the extension of CP949; 表, 能, ソ have a backslash as second byte in Shift_JIS.
const korean = table(['주문번호', '주문일시', '구매자명', '상품명', '결제금액'], ['김하늘', '똠방각하', '뷁설', '이서윤', '박펲'], '원두 똠양 세트');
const japanese = table(['注文番号', '注文日', '購入者名', '商品名', '合計金額'], ['田中表', '能登ソラ', '佐藤花子', '鈴木一郎'], 'コーヒー豆 表能ソ');
const western = table(['Order', 'Date', 'Customer', 'Product', 'Total'], ['Zoë', 'José', 'Müller', 'Ángel'], 'Café crème');

/** @type {[string, string, string, Buffer][]} */
const fixtures = [
  ['utf-8', 'Korean with a mark', korean, Buffer.from(`\ufeff${korean}`)],
  ['utf-8', 'Korean in decomposed letters', korean, Buffer.from(korean.normalize('NFD'))],
  ['euc-kr', 'Korean in CP949', korean, double_bytes(korean, 'euc-kr')],
  ['utf-16le', 'Korean in UTF-16', korean, Buffer.from(`\ufeff${korean}`, 'utf16le')],
  ['utf-16be', 'Korean in UTF-16, big end first', korean, utf16be(korean)],
  ['utf-16le', 'Korean in UTF-16 with tabs, as Excel saves it', korean,
    Buffer.from(`\ufeff${korean.replaceAll(/,(?! )/g, '\t')}`, 'utf16le')],
  ['shift_jis', 'Japanese in Shift_JIS', japanese, double_bytes(japanese, 'shift_jis')],
  ['windows-1252', 'French names in windows-1252', western, Buffer.from(western, 'latin1')],
];

/** All but what says how the bytes were written. @param {any} report */
const content = ({ source, ...rest }) => ({ ...rest, columns: source.columns });

test('a table is the same in every encoding, in Node and in Chromium', async () => {
  await visit({}, async (visitor) => {
    for (const [encoding, what, text, bytes] of fixtures) {
      const session = dangol.open();
      await session.add(text, { name: 'table.csv' });
      const plain = await session.report();
      assert.ok(plain.receipt.orders === 400 && plain.receipt.customers > 3, what);
      await session.add(bytes, { name: 'table.csv' });
      const in_node = await session.report();
      session.close();
      assert.equal(in_node.source.encoding, encoding, what);
      const warned = { ...content(in_node), receipt: { ...in_node.receipt, warnings: plain.receipt.warnings } };
      assert.deepEqual(warned, content(plain), what);
      const in_browser = await visitor.upload({ name: 'table.csv', buffer: bytes });
      assert.deepEqual(in_browser, in_node, what);
    }
  });
});

test('an encoding that was chosen is used, and can be taken back', async () => {
  const session = dangol.open();
  await session.add(double_bytes(korean, 'euc-kr'), { name: 'table.csv' });
  const right = await session.report();
  const wrong = await session.report({ encoding: 'windows-1252' });
  assert.equal(wrong.source.encoding, 'windows-1252');
  assert.notEqual(wrong.source.columns[0].name, '주문번호');
  assert.deepEqual(await session.report({ encoding: null }), right);
  session.close();
});

test('characters are whole wherever a chunk ends', async () => {
  // More than one of the chunks in which files are read, with two-byte letters across every place.
  const letters = double_bytes('가나다라', 'euc-kr');
  const rows = ['order,customer,date,amount'];
  for (let i = 0, bytes = 0; bytes < 3.2e6; i++) {
    const row = `A${i},${letters.toString('latin1').repeat(1 + (i % 40))}${'x'.repeat(i % 3)},2026-01-02,5`;
    rows.push(row);
    bytes += row.length + 1;
  }
  const session = dangol.open();
  await session.add(Buffer.from(`${rows.join('\n')}\n`, 'latin1'));
  const { receipt, source } = await session.report();
  assert.deepEqual([source.encoding, receipt.rows_used, receipt.customers], ['euc-kr', rows.length - 1, 120]);
  session.close();
});
