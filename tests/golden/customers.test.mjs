// The list of customers: the command line against the reference, and against the module.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { major, money, parse_csv } from '../reference/reference.mjs';
import { reference_customers, reference_gini } from '../reference/segments.mjs';
import { cli, close_module, load_module, native_report } from '../support/run.mjs';
import { make_shop } from '../web/support/shop.mjs';

const folder = mkdtempSync(join(tmpdir(), 'dangol-customers-'));
const shop = make_shop(2026, { orders: 700 });
const rows = shop.records.map(({ customer, order, day, paid }) => ({ customer, order, day, amount: money(paid) }));
const file = file_of('shop.csv', shop.text);
after(close_module);

/** @param {string} name @param {string} text */
function file_of(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Rows of the list, without its header. @param {string[]} args */
function listed(...args) {
  const run = cli(['customers', ...args]);
  assert.equal(run.code, 0, run.err);
  assert.doesNotMatch(run.out, /^\uFEFF/, 'a terminal needs no mark');
  const [header, ...customers] = parse_csv(run.out);
  assert.equal(header.join(), 'customer,segment,status,first_order,last_order,orders,revenue,recency_days,r,f,m');
  return customers;
}

for (const window of [30, 60, 120]) {
  test(`customers as the reference finds them, churn window ${window} days`, () => {
    const options = { churn_window_days: window };
    const options_file = file_of('options.json', JSON.stringify(options));
    const wanted = reference_customers(rows, window);
    const cells = wanted.map((own) => [own.customer, own.segment, own.status, own.first, own.last, `${own.orders}`,
      `${major(own.revenue)}`, `${own.recency}`, `${own.r}`, `${own.f}`, `${own.m}`]);
    assert.deepEqual(listed(file, '--options', options_file), cells);

    const { segments, concentration } = native_report(file, options).report;
    assert.ok(new Set(cells.map(([, segment]) => segment)).size >= 4, 'too easy');
    for (const { name, customers, orders, revenue } of segments.segments) {
      const own = wanted.filter(({ segment }) => segment === name);
      assert.equal(customers, own.length, name);
      assert.equal(orders, own.reduce((sum, one) => sum + one.orders, 0), name);
      assert.equal(revenue, major(own.reduce((sum, one) => sum + one.revenue, 0n)), name);
      assert.deepEqual(listed(file, '--options', options_file, '--segment', name),
        cells.filter(([, segment]) => segment === name));
    }
    const gini = reference_gini(wanted.map(({ revenue }) => revenue).filter((revenue) => revenue > 0n));
    assert.ok(Math.abs(concentration.gini - gini) < 1e-12);
  });
}

test('native and wasm list the same, byte for byte', async () => {
  const session = (await load_module()).open();
  await session.add(readFileSync(file), { name: 'shop.csv' });
  for (const segment of [undefined, 'champions', 'lost']) {
    const blob = await session.customers({ segment });
    const bytes = Buffer.from(await blob.arrayBuffer());
    assert.equal(bytes.subarray(0, 3).toString('hex'), 'efbbbf', 'Excel needs the mark');
    assert.equal(bytes.subarray(3).toString(), cli(['customers', file, ...(segment ? ['--segment', segment] : [])]).out);
  }
  session.close();
});

test('what a visitor typed does not become a formula', () => {
  const keys = ['=1+1', '+1', '-1', '@x', 'a"b,c', '홍길동'];
  const lines = keys.map((key, i) => `A${i},"${key.replaceAll('"', '""')}",2024-01-05,3`);
  const path = file_of('formulas.csv', `order,customer,date,amount\n${lines.join('\n')}\n`);
  assert.deepEqual(listed(path, '--map', 'customer=customer').map(([key]) => key),
    ["'=1+1", "'+1", "'-1", "'@x", 'a"b,c', '홍길동']);
});

test('a mistyped command, an unknown segment and data without customers are told', () => {
  for (const args of [['customers'], ['customers', file, '--format', 'json'], ['report', file, '--segment', 'lost'],
    ['customers', file, '--segment']]) {
    const run = cli(args);
    assert.deepEqual([run.code, run.out], [2, ''], args.join(' '));
    assert.match(run.err, /dangol customers/);
  }
  const unknown = cli(['customers', file, '--segment', 'kings']);
  assert.deepEqual([unknown.code, unknown.out], [1, '']);
  assert.match(unknown.err, /kings.*champions/);
  const nobody = file_of('nobody.csv', 'order,date,amount\nA1,2024-01-05,3\n');
  const none = file_of('none.json', '{"mapping":{"customer":null}}');
  const run = cli(['customers', nobody, '--options', none]);
  assert.deepEqual([run.code, run.out], [1, '']);
});
