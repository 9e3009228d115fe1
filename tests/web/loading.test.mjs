// The page loads without a word on the console, asks for nothing afterwards, and its samples and its
// mirror are whole.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { kAfterwards, kFirst, kTexts } from '../budgets/first_load.mjs';
import { check_receipt, root } from '../support/run.mjs';
import { strings, visit } from './support/browser.mjs';
import { rare_syllables } from './support/letters.mjs';
import { difference_of } from './support/png.mjs';
import { bytes_of, make_shop } from './support/shop.mjs';
import { origin, site } from './support/site.mjs';

const kMoreLetters = 'fonts/regular_more.otf';
const matches_schema = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync(`${root}/src/report/schema/report-1.schema.json`, 'utf8')));

test('loads below a folder of a larger site, without errors or violations of its policy', async () => {
  await visit({}, async (visitor) => {
    const { page, requests } = visitor;
    assert.equal(await page.title(), strings.en['page.title']);
    assert.equal(await visitor.root('mirror'), undefined, 'the canvas is shown');
    assert.ok(await visitor.frames() > 0);
    const here = new URL('.', page.url()).href;
    assert.ok(requests.length > 8, 'requests are seen at all');
    assert.deepEqual(requests.filter((address) => !address.startsWith(here)), []);
  });
});

