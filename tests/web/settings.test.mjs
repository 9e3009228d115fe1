// Language, theme, and getting about without a mouse.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strings, visit } from './support/browser.mjs';
import { read_png } from './support/png.mjs';
import { bytes_of, make_shop } from './support/shop.mjs';

/** The colour of the page beside its cards. @param {import('./support/browser.mjs').Visitor} visitor */
async function ground(visitor) {
  const picture = read_png(await visitor.page.screenshot());
  return picture.pixel(8, 300);
}

const kLight = [0xf7, 0xf8, 0xfa];
const kDark = [0x12, 0x16, 0x1c];

test('the language is the browser\'s until the visitor chooses another, and is remembered', async () => {
  await visit({ language: 'ko' }, async (visitor) => {
    const { page } = visitor;
    const label = (/** @type {string} */ id) => visitor.control(id).first().getAttribute('aria-label');
    assert.equal(await page.getAttribute('html', 'lang'), 'ko');
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(41)) });
    await visitor.go('cohorts');
    const rate = /\d+\.\d%/;
    for (const language of /** @type {const} */ (['ko', 'en', 'ko'])) {
      assert.equal(await page.getAttribute('html', 'lang'), language);
      assert.equal(await page.title(), strings[language]['page.title']);
      assert.equal(await label('nav.cohorts'), strings[language]['ui.nav.cohorts']);
      assert.equal(await label('cohorts.definition.on'), strings[language]['ui.cohorts.definition.name.on']);
      const text = await visitor.mirror();
      assert.ok(text.includes(strings[language]['mirror.cohorts']));
      assert.ok(text.includes(strings[language]['ui.cohorts.definition.on']));
      assert.match(text, rate);
      if (language === 'en') assert.doesNotMatch(text.replaceAll('단골', ''), /[가-힣]/);
      await visitor.click('bar.language');
    }
    await page.reload();
    await visitor.ready();
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.equal(await label('start.paste'), strings.en['ui.start.paste.button']);
  });
});

test('the theme is the system\'s until the visitor chooses another, and is remembered', async () => {
  await visit({ color_scheme: 'light' }, async (visitor) => {
    const { page } = visitor;
    assert.deepEqual(await ground(visitor), kLight);
    await page.emulateMedia({ colorScheme: 'dark' });
    await visitor.settled();
    assert.deepEqual(await ground(visitor), kDark);
    await visitor.click('bar.theme');
    await page.mouse.move(640, 700);
    await visitor.settled();
    assert.deepEqual(await ground(visitor), kLight);
    assert.equal(await visitor.root('theme'), 'light');
    await page.reload();
    await visitor.ready();
    assert.deepEqual(await ground(visitor), kLight, 'the choice outlives the page');
    await visitor.click('bar.theme');
    assert.deepEqual(await ground(visitor), kDark);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), `rgb(${kDark.join(', ')})`);
  });
});

test('everything is reached and used by the keyboard', async () => {
  await visit({}, async (visitor) => {
    const { page } = visitor;
    const focused = () => page.evaluate(() => document.activeElement?.closest('.control')?.getAttribute('data-id') ?? null);
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(42)) });
    for (const view of ['cohorts', 'retention', 'data', 'overview']) {
      // Tab goes through the controls in the order in which they are drawn.
      await page.evaluate(() => document.getElementById('scroller')?.focus());
      const order = [];
      const wanted = await visitor.controls();
      for (let i = 0; i < wanted.length; i++) {
        await page.keyboard.press('Tab');
        const id = await focused();
        order.push(id);
        if (id === `nav.${view}`) break;
      }
      assert.deepEqual(order, wanted.slice(0, wanted.indexOf(`nav.${view}`) + 1));
      // The focus shows: a ring of the theme's colour.
      const ring = await visitor.control(`nav.${view}`).evaluate((tab) => getComputedStyle(tab).outline);
      assert.match(ring, /rgb\(14, 124, 102\) solid 2px/);
      await page.keyboard.press('Enter');
      await visitor.settled();
      assert.equal(await visitor.root('view'), view);
      assert.equal(await focused(), `nav.${view}`, 'the focus stays where it was');
      assert.equal(await visitor.control(`nav.${view}`).getAttribute('aria-current'), 'true');
      assert.equal(new URL(page.url()).hash, `#${view}`);
    }
    const all = await visitor.controls();
    await page.evaluate(() => document.getElementById('scroller')?.focus());
    for (const id of all) {
      await page.keyboard.press('Tab');
      assert.equal(await focused(), id);
      const box = await visitor.control(id).boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= 800, `${id} is scrolled into view`);
    }
    // Space works like Enter, toggles tell their state, and the page scrolls by keys.
    await visitor.control('overview.period.quarter').press('Space');
    await visitor.settled();
    assert.equal((await visitor.report()).period, 'quarter');
    assert.equal(await visitor.control('overview.period.quarter').getAttribute('aria-pressed'), 'true');
    assert.equal(await visitor.control('overview.period.month').getAttribute('aria-pressed'), 'false');
    await page.evaluate(() => document.getElementById('scroller')?.focus());
    await page.keyboard.press('End');
    await page.waitForFunction(() => (document.getElementById('scroller')?.scrollTop ?? 0) > 100);
    await page.goBack();
    await page.waitForSelector('html[data-view="data"]');
  });
});
