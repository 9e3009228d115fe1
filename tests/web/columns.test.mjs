// Splitting by a column that the data were read without: the bytes are read again, on the canvas and
// in the mirror; and what a view does not show is not asked for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse_csv } from '../reference/reference.mjs';
import { kNoGraphics, strings, visit } from './support/browser.mjs';
import { bytes_of, make_shop } from './support/shop.mjs';

const kColumn = 'Buyer code';
const kMostGroups = 8;

/** A customer's code is the same in all rows. @param {import('./support/shop.mjs').Shop} shop the customers of each code, the most first */
function sizes_of(shop) {
  /** @type {Map<string, Set<string>>} */
  const customers = new Map();
  for (const { buyer, customer } of shop.records) {
    customers.set(buyer, (customers.get(buyer) ?? new Set()).add(customer));
  }
  return [...customers.values()].map(({ size }) => size).toSorted((a, b) => b - a);
}

/** @param {any} report @param {import('./support/shop.mjs').Shop} shop */
function check_groups(report, shop) {
  const sizes = sizes_of(shop);
  const { by, groups, without } = report.groups;
  assert.equal(by, kColumn);
  assert.equal(without, 0);
  assert.deepEqual(groups.map((/** @type {any} */ group) => group.customers),
    [...sizes.slice(0, kMostGroups), sizes.slice(kMostGroups).reduce((sum, size) => sum + size, 0)]);
  const largest = groups[0];
  const own = new Set(shop.records.filter(({ buyer }) => buyer === largest.name).map(({ customer }) => customer));
  assert.equal(largest.customers, own.size);
  assert.equal(groups.at(-1).name, '', 'the smaller ones together');
}

test('a column that was not kept splits the customers', async () => {
  await visit({}, async (visitor) => {
    const shop = make_shop(161);
    const before = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    assert.ok(!before.dimensions.some((/** @type {any} */ one) => one.name === kColumn), 'too many values to be kept unasked');
    await visitor.go('cohorts');
    await visitor.choose('cohorts.split', kColumn);
    const report = await visitor.report();
    check_groups(report, shop);
    assert.deepEqual(report.measures, before.measures, 'reading again changes nothing else');
    assert.ok(!(await visitor.page.evaluate(() => location.hash)).includes('Buyer'), 'what a column holds may be personal');
    assert.ok((await visitor.controls('cohorts.groups')).length > 0);
    await visitor.go('retention');
    const waiting = visitor.page.waitForEvent('download');
    await visitor.click('retention.groups.loss.csv');
    const [, ...rows] = parse_csv(readFileSync(await (await waiting).path(), 'utf8').slice(1));
    assert.deepEqual(rows.map((row) => row.slice(1, 3).map(Number)),
      report.groups.groups.map((/** @type {any} */ { loss }) => [loss.n, loss.events]));
    await visitor.choose('retention.split', 'segment');
    assert.ok((await visitor.mirror()).includes(strings.en['ui.groups.by_outcome']), 'no test of what the groups are made of');
    // Another shop's file starts without it.
    await visitor.upload({ name: 'other.csv', buffer: Buffer.from('order_id,customer_id,date,amount\n1,a,2024-01-02,5\n2,b,2024-02-02,5\n') });
    assert.equal((await visitor.report()).groups.by, null);
  });
});

test('the mirror offers such columns too', async () => {
  await visit({ flags: kNoGraphics }, async (visitor) => {
    const shop = make_shop(162);
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    await visitor.page.locator('#mirror select[data-key="split-by"]').selectOption(kColumn);
    await visitor.settled();
    check_groups(await visitor.report(), shop);
    assert.ok((await visitor.mirror()).includes(strings.en['ui.groups.loss'].replace('{by}', kColumn)));
  });
});

test('a view asks for what it shows, and gets the rest when it is left', async () => {
  await visit({}, async (visitor) => {
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(163)) });
    const cohorts = strings.en['mirror.cohorts'];
    const segments = strings.en['ui.segments.grid'];
    assert.equal(await visitor.root('view'), 'overview');
    assert.ok(!(await visitor.mirror()).includes(segments));
    await visitor.go('segments');
    assert.ok((await visitor.mirror()).includes(segments));
    assert.ok((await visitor.controls('segments.')).length > 0);
    await visitor.go('cohorts');
    assert.ok((await visitor.controls('cohorts.row.')).length > 3);
    assert.ok((await visitor.mirror()).includes(cohorts));
    assert.ok(!(await visitor.mirror()).includes(segments), 'the mirror has the view that is on screen');
    // A change is computed for this view; the others follow when they are looked at.
    await visitor.click('cohorts.definition.cumulative');
    await visitor.go('overview');
    await visitor.click('overview.period.quarter');
    await visitor.go('cohorts');
    assert.ok((await visitor.controls('cohorts.row.')).length > 3);
    const whole = await visitor.report();
    assert.equal(whole.period, 'quarter');
    assert.deepEqual(whole.sections, ['measures', 'periods', 'cohorts', 'second_order', 'survival', 'segments', 'scores', 'groups']);
    const part = await visitor.report({ sections: ['segments'] });
    assert.deepEqual(part.sections, ['segments']);
    assert.deepEqual(part.segments, whole.segments);
    assert.deepEqual(part.cohorts.rows, []);
    assert.ok((await visitor.controls('cohorts.row.')).length > 3, 'what a program asks for leaves the page as it is');
  });
});
