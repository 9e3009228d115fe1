// What is packed: gzip, zip and workbooks, through the public module in Node.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { csv_line, kind_of_format, number_text } from '../../web/unpack/cells.js';
import { kStyles, serial, workbook, zip } from './support/archives.mjs';
import { expected, make_shop } from './support/shop.mjs';
import { dist } from './support/site.mjs';
import { with_memory_limit } from './support/wasm.mjs';

/** @type {import('../../web/dangol.js')} */
let module;
/** @type {import('../../web/dangol.js').Dangol} */
let dangol;

before(async () => {
  module = await import(pathToFileURL(join(dist, 'dangol.js')).href);
  dangol = await module.load();
});
after(() => dangol.close());

/**
 * @param {import('../../web/dangol.js').Source | import('../../web/dangol.js').Source[]} source
 * @param {import('../../web/dangol.js').AddOptions} [settings]
 */
async function report_of(source, settings) {
  const session = dangol.open();
  try {
    await session.add(source, settings);
    return await session.report();
  } finally {
    session.close();
  }
}

/** Everything but what the file is called. @param {import('../../web/dangol.js').Report} report */
const numbers = ({ receipt, measures, periods, cohorts }) => ({ receipt, measures, periods, cohorts });

/** A shop's table as a sheet: dates and amounts as a spreadsheet keeps them. @param {import('./support/shop.mjs').Shop} shop */
const sheet_of = (shop, name = 'Orders') => ({ name, rows: [shop.header, ...shop.records.map(({ order, day, customer, buyer, paid, list }) =>
  [order, { serial: serial(day), style: kStyles.date }, customer, buyer, Number(paid), Number(list)])] });

test('number formats are told apart by what they show', () => {
  for (const [code, kind] of /** @type {const} */ ([
    ['General', 'number'], ['0.00', 'number'], ['#,##0;[Red]-#,##0', 'number'], ['0%', 'number'], ['0.00E+00', 'number'],
    ['"day" 0', 'number'], ['\\d0', 'number'], ['[$₩-412]#,##0', 'number'], ['_-* #,##0_-', 'number'], ['@', 'number'],
    ['yyyy-mm-dd', 'date'], ['m/d/yy', 'date'], ['mmm', 'date'], ['[$-412]yyyy"년" m"월" d"일";@', 'date'], ['dddd', 'date'],
    ['yyyy\\-mm\\-dd hh:mm', 'datetime'], ['d.m.yyyy h:mm:ss.000', 'datetime'], ['[$-409]m/d/yy h:mm AM/PM;@', 'datetime'],
    ['h:mm', 'time'], ['mm:ss.0', 'time'], ['[h]:mm:ss', 'time'], ['AM/PM h:mm', 'time'],
  ])) assert.equal(kind_of_format(200, code), kind, code);
  for (const [id, kind] of /** @type {const} */ ([[0, 'number'], [4, 'number'], [14, 'date'], [18, 'time'], [22, 'datetime'],
    [27, 'date'], [37, 'number'], [45, 'time'], [49, 'number'], [57, 'date'], [59, 'number']])) {
    assert.equal(kind_of_format(id, undefined), kind, String(id));
  }
});

test('numbers of a sheet become what it shows', () => {
  for (const [value, kind, text] of /** @type {const} */ ([
    ['12000', 'number', '12000'], ['-3.5', 'number', '-3.5'], ['0.30000000000000004', 'number', '0.3'], ['1.1E3', 'number', '1100'],
    ['999999999999999', 'number', '999999999999999'], ['1000000000000000', 'number', '1.00E+15'],
    ['234567890123456789', 'number', '2.35E+17'], ['2.3456789012345677E+17', 'number', '2.35E+17'],
    ['46024', 'date', '2026-01-02'], ['46024.5', 'date', '2026-01-02 12:00:00'], ['46024', 'datetime', '2026-01-02 00:00:00'],
    ['46024.999988425926', 'datetime', '2026-01-02 23:59:59'], ['46024.999999', 'datetime', '2026-01-03 00:00:00'],
    ['0.25', 'time', '06:00:00'], ['1', 'date', '1900-01-01'], ['59', 'date', '1900-02-28'], ['61', 'date', '1900-03-01'],
    ['2958465', 'date', '9999-12-31'], ['2958466', 'date', '2958466'], ['-1', 'date', '-1'], ['#N/A', 'number', '#N/A'],
  ])) assert.equal(number_text(value, kind, false), text, `${value} as ${kind}`);
  assert.equal(number_text('0', 'date', true), '00:00:00');
  assert.equal(number_text('44562', 'date', true), '2026-01-02');
  assert.equal(csv_line(['a', 'b,c', 'd"e', 'f\ng', ' h']), 'a,"b,c","d""e","f\ng"," h"\n');
});

