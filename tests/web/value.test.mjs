// What customers are worth: choices and what they change, the customers one by one, subscriptions with
// and without a file, and the same in the mirror.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Texts } from '../../web/text.js';
import { ValueDesk } from '../../web/value.js';
import { parse_csv } from '../reference/reference.mjs';
import { kNoGraphics, strings, visit } from './support/browser.mjs';
import { random } from './support/shop.mjs';

/** Customers who buy at paces of their own and leave at some order. @param {number} seed @param {number} customers */
function make_customers(seed, customers) {
  const next = random(seed);
  const wait = (/** @type {number} */ rate) => -Math.log(1 - next()) / rate;
  const lines = ['Order,Date,Customer,Amount'];
  const kDays = 500;
  let order = 0;
  for (let i = 0; i < customers; i++) {
    const pace = wait(1) / 25 + 0.002;
    const leaves = 0.1 + 0.4 * next();
    const spends = 10 + next() * 60;
    for (let day = next() * 300; day < kDays; day += wait(pace)) {
      const date = new Date(Date.UTC(2024, 0, 1 + Math.floor(day))).toISOString().slice(0, 10);
      lines.push(`A${++order},${date},C${i},${(spends * (0.6 + 0.8 * next())).toFixed(2)}`);
      if (next() < leaves) break;
    }
  }
  return { name: 'shop.csv', buffer: Buffer.from(`${lines.join('\n')}\n`) };
}

/** Types into a field of the canvas. @param {import('./support/browser.mjs').Visitor} visitor @param {string} id @param {string} text */
async function fill(visitor, id, text) {
  await visitor.control(id).fill(text);
  await visitor.settled();
}

/** Waits until the mirror says something. @param {import('./support/browser.mjs').Visitor} visitor @param {string} text */
async function told(visitor, text) {
  await visitor.frame.locator('#mirror').filter({ hasText: text }).waitFor({ state: 'attached' });
}

