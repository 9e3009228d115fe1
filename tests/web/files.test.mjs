// Every way a file comes in, what it becomes, and what happens to those that are none.
import assert from 'node:assert/strict';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { check_receipt, data_file } from '../support/run.mjs';
import { kStyles, serial, workbook, zip } from './support/archives.mjs';
import { strings, until, visit } from './support/browser.mjs';
import { bytes_of, expected, kKorean, make_shop } from './support/shop.mjs';
import { scratch } from './support/site.mjs';

/** @param {any} report @param {ReturnType<typeof expected>} wanted */
function check_report(report, wanted) {
  check_receipt(report.receipt);
  assert.equal(report.receipt.orders, wanted.orders);
  assert.equal(report.receipt.customers, wanted.customers);
  assert.ok(Math.abs(report.receipt.revenue - wanted.revenue) < 1e-6, `${report.receipt.revenue}, not ${wanted.revenue}`);
  assert.ok(Math.abs(report.measures.repeat_purchase_rate.value - wanted.repeat_purchase_rate) < 1e-12);
  assert.deepEqual(report.periods.map(({ period, end_customers, retained_customers, orders }) => ({ period, end_customers, retained_customers, orders })),
    wanted.periods.map(({ period, end_customers, retained_customers, orders }) => ({ period, end_customers, retained_customers, orders })));
  assert.deepEqual(report.cohorts.rows.map(({ cohort, size, customers }) => ({ cohort, size, customers })),
    wanted.cohorts.map(({ cohort, size, customers }) => ({ cohort, size, customers })));
}

const in_english = (/** @type {number} */ value) => new Intl.NumberFormat('en').format(value);

test('a file chosen in the file input becomes the report, on the canvas and in the mirror', async () => {
  const shop = make_shop(21);
  const wanted = expected(shop);
  await visit({}, async (visitor) => {
    const report = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    assert.equal(report.source.name, 'shop.csv');
    assert.equal(report.receipt.rows_read, shop.records.length);
    assert.equal(report.receipt.rows_used, shop.records.length);
    check_report(report, wanted);
    assert.equal(await visitor.root('view'), 'overview');
    assert.deepEqual(await visitor.status(), {
      text: strings.en['page.done'].replace('{rows}', in_english(shop.records.length)), error: false });

    /** Rows of the mirror's tables in a view. @param {string} view @param {string[]} keys of the titles that it has */
    const rows_of = async (view, keys) => {
      await visitor.go(view);
      const text = await visitor.mirror();
      for (const key of keys) assert.ok(text.includes(strings.en[key]), key);
      return (await visitor.page.locator('#mirror table').evaluateAll((tables) => tables.map((table) =>
        [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent ?? ''))))).flat();
    };
    // Measures and one cohort, as the tables tell them.
    await rows_of('data', ['mirror.receipt', 'mirror.columns']);
    const orders = (await rows_of('overview', ['mirror.measures'])).find(([name]) => name === strings.en['measure.orders']);
    assert.equal(orders?.[1], in_english(wanted.orders));
    const first = wanted.cohorts[0];
    const rows = await rows_of('cohorts', ['mirror.cohorts']);
    const cohort = rows.find(([name, size]) => name === first.cohort && size === in_english(first.size));
    assert.ok(cohort, `the cohort ${first.cohort} of ${first.size}`);
    assert.ok(cohort[3].includes(in_english(first.customers[1])), `${cohort[3]} tells of ${first.customers[1]}`);
  });
});

const superstore = data_file('superstore.csv');
test('Superstore gives its published numbers', { skip: superstore ? false : '../shared/data/superstore.csv is not on this machine' }, async () => {
  await visit({}, async (visitor) => {
    await visitor.upload(/** @type {string} */ (superstore));
    const { receipt, measures, periods } = await visitor.report({ period: 'quarter' });
    assert.deepEqual([receipt.rows_read, receipt.orders, receipt.customers], [9994, 5009, 793]);
    assert.ok(Math.abs(receipt.revenue - 2297200.86) < 0.005);
    assert.ok(Math.abs(measures.average_order_value.value - 458.61) < 0.005);
    assert.ok(Math.abs(measures.repeat_purchase_rate.value - 0.9849) < 0.00005);
    const last = periods.find(({ period }) => period === '2019-Q4');
    assert.deepEqual([last.start_customers, last.end_customers, last.new_customers], [343, 436, 3]);
    const text = await visitor.mirror();
    for (const number of ['793', '5,009', '2,297,200.86', '98.5%', '53.9%', '126.2%']) {
      assert.ok(text.includes(number), `${number} is in the mirror`);
    }
  });
});

