// Chromium, and one page of it with everything recorded that must not happen: errors on the
// console, violations of the page's policy, requests.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { root } from '../../support/run.mjs';
import { site } from './site.mjs';

const kFlags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
/** WebGL2 without a graphics card. */
export const kGraphics = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
export const kNoGraphics = ['--disable-gpu', '--disable-3d-apis'];
const kPatience = 20_000;

/** @type {Map<string, Promise<import('playwright-core').Browser>>} */
const browsers = new Map();

/** One browser for each set of flags. @param {string[]} flags */
export function browser(flags = kGraphics) {
  const key = flags.join(' ');
  let running = browsers.get(key);
  if (!running) {
    running = chromium.launch({ executablePath: process.env.DANGOL_CHROMIUM ?? '/usr/bin/chromium', args: [...kFlags, ...flags] });
    browsers.set(key, running);
  }
  return running;
}

export async function close_browsers() {
  for (const running of browsers.values()) await (await running).close();
}

/** @type {Record<'ko' | 'en', Record<string, string>>} */
export const strings = {
  ko: JSON.parse(readFileSync(`${root}/assets/strings/ko.json`, 'utf8')),
  en: JSON.parse(readFileSync(`${root}/assets/strings/en.json`, 'utf8')),
};

/**
 * @typedef {{
 *   flags?: string[], language?: 'ko' | 'en', address?: string, path?: string,
 *   viewport?: {width: number, height: number} | null, color_scheme?: 'light' | 'dark', ready?: boolean,
 * }} Visit
 */

/**
 * Opens a page in a fresh context, uses it and closes it; afterwards nothing may have gone wrong.
 * @param {Visit} how
 * @param {(visitor: Visitor) => Promise<void>} use
 */
export async function visit({ flags, language = 'en', address, path = '', viewport = { width: 1280, height: 800 },
  color_scheme = 'light', ready = true }, use) {
  const context = await (await browser(flags)).newContext({
    viewport, colorScheme: color_scheme, locale: language === 'ko' ? 'ko-KR' : 'en-GB', acceptDownloads: true,
  });
  context.setDefaultTimeout(kPatience);
  try {
    const visitor = new Visitor(await context.newPage());
    await visitor.watch();
    await visitor.page.goto(address ?? `${await site()}${path}`, { waitUntil: 'commit' });
    if (ready) await visitor.ready();
    await use(visitor);
    assert.deepEqual(await visitor.faults(), []);
  } finally {
    await context.close();
  }
}

