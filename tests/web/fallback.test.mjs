// Without WebGL the page works through its mirror; a lost context comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workbook } from './support/archives.mjs';
import { kNoGraphics, strings, until, visit } from './support/browser.mjs';
import { difference_of, read_png } from './support/png.mjs';
import { bytes_of, expected, make_shop } from './support/shop.mjs';

test('without WebGL everything is done in the mirror', async () => {
  const shop = make_shop(71);
  await visit({ flags: kNoGraphics, viewport: { width: 360, height: 700 } }, async (visitor) => {
    const { page } = visitor;
    assert.equal(await visitor.root('mirror'), 'shown');
    assert.ok(await page.locator('#mirror h1').isVisible());
    assert.ok(!await page.locator('#scroller').isVisible());
    const report = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    assert.equal(report.receipt.customers, expected(shop).customers);
    const select = (/** @type {string} */ key) => page.locator(`#mirror select[data-key="${key}"]`);
    await select('role-amount').selectOption({ label: 'List price' });
    await visitor.settled();
    assert.ok(Math.abs((await visitor.report()).receipt.revenue - expected(shop, { amount: 'list' }).revenue) < 1e-6);
    await select('role-customer').selectOption({ label: 'Buyer code' });
    await select('period').selectOption('quarter');
    await visitor.settled();
    const corrected = await visitor.report();
    assert.equal(corrected.receipt.customers, expected(shop, { customer: 'buyer' }).customers);
    assert.equal(corrected.period, 'quarter');
    assert.ok((await visitor.mirror()).includes(strings.en['mirror.cohorts']));

    await select('language').selectOption('ko');
    assert.ok((await visitor.mirror()).includes(strings.ko['mirror.cohorts']));
    await select('theme').selectOption('dark');
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(18, 22, 28)');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wide tables scroll by themselves');
    await page.locator('#mirror button[data-key="sample-ko"]').click();
    await until(async () => (await visitor.report()).source.name === 'sample-ko.csv', 'the sample is shown');
    // A file that is none is told here too.
    await visitor.upload({ name: 'nothing.csv', buffer: Buffer.alloc(0) });
    assert.deepEqual(await visitor.status(), { text: strings.ko['error.empty_file'], error: true });
    const unnamed = await page.locator('#mirror .panel :is(input, select)').evaluateAll((fields) =>
      fields.filter((field) => !field.closest('label')?.textContent?.trim()).length);
    assert.equal(unnamed, 0);
  });
});