test('a dropped file is read', async () => {
  const shop = make_shop(22);
  const path = join(scratch, 'dropped.csv');
  writeFileSync(path, shop.text);
  await visit({}, async (visitor) => {
    const { page } = visitor;
    const devtools = await page.context().newCDPSession(page);
    const drag = (/** @type {'dragEnter' | 'dragOver' | 'drop'} */ type) => devtools.send('Input.dispatchDragEvent',
      { type, x: 400, y: 300, data: { items: [], files: [path], dragOperationsMask: 1 } });
    await drag('dragEnter');
    await page.waitForSelector('#drop_hint:not([hidden])');
    assert.equal(await page.textContent('#drop_hint'), strings.en['page.drop_hint']);
    await drag('dragOver');
    await drag('drop');
    await page.waitForSelector('#drop_hint', { state: 'hidden' });
    await page.waitForSelector('html[data-view="overview"]');
    const report = await visitor.report();
    assert.equal(report.source.name, 'dropped.csv');
    check_report(report, expected(shop));
  });
});

test('several files are chosen or dropped at once, and make one ledger', async () => {
  const shop = make_shop(29, { orders: 400 });
  const [head, ...lines] = shop.text.trim().split('\r\n');
  const middle = Math.floor(lines.length / 2);
  const files = [lines.slice(0, middle), lines.slice(middle)].map((rows, i) => ({
    name: `${i + 1}월.csv`, mimeType: 'text/csv', buffer: Buffer.from([head, ...rows].join('\n')) }));
  const paths = files.map(({ name, buffer }) => {
    const path = join(scratch, name);
    writeFileSync(path, buffer);
    return path;
  });
  const wanted = expected(shop);
  await visit({ language: 'ko' }, async (visitor) => {
    const { page } = visitor;
    await page.locator('.control[data-kind="file"] input').last().setInputFiles(files);
    const chosen = await visitor.report();
    assert.deepEqual(chosen.source.files.map((/** @type {any} */ { name, rows_read }) => [name, rows_read]),
      [['1월.csv', middle], ['2월.csv', lines.length - middle]]);
    check_report(chosen, wanted);
    await visitor.go('data');
    const text = await visitor.mirror();
    for (const part of [strings.ko['mirror.files.caption'], '1월.csv', '2월.csv']) assert.ok(text.includes(part), part);
    const devtools = await page.context().newCDPSession(page);
    for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data: { items: [], files: [...paths].reverse(), dragOperationsMask: 1 } });
    }
    await until(async () => (await visitor.report())?.source.files[0].name === '2월.csv', 'the dropped files');
    check_report(await visitor.report(), wanted);
  });
});

test('a workbook is opened in the worker, by a part that is loaded only then', async () => {
  const [one, other] = [make_shop(30, { orders: 300, header: kKorean }), make_shop(31, { orders: 200, header: kKorean })];
  const sheet = (/** @type {typeof one} */ shop, /** @type {string} */ name) => ({ name, rows: [shop.header, ...shop.records.map((record) =>
    [record.order, { serial: serial(record.day), style: kStyles.date }, record.customer, record.buyer, Number(record.paid), Number(record.list)])] });
  const book = workbook([{ name: '안내', rows: [['주문 내역']] }, sheet(one, '상반기'), sheet(other, '하반기')]);
  await visit({ language: 'ko' }, async (visitor) => {
    const { requests } = visitor;
    const parts = () => requests.filter((address) => address.endsWith('/spreadsheet.js')).length;
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(one) });
    const before = requests.length;
    assert.equal(parts(), 0);
    const report = await visitor.upload({ name: '주문.xlsx', buffer: book });
    assert.deepEqual([report.source.name, report.source.container, report.source.sheet], ['주문.xlsx', 'xlsx', '상반기']);
    assert.deepEqual(report.source.sheets, ['안내', '상반기', '하반기']);
    check_report(report, expected(one));
    check_report(await visitor.report({ sheet: '하반기' }), expected(other));
    assert.deepEqual([parts(), requests.length], [1, before + 1], 'nothing else is asked for');
    await visitor.go('data');
    const text = await visitor.mirror();
    assert.ok(text.includes('하반기'));
    check_report(await visitor.upload({ name: 'shop.zip', buffer: zip([{ name: 'shop.csv', content: one.text }]) }), expected(one));
    check_report(await visitor.upload({ name: 'shop.csv.gz', buffer: gzipSync(one.text) }), expected(one));
    assert.equal(parts(), 1);
  });
});

