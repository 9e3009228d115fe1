// Who the customers are: filters and what they leave, lists of segments, the link that brings view and
// settings back; on the canvas and in the mirror.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { read_link, write_link } from '../../web/share_link.js';
import { parse_csv } from '../reference/reference.mjs';
import { kNoGraphics, strings, visit } from './support/browser.mjs';
import { random } from './support/shop.mjs';

const kRegions = ['North', 'South', '동부, 강남'];

/** Orders with a region and, for some, a score. @param {number} seed */
function make_regions(seed) {
  const next = random(seed);
  const lines = ['Order,Date,Customer,Amount,Region,NPS score'];
  for (let order = 0; order < 700; order++) {
    const customer = Math.floor(next() ** 2 * 150);
    const day = new Date(Date.UTC(2025, 0, 1 + Math.floor(next() * 500))).toISOString().slice(0, 10);
    const region = kRegions[Math.floor(next() * kRegions.length)];
    lines.push(`A${order},${day},C${customer},${(5 + next() * 90).toFixed(2)},"${region}",${next() < 0.4 ? Math.floor(next() * 11) : ''}`);
  }
  return { name: 'private-shop.csv', buffer: Buffer.from(`${lines.join('\n')}\n`), rows: lines.slice(1).map((line) => parse_csv(line)[0]) };
}

/** What stands in the address after the #. @param {import('./support/browser.mjs').Visitor} visitor */
const fragment = (visitor) => new URL(visitor.page.url()).hash.slice(1);

/** Chooses from a list. @param {import('./support/browser.mjs').Visitor} visitor @param {string} id @param {string} value */
async function choose(visitor, id, value) {
  await visitor.control(id).selectOption(value);
  await visitor.settled();
}

/** @param {import('./support/browser.mjs').Visitor} visitor @param {() => Promise<void>} act */
async function downloaded(visitor, act) {
  const waiting = visitor.page.waitForEvent('download');
  await act();
  const file = await waiting;
  const text = readFileSync(await file.path(), 'utf8');
  assert.ok(text.startsWith('\uFEFF'), 'Excel reads it as UTF-8');
  return { name: file.suggestedFilename(), rows: parse_csv(text.slice(1)) };
}

test('a filter is added, changed and removed, and the figures are of what it leaves', async () => {
  const file = make_regions(201);
  await visit({}, async (visitor) => {
    const whole = await visitor.upload(file);
    await visitor.go('overview');
    await choose(visitor, 'filter.add', 'column.Region');
    await visitor.click(`filter.value.${kRegions[2]}`);
    const of_region = file.rows.filter((row) => row[4] === kRegions[2]);
    let { selection } = await visitor.report();
    assert.equal(selection.orders, of_region.length);
    assert.equal(selection.customers, new Set(of_region.map((row) => row[2])).size);
    assert.ok(Math.abs(selection.revenue - of_region.reduce((sum, row) => sum + Number(row[3]), 0)) < 1e-6);
    assert.ok((await visitor.mirror()).includes(`Region: ${kRegions[2]}`));
    // Several values: any of them.
    await visitor.click('filter.value.North');
    const wider = file.rows.filter((row) => row[4] !== 'South');
    assert.equal((await visitor.report()).selection.orders, wider.length);
    // Days join.
    await choose(visitor, 'filter.add', 'range');
    await visitor.control('filter.from').fill('2025-07-01');
    await visitor.settled();
    ({ selection } = await visitor.report());
    assert.equal(selection.orders, wider.filter((row) => row[1] >= '2025-07-01').length);
    // Other views show the same filters.
    await visitor.go('cohorts');
    assert.deepEqual((await visitor.controls('filter.remove.')), ['filter.remove.range', 'filter.remove.column.Region']);
    await visitor.click('filter.remove.column.Region');
    assert.equal((await visitor.report()).selection.orders, file.rows.filter((row) => row[1] >= '2025-07-01').length);
    await visitor.click('filter.clear');
    const again = await visitor.report();
    assert.deepEqual([again.selection, again.measures], [whole.selection, whole.measures]);
    assert.deepEqual(await visitor.controls('filter.remove.'), []);
  });
});

test('a filter that leaves nothing says so', async () => {
  await visit({ language: 'ko' }, async (visitor) => {
    await visitor.upload(make_regions(202));
    await visitor.go('segments');
    await choose(visitor, 'filter.add', 'range');
    await visitor.control('filter.from').fill('2031-01-01');
    await visitor.settled();
    assert.equal((await visitor.report()).selection.orders, 0);
    assert.ok((await visitor.mirror()).includes(strings.ko['ui.filter.nothing']));
    await visitor.press('filter.remove.range');
    assert.ok(!(await visitor.mirror()).includes(strings.ko['ui.filter.nothing']));
  });
});

test('the list of a segment holds its customers, and a press looks at them alone', async () => {
  await visit({}, async (visitor) => {
    const { segments } = await visitor.upload(make_regions(203));
    await visitor.go('segments');
    const some = segments.segments.filter((/** @type {any} */ one) => one.customers > 0);
    assert.ok(some.length > 2);
    for (const { name, customers } of some.slice(0, 3)) {
      const { name: file, rows } = await downloaded(visitor, () => visitor.click(`segments.export.${name}`));
      assert.equal(file, `dangol-${name}.csv`);
      const [head, ...list] = rows;
      assert.equal(list.length, customers);
      assert.ok(list.every((row) => row[head.indexOf('segment')] === name));
      assert.equal(new Set(list.map((row) => row[head.indexOf('customer')])).size, customers);
    }
    const { rows: [, ...table] } = await downloaded(visitor, () => visitor.click('segments.list.csv'));
    assert.deepEqual(table.map((row) => Number(row[1])), segments.segments.map((/** @type {any} */ one) => one.customers));
    const [{ name, customers }] = some;
    await visitor.click(`segments.filter.${name}`);
    const { selection, segments: left } = await visitor.report();
    assert.deepEqual([selection.segment, selection.customers], [[name], customers]);
    assert.equal(left.segments.find((/** @type {any} */ one) => one.name === name).customers, customers);
    assert.ok(!visitor.requests.some((address) => /list|customer/i.test(address)), 'nothing is sent');
  });
});

