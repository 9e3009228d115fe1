// dist/dangol.html: the whole product in one file, from a disk and in the strictest frame.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { kStyles, serial, workbook } from './support/archives.mjs';
import { visit } from './support/browser.mjs';
import { rare_syllables } from './support/letters.mjs';
import { colors_in, read_png } from './support/png.mjs';
import { bytes_of, expected, make_shop } from './support/shop.mjs';
import { dist, host_file, origin, site } from './support/site.mjs';

const path = join(dist, 'dangol.html');

test('opens from a disk without a network', async () => {
  const address = pathToFileURL(path).href;
  const shop = make_shop(81);
  await visit({ address: 'about:blank', ready: false }, async (visitor) => {
    const { page } = visitor;
    await page.context().setOffline(true);
    await page.goto(address);
    await visitor.ready();
    assert.equal(await visitor.root('mirror'), undefined, 'the canvas is shown');
    assert.ok(colors_in(read_png(await page.screenshot())) > 20);
    await visitor.click('start.sample.ko');
    const sample = await visitor.report();
    assert.ok(sample.receipt.rows_used > 1000);
    const report = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    assert.equal(report.receipt.customers, expected(shop).customers);
    const book = workbook([{ name: 'Orders', rows: [shop.header, ...shop.records.map(({ order, day, customer, buyer, paid, list }) =>
      [order, { serial: serial(day), style: kStyles.date }, customer, buyer, Number(paid), Number(list)])] }]);
    const read = await visitor.upload({ name: 'shop.xlsx', buffer: book });
    assert.deepEqual([read.source.container, read.receipt.customers], ['xlsx', expected(shop).customers]);
    for (const view of ['cohorts', 'data', 'overview']) await visitor.go(view);
    assert.ok((await rare_syllables(visitor)).drawn, 'it holds all syllables');
    await visitor.press('bar.language');
    await visitor.press('bar.theme');
    assert.deepEqual(visitor.requests.filter((request) => request !== address), [], 'nothing is asked for');
  });
});

test('works in a frame with sandbox="allow-scripts" alone', async () => {
  const name = host_file('strict.html', `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">
<style>body { margin: 0 } iframe { width: 1000px; height: 700px; border: 0 }</style>
<iframe id="guest" title="Dangol" src="${await site()}dangol.html" sandbox="allow-scripts"></iframe></html>`);
  const shop = make_shop(82);
  await visit({ address: `${await origin()}${name}`, ready: false }, async (visitor) => {
    const { page } = visitor;
    const frame = await (await page.waitForSelector('#guest')).contentFrame();
    assert.ok(frame);
    visitor.frame = frame;
    await visitor.ready();
    assert.equal(await frame.evaluate(() => origin), 'null');
    assert.equal(visitor.requests.length, 2, 'the host and the file');
    await page.context().setOffline(true);
    await visitor.click('start.sample.en');
    assert.ok((await visitor.report()).receipt.rows_used > 1000);
    const report = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    assert.equal(report.receipt.customers, expected(shop).customers);
    await visitor.press('bar.language');
    await visitor.click('nav.cohorts');
    assert.equal(await visitor.root('view'), 'cohorts');
    assert.equal(visitor.requests.length, 2);
  });
});

test('names no address to fetch anything from', () => {
  const html = readFileSync(path, 'utf8');
  const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /connect-src|'unsafe|https?:|'self'/);
  assert.doesNotMatch(html, /<(?:link|script|img|iframe)[^>]+(?:src|href)="(?!data:)/);
});