test('every day from 1900 to 2100 is itself, whatever zone the machine is in', () => {
  const before_it = process.env.TZ;
  try {
    for (const zone of ['Asia/Seoul', 'America/Los_Angeles']) {
      process.env.TZ = zone;
      for (let day = 61; day < 73051; day += 7) {
        const wanted = new Date(Date.UTC(1899, 11, 30) + day * 86400e3).toISOString().slice(0, 10);
        assert.equal(number_text(String(day), 'date', false), wanted);
      }
    }
  } finally {
    if (before_it === undefined) delete process.env.TZ;
    else process.env.TZ = before_it;
  }
});

test('gzip, zip and a workbook give what the plain file gives', async () => {
  const shop = make_shop(101, { orders: 400 });
  const plain = await report_of(shop.text, { name: 'shop.csv' });
  assert.equal(plain.source.container, null);
  const archive = zip([{ name: '__MACOSX/._shop.csv', content: 'x' }, { name: 'made/', content: '', stored: true },
    { name: '.hidden.csv', content: 'a,b' }, { name: 'read me.md', content: 'x' }, { name: 'made/shop.csv', content: shop.text }]);
  for (const [container, name, bytes] of /** @type {[string, string, Buffer][]} */ ([
    ['gzip', 'shop.csv.gz', gzipSync(shop.text)],
    ['zip', 'shop.csv', archive],
    ['zip', 'shop.csv', zip([{ name: 'shop.csv', content: shop.text, stored: true }])],
    ['zip', 'shop.csv', zip([{ name: 'shop.csv', content: shop.text }], { streamed: true })],
  ])) {
    const report = await report_of(bytes, { name: container === 'zip' ? 'shop.zip' : name });
    assert.deepEqual([report.source.container, report.source.name], [container, name]);
    assert.deepEqual(numbers(report), numbers(plain));
  }
  for (const how of [{}, { inline: true, prefix: 'x' }, { addresses: false }, { streamed: true }]) {
    const report = await report_of(workbook([sheet_of(shop)], how), { name: 'shop.xlsx' });
    assert.deepEqual([report.source.container, report.source.sheet, report.source.sheets], ['xlsx', 'Orders', ['Orders']]);
    assert.deepEqual(numbers(report), numbers(plain), JSON.stringify(how));
  }
  const inner = await report_of(zip([{ name: '주문.xlsx', content: workbook([sheet_of(shop)]) }]));
  assert.deepEqual(numbers(inner), numbers(plain));
  assert.equal(inner.source.name, '주문.xlsx');
});

test('a name inside an archive is read in UTF-8 or CP949', async () => {
  const table = 'order,customer,date,amount\n1,a,2026-01-02,5\n';
  const cp949 = Buffer.from([0xc1, 0xd6, 0xb9, 0xae, 0x2e, 0x63, 0x73, 0x76]);
  for (const file of [{ name: '주문.csv' }, { name: '주문.csv', flags: 0 }, { name: '', raw_name: cp949, flags: 0 },
    { name: '주문.csv'.normalize('NFD') }]) {
    assert.equal((await report_of(zip([{ content: table, ...file }]))).source.name, '주문.csv');
  }
});