test('the view asks for its section, and its choices change the forecast', async () => {
  await visit({}, async (visitor) => {
    await visitor.upload(make_customers(301, 800));
    assert.equal((await visitor.report()).value, null, 'nothing is fitted before the view is opened');
    await visitor.go('value');
    await told(visitor, strings.en['ui.value.check']);
    const { value, models } = await visitor.report({ sections: ['value'] });
    assert.equal(models.verdict, 'fine');
    assert.ok(value.new_customer.revenue.low < value.new_customer.revenue.value);
    await told(visitor, strings.en['ui.value.orders']);
    const { orders, p_repeat } = value.new_customer;
    assert.deepEqual(orders.map((/** @type {{orders: string}} */ one) => one.orders), ['0', '1', '2', '3', '4', '5', '6+']);
    assert.ok(Math.abs(orders[0].share - (1 - p_repeat.value)) < 1e-9);
    await told(visitor, strings.en['ui.value.check']);
    await visitor.click('value.horizon.24');
    const longer = (await visitor.report({ sections: ['value'] })).value;
    assert.equal(longer.horizon_months, 24);
    assert.ok(longer.base.orders.value > value.base.orders.value);
    await fill(visitor, 'value.margin', '40');
    const { margin, new_customer: one } = (await visitor.report({ sections: ['value'] })).value;
    assert.equal(margin, 0.4);
    assert.ok(Math.abs(one.margin.value - 0.4 * one.revenue.value) < 1e-6 * one.revenue.value);
    await fill(visitor, 'value.cost', '5');
    const paid = (await visitor.report({ sections: ['value'] })).value;
    assert.ok(Math.abs(paid.ltv_to_cac.value - paid.new_customer.margin.value / 5) < 1e-9 * paid.ltv_to_cac.value);
    // What is no number changes nothing.
    await fill(visitor, 'value.cost', 'ten');
    assert.equal((await visitor.report({ sections: ['value'] })).value.acquisition_cost, 5);
    assert.match(new URL(visitor.page.url()).hash, /^#value&.*horizon_months=24/);
  });
});

test('customers stand in the order that one asks for, and all of them can be taken along', async () => {
  await visit({}, async (visitor) => {
    await visitor.upload(make_customers(302, 700));
    await visitor.go('value');
    await told(visitor, strings.en['ui.value.table']);
    const sorts = (await visitor.controls('value.sort.')).map((id) => id.replace('value.sort.', ''));
    assert.deepEqual(sorts, ['last_order', 'orders', 'revenue', 'p_alive', 'expected_orders', 'clv']);
    await visitor.click('value.sort.p_alive');
    await visitor.click('value.table.clv');
    const waiting = visitor.page.waitForEvent('download');
    await visitor.click('value.export');
    const file = await waiting;
    assert.equal(file.suggestedFilename(), 'dangol-customers.csv');
    const [head, ...rows] = parse_csv(readFileSync(await file.path(), 'utf8').slice(1));
    for (const column of ['p_alive', 'expected_orders', 'clv']) assert.ok(head.includes(column), column);
    const { receipt, value } = await visitor.report({ sections: ['value'] });
    assert.equal(rows.length, receipt.customers);
    const alive = rows.reduce((sum, row) => sum + Number(row[head.indexOf('p_alive')]), 0);
    assert.ok(Math.abs(alive - value.base.alive.value) < 1e-6 * alive, 'the list adds up to the total');
  });
});

test('without a file the calculators lead to subscriptions, and pasted lines stay apart', async () => {
  await visit({}, async (visitor) => {
    const requests = visitor.requests.length;
    await visitor.press('start.calculators');
    await visitor.click('calculator.contract');
    assert.equal(await visitor.root('view'), 'value');
    const field = visitor.control('value.contract');
    await field.focus();
    await field.evaluate((input) => {
      const data = new DataTransfer();
      data.setData('text/plain', '1000\n869\r\n743\n653\n');
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    assert.equal(await field.inputValue(), '1000; 869; 743; 653');
    await told(visitor, '86.9%');
    await told(visitor, strings.en['model.name.bdw']);
    await fill(visitor, 'value.contract', '100, 120, 90');
    await told(visitor, strings.en['error.retained_rising'].split('(')[0].trim());
    assert.equal(visitor.requests.length, requests, 'nothing is asked of a server');
  });
});

test('the start view leads to subscriptions, which take their table from a file', async () => {
  await visit({}, async (visitor) => {
    await visitor.press('start.contract');
    assert.equal(await visitor.root('view'), 'value');
    const file = visitor.control('value.file').locator('input');
    const table = (/** @type {string} */ name, /** @type {string} */ text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await file.setInputFiles(table('left.csv', 'Month,Customers\n"Month 0","1,000"\nMonth 1,869\nMonth 2,743\nMonth 3,653\n'));
    await told(visitor, '86.9%');
    const field = visitor.control('value.contract');
    assert.equal(await field.inputValue(), '1000; 869; 743; 653');
    // Dropped on the button it is the table, not the sales file.
    await file.evaluate((input) => {
      const data = new DataTransfer();
      data.items.add(new File(['month;left\n0;100%\n1;60%\n2;40%\n'], 'shares.csv'));
      input.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await told(visitor, strings.en['ui.value.contract.assumed']);
    assert.equal(await field.inputValue(), '100%; 60%; 40%');
    await file.setInputFiles(table('rising.csv', '0,10\n1,20\n2,5\n'));
    await told(visitor, strings.en['error.retained_rising'].split('(')[0].trim());
    assert.equal(await visitor.root('view'), 'value');
  });
});

test('without a canvas the mirror computes, sorts and projects', async () => {
  await visit({ flags: kNoGraphics }, async (visitor) => {
    await visitor.upload(make_customers(303, 600));
    const mirror = visitor.frame.locator('#mirror');
    const compute = mirror.locator('[data-key="value-compute"]');
    if (await compute.count() > 0) await compute.click();
    await told(visitor, strings.en['mirror.value.title']);
    await mirror.locator('[data-key="value-horizon"]').selectOption('6');
    await visitor.settled();
    assert.equal((await visitor.report({ sections: ['value'] })).value.horizon_months, 6);
    await mirror.locator('[data-key="value-as-of"]').fill('2025-03-31');
    await mirror.locator('[data-key="value-as-of"]').blur();
    await visitor.settled();
    assert.equal((await visitor.report({ sections: ['value'] })).models.as_of, '2025-03-31');
    await mirror.locator('[data-key="value-file"]').setInputFiles({ name: 'left.tsv', mimeType: 'text/plain', buffer: Buffer.from('m\tleft\n0\t50\n1\t40\n2\t30\n') });
    await told(visitor, '80.0%');
    await mirror.locator('[data-key="value-contract"]').fill('100%\n74.3%\n65.3%');
    await mirror.locator('[data-key="value-contract"]').blur();
    await told(visitor, strings.en['ui.value.contract.assumed']);
  });
});

test('too few customers: what was seen is told, and why there is no forecast', async () => {
  await visit({ language: 'ko' }, async (visitor) => {
    await visitor.upload(make_customers(304, 30));
    await visitor.go('value');
    await told(visitor, strings.ko['ui.value.refused']);
    const { value, models } = await visitor.report({ sections: ['value'] });
    assert.deepEqual([models.verdict, value.base], ['refused', null]);
    await told(visitor, strings.ko['ui.value.refused']);
    assert.deepEqual(await visitor.controls('value.sort.'), []);
  });
});

test('a desk keeps the newest answer, and asks by the period and rate that were typed', async () => {
  /** @type {any[]} */
  const asked = [];
  /** @type {((rows: any) => void)[]} */
  const answers = [];
  const texts = new Texts('en', strings.en);
  const desk = new ValueDesk((query) => new Promise((resolve) => {
    asked.push(query);
    answers.push(resolve);
  }), async (question) => {
    asked.push(question);
    if (question.retained === 'x') throw Object.assign(new Error('x'), { messages: { ko: '틀림', en: 'wrong' } });
    return /** @type {any} */ ({ curve: [{ period: 0, observed: 1, sbg: 1, bdw: null, low: null, high: null, customers: { value: 9 } }],
      fits: [], chosen: 'sbg', base: 'counted', expected_remaining: { periods: 3, discounted: 8, low: null, high: null } });
  }, async (file) => {
    if (file === 'bad') throw Object.assign(new Error('bad'), { messages: { ko: '틀린 파일', en: 'bad file' } });
    return '500\n400\n300';
  }, () => {});
  desk.update(/** @type {any} */ ({ value: { base: {} } }));
  desk.use('sort', 'revenue');
  assert.deepEqual(asked.map(({ sort, descending }) => [sort, descending]), [['expected_orders', true], ['revenue', true]]);
  const row = (/** @type {string} */ customer) => ({ total: 1, rows: [{ customer }] });
  answers[1](row('new'));
  answers[0](row('old'));
  await new Promise(setImmediate);
  assert.equal(desk.model(texts).customers[0].customer, 'new');
  // The same column again turns round; the least likely to be there come first.
  desk.use('sort', 'revenue');
  desk.use('sort', 'p_alive');
  assert.deepEqual(asked.slice(2).map(({ sort, descending }) => [sort, descending]), [['revenue', false], ['p_alive', false]]);
  desk.use('contract', '1000; 869;743');
  desk.use('contract_rate', '20');
  desk.use('contract_period', 'year');
  desk.use('contract_period', 'decade');
  assert.deepEqual(asked.at(-1), { retained: '1000\n869\n743', periods: 12, period: 'year', discount_rate: 0.2 });
  await new Promise(setImmediate);
  assert.deepEqual([desk.model(texts).survival[0].left, desk.model(texts).discounted], [9, 8]);
  desk.use('contract', 'x');
  await new Promise(setImmediate);
  assert.deepEqual([desk.model(texts).contract_problem, desk.model(texts).survival], ['wrong', []]);
  desk.use('contract', '');
  assert.equal(desk.model(texts).contract_problem, '');
  desk.take('a file');
  await new Promise(setImmediate);
  assert.equal(desk.model(texts).contract, '500; 400; 300');
  assert.equal(asked.at(-1).retained, '500\n400\n300');
  // What is typed meanwhile stays; what cannot be read is told.
  desk.take('a file');
  desk.use('contract', '9 8 7');
  await new Promise(setImmediate);
  assert.equal(desk.model(texts).contract, '9 8 7');
  desk.take('bad');
  await new Promise(setImmediate);
  assert.equal(desk.model(texts).contract_problem, 'bad file');
});