test('how a file was read can be corrected in the mirror, and an open date is asked about', async () => {
  // Both numbers of every date are days and months; one row stands twice; two currencies.
  const rows = ['Order,Date,Customer,Amount,Currency', 'A1,03/04/2026,c1,10.00,USD', 'A2,05/04/2026,c2,20.00,USD', 'A3,06/07/2026,c1,30.00,USD',
    'A3,06/07/2026,c1,30.00,USD', 'A4,08/07/2026,c3,40.00,EUR'];
  await visit({ flags: kNoGraphics }, async (visitor) => {
    const { page } = visitor;
    const report = await visitor.upload({ name: 'shop.csv', buffer: Buffer.from(rows.join('\n')) });
    assert.deepEqual([report.source.date_order_state, report.receipt.duplicates.rows], ['assumed', 1]);
    await visitor.mirror();
    const answers = page.locator('#mirror fieldset button[data-key^="date-"]');
    const named = await answers.allTextContents();
    assert.deepEqual(named, ['4 March 2026', '3 April 2026'].map((text) => named.find((name) => same_day(name, text)) ?? text));
    await answers.last().click();
    await visitor.settled();
    const chosen = await visitor.report();
    assert.deepEqual([chosen.source.date_order, chosen.source.date_order_state, chosen.receipt.first_day], ['dmy', 'chosen', '2026-04-03']);
    await visitor.mirror();
    assert.equal(await answers.count(), 0, 'it is asked once');

    const select = (/** @type {string} */ key) => page.locator(`#mirror select[data-key="${key}"]`);
    await select('duplicates').selectOption('drop');
    await visitor.settled();
    const dropped = await visitor.report();
    assert.deepEqual([dropped.receipt.duplicates.dropped, dropped.receipt.revenue], [true, 60]);
    const text = await visitor.mirror();
    for (const key of ['mirror.currencies.caption', 'mirror.duplicates']) assert.ok(text.includes(strings.en[key]), key);
    await select('currency').selectOption('EUR');
    await visitor.settled();
    const euros = await visitor.report();
    assert.deepEqual([euros.receipt.currency, euros.receipt.revenue], ['EUR', 40]);
    await select('encoding').selectOption('windows-1252');
    await visitor.settled();
    assert.equal((await visitor.report()).source.encoding, 'windows-1252');
    await select('time_zone').selectOption('Asia/Seoul');
    await visitor.settled();
    assert.equal((await visitor.report()).receipt.time_zone, 'Asia/Seoul');

    const book = workbook([{ name: 'One', rows: [['Order', 'Date', 'Customer', 'Amount'], ['1', '2026-01-02', 'a', 5], ['2', '2026-01-03', 'b', 6]] },
      { name: 'Two', rows: [['Order', 'Date', 'Customer', 'Amount'], ['3', '2026-02-02', 'a', 7], ['4', '2026-02-03', 'b', 8]] }]);
    assert.equal((await visitor.upload({ name: 'book.xlsx', buffer: book })).receipt.revenue, 11);
    await visitor.mirror();
    await select('sheet').selectOption('Two');
    await visitor.settled();
    assert.equal((await visitor.report()).receipt.revenue, 15);
  });
});

/** Whether two texts name one day, in whatever order. @param {string} one @param {string} other */
function same_day(one, other) {
  const words = (/** @type {string} */ text) => text.match(/\w+/g)?.sort().join();
  return words(one) === words(other);
}

test('a lost context is restored and the page is drawn as before', async () => {
  const shop = make_shop(72);
  await visit({}, async (visitor) => {
    const { page } = visitor;
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    await visitor.go('cohorts');
    await page.mouse.move(1, 799);
    await visitor.settled();
    const before = read_png(await page.screenshot());
    const report = await visitor.report();
    await page.evaluate(() => {
      const gl = (/** @type {HTMLCanvasElement} */ (document.getElementById('canvas'))).getContext('webgl2');
      const extension = gl?.getExtension('WEBGL_lose_context');
      Object.assign(window, { lose_context: extension });
      extension?.loseContext();
    });
    await page.waitForSelector('html[data-context="lost"]');
    // After a while without a canvas the mirror steps in, with the same report.
    await page.waitForSelector('html[data-mirror="shown"]');
    assert.ok(await page.locator('#mirror h1').isVisible());
    await page.locator('#mirror select[data-key="period"]').selectOption('quarter');
    assert.equal((await visitor.report()).period, 'quarter');
    await page.evaluate(() => (/** @type {any} */ (window)).lose_context.restoreContext());
    await page.waitForSelector('html:not([data-context]):not([data-mirror])');
    await visitor.report({ period: report.period });
    await visitor.settled();
    assert.equal(await visitor.root('view'), 'cohorts');
    assert.ok(difference_of(before, read_png(await page.screenshot())) < 0.001, 'the same picture as before');
    assert.deepEqual(await visitor.report(), report);

    // Twice, quickly: the mirror need not step in.
    await page.evaluate(() => (/** @type {any} */ (window)).lose_context.loseContext());
    await page.waitForSelector('html[data-context="lost"]');
    await page.evaluate(() => (/** @type {any} */ (window)).lose_context.restoreContext());
    await page.waitForSelector('html:not([data-context])');
    await visitor.click('nav.data');
    assert.equal(await visitor.root('view'), 'data');
    assert.equal(await visitor.root('mirror'), undefined);
  });
});
