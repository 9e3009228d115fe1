// What the visitor takes along: tables and pictures.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse_csv } from '../reference/reference.mjs';
import { strings, visit } from './support/browser.mjs';
import { colors_in, read_png } from './support/png.mjs';
import { bytes_of, make_shop } from './support/shop.mjs';

/** @param {import('./support/browser.mjs').Visitor} visitor @param {string} id */
async function download(visitor, id) {
  const waiting = visitor.page.waitForEvent('download');
  await visitor.click(id);
  const file = await waiting;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test('the cohort table as CSV holds the report\'s own numbers', async () => {
  await visit({}, async (visitor) => {
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(101)) });
    await visitor.go('cohorts');
    const { cohorts } = await visitor.report();
    for (const mode of /** @type {const} */ (['share', 'customers', 'revenue'])) {
      await visitor.choose('cohorts.mode', mode);
      const { name, bytes } = await download(visitor, 'cohorts.csv');
      assert.match(name, /\.csv$/);
      const text = bytes.toString('utf8');
      assert.ok(text.startsWith('\uFEFF') && !text.startsWith('\uFEFF\uFEFF'), 'one mark, for Excel');
      const [head, ...rows] = parse_csv(text.slice(1));
      assert.deepEqual(head.slice(0, 4), [strings.en['ui.cohorts.csv.cohort'], strings.en['ui.cohorts.size'], '0', '1']);
      assert.deepEqual(rows.map(([cohort, size]) => [cohort, Number(size)]), cohorts.rows.map(({ cohort, size }) => [cohort, size]));
      for (const [i, row] of rows.entries()) {
        const values = cohorts.rows[i][mode];
        assert.equal(row.length, head.length);
        for (const [k, cell] of row.slice(2).entries()) {
          const wanted = values[k] ?? null;
          if (wanted === null) assert.equal(cell, '', `${row[0]} +${k} is not observed`);
          else assert.ok(Math.abs(Number(cell) - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)), `${row[0]} +${k}: ${cell}, not ${wanted}`);
        }
      }
      for (const cell of [head, ...rows].flat()) assert.doesNotMatch(cell, /^(?:[=+@\t\r]|-(?![\d.]))/, 'no spreadsheet takes a cell for a formula');
    }
  });
});

for (const [view, id] of [['cohorts', 'cohorts.png'], ['overview', 'overview.retention.png'],
  ['retention', 'retention.loss.png']]) {
  test(`the picture of ${view} shows what is on screen`, async () => {
    await visit({}, async (visitor) => {
      await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(102)) });
      await visitor.go(view);
      const { page } = visitor;
      const scrolled = () => page.evaluate(() => document.getElementById('scroller')?.scrollTop);
      const { name, bytes } = await download(visitor, id);
      assert.match(name, /\.png$/);
      const picture = read_png(bytes);
      assert.ok(picture.width > 600 && picture.height > 200, `${picture.width} x ${picture.height}`);
      assert.ok(colors_in(picture) > 20, 'something is drawn');
      const at = await scrolled();
      await visitor.settled();
      assert.equal(await scrolled(), at, 'the page stays where it was');
      assert.ok(colors_in(read_png(await page.screenshot())) > 20, 'and is drawn as before');
    });
  });
}
