// Correcting what the columns were taken for, by the elements that the browser gives us.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strings, until, visit } from './support/browser.mjs';
import { bytes_of, expected, kKorean, make_shop } from './support/shop.mjs';

/** @param {any} report @param {string} name */
const column = (report, name) => report.source.columns.find((one) => one.name === name);

/** @param {any} report @param {ReturnType<typeof expected>} wanted */
function check_totals({ receipt, cohorts }, wanted) {
  assert.deepEqual([receipt.orders, receipt.customers], [wanted.orders, wanted.customers]);
  assert.ok(Math.abs(receipt.revenue - wanted.revenue) < 1e-6, `${receipt.revenue}, not ${wanted.revenue}`);
  assert.deepEqual(cohorts.rows.map(({ size }) => size), wanted.cohorts.map(({ size }) => size));
}

test('a corrected column recomputes everything and stays corrected', async () => {
  const shop = make_shop(31);
  await visit({}, async (visitor) => {
    const { page } = visitor;
    const first = await visitor.upload({ name: 'january.csv', buffer: bytes_of(shop) });
    assert.deepEqual(first.source.columns.map(({ role, chosen_by }) => [role, chosen_by]).slice(0, 3),
      [['order', 'detected'], ['time', 'detected'], ['customer', 'detected']]);
    assert.equal(column(first, 'Total paid').role, 'amount');
    await visitor.go('data');

    // With the keyboard alone: passing over an entry chooses nothing.
    const amount = visitor.control('data.role.5');
    assert.equal(await amount.getAttribute('aria-label'), strings.en['ui.data.role.of'].replace('{column}', 'List price'));
    await amount.focus();
    const steps = await amount.evaluate((list) => [...(/** @type {HTMLSelectElement} */ (list)).options].findIndex(({ value }) => value === 'amount'));
    assert.ok(steps > 2);
    for (let i = 0; i <= steps; i++) await page.keyboard.press('ArrowDown'); // the first opens the list
    assert.deepEqual((await visitor.report()).source.columns, first.source.columns);
    await page.keyboard.press('Enter');
    await until(async () => column(await visitor.report(), 'List price').role === 'amount', 'the list price is the amount');
    await visitor.settled();
    const second = await visitor.report();
    check_totals(second, expected(shop, { amount: 'list' }));
    assert.equal(column(second, 'List price').chosen_by, 'user');
    assert.equal(column(second, 'Total paid').role, null);
    assert.equal(await visitor.control('data.role.5').inputValue(), 'amount');
    assert.equal(await visitor.control('data.role.4').inputValue(), '');
    assert.equal(await page.evaluate(() => document.activeElement?.closest('.control')?.getAttribute('data-id')), 'data.role.5',
      'the drop-down keeps the focus');

    // And with the list that the browser opens.
    await visitor.control('data.role.3').selectOption('customer');
    await visitor.settled();
    const third = await visitor.report();
    check_totals(third, expected(shop, { amount: 'list', customer: 'buyer' }));
    assert.equal(column(third, 'Buyer code').chosen_by, 'user');
    assert.equal(column(third, 'Customer ID').role, null);
    assert.equal(column(third, 'List price').role, 'amount', 'the earlier choice holds');
    const text = await visitor.mirror();
    assert.ok(text.includes(strings.en['mirror.chosen_by.user']));

    // Other options and another language touch no choice.
    await visitor.control('data.option.period').selectOption('quarter');
    await visitor.settled();
    await visitor.press('bar.language');
    const fourth = await visitor.report();
    assert.equal(fourth.period, 'quarter');
    check_totals({ ...fourth, cohorts: third.cohorts }, expected(shop, { amount: 'list', customer: 'buyer' }));

    // Next month's file of the same shop.
    const next = make_shop(32, { orders: 500, year: 2026 });
    const fifth = await visitor.upload({ name: 'february.csv', buffer: bytes_of(next) });
    assert.equal(fifth.source.name, 'february.csv');
    assert.deepEqual([fifth.receipt.orders, fifth.receipt.customers],
      [expected(next, { customer: 'buyer' }).orders, expected(next, { customer: 'buyer' }).customers]);
    assert.equal(column(fifth, 'Buyer code').chosen_by, 'user');
    assert.equal(column(fifth, 'List price').chosen_by, 'user');

    // A file of another shape starts from what its own columns say.
    const other = make_shop(33, { orders: 400, header: kKorean });
    const sixth = await visitor.upload({ name: 'other.csv', buffer: bytes_of(other) });
    assert.ok(sixth.source.columns.every(({ chosen_by }) => chosen_by === 'detected'));
    assert.equal(column(sixth, '결제금액').role, 'amount');
    assert.equal(sixth.receipt.customers, expected(other).customers);
  });
});

