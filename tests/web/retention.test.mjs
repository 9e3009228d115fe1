// Who stays: the definitions of cohorts, chosen rows and columns, the churn window, groups; on the
// canvas, in what is taken along, and in the mirror.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse_csv } from '../reference/reference.mjs';
import { kNoGraphics, strings, visit } from './support/browser.mjs';
import { bytes_of, make_shop } from './support/shop.mjs';

/** @param {import('./support/browser.mjs').Visitor} visitor @param {string} id @returns {Promise<string[][]>} the rows of the CSV */
async function table_of(visitor, id) {
  const waiting = visitor.page.waitForEvent('download');
  await visitor.click(id);
  const file = await waiting;
  return parse_csv(readFileSync(await file.path(), 'utf8').slice(1));
}

/** Cells of a CSV are those numbers. @param {string[]} cells @param {(number | null)[]} wanted @param {string} where */
function same(cells, wanted, where) {
  assert.equal(cells.length, wanted.length, where);
  for (const [i, cell] of cells.entries()) {
    const number = wanted[i];
    if (number === null) assert.equal(cell, '', `${where} ${i}`);
    else assert.ok(Math.abs(Number(cell) - number) <= 1e-9 * Math.max(1, Math.abs(number)), `${where} ${i}: ${cell}, not ${number}`);
  }
}

test('a change of definition reaches the report and the table', async () => {
  await visit({}, async (visitor) => {
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(121)) });
    await visitor.go('cohorts');
    const { cohorts: on } = await visitor.report();
    for (const definition of ['on_or_after', 'cumulative', 'bracket', 'on']) {
      await visitor.click(`cohorts.definition.${definition}`);
      const { cohorts } = await visitor.report();
      assert.equal(cohorts.definition, definition);
      assert.equal(await visitor.control(`cohorts.definition.${definition}`).getAttribute('aria-pressed'), 'true');
      assert.ok((await visitor.mirror()).includes(strings.en[`ui.cohorts.definition.${definition}`]));
      const [head, ...rows] = await table_of(visitor, 'cohorts.csv');
      for (const [i, row] of rows.entries()) {
        same(row.slice(2), head.slice(2).map((_, k) => cohorts.rows[i].share[k] ?? null), `${definition} ${row[0]}`);
        if (definition === 'on_or_after') {
          row.slice(2).forEach((cell, k) => assert.ok(cell === '' || Number(cell) >= (on.rows[i].share[k] ?? 0) - 1e-12));
        }
      }
    }
    await visitor.click('cohorts.definition.bracket');
    await visitor.choose('cohorts.to', '6');
    await visitor.choose('cohorts.from', '2');
    assert.deepEqual((await visitor.report()).cohorts.bracket, [2, 6]);
    await visitor.click('cohorts.basis.rolling');
    const { cohorts } = await visitor.report();
    assert.deepEqual([cohorts.basis, cohorts.rolling_days], ['rolling', 30]);
  });
});

test('the cells, the order and the margin are as chosen', async () => {
  await visit({}, async (visitor) => {
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(122)) });
    await visitor.go('cohorts');
    await visitor.choose('cohorts.order', '1');
    for (const mode of ['orders', 'revenue_per_customer', 'cumulative_revenue_per_customer']) {
      await visitor.choose('cohorts.mode', mode);
      const { cohorts } = await visitor.report();
      const [head, ...rows] = await table_of(visitor, 'cohorts.csv');
      const newest = cohorts.rows.toReversed();
      for (const [i, row] of rows.entries()) {
        assert.equal(row[0], newest[i].cohort, 'the newest first');
        same(row.slice(2), head.slice(2).map((_, k) => newest[i][mode][k] ?? null), `${mode} ${row[0]}`);
      }
    }
    await visitor.choose('cohorts.mode', 'margin');
    assert.equal((await visitor.controls('cohorts.row.')).length, 0, 'there is nothing to show without one');
    await visitor.control('cohorts.margin').fill('35');
    await visitor.settled();
    const { cohorts } = await visitor.report();
    const { revenue, margin } = cohorts.rows[0];
    assert.ok(Math.abs(margin[0] - revenue[0] * 0.35) < 0.011);
    assert.ok((await visitor.controls('cohorts.row.')).length > 3);
  });
});

test('chosen cohorts are compared and a column is followed', async () => {
  await visit({}, async (visitor) => {
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(123)) });
    await visitor.go('cohorts');
    const { cohorts } = await visitor.report();
    assert.deepEqual(await visitor.controls('cohorts.curves'), []);
    const picks = [cohorts.rows[2], cohorts.rows[0]];
    for (const { cohort } of picks) await visitor.click(`cohorts.row.${cohort}`);
    assert.equal(await visitor.control(`cohorts.row.${picks[0].cohort}`).getAttribute('aria-pressed'), 'true');
    const [head, ...curves] = await table_of(visitor, 'cohorts.curves.csv');
    assert.deepEqual(head.slice(1), picks.map(({ cohort }) => cohort));
    for (const [k, row] of curves.entries()) same(row.slice(1), picks.map(({ share }) => share[k] ?? null), `column ${k}`);
    await visitor.press(`cohorts.row.${picks[0].cohort}`);
    assert.deepEqual((await table_of(visitor, 'cohorts.curves.csv'))[0].slice(1), [picks[1].cohort]);

    await visitor.click('cohorts.column.1');
    const [, ...trend] = await table_of(visitor, 'cohorts.trend.csv');
    assert.deepEqual(trend.map(([cohort]) => cohort), cohorts.rows.map((/** @type {any} */ row) => row.cohort));
    for (const [i, row] of trend.entries()) {
      const { size, share, low, high } = cohorts.rows[i];
      same(row.slice(1), [size, share[1], low[1], high[1]], row[0]);
    }
    await visitor.click('cohorts.column.1');
    assert.deepEqual(await visitor.controls('cohorts.trend'), []);
  });
});

