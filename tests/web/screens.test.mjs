// Sizes and densities of screens, and silence when nothing happens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kGraphics, visit } from './support/browser.mjs';
import { colors_in, difference_of, read_png } from './support/png.mjs';
import { bytes_of, make_shop } from './support/shop.mjs';

/** Everything lies within the width and the last control can be scrolled to. @param {import('./support/browser.mjs').Visitor} visitor @param {string} where */
async function check_layout(visitor, where) {
  const { page } = visitor;
  const found = await page.evaluate(() => {
    const scroller = /** @type {HTMLElement} */ (document.getElementById('scroller'));
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    const wide = [];
    for (const box of document.querySelectorAll('.control')) {
      const { left, right, width, height } = box.getBoundingClientRect();
      if (left < 0 || right > innerWidth + 0.5) wide.push(`${(/** @type {HTMLElement} */ (box)).dataset.id}: ${left} to ${right}`);
      if (width < 24 || height < 24) wide.push(`${(/** @type {HTMLElement} */ (box)).dataset.id}: ${width} x ${height} is too small to hit`);
    }
    scroller.scrollTop = 1e9;
    const bottoms = [...document.querySelectorAll('#flow .control')].map((box) => box.getBoundingClientRect().bottom);
    const end = { bottom: Math.max(0, ...bottoms), at: scroller.scrollTop, of: scroller.scrollHeight - scroller.clientHeight };
    // Going back by the keyboard leaves nothing below the bar.
    const bar = Number.parseFloat(getComputedStyle(/** @type {Element} */ (document.getElementById('shield'))).height);
    for (const box of [...document.querySelectorAll('#flow .control')].reverse()) {
      const field = /** @type {HTMLElement} */ (box.matches('button, select, input') ? box : box.firstElementChild);
      field.focus();
      if (box.getBoundingClientRect().top < bar && scroller.scrollTop > 0) wide.push(`${(/** @type {HTMLElement} */ (box)).dataset.id} is below the bar`);
    }
    scroller.focus();
    scroller.scrollTop = 0;
    return {
      wide, end, page_width: document.documentElement.scrollWidth, scroll_width: scroller.scrollWidth - scroller.clientWidth,
      width: innerWidth, height: innerHeight, density: devicePixelRatio,
      canvas: [canvas.width, canvas.height], css: [canvas.clientWidth, canvas.clientHeight],
    };
  });
  assert.deepEqual(found.wide, [], where);
  assert.ok(found.page_width <= found.width && found.scroll_width <= 0, `${where}: no scrollbar at the bottom`);
  assert.ok(found.end.bottom <= found.height, `${where}: the last control can be reached`);
  assert.ok(Math.abs(found.end.at - found.end.of) <= 1);
  for (const axis of [0, 1]) {
    assert.ok(Math.abs(found.canvas[axis] - found.css[axis] * found.density) <= 1,
      `${where}: ${found.canvas} pixels for ${found.css} at density ${found.density}`);
  }
  return found;
}

/** @param {import('./support/browser.mjs').Visitor} visitor @param {(view: string) => Promise<void>} check */
async function each_view(visitor, check) {
  for (const view of ['overview', 'cohorts', 'retention', 'segments', 'data']) {
    await visitor.go(view);
    await check(view);
  }
  await visitor.press('nav.start');
  await check('start');
}

for (const [width, height, language] of /** @type {const} */ ([[360, 740, 'ko'], [360, 740, 'en'], [768, 1024, 'ko'], [1920, 1080, 'en']])) {
  test(`${width} pixels wide, ${language}: nothing is cut and everything is reached`, async () => {
    await visit({ language, viewport: { width, height } }, async (visitor) => {
      await check_layout(visitor, 'before a file');
      await visitor.press(`start.sample.${language}`);
      await visitor.report();
      await visitor.settled();
      await each_view(visitor, async (view) => {
        await check_layout(visitor, view);
      });
    });
  });
}