test('keys in a closed list of roles open it and choose nothing on the way', async () => {
  await visit({}, async (visitor) => {
    const before = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(36)) });
    await visitor.go('data');
    const roles = (/** @type {any} */ report) => report.source.columns.map((/** @type {any} */ { role }) => role);
    await visitor.control('data.role.0').focus();
    for (const key of ['c', 'u', 'p']) {
      await visitor.page.keyboard.press(key);
      await visitor.settled();
    }
    assert.deepEqual(roles(await visitor.report()), roles(before));
  });
});

test('a role can be taken away, and a number typed', async () => {
  const shop = make_shop(34);
  await visit({}, async (visitor) => {
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    await visitor.go('data');
    await visitor.control('data.role.0').selectOption('');
    await visitor.settled();
    const report = await visitor.report();
    assert.ok(report.source.columns.every(({ role }) => role !== 'order'), 'detection does not put it back');
    const days = new Set(shop.records.map(({ customer, day }) => `${customer} ${day}`));
    assert.equal(report.receipt.orders, days.size, 'one order per customer and day');

    const field = visitor.control('data.option.minimum_n').and(visitor.frame.locator('input'));
    await field.fill('12');
    await until(async () => (await visitor.report()).cohorts.minimum_n === 12, 'twelve is in force');
    await field.press('Escape');
    assert.equal(await visitor.page.evaluate(() => document.activeElement?.closest('.control') ?? null), null, 'Escape leaves the field');
    await visitor.settled();
    assert.equal(await field.inputValue(), '12');
  });
});

test('Korean is composed in the search for a column', async () => {
  await visit({ language: 'ko' }, async (visitor) => {
    const { page } = visitor;
    // A file of few columns needs no search.
    const further = ['메모', '색상', '무게', '등급'];
    const lines = make_shop(35, { header: kKorean }).text.trimEnd().split('\n')
      .map((line, i) => `${line.trimEnd()},${i === 0 ? further.join(',') : ',,,'}`);
    const report = await visitor.upload({ name: 'shop.csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });
    await visitor.go('data');
    assert.equal((await visitor.controls('data.role.')).length, kKorean.length + further.length);
    const shown = async () => {
      await visitor.settled();
      const ids = await visitor.controls('data.role.');
      return ids.map((id) => report.source.columns[Number(id.split('.')[2])].name);
    };
    const field = visitor.control('data.search');
    await field.focus();
    const devtools = await page.context().newCDPSession(page);
    const compose = (/** @type {string} */ text) =>
      devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    const key = (/** @type {'rawKeyDown' | 'keyUp'} */ type) =>
      devtools.send('Input.dispatchKeyEvent', { type, key: 'Process', windowsVirtualKeyCode: 229 });

    // "고객" as an input method builds it: the syllable under the cursor changes with each key.
    for (const [text, names] of /** @type {[string, string[]][]} */ ([
      ['ㄱ', []],
      ['고', ['고객번호']],
      ['곡', []],
    ])) {
      await key('rawKeyDown');
      await compose(text);
      await key('keyUp');
      assert.equal(await field.inputValue(), text);
      assert.deepEqual(await shown(), names, `while ${text} is composed`);
    }
    await devtools.send('Input.insertText', { text: '고' });
    await compose('개');
    assert.equal(await field.inputValue(), '고개');
    assert.deepEqual(await shown(), []);
    await compose('객');
    // Enter that ends a composition belongs to the input method.
    await field.evaluate((input) => input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })));
    assert.ok(await field.evaluate((input) => input === document.activeElement), 'the field keeps the focus while composing');
    await devtools.send('Input.insertText', { text: '객' });
    assert.equal(await field.inputValue(), '고객');
    assert.deepEqual(await shown(), ['고객번호']);

    // Latin after it, deleting, and the same name typed decomposed (as a Mac's files have it).
    await page.keyboard.type('x');
    assert.deepEqual(await shown(), []);
    await page.keyboard.press('Backspace');
    assert.deepEqual(await shown(), ['고객번호']);
    await field.fill('주문'.normalize('NFD'));
    assert.deepEqual(await shown(), ['주문번호', '주문일시']);
    await page.keyboard.press('Enter');
    assert.ok(await field.evaluate((input) => input !== document.activeElement), 'Enter leaves the field');
    await field.fill('');
    assert.equal((await shown()).length, report.source.columns.length);
  });
});