test('a workbook keeps its leading rows, texts, times and long numbers as they are', async () => {
  const rows = [
    ['2026년 1월 주문 내역 (내부용)'], null,
    ['주문번호', '주문일시', '고객번호', '결제금액', '메모'],
    ['A-1', { serial: serial('2026-01-31T23:59:30'), style: kStyles.date_time }, '00123', 12000, '두 줄\n"메모"'],
    [{ rich: ['A-', '2'] }, { serial: serial('2026-02-01T00:00:00'), style: kStyles.date_time }, '00124', { formula: '3*5', value: '15' }, null],
    ['A-3', { serial: serial('2026-02-02'), style: kStyles.korean_date }, '00123', { serial: 7000, style: kStyles.money }, '_x000D_'],
  ];
  const report = await report_of(workbook([{ name: '주문', rows }]), { options: { period: 'month' } });
  assert.deepEqual(report.source.columns.map(({ name }) => name), rows[2]);
  assert.deepEqual(report.source.columns[0].examples, ['A-1', 'A-2', 'A-3']);
  assert.deepEqual([report.receipt.orders, report.receipt.customers, report.receipt.revenue], [3, 2, 19015]);
  assert.deepEqual(report.periods.map(({ period, orders }) => [period, orders]), [['2026-01', 1], ['2026-02', 2]]);

  const spoiled = await report_of(workbook([{ name: '주문', rows: [['주문번호', '주문일', '고객번호', '금액'],
    ['A-1', { serial: serial('2026-01-02'), style: kStyles.date }, { raw: '234567890123456789' }, 10],
    ['A-2', { serial: serial('2026-01-03'), style: kStyles.date }, 123456789012345, 20]] }]));
  assert.deepEqual(spoiled.receipt.set_aside.map(({ reason, rows: count }) => [reason, count]), [['id_spoiled', 1]]);
  assert.equal(spoiled.receipt.set_aside[0].example, '2.35E+17');
  assert.equal(spoiled.receipt.set_aside[0].first_line, 2);
});

test('the first sheet that is a table is read, or the one that was asked for', async () => {
  const [one, other] = [make_shop(102, { orders: 60 }), make_shop(103, { orders: 90 })];
  const book = workbook([{ name: '표지', rows: [['주문 내역'], ['2026']] }, { name: '숨김', hidden: true, rows: sheet_of(other).rows },
    sheet_of(one, '1월'), sheet_of(other, '2월')]);
  const session = dangol.open();
  await session.add(book, { name: 'book.xlsx' });
  const first = await session.report();
  assert.deepEqual([first.source.sheet, first.source.sheets], ['1월', ['표지', '숨김', '1월', '2월']]);
  assert.equal(first.receipt.orders, expected(one).orders);
  const second = await session.report({ sheet: '2월' });
  assert.equal(second.source.sheet, '2월');
  assert.equal(second.receipt.orders, expected(other).orders);
  await assert.rejects(session.report({ sheet: '3월' }), (error) => {
    assert.ok(error instanceof module.DangolError);
    assert.equal(error.code, 'sheet_missing');
    assert.match(error.messages.ko, /3월/);
    return true;
  });
  assert.deepEqual(await session.report(), second);
  assert.equal((await session.report({ sheet: null })).receipt.orders, expected(one).orders);
  session.close();
});

test('a workbook that counts days from 1904', async () => {
  const rows = [['order', 'customer', 'date', 'amount'], ['A', 'a', { serial: serial('2026-03-04') - 1462, style: kStyles.date }, 5]];
  assert.equal((await report_of(workbook([{ name: 'S', rows }], { from_1904: true }))).receipt.first_day, '2026-03-04');
});