test('retention: the churn window, the curves and the gaps', async () => {
  await visit({}, async (visitor) => {
    const { page } = visitor;
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(124)) });
    await visitor.go('retention');
    const before = await visitor.report();
    assert.notEqual(before.gaps.churn_window_from, 'chosen');
    assert.deepEqual(await visitor.controls('retention.window.auto'), []);
    const [, ...second] = await table_of(visitor, 'retention.second_order.csv');
    const curve = before.survival.second_order;
    assert.equal(second.length, curve.days.length);
    second.forEach((row, i) => same(row, [curve.days[i], 1 - curve.survival[i], curve.high[i] === null ? null : 1 - curve.high[i],
      curve.low[i] === null ? null : 1 - curve.low[i], curve.at_risk[i]], `day ${row[0]}`));
    const [, ...gaps] = await table_of(visitor, 'retention.gaps.csv');
    assert.deepEqual(gaps.map((row) => Number(row[1])), before.gaps.bins.map((/** @type {any} */ bin) => bin.n));
    const [head, ...periods] = await table_of(visitor, 'retention.bridge.csv');
    const column = (/** @type {string} */ key) => head.indexOf(`${strings.en['measure.revenue']}: ${strings.en[`ui.retention.bridge.${key}`]}`);
    for (const row of periods.slice(1)) {
      const at = (/** @type {string} */ key) => Number(row[column(key)]);
      const sum = at('start') + at('new') + at('returned') + at('grown') - at('shrunk') - at('lost') + at('other');
      assert.ok(Math.abs(sum - at('end')) < 1e-6 * Math.max(1, at('end')), `the bridge of ${row[0]} sums`);
    }

    await visitor.control('retention.window').fill('45');
    await visitor.settled();
    const chosen = await visitor.report();
    assert.deepEqual([chosen.gaps.churn_window_days, chosen.gaps.churn_window_from], [45, 'chosen']);
    assert.notDeepEqual(chosen.survival.loss, before.survival.loss);
    assert.ok((await visitor.mirror()).includes(strings.en['ui.retention.window.chosen']));
    await page.keyboard.press('Escape');
    await visitor.click('retention.window.auto');
    assert.equal((await visitor.report()).gaps.churn_window_from, before.gaps.churn_window_from);
    await visitor.click('retention.period.quarter');
    assert.equal((await visitor.report()).period, 'quarter');
  });
});

test('customers are split and two groups compared', async () => {
  await visit({}, async (visitor) => {
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(125)) });
    await visitor.go('retention');
    await visitor.choose('retention.split', 'first_period');
    const { groups } = await visitor.report();
    assert.equal(groups.by, 'first_period');
    assert.ok(groups.groups.length > 2);
    const names = groups.groups.slice(0, 2).map((/** @type {any} */ group) => group.name);
    const [, ...rows] = await table_of(visitor, 'retention.groups.csv');
    assert.deepEqual(rows.map((row) => Number(row[1])), groups.groups.map((/** @type {any} */ group) => group.customers));
    for (const name of names) await visitor.click(`groups.row.${name}`);
    const { groups: two } = await visitor.report();
    assert.deepEqual(two.groups.map((/** @type {any} */ group) => group.name).toSorted(), names.toSorted());
    assert.match(await visitor.mirror(), /log-rank|Too few orders/);
    await visitor.click('groups.all');
    assert.equal((await visitor.report()).groups.groups.length, groups.groups.length);
    await visitor.go('cohorts');
    assert.ok((await table_of(visitor, 'cohorts.groups.csv')).length > 2);
    await visitor.choose('cohorts.split', '');
    assert.equal((await visitor.report()).groups.by, null);
    assert.deepEqual(await visitor.controls('cohorts.groups'), []);
  });
});

test('all of it is said and chosen in the mirror too', async () => {
  await visit({ flags: kNoGraphics }, async (visitor) => {
    const { page } = visitor;
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(126)) });
    const select = (/** @type {string} */ key) => page.locator(`#mirror select[data-key="${key}"]`);
    const type = async (/** @type {string} */ key, /** @type {string} */ text) => {
      const field = page.locator(`#mirror input[data-key="${key}"]`);
      await field.fill(text);
      await field.press('Enter');
      await visitor.settled();
      await visitor.mirror();
    };
    await select('cohort-definition').selectOption('bracket');
    await visitor.settled();
    await visitor.mirror();
    await type('cohort-to', '5');
    assert.deepEqual((await visitor.report()).cohorts.bracket, [1, 5]);
    await select('cohort-basis').selectOption('rolling');
    await visitor.settled();
    await type('churn-window', '60');
    const report = await visitor.report();
    assert.deepEqual([report.cohorts.basis, report.gaps.churn_window_days], ['rolling', 60]);
    await select('split-by').selectOption('first_period');
    await visitor.settled();
    await select('cohort-mode').selectOption('orders');
    const text = await visitor.mirror();
    for (const key of ['mirror.retention', 'ui.cohorts.definition.bracket', 'ui.retention.benchmark', 'ui.retention.window.chosen']) {
      assert.ok(text.includes(strings.en[key]), key);
    }
    assert.ok(text.includes(strings.en['ui.groups.by.first_period']));
    const captions = await page.locator('#mirror table').evaluateAll((tables) => tables.filter((one) => !one.querySelector('caption')?.textContent).length);
    assert.equal(captions, 0, 'every table has a caption');
  });
});