test('a workbook that comes when the site cannot be reached is answered with a sentence', async () => {
  const book = workbook([{ name: 'S', rows: [['order', 'date', 'amount'], ['1', '2026-01-02', 5]] }]);
  await visit({}, async (visitor) => {
    const shop = make_shop(32);
    const before = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    await visitor.page.context().setOffline(true);
    assert.deepEqual(await visitor.upload({ name: 'book.xlsx', buffer: book }), before);
    assert.equal((await visitor.status()).text, strings.en['page.error.part_unavailable']);
    await visitor.page.context().setOffline(false);
    visitor.errors.length = 0; // the browser's own word on the request that failed
    assert.equal((await visitor.upload({ name: 'book.xlsx', buffer: book })).source.container, 'xlsx');
  });
});

test('a pasted table is read', async () => {
  const shop = make_shop(23, { orders: 300 });
  await visit({}, async (visitor) => {
    const { page } = visitor;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((text) => navigator.clipboard.writeText(text), shop.text.replaceAll(',', '\t'));
    await page.keyboard.press('Control+V');
    await page.waitForSelector('html[data-view="overview"]');
    const report = await visitor.report();
    assert.equal(report.source.name, strings.en['page.pasted_name']);
    check_report(report, expected(shop));
    // The button reads the same clipboard, where the browser lets it.
    const other = make_shop(24, { orders: 200 });
    await page.evaluate((text) => navigator.clipboard.writeText(text), other.text);
    await visitor.press('nav.start');
    await visitor.press('start.paste');
    await page.waitForSelector('html[data-view="overview"]');
    check_report(await visitor.report(), expected(other));
  });
});

test('a paste of 40 MB is read while the page stays responsive', async (t) => {
  await visit({}, async (visitor) => {
    const told = await visitor.page.evaluate(async () => {
      // Row i: customer i mod 50,000, one of 360 days, (i mod 1,000) / 100 + 1 in money.
      const lines = ['order,customer,date,amount'];
      const days = Array.from({ length: 360 }, (_, day) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10));
      let bytes = 0;
      let cents = 0;
      let rows = 0;
      for (; bytes < 40e6; rows++) {
        const amount = 100 + (rows % 1000);
        const line = `O${1e7 + rows},C${1e6 + (rows % 50000)},${days[rows % 360]},${(amount / 100).toFixed(2)}`;
        lines.push(line);
        bytes += line.length + 1;
        cents += amount;
      }
      const clipboard = new DataTransfer();
      clipboard.setData('text/plain', lines.join('\n'));
      lines.length = 0;
      let last = performance.now();
      let gap = 0;
      const beat = () => {
        const time = performance.now();
        gap = Math.max(gap, time - last);
        last = time;
      };
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
      const heart = setInterval(beat, 10);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
      const { receipt } = await (/** @type {any} */ (window)).dangol.report();
      await new Promise((resolve) => setTimeout(resolve, 20));
      clearInterval(heart);
      beat();
      return { rows, cents, gap, receipt };
    });
    const { rows, cents, gap, receipt } = told;
    assert.ok(rows > 900_000);
    assert.deepEqual([receipt.rows_read, receipt.rows_used, receipt.orders, receipt.customers], [rows, rows, rows, 50000]);
    assert.ok(Math.abs(receipt.revenue - cents / 100) < 1e-4);
    t.diagnostic(`longest gap: ${Math.round(gap)} ms`);
    assert.ok(gap < 1500, `the page did not answer for ${gap} ms`);
  });
});