const kCompoundFile = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(3000)]);
const kRepeated = Buffer.alloc(66e6, `${'x'.repeat(999)}\n`);
/** @type {[string, Buffer][]} */
const bad_archives = [
  ['archive_empty', zip([])],
  ['archive_empty', zip([{ name: 'picture.png', content: 'x' }])],
  ['archive_locked', zip([{ name: 'shop.csv', content: 'x', flags: 1 }])],
  ['archive_unreadable', zip([{ name: 'shop.csv', content: 'x', method: 9 }])],
  ['archive_unreadable', zip([{ name: 'shop.csv', content: 'a,b\n1,2\n' }]).subarray(0, -30)],
  ['archive_unreadable', Buffer.concat([Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1'), Buffer.alloc(3000, 1)])],
  ['archive_unreadable', gzipSync('a,b\n'.repeat(9999)).fill(0x55, 20, 30)],
  ['archive_unreadable', gzipSync('a,b\n1,2\n').subarray(0, 15)],
  ['archive_too_large', zip([{ name: 'bomb.csv', content: kRepeated }])],
  ['archive_too_large', zip([{ name: 'bomb.csv', content: kRepeated, claimed_bytes: 10 }])],
  ['archive_too_large', gzipSync(kRepeated)],
  ['workbook_kind', zip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' }, { name: 'content.xml', content: '' }])],
  ['workbook_kind', zip([{ name: '[Content_Types].xml', content: '' }, { name: 'xl/workbook.bin', content: '' }])],
  ['workbook_unreadable', zip([{ name: 'xl/workbook.xml', content: '<workbook><sheets></workbook>' }])],
  ['workbook_unreadable', zip([{ name: 'xl/workbook.xml', content: '<workbook/>' }])],
];

test('what cannot be unpacked is told apart and named, and the data from before stay', async () => {
  const shop = make_shop(104, { orders: 50 });
  const session = dangol.open();
  await session.add(shop.text);
  const report = await session.report();
  for (const [code, bytes] of [...bad_archives, /** @type {[string, Buffer]} */ (['locked_file', kCompoundFile])]) {
    await assert.rejects(session.add(bytes), (error) => {
      assert.ok(error instanceof module.DangolError, `${code}: ${error}`);
      if (code === 'locked_file') assert.match(error.code, /^(locked_file|old_xls_file)$/);
      else assert.equal(error.code, code);
      assert.match(error.messages.ko, /[가-힣]/);
      assert.doesNotMatch(error.messages.ko + error.messages.en, /[{}]/);
      return true;
    });
    assert.deepEqual(await session.report(), report, code);
  }
  session.close();
});

test('a workbook that unpacks to too much ends early', async () => {
  const row = `<row>${'<c><v>1</v></c>'.repeat(50)}</row>`;
  const content = Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.from(row.repeat(100_000)), Buffer.from('</sheetData></worksheet>')]);
  const parts = [
    { name: 'xl/workbook.xml', content: '<workbook xmlns:r="x"><sheets><sheet name="S" r:id="a"/></sheets></workbook>' },
    { name: 'xl/_rels/workbook.xml.rels', content: '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>' },
    { name: 'xl/s.xml', content },
  ];
  await assert.rejects(report_of(zip(parts)), { name: 'DangolError', code: 'workbook_too_large' });
});

test('several files become one ledger, and rows that two of them hold are reported and can be dropped', async () => {
  const shop = make_shop(105, { orders: 300 });
  const [head, ...lines] = shop.text.trim().split('\r\n');
  const middle = Math.floor(lines.length / 2);
  const overlap = 25;
  const part = (/** @type {string[]} */ rows) => [head, ...rows].join('\n');
  const files = [part(lines.slice(0, middle + overlap)), part(lines.slice(middle))];
  const whole = await report_of(shop.text);
  const names = ['1월.csv', '2월.csv'.normalize('NFD')];
  const session = dangol.open();
  /** @type {number[]} */
  const seen = [];
  await session.add([files[0], gzipSync(files[1])], { name: names, onProgress: ({ bytes, total_bytes }) => seen.push(bytes / total_bytes) });
  const kept = await session.report();
  assert.equal(seen.at(-1), 1);
  assert.ok(seen.every((share, i) => i === 0 || share >= seen[i - 1]));
  assert.deepEqual(kept.source.files.map(({ name, rows_read }) => [name, rows_read]),
    [['1월.csv', middle + overlap], ['2월.csv', lines.length - middle]]);
  assert.equal(kept.receipt.rows_read, lines.length + overlap);
  assert.equal(kept.receipt.duplicates.rows, overlap);
  assert.equal(kept.receipt.duplicates.dropped, false);
  const dropped = await session.report({ duplicates: 'drop' });
  assert.equal(dropped.receipt.duplicates.dropped, true);
  assert.deepEqual([dropped.receipt.orders, dropped.receipt.customers, dropped.receipt.rows_used],
    [whole.receipt.orders, whole.receipt.customers, whole.receipt.rows_used]);
  assert.ok(Math.abs((dropped.receipt.revenue ?? 0) - (whole.receipt.revenue ?? 1)) < 1e-9);
  assert.deepEqual(dropped.cohorts, whole.cohorts);
  session.close();
  // A zip archive with both is the same ledger.
  const packed = await report_of(zip(files.map((content, i) => ({ name: names[i], content }))), { options: { duplicates: 'drop' } });
  assert.deepEqual(numbers(packed), numbers(dropped));
});

test('one file of several that fails names itself, and nothing of the others is kept', async () => {
  const shop = make_shop(106, { orders: 40 });
  const session = dangol.open();
  await session.add(shop.text);
  const report = await session.report();
  for (const [code, bytes] of /** @type {[string, Buffer][]} */ ([['archive_unreadable', Buffer.from('PK\x03\x04')], ['binary_file', Buffer.alloc(5000, '\0\x01\x02')]])) {
    await assert.rejects(session.add([shop.text, bytes, shop.text], { name: ['a.csv', 'b.xlsx', 'c.csv'] }), (error) => {
      assert.ok(error instanceof module.DangolError, String(error));
      assert.deepEqual([error.code, error.file], [code, 'b.xlsx']);
      assert.ok(error.messages.ko.startsWith('b.xlsx: ') && error.messages.en.startsWith('b.xlsx: '));
      return true;
    });
    assert.deepEqual(await session.report(), report);
  }
  session.close();
});

test('a workbook can be cancelled while it is read', async () => {
  const rows = Array.from({ length: 120_000 }, (_, i) => [`O-${i}`, `C-${i % 5000}`, { serial: 46000 + (i % 300), style: kStyles.date }, i % 90]);
  const book = workbook([{ name: 'S', rows: [['order', 'customer', 'date', 'amount'], ...rows] }]);
  const stop = new AbortController();
  const session = dangol.open();
  await session.add('order,customer,date,amount\n1,a,2026-01-02,5\n');
  let seen = 0;
  await assert.rejects(session.add(book, { signal: stop.signal, onProgress: ({ bytes }) => {
    seen = Math.max(seen, bytes);
    if (bytes > 0) stop.abort();
  } }), { name: 'AbortError' });
  assert.ok(seen > 0 && seen < book.length, `${seen} of ${book.length}`);
  assert.equal((await session.report()).receipt.orders, 1);
  await session.add(book);
  assert.equal((await session.report()).receipt.orders, rows.length);
  session.close();
});

test('a file that outgrows the memory says so, and the data from before are still there', async () => {
  const core = with_memory_limit(readFileSync(join(dist, 'core.wasm')), 512);
  const small = await module.load({ core });
  const session = small.open();
  const shop = make_shop(107, { orders: 100 });
  await session.add(shop.text);
  const report = await session.report();
  const lines = Array.from({ length: 100_000 }, (_, i) => `O${i},C${i},2026-01-0${1 + (i % 9)},${i % 90}\n`).join('');
  const large = new Blob(['order,customer,date,amount\n', ...Array.from({ length: 20 }, (_, i) => lines.replaceAll('O', `O${i}-`).replaceAll('C', `C${i}-`))]);
  await assert.rejects(session.add(large), (error) => {
    assert.ok(error instanceof module.DangolError);
    assert.equal(error.code, 'too_large');
    assert.match(error.messages.en, /fewer columns/);
    assert.match(error.messages.en, /command line/);
    return true;
  });
  assert.deepEqual(await session.report(), report);
  small.close();
});
