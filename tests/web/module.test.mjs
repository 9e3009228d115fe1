// The public module in Node: what comes in, what goes out, how it stops.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { check_receipt } from '../support/run.mjs';
import { workbook } from './support/archives.mjs';
import { expected, make_shop } from './support/shop.mjs';
import { dist } from './support/site.mjs';

const address = pathToFileURL(join(dist, 'dangol.js')).href;
/** @type {import('../../web/dangol.js')} */
let module;
/** @type {import('../../web/dangol.js').Dangol} */
let dangol;

before(async () => {
  module = await import(address);
  dangol = await module.load();
});
after(() => dangol.close());

test('text, bytes, a Blob and a part of a buffer give the same report', async () => {
  const shop = make_shop(91);
  const bytes = new TextEncoder().encode(shop.text);
  const padded = new Uint8Array(bytes.length + 20);
  padded.set(bytes, 7);
  const wanted = expected(shop, { unit: 'quarter' });
  const reports = [];
  for (const source of [shop.text, bytes, bytes.buffer, new Blob([bytes]), padded.subarray(7, 7 + bytes.length)]) {
    const session = dangol.open();
    await session.add(source, { name: 'shop.csv' });
    reports.push(await session.report({ period: 'quarter', cohorts: { period: 'quarter' } }));
    session.close();
  }
  for (const report of reports) assert.deepEqual(report, reports[0]);
  const [{ receipt, source, cohorts, periods }] = reports;
  check_receipt(receipt);
  assert.deepEqual([source.name, source.bytes], ['shop.csv', bytes.length]);
  assert.deepEqual([receipt.orders, receipt.customers], [wanted.orders, wanted.customers]);
  assert.deepEqual(cohorts.rows.map(({ customers }) => customers), wanted.cohorts.map(({ customers }) => customers));
  assert.deepEqual(periods.map(({ new_customers }) => new_customers), wanted.periods.map(({ new_customers }) => new_customers));
});

test('options build on one another, and those that need the bytes again get them', async () => {
  const shop = make_shop(92);
  const session = dangol.open();
  await session.add(shop.text, { options: { mapping: { amount: 'List price' } } });
  const near = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) < 1e-6, `${a}, not ${b}`);
  near((await session.report()).receipt.revenue, expected(shop, { amount: 'list' }).revenue);
  const both = await session.report({ mapping: { customer: 'Buyer code' }, minimum_n: 9 });
  near(both.receipt.revenue, expected(shop, { amount: 'list' }).revenue);
  assert.equal(both.receipt.customers, expected(shop, { customer: 'buyer' }).customers);
  assert.deepEqual(session.options, { mapping: { amount: 'List price', customer: 'Buyer code' }, minimum_n: 9 });
  const reset = await session.report({ mapping: null, minimum_n: null });
  near(reset.receipt.revenue, expected(shop).revenue);
  assert.deepEqual(session.options, {});
  assert.deepEqual(await session.report(), JSON.parse(await session.report_json()));
});

test('errors say what, where and what to do, and leave everything as it was', async () => {
  const shop = make_shop(93);
  const session = dangol.open();
  await session.add(shop.text);
  const report = await session.report();
  for (const [code, work] of /** @type {[string, () => Promise<unknown>][]} */ ([
    ['empty_file', () => session.add('')],
    ['archive_unreadable', () => session.add(new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0]))],
    ['option_value', () => session.report({ period: /** @type {any} */ ('fortnight') })],
    ['option_unknown', () => session.report(/** @type {any} */ ({ periods: 'month' }))],
    ['no_data', () => dangol.open().report()],
  ])) {
    await assert.rejects(work(), (error) => {
      assert.ok(error instanceof module.DangolError && error instanceof Error);
      assert.equal(error.name, 'DangolError');
      assert.equal(error.code, code);
      assert.equal(error.message, error.messages.en);
      assert.match(error.messages.ko, /[가-힣]/);
      for (const field of ['line', 'byte', 'column', 'detail', 'file', 'row']) assert.ok(field in error, field);
      return true;
    });
    assert.deepEqual(await session.report(), report, code);
  }
  // A second import that fails leaves the first.
  const wide = `${'a,'.repeat(3)}b\n${'1,'.repeat(200000)}\n`;
  await session.add(wide).catch(() => {});
  assert.ok((await session.report()).receipt);
});

test('customers come as a file, under options of their own', async () => {
  const shop = make_shop(97);
  const session = dangol.open();
  await assert.rejects(session.customers(), { code: 'no_data' });
  await session.add(shop.text);
  const { segments, receipt } = await session.report();
  const lines = async (/** @type {import('../../web/dangol.js').CustomersSettings} */ settings) => {
    const blob = await session.customers(settings);
    assert.equal(blob.type, 'text/csv;charset=utf-8');
    const [header, ...rest] = (await blob.text()).replace(/\r\n$/, '').split('\r\n');
    assert.match(header, /^customer,segment,/);
    return rest;
  };
  const all = await lines({});
  assert.equal(all.length, receipt.customers);
  for (const { name, customers } of segments.segments) {
    const own = await lines({ segment: name });
    assert.equal(own.length, customers);
    assert.deepEqual(own, all.filter((line) => line.split(',')[1] === name));
  }
  // Also options that need the bytes again, and none of them stays.
  const buyers = await lines({ options: { mapping: { customer: 'Buyer code' } } });
  assert.equal(buyers.length, expected(shop, { customer: 'buyer' }).customers);
  assert.deepEqual(session.options, {});
  assert.deepEqual(await lines({}), all);
  assert.equal((await session.report()).receipt.customers, receipt.customers);
  await assert.rejects(session.customers({ segment: /** @type {any} */ ('kings') }), { code: 'segment_unknown' });
  await assert.rejects(session.customers({ options: { mapping: { customer: null } } }), { code: 'customers_unknown' });
  assert.deepEqual(await lines({}), all);
  session.close();
});