/** @type {[string, string, Buffer][]} */
const bad_files = [
  ['empty_file', 'nothing.csv', Buffer.alloc(0)],
  ['binary_file', 'picture.csv', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256))],
  ['archive_unreadable', 'book.xlsx', Buffer.concat([Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1'), Buffer.alloc(3000, 1)])],
];

test('what is no table gets a sentence, and the report before stays', async () => {
  await visit({ language: 'ko' }, async (visitor) => {
    const { page } = visitor;
    const shop = make_shop(25);
    const before = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    for (const [code, name, buffer] of bad_files) {
      const report = await visitor.upload({ name, buffer });
      assert.deepEqual(report, before, `${name} changed the report`);
      for (const language of /** @type {const} */ (['ko', 'en'])) {
        const { text, error } = await visitor.status();
        assert.ok(error, name);
        const words = strings[language][`error.${code}`] ?? strings[language][`page.error.${code}`];
        assert.ok(text.startsWith(words.split('{')[0]), `${name}: ${text}`);
        assert.deepEqual(await visitor.controls('status.'), ['status.dismiss'], 'the canvas tells it too');
        await visitor.press('bar.language');
        assert.equal(await page.getAttribute('html', 'lang'), language === 'ko' ? 'en' : 'ko');
      }
    }
    await visitor.press('status.dismiss');
    assert.deepEqual(await visitor.controls('status.'), []);
    assert.equal((await visitor.status()).error, false);
    check_report(await visitor.report(), expected(shop));
  });
});

test('options that cannot be are refused, and those in force stay', async () => {
  await visit({}, async (visitor) => {
    const before = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(26)) });
    for (const [code, patch] of /** @type {[string, object][]} */ ([
      ['option_value', { period: 'fortnight' }],
      ['option_value', { minimum_n: -3 }],
      ['option_unknown', { no_such_option: 1 }],
    ])) {
      const refused = await visitor.page.evaluate((change) => (/** @type {any} */ (window)).dangol.report(change).then(() => null,
        (/** @type {any} */ { name, code, messages }) => ({ name, code, messages })), patch);
      assert.equal(refused?.name, 'DangolError', JSON.stringify(patch));
      assert.equal(refused.code, code);
      assert.ok(refused.messages.ko && refused.messages.en);
      assert.deepEqual(await visitor.report(), before);
      assert.deepEqual(await visitor.page.evaluate(() => (/** @type {any} */ (window)).dangol.options), {});
    }
    assert.equal((await visitor.report({ period: 'year' })).period, 'year');
  });
});

test('a long import can be cancelled and leaves the report as it was', async () => {
  const path = join(scratch, 'long.csv');
  const file = openSync(path, 'w');
  writeSync(file, 'order,customer,date,amount\n');
  const block = Buffer.from(Array.from({ length: 30000 }, (_, i) => `O${i},C${i % 9000},2026-0${1 + (i % 9)}-11,${1 + (i % 90)}.50\n`).join(''));
  for (let bytes = 0; bytes < 500e6; bytes += block.length) writeSync(file, block);
  closeSync(file);
  await visit({}, async (visitor) => {
    const { page } = visitor;
    const before = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(27)) });
    await page.locator('.control[data-kind="file"] input').last().setInputFiles(path);
    await visitor.control('status.cancel').press('Enter');
    await page.waitForSelector('html[data-busy="false"]');
    assert.deepEqual(await visitor.report(), before);
    assert.equal((await visitor.status()).error, false);
    await visitor.settled();
    assert.deepEqual(await visitor.controls('status.'), []);
    // The room was made for the long file: what was there before is read again without a word.
    assert.deepEqual((await visitor.report({ period: 'quarter' })).cohorts, before.cohorts);
    assert.deepEqual(await visitor.report({ period: null }), before);
    const shop = make_shop(28);
    check_report(await visitor.upload({ name: 'after.csv', buffer: bytes_of(shop) }), expected(shop));
  });
});