for (const density of [1.5, 2, 3]) {
  test(`density ${density}: as many pixels as the screen has`, async () => {
    await visit({ flags: [...kGraphics, `--force-device-scale-factor=${density}`], viewport: null, ready: false }, async (visitor) => {
      const { page } = visitor;
      const devtools = await page.context().newCDPSession(page);
      // A density of 0 leaves the browser's own in place, which Playwright's viewports would replace.
      await devtools.send('Emulation.setDeviceMetricsOverride', { width: 800, height: 600, deviceScaleFactor: 0, mobile: false });
      await visitor.ready();
      await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(51)) });
      const { canvas, css } = await check_layout(visitor, 'overview');
      assert.equal(await page.evaluate(() => devicePixelRatio), density);
      if (Number.isInteger(density)) assert.deepEqual(canvas, css.map((length) => length * density));
      const { data } = await devtools.send('Page.captureScreenshot', { format: 'png' });
      const picture = read_png(Buffer.from(data, 'base64'));
      assert.equal(picture.width, Math.round(800 * density));
      assert.ok(colors_in(picture) > 20, 'something is drawn');
      await devtools.send('Emulation.setDeviceMetricsOverride', { width: 360, height: 640, deviceScaleFactor: 0, mobile: false });
      await page.waitForFunction(() => document.getElementById('canvas')?.clientHeight === 640);
      await visitor.settled();
      await check_layout(visitor, 'narrow overview');
    });
  });
}

test('an idle page draws no frame, nor does a hidden one', async () => {
  await visit({}, async (visitor) => {
    const { page } = visitor;
    const idle = async (/** @type {string} */ where) => {
      await visitor.settled();
      const before = await visitor.frames();
      await page.waitForTimeout(2000);
      assert.equal(await visitor.frames() - before, 0, where);
    };
    await idle('start');
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(52)) });
    await idle('overview');
    await visitor.go('cohorts');
    await page.mouse.move(500, 500, { steps: 4 });
    await idle('cohorts, with the pointer over the table');

    // A hidden page owes its frames until it is seen again.
    const hide = (/** @type {boolean} */ hidden) => page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    await hide(true);
    const before = await visitor.frames();
    await visitor.control('bar.theme').press('Enter');
    await page.mouse.move(600, 400, { steps: 4 });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))));
    assert.equal(await visitor.frames(), before);
    await hide(false);
    await visitor.settled();
    assert.ok(await visitor.frames() > before);
    assert.deepEqual(read_png(await page.screenshot()).pixel(8, 300), [0x12, 0x16, 0x1c], 'and draws what it missed');
  });
});

test('the mouse points at and clicks what is drawn', async () => {
  await visit({}, async (visitor) => {
    const { page } = visitor;
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(53)) });
    await visitor.click('nav.cohorts');
    assert.equal(await visitor.root('view'), 'cohorts');
    const before = read_png(await page.screenshot());
    const csv = await visitor.control('cohorts.csv').boundingBox();
    assert.ok(csv);
    await page.mouse.move(csv.x + csv.width / 2, csv.y + csv.height / 2);
    await visitor.settled();
    assert.equal(await page.evaluate(() => document.getElementById('stage')?.style.cursor), 'pointer');
    assert.ok(difference_of(before, read_png(await page.screenshot())) > 0.0002, 'hovering shows');
    await visitor.click('cohorts.period.quarter');
    assert.equal((await visitor.report()).cohorts.period, 'quarter');
    // Pressing, leaving and letting go elsewhere uses nothing.
    const data = await visitor.control('nav.data').boundingBox();
    assert.ok(data);
    await page.mouse.move(data.x + 10, data.y + 10);
    await page.mouse.down();
    await page.mouse.move(600, 700, { steps: 3 });
    await page.mouse.up();
    await visitor.settled();
    assert.equal(await visitor.root('view'), 'cohorts');
  });
});

test('a finger taps, scrolls and pans', async () => {
  await visit({ viewport: { width: 360, height: 640 } }, async (visitor) => {
    const { page } = visitor;
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 1 });
    const tap = async (/** @type {string} */ id) => {
      const box = await visitor.control(id).boundingBox();
      assert.ok(box, id);
      const points = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points });
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      await visitor.settled();
    };
    const drag = async (/** @type {number[]} */ [x, y], /** @type {number[]} */ [dx, dy]) => {
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
      for (let i = 1; i <= 5; i++) {
        await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + i * dx, y: y + i * dy }] });
      }
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(54)) });
    await tap('nav.cohorts');
    assert.equal(await visitor.root('view'), 'cohorts');
    await drag([180, 500], [0, -60]);
    await page.waitForFunction(() => (document.getElementById('scroller')?.scrollTop ?? 0) > 100);
    assert.equal(await visitor.root('view'), 'cohorts', 'a finger that scrolls taps nothing');
    await visitor.settled();
    const before = read_png(await page.screenshot());
    await drag([300, 400], [-40, 0]);
    await visitor.settled();
    assert.ok(difference_of(before, read_png(await page.screenshot())) > 0.005, 'the table moves sideways');
  });
});