test('a first visit loads what the budgets count, and no more', async () => {
  for (const language of /** @type {const} */ (['ko', 'en'])) {
    await visit({ language }, async ({ page, requests }) => {
      const here = new URL('.', page.url()).href;
      const names = [...new Set(requests.map((address) => address.slice(here.length).replace(/[?#].*/, '') || 'index.html'))];
      assert.deepEqual(names.sort(), [...kFirst, ...kTexts, ...kAfterwards].sort());
      const at = (/** @type {string} */ name) => requests.findIndex((address) => address.endsWith(name));
      const [own, other] = language === 'ko' ? kTexts : [...kTexts].reverse();
      assert.ok(at(own) < at(kAfterwards[0]), `${own} is loaded first`);
      assert.ok(at(other) > at('ui.wasm') && at(other) > at(own), `${other} is loaded afterwards`);
      assert.equal(at(kMoreLetters), requests.length - 1, `${kMoreLetters} is loaded last`);
    });
  }
});

test('rare syllables come after the first picture, and move nothing when they come', async () => {
  await visit({ address: 'about:blank', ready: false }, async (visitor) => {
    const { page } = visitor;
    /** @type {(value?: unknown) => void} */
    let let_pass = () => {};
    const passed = new Promise((resolve) => {
      let_pass = resolve;
    });
    await page.route(`**/${kMoreLetters}`, async (route) => {
      await passed;
      await route.continue();
    });
    await page.goto(`${await site()}?lang=ko`);
    await page.waitForSelector('#boot', { state: 'detached' });
    const before = await rare_syllables(visitor);
    assert.equal(await visitor.root('state'), 'loading');
    assert.ok(!before.drawn, 'one box stands for all');
    let_pass();
    await visitor.ready();
    const after = await rare_syllables(visitor);
    assert.ok(after.drawn, 'each has its own shape');
    const change = difference_of(before.picture, after.picture);
    assert.ok(change > 0 && change < 0.002, `the rest of the page stays where it is: ${change}`);
  });
});

test("the page's own text has the font's size", async () => {
  await visit({}, async ({ page }) => {
    const height = await page.evaluate(async () => {
      await document.fonts.load('100px Dangol');
      const context = new OffscreenCanvas(1, 1).getContext('2d');
      if (!context) throw new Error('no canvas');
      context.font = '100px Dangol';
      return context.measureText('H').actualBoundingBoxAscent;
    });
    // Pretendard's capitals are 1,448 of 2,048 units high.
    assert.ok(Math.abs(height - 70.7) < 1.5, `a capital is ${height} px high at 100 px`);
  });
});

test('the served policy forbids other hosts, inline code and evaluation', async () => {
  await visit({}, async ({ page }) => {
    const response = await page.request.get(page.url().replace(/#.*/, ''));
    const policy = response.headers()['content-security-policy'];
    const meta = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content');
    assert.equal(policy, meta);
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|https?:|\*/);
  });
});

test('requests nothing after loading, whatever the visitor does', async () => {
  await visit({}, async (visitor) => {
    const { page, requests } = visitor;
    // Both witnesses: what the browser reports, and a browser that could not fetch if it wanted to.
    await page.context().setOffline(true);
    const before = requests.length;
    const shop = make_shop(11);
    await visitor.press('start.sample.ko');
    await visitor.report();
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(shop) });
    for (const view of ['overview', 'cohorts', 'data']) await visitor.go(view);
    await visitor.report({ period: 'quarter' });
    await visitor.press('bar.language');
    await visitor.press('bar.theme');
    await visitor.go('cohorts');
    for (const id of ['cohorts.csv', 'cohorts.png']) {
      const download = page.waitForEvent('download');
      await visitor.press(id);
      await download;
    }
    await visitor.press('nav.start');
    await visitor.press('start.sample.en');
    assert.equal((await visitor.report()).source.name, 'sample-en.csv');
    assert.deepEqual(requests.slice(before), []);
    const own = await origin();
    assert.deepEqual(requests.filter((address) => !address.startsWith(own)), []);
  });
});

for (const [language, name] of /** @type {const} */ ([['ko', 'sample-ko.csv'], ['en', 'sample-en.csv']])) {
  test(`the built-in sample ${name} is read whole`, async () => {
    await visit({ language }, async (visitor) => {
      await visitor.click(`start.sample.${language}`);
      const report = await visitor.report();
      assert.equal(report.source.name, name);
      assert.ok(matches_schema(report), JSON.stringify(matches_schema.errors, null, 1));
      assert.ok(report.receipt.rows_used > 1000, `${report.receipt.rows_used} rows used`);
      check_receipt(report.receipt);
      for (const { reason } of report.receipt.set_aside) {
        for (const table of [strings.ko, strings.en]) assert.ok(table[`reason.${reason}`], `no words for ${reason}`);
      }
      assert.ok(report.periods.length >= 12 && report.cohorts.rows.length >= 12);
      assert.equal(await visitor.root('view'), 'overview');
    });
  });
}

/** What it says of a view can be listened to. @param {import('./support/browser.mjs').Visitor} visitor @param {string} view */
async function check_mirror(visitor, view) {
  await visitor.mirror();
  const shape = await visitor.page.evaluate(() => ({
    titles: document.querySelectorAll('h1').length,
    sections: document.querySelectorAll('#mirror h2').length,
    tables: [...document.querySelectorAll('#mirror table')].map((table) => ({
      caption: table.querySelector('caption')?.textContent?.trim() ?? '',
      heads: [...table.querySelectorAll('thead th')].every((head) => head.getAttribute('scope') === 'col'),
      rows: [...table.querySelectorAll('tbody tr')].every((row) => row.firstElementChild?.getAttribute('scope') === 'row'),
      even: new Set([...table.querySelectorAll('tr')].map((row) => row.children.length)).size === 1,
    })),
    text: document.getElementById('mirror')?.innerText ?? '',
  }));
  assert.equal(shape.titles, 1, view);
  if (view !== 'start') assert.ok(shape.sections >= 1 && shape.tables.length >= 1, `the mirror has the view ${view}`);
  for (const table of shape.tables) {
    assert.ok(table.caption, `${view}: a table without a caption`);
    assert.ok(table.heads && table.rows && table.even, `${view}: the table "${table.caption}" has all its heads`);
  }
  assert.doesNotMatch(shape.text, /\b(?:mirror|page|ui|measure|role|reason|warning|error)\.[a-z_]+|\{\w+\}|undefined|NaN|\[object/, view);
}

for (const language of /** @type {const} */ (['ko', 'en'])) {
  test(`the mirror and the controls are named and in order (${language})`, async () => {
    await visit({ language }, async (visitor) => {
      const { page } = visitor;
      await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(12)) });
      for (const view of ['overview', 'cohorts', 'retention', 'segments', 'data', 'start']) {
        if (view === 'start') await visitor.press('nav.start');
        else await visitor.go(view);
        const faults = await page.evaluate(() => {
          const found = [];
          const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
          for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) found.push(`two elements #${id}`);
          for (const field of document.querySelectorAll('#flow :is(button, select, input), #fixed :is(button, select, input)')) {
            if (!field.getAttribute('aria-label')?.trim()) found.push(`no name: ${field.outerHTML}`);
          }
          const keys = [...document.querySelectorAll('.control')].map((box) => (/** @type {HTMLElement} */ (box)).dataset.id);
          if (new Set(keys).size !== keys.length) found.push(`two controls of one id: ${keys}`);
          return found;
        });
        assert.deepEqual(faults, [], view);
        await check_mirror(visitor, view);
      }
    });
  });
}

test('prints the mirror and not the canvas', async () => {
  await visit({}, async (visitor) => {
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(13)) });
    await visitor.mirror();
    await visitor.page.emulateMedia({ media: 'print' });
    const shown = await visitor.page.evaluate(() => Object.fromEntries(['#scroller', '#mirror h1', '#mirror table'].map((selector) =>
      [selector, (document.querySelector(selector)?.getBoundingClientRect().height ?? 0) > 0])));
    assert.deepEqual(shown, { '#scroller': false, '#mirror h1': true, '#mirror table': true });
  });
});