test('a link brings view and settings back for the next file, and holds nothing of the data', async () => {
  const file = make_regions(204);
  let link = '';
  await visit({}, async (visitor) => {
    await visitor.upload(file);
    await visitor.go('cohorts');
    await visitor.click('cohorts.period.quarter');
    await choose(visitor, 'filter.add', 'column.Region');
    await visitor.click(`filter.value.${kRegions[2]}`);
    await visitor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await visitor.click('link.copy');
    link = await visitor.frame.evaluate(() => navigator.clipboard.readText());
    assert.equal(new URL(link).hash.slice(1), fragment(visitor));
    assert.ok(!/private|\b[AC]\d/.test(decodeURIComponent(new URL(link).hash)), 'no name of a file, a customer or an order');
    // Going back changes the view, not what was set since.
    await visitor.go('segments');
    await visitor.click('filter.clear');
    await visitor.page.goBack();
    await visitor.settled();
    assert.equal(await visitor.root('view'), 'cohorts');
    assert.deepEqual((await visitor.report()).selection.columns, []);
  });
  await visit({ address: link }, async (visitor) => {
    const report = await visitor.upload(file);
    assert.equal(await visitor.root('view'), 'cohorts');
    assert.equal(report.cohorts.period, 'quarter');
    assert.deepEqual(report.selection.columns, [{ name: 'Region', values: [kRegions[2]] }]);
  });
});

test('what a link lacks, breaks or should not hold is left out', () => {
  const { view, options } = read_link('overview&period=decade&cohort_period=week&minimum_n=-1&from=2025-02-30&to=2025-02-28' +
    '&margin=1.5&column.=x&column.Region=North&column.Region=South&segment=&customers=C1&%E0%A4%A&as_of=yesterday&cohort_bracket=3-1');
  assert.equal(view, 'overview');
  assert.deepEqual(options, { cohorts: { period: 'week' }, filters: { to: '2025-02-28', columns: { Region: ['North', 'South'] } } });
  for (const broken of ['', '&', '%', 'a&b&c=', '__proto__&__proto__=1&column.__proto__=x&constructor=1', `x&currency=${'W'.repeat(900)}`]) {
    assert.deepEqual(read_link(broken).options, {});
  }
  assert.equal(/** @type {any} */ ({}).x, undefined);
  /** @type {any} */
  const whole = { period: 'quarter', cohorts: { period: 'month', definition: 'bracket', basis: 'calendar', bracket: [2, 6] },
    minimum_n: 0, churn_window_days: 90, maturity_days: 180, margin: 0.35, split_by: 'product', compare: ['a & b', 'ㄱ=ㄴ'],
    refunds: 'gross', order_key: 'day', zero_value_orders: 'count', duplicates: 'drop', as_of: '2025-12-31', currency: 'KRW',
    filters: { from: '2025-01-01', first_order_to: '2025-06-30', segment: ['loyal'], channel: ['웹'], columns: { 'A&B': ['1', '2'] } } };
  assert.deepEqual(read_link(write_link('cohorts', whole, null)), { view: 'cohorts', options: whole });
  // Settings of one file, columns of people, and columns that were asked for by name stay here.
  /** @type {any} */
  const private_ = { mapping: { customer: 'Buyer' }, sheet: 'Kim', columns: ['Nickname'], split_by: 'Buyer', compare: ['Kim', 'Lee'],
    filters: { columns: { Buyer: ['Kim'], Nickname: ['kk'], Region: ['North'] } } };
  /** @type {any} */
  const report = { source: { columns: [{ name: 'Buyer', role: 'customer' }, { name: 'Region', role: null }] } };
  assert.equal(write_link('overview', private_, report), 'overview&column.Region=North');
});

test('without a canvas the mirror filters and exports', async () => {
  const file = make_regions(205);
  await visit({ flags: kNoGraphics }, async (visitor) => {
    const { segments, nps } = await visitor.upload(file);
    const mirror = visitor.frame.locator('#mirror');
    const text = await visitor.mirror();
    for (const { name } of segments.segments) assert.ok(text.includes(strings.en[`segment.${name}`]));
    assert.ok(nps.n > 100 && text.includes(strings.en['ui.nps.promoters']));
    await mirror.locator('[data-key="filter-column-Region"]').selectOption('South');
    await visitor.settled();
    assert.equal((await visitor.report()).selection.orders, file.rows.filter((row) => row[4] === 'South').length);
    await mirror.locator('[data-key="filter-from"]').fill('2025-07-01');
    await mirror.locator('[data-key="filter-from"]').blur();
    await visitor.settled();
    const { selection, segments: now } = await visitor.report();
    assert.equal(selection.orders, file.rows.filter((row) => row[4] === 'South' && row[1] >= '2025-07-01').length);
    const { name, customers } = now.segments.find((/** @type {any} */ one) => one.customers > 0);
    const { rows } = await downloaded(visitor, () => mirror.locator(`[data-key="export-${name}"]`).click());
    assert.equal(rows.length - 1, customers);
    await mirror.locator('[data-key="filter-column-Region-South"]').click();
    await visitor.settled();
    assert.deepEqual((await visitor.report()).selection.columns, []);
    await mirror.locator('[data-key="filter-clear"]').click();
    await visitor.settled();
    assert.equal((await visitor.report()).selection.from, null);
  });
});