test('progress grows to the end, and a signal stops a file', async () => {
  const line = 'O1234567,C123456,2026-03-04,12.50\n';
  const text = `order,customer,date,amount\n${line.repeat(900_000)}`;
  const session = dangol.open();
  await session.add(make_shop(94).text);
  const before_it = await session.report();

  const stopped = new AbortController();
  const reason = new Error('enough');
  let seen = 0;
  await assert.rejects(session.add(text, {
    signal: stopped.signal,
    onProgress: ({ bytes }) => {
      seen = bytes;
      if (bytes > 0) stopped.abort(reason);
    },
  }), (error) => error === reason);
  assert.ok(seen > 0 && seen < text.length, `stopped at ${seen}`);
  assert.deepEqual(await session.report(), before_it);
  const already = AbortSignal.abort();
  await assert.rejects(session.add(text, { signal: already }), { name: 'AbortError' });
  assert.deepEqual(await session.report(), before_it);

  /** @type {import('../../web/dangol.js').Progress[]} */
  const steps = [];
  await session.add(text, { onProgress: (step) => steps.push(step) });
  assert.ok(steps.length > 1);
  for (const [i, { state, rows, bytes, total_bytes }] of steps.entries()) {
    assert.ok(state === 'reading' || state === 'computing');
    assert.equal(total_bytes, text.length);
    assert.ok(i === 0 || (bytes >= steps[i - 1].bytes && rows >= steps[i - 1].rows));
  }
  assert.equal(steps.at(-1)?.bytes, text.length);
  assert.equal((await session.report()).receipt.rows_read, 900_000);
});

test('sessions are apart, and one closed or a module closed answers no more', async () => {
  const [one, other] = [dangol.open(), dangol.open()];
  const [first, second] = [make_shop(95, { orders: 200 }), make_shop(96, { orders: 300 })];
  await Promise.all([one.add(first.text), other.add(second.text)]);
  const [a, b] = await Promise.all([one.report(), other.report()]);
  assert.deepEqual([a.receipt.orders, b.receipt.orders], [expected(first).orders, expected(second).orders]);
  one.close();
  await assert.rejects(one.report(), { name: 'DangolError' });
  assert.equal((await other.report()).receipt.orders, expected(second).orders);
  const alone = await module.load();
  const session = alone.open();
  await session.add(first.text);
  alone.close();
  await assert.rejects(session.report(), { name: 'DangolError' });
});

test('a retention table is projected, and what is wrong with one is said', async () => {
  const { fits: [sbg], chosen, curve, expected_remaining } = await dangol.project({
    retained: '1000, 631, 468, 382, 326, 289, 262, 241', periods: 5,
  });
  // Fader and Hardie (2007), regular customers: of seven years, and year 12.
  assert.equal(chosen, 'sbg');
  assert.ok(Math.abs(/** @type {number} */ (sbg.parameters.alpha) - 0.704) < 5e-4);
  assert.equal(curve.length, 13);
  assert.ok(Math.abs(/** @type {number} */ (curve[12].sbg) - 0.17) < 5e-4);
  assert.equal(expected_remaining.by_renewals.length, 8);
  await assert.rejects(dangol.project({ retained: [5, 6, 7] }), { code: 'retained_rising' });
});

test('a retention table is read from a file of any kind', async () => {
  const rows = [['Month', 'Customers'], [0, 1000], [1, 869], [2, 743]];
  const numbers = '1000\n869\n743';
  assert.equal(await dangol.read_retained(rows.map((row) => row.join(',')).join('\n')), numbers);
  assert.equal(await dangol.read_retained(new Blob([workbook([{ name: 'Left', rows }])])), numbers);
  assert.equal(await dangol.read_retained(new TextEncoder().encode('left;100%;50,5%;40%')), '100%\n50.5%\n40%');
  await assert.rejects(dangol.read_retained('nothing here'), { code: 'retained_not_number' });
  await assert.rejects(dangol.read_retained('1'.repeat(400_000)), { code: 'retained_too_many' });
});

test('a program that used the module ends by itself', () => {
  const program = `import { load } from ${JSON.stringify(address)};
    const session = (await load()).open();
    await session.add('order,customer,date,amount\\n1,a,2026-01-02,5\\n2,a,2026-02-03,6\\n');
    console.log((await session.report()).receipt.revenue);`;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8', timeout: 20_000 });
  assert.equal(run.signal, null, 'it did not end');
  assert.deepEqual([run.status, run.stdout.trim(), run.stderr], [0, '11', '']);
});

test('warming up runs to its end on what the core reads, and stops when it is told', async () => {
  const { warm_up } = await import('../../web/warm_up.js');
  const [core, later] = await Promise.all(['core', 'core_later'].map((part) =>
    WebAssembly.compile(readFileSync(join(dist, `${part}.wasm`)))));
  let steps = 0;
  await warm_up(core, later, async () => ++steps > 0);
  assert.ok(steps > 50, `${steps} steps`);
  let asked = 0;
  await warm_up(core, later, async () => ++asked < 3);
  assert.equal(asked, 3);
});