export class Visitor {
  /** @type {string[]} console errors, uncaught errors, failed requests */
  errors = [];
  /** @type {string[]} every address asked for, except those that never leave the page */
  requests = [];

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    /** @type {import('playwright-core').Page | import('playwright-core').Frame} where the product is */
    this.frame = page;
  }

  async watch() {
    const { page } = this;
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.errors.push(`uncaught: ${error.stack ?? error}`));
    page.context().on('request', (request) => {
      if (!/^(blob|data|about):/.test(request.url())) this.requests.push(request.url());
    });
    await page.addInitScript(() => {
      const violations = (/** @type {any} */ (window)).policy_violations = /** @type {string[]} */ ([]);
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
        violations.push(`policy: ${violatedDirective} ${blockedURI} at ${sourceFile}:${lineNumber}`));
    });
  }

  /** Errors and policy violations so far. @returns {Promise<string[]>} */
  async faults() {
    const violations = await Promise.all(this.page.frames().map((frame) =>
      frame.evaluate(() => (/** @type {any} */ (window)).policy_violations ?? [])));
    return [...this.errors, ...violations.flat()];
  }

  async ready() {
    await this.frame.waitForSelector('html[data-state="ready"]', { state: 'attached' });
    await this.settled();
  }

  /** Waits until the page has nothing left to draw or to compute. */
  async settled() {
    await this.frame.waitForFunction(() => document.documentElement.dataset.busy !== 'true');
    await this.frame.evaluate(async () => {
      const frames = () => (/** @type {any} */ (window)).dangol.frames;
      const deadline = performance.now() + 5000;
      for (let quiet = 0, last = frames(); quiet < 6 && performance.now() < deadline;) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        quiet = frames() === last ? quiet + 1 : 0;
        last = frames();
      }
    });
  }

  /** The Report on screen. @param {object} [patch] @returns {Promise<any>} */
  report(patch) {
    return this.frame.evaluate((change) => (/** @type {any} */ (window)).dangol.report(change), patch);
  }

  /** Frames drawn so far. @returns {Promise<number>} */
  frames() {
    return this.frame.evaluate(() => (/** @type {any} */ (window)).dangol.frames);
  }

  /** The real element over something drawn. @param {string} id */
  control(id) {
    return this.frame.locator(`.control[data-id="${id}"]`);
  }

  /** Ids of the controls on screen, in tab order. @param {string} [prefix] @returns {Promise<string[]>} */
  async controls(prefix = '') {
    const ids = await this.frame.locator('.control').evaluateAll((boxes) =>
      boxes.map((box) => (/** @type {HTMLElement} */ (box)).dataset.id ?? ''));
    return ids.filter((id) => id.startsWith(prefix));
  }

  /** Clicks with the mouse where a control is drawn: the canvas takes the click. @param {string} id */
  async click(id) {
    const control = this.control(id);
    await control.evaluate((box) => box.scrollIntoView({ block: 'nearest' }));
    await this.settled();
    const box = await control.boundingBox();
    assert.ok(box, `${id} is not on screen`);
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.up();
    await this.settled();
  }

  /** Uses a control by the keyboard. @param {string} id */
  async press(id) {
    await this.control(id).press('Enter');
    await this.settled();
  }

  /** Chooses from a list. @param {string} id @param {string} value */
  async choose(id, value) {
    await this.control(id).selectOption(value);
    await this.settled();
  }

  /** @param {string} view */
  async go(view) {
    // Tabs for which a narrow screen has no room are in the list behind the last one.
    if ((await this.controls('nav.')).includes(`nav.${view}`)) await this.press(`nav.${view}`);
    else await this.choose('nav.more', view);
    assert.equal(await this.root('view'), view);
  }

  /** A data attribute of the root element. @param {string} name @returns {Promise<string | undefined>} */
  root(name) {
    return this.frame.evaluate((key) => document.documentElement.dataset[key], name);
  }

  /** Chooses a file in the file input on screen; gives the Report that is there afterwards.
   * @param {string | {name: string, mimeType?: string, buffer: Buffer}} file */
  async upload(file) {
    const shown = await this.root('mirror') === 'shown';
    const input = this.frame.locator(shown ? '#mirror input[data-key="file"]' : '.control[data-kind="file"] input').last();
    await input.setInputFiles(typeof file === 'string' ? file : { mimeType: 'text/csv', ...file });
    const report = await this.report();
    await this.settled();
    return report;
  }

  /** What the mirror says is going on. @returns {Promise<{text: string, error: boolean}>} */
  status() {
    return this.frame.locator('#mirror > [role=status]').evaluate((line) =>
      ({ text: line.textContent ?? '', error: line.classList.contains('error') }));
  }

  /** The text of the mirror, tables and all, once it is up to date. @returns {Promise<string>} */
  async mirror() {
    // It follows the canvas by a timer of 30 ms, which is due before this one.
    await this.frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 40)));
    return this.frame.locator('#mirror').evaluate((mirror) => mirror.textContent ?? '');
  }
}

/** Waits until a condition holds. @param {() => Promise<unknown>} condition @param {string} what */
export async function until(condition, what, patience = kPatience) {
  const deadline = Date.now() + patience;
  while (!await condition()) {
    assert.ok(Date.now() < deadline, `waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
