#!/usr/bin/env node
// Pictures of every view for people to look at: both languages and themes, a phone and a desktop,
// density 1 and 2. Each picture shows the whole height of its view.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../support/run.mjs';
import { browser, close_browsers, Visitor } from './support/browser.mjs';
import { close_sites, site } from './support/site.mjs';

const kUsage = `usage: tests/web/shots.mjs [--file FILE] [--to FOLDER] [name...]

Puts pictures into FOLDER (build/shots), named VIEW-LANGUAGE-THEME-WIDTH-DENSITY.png. With names only
those whose name contains all of them are taken: "shots.mjs ko dark 360". FILE is the sales file to
show; without it, the built-in sample of the language. tools/build must have been run.`;
const kViews = ['start', 'overview', 'cohorts', 'retention', 'value', 'segments', 'experiment', 'data', 'calculators'];
const kHeights = new Map([[360, 740], [1280, 800]]);

let options;
try {
  options = parseArgs({ allowPositionals: true, options: {
    file: { type: 'string' },
    to: { type: 'string', default: join(root, 'build/shots') },
    help: { type: 'boolean', short: 'h' },
  } });
} catch (error) {
  console.error(`${error.message}\n\n${kUsage}`);
  process.exit(2);
}
if (options.values.help) {
  console.log(kUsage);
  process.exit(0);
}
const { values: { file, to }, positionals: wanted } = options;
mkdirSync(to, { recursive: true });

/** @param {'ko' | 'en'} language @param {'light' | 'dark'} theme @param {number} width @param {number} density */
async function take(language, theme, width, density) {
  const name_of = (/** @type {string} */ view) => `${view}-${language}-${theme}-${width}-${density}x`;
  const views = kViews.filter((view) => wanted.every((word) => name_of(view).split('-').includes(word)));
  if (views.length === 0) return;
  const least = kHeights.get(width) ?? 800;
  const context = await (await browser()).newContext({ viewport: { width, height: least }, deviceScaleFactor: density, hasTouch: width < 640 });
  const visitor = new Visitor(await context.newPage());
  await visitor.page.goto(`${await site()}?lang=${language}&theme=${theme}`);
  await visitor.ready();
  if (file) await visitor.upload(file);
  else await visitor.press(`start.sample.${language}`);
  await visitor.report();
  await visitor.settled();
  for (const view of views) {
    if (view === 'start') await visitor.press('nav.start');
    else await visitor.go(view);
    await visitor.page.evaluate(() => document.getElementById('scroller')?.focus());
    const height = await visitor.page.evaluate(() => document.getElementById('content')?.offsetHeight ?? 0);
    await visitor.page.setViewportSize({ width, height: Math.min(4000, Math.max(least, height)) });
    await visitor.settled();
    const path = join(to, `${name_of(view)}.png`);
    await visitor.page.screenshot({ path });
    console.log(path);
    await visitor.page.setViewportSize({ width, height: least });
    await visitor.settled();
  }
  await context.close();
}

try {
  for (const language of /** @type {const} */ (['ko', 'en'])) {
    for (const theme of /** @type {const} */ (['light', 'dark'])) {
      for (const width of kHeights.keys()) {
        for (const density of [1, 2]) await take(language, theme, width, density);
      }
    }
  }
} finally {
  await close_browsers();
  close_sites();
}
