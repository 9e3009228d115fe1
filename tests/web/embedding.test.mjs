// The page as a guest: framed by a page of its own or another origin, sandboxed, and as a module
// that other pages import.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, visit } from './support/browser.mjs';
import { bytes_of, expected, make_shop } from './support/shop.mjs';
import { host_file, origin, other_origin, site } from './support/site.mjs';

/** A host page, taller than any screen, with the product in a frame.
 * @param {string} name @param {string} address @param {{height: number, sandbox?: string}} frame */
function host_page(name, address, { height, sandbox }) {
  const attribute = sandbox === undefined ? '' : ` sandbox="${sandbox}"`;
  return host_file(name, `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">
<style>body { margin: 0; height: 4000px } iframe { display: block; margin: 40px; width: 900px; height: ${height}px; border: 0 }</style>
<h1>Host</h1><iframe id="guest" title="Dangol" src="${address}"${attribute}></iframe></html>`);
}

/** Looks into the frame once it is ready. @param {import('./support/browser.mjs').Visitor} visitor */
async function enter(visitor) {
  const { page } = visitor;
  const element = await page.waitForSelector('#guest');
  const frame = await element.contentFrame();
  assert.ok(frame);
  visitor.frame = frame;
  await visitor.ready();
}

test('the wheel scrolls the framed page first and then the page around it', async () => {
  const name = host_page('short.html', await site(), { height: 320 });
  await visit({ address: `${await origin()}${name}`, ready: false }, async (visitor) => {
    const { page } = visitor;
    await enter(visitor);
    const inner = () => visitor.frame.evaluate(() => {
      const scroller = /** @type {HTMLElement} */ (document.getElementById('scroller'));
      return { at: scroller.scrollTop, of: scroller.scrollHeight - scroller.clientHeight };
    });
    const outer = () => page.evaluate(() => scrollY);
    assert.equal(await outer(), 0, 'loading scrolled or focused nothing outside');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
    assert.ok((await inner()).of > 200, 'there is something to scroll inside');
    await page.mouse.move(60, 300);
    assert.equal(await visitor.frame.evaluate(() => document.querySelector(':hover #canvas:hover')?.id), 'canvas', 'the pointer is over the canvas');
    await page.mouse.wheel(0, 120);
    await until(async () => (await inner()).at > 0, 'the inner page scrolls');
    assert.equal(await outer(), 0);
    await until(async () => {
      await page.mouse.wheel(0, 400);
      return await outer() > 0;
    }, 'the outer page scrolls');
    const { at, of } = await inner();
    assert.ok(at >= of - 1, `the inner page was at its end first: ${at} of ${of}`);
  });
});

test('a frame that shows everything passes the wheel on at once', async () => {
  const name = host_page('tall.html', await site(await other_origin()), { height: 1400 });
  await visit({ address: `${await origin()}${name}`, ready: false }, async (visitor) => {
    const { page } = visitor;
    await enter(visitor);
    await page.mouse.move(500, 400);
    await page.mouse.wheel(0, 300);
    await until(async () => await page.evaluate(() => scrollY) >= 300, 'the outer page scrolls');
    assert.equal(await visitor.frame.evaluate(() => document.getElementById('scroller')?.scrollTop), 0);
  });
});

for (const sandbox of [undefined, 'allow-scripts allow-same-origin']) {
  test(`works in a frame of another origin${sandbox ? `, sandbox="${sandbox}"` : ''}`, async () => {
    const name = host_page(sandbox ? 'sandboxed.html' : 'framed.html', await site(await other_origin()), { height: 700, sandbox });
    const shop = make_shop(61);
    await visit({ address: `${await origin()}${name}`, ready: false }, async (visitor) => {
      const { page } = visitor;
      await enter(visitor);
      assert.notEqual(new URL(visitor.frame.url()).origin, new URL(page.url()).origin);
      await page.context().setOffline(true);
      const before = visitor.requests.length;
      const report = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
      assert.equal(report.receipt.customers, expected(shop).customers);
      await visitor.click('nav.cohorts');
      assert.equal(await visitor.root('view'), 'cohorts');
      await visitor.press('bar.language');
      await visitor.click('bar.theme');
      assert.equal(await visitor.root('theme'), 'dark');
      assert.deepEqual(visitor.requests.slice(before), []);
    });
  });
}

test('another page imports the module and gets the same report', async () => {
  const name = host_file('module.html', '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,"><h1>Host</h1></html>');
  const shop = make_shop(62);
  await visit({ address: `${await origin()}${name}`, ready: false }, async ({ page }) => {
    const told = await page.evaluate(async ({ address, text }) => {
      const { load, DangolError } = await import(address);
      const dangol = await load();
      const session = dangol.open();
      /** @type {any[]} */
      const progress = [];
      await session.add(new Blob([text]), { name: 'shop.csv', onProgress: (/** @type {any} */ step) => progress.push(step) });
      const report = await session.report({ period: 'quarter' });
      const fresh = dangol.open();
      const error = await fresh.report().catch((/** @type {unknown} */ reason) => reason);
      // Two sessions of one worker know nothing of each other.
      await fresh.add('order,customer,date,amount\n1,a,2026-01-02,5\n');
      const small = await fresh.report();
      const stopped = new AbortController();
      stopped.abort();
      const aborted = await session.add('x,y\n1,2\n', { signal: stopped.signal }).catch((/** @type {any} */ reason) => reason.name);
      const again = await session.report();
      dangol.close();
      return {
        report, again, progress, aborted, small: small.receipt.orders, code: error.code, known: error instanceof DangolError, messages: error.messages,
      };
    }, { address: `${await site()}dangol.js`, text: shop.text });
    const wanted = expected(shop, { unit: 'quarter' });
    assert.deepEqual([told.report.receipt.orders, told.report.receipt.customers, told.report.period], [wanted.orders, wanted.customers, 'quarter']);
    assert.deepEqual(told.again, told.report, 'an aborted file changes nothing');
    assert.equal(told.small, 1);
    assert.equal(told.aborted, 'AbortError');
    assert.equal(told.code, 'no_data');
    assert.ok(told.known && told.messages.ko && told.messages.en);
    assert.ok(told.progress.length > 0);
    assert.equal(told.progress.at(-1).bytes, shop.text.length);
  });
});
