// The calculators for visitors without a file: typing answers, the impossible is said, a link brings
// the numbers back, the mirror has them too, and a file fills what nobody has typed.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Calculators } from '../../web/calculators.js';
import { Texts } from '../../web/text.js';
import { kNoGraphics, strings, visit } from './support/browser.mjs';
import { bytes_of, make_shop } from './support/shop.mjs';
import { dist } from './support/site.mjs';

const plain = (/** @type {string} */ text) => text.replaceAll('**', '');

/** Types into a field of the canvas, key by key.
 * @param {import('./support/browser.mjs').Visitor} visitor @param {string} field @param {string} text */
async function type(visitor, field, text) {
  const input = visitor.control(`calculator.${field}`);
  await input.fill('');
  await input.pressSequentially(text);
  await visitor.settled();
}

/** @param {import('./support/browser.mjs').Visitor} visitor @param {string} field */
const value = (visitor, field) => visitor.control(`calculator.${field}`).inputValue();
/** @param {import('./support/browser.mjs').Visitor} visitor @param {string} field */
const name = (visitor, field) => visitor.control(`calculator.${field}`).getAttribute('aria-label');

/** The calculators' part of the mirror, once it holds `text`.
 * @param {import('./support/browser.mjs').Visitor} visitor @param {string | RegExp} text */
async function answered(visitor, text) {
  const section = visitor.frame.locator('#mirror > section').filter({ hasText: text });
  await section.waitFor({ state: 'attached' });
  return section.evaluate((part) => part.textContent ?? '');
}

/** What stands in the address after the #. @param {import('./support/browser.mjs').Visitor} visitor */
const fragment = (visitor) => new URL(visitor.page.url()).hash.slice(1);

test('the start view leads to them, and an answer comes while one types', async () => {
  await visit({ language: 'ko' }, async (visitor) => {
    const texts = strings.ko;
    const requests = visitor.requests.length;
    await visitor.press('start.calculators');
    assert.equal(await visitor.root('view'), 'calculators');
    await type(visitor, 'retention.s', '1,200');
    await type(visitor, 'retention.e', '1300');
    // What is blank is asked for, and is not zero.
    assert.ok((await answered(visitor, texts['calc.missing'].replace('{fields}', texts['calc.field.n'])))
      .includes(texts['calc.ask.retention']));
    await type(visitor, 'retention.n', '400');
    const said = await answered(visitor, '(1,300 − 400) ÷ 1,200 = 75%');
    assert.ok(said.includes(plain(texts['calc.say.retention_rate_article']).replace('{value}', '75%')));
    assert.equal(fragment(visitor), 'calc=retention&s=1200&e=1300&n=400');
    // The matched rate joins, with its interval, and why the two differ.
    await type(visitor, 'retention.r', '720');
    const both = await answered(visitor, '720 ÷ 1,200 = 60%');
    assert.ok(both.includes(plain(texts['calc.say.retention_rate_matched']).replace('{value}', '60%')));
    assert.ok(both.includes(plain(texts['calc.note.retention']).replace('{returned}', '180')));
    assert.match(both, /57\.2%~62\.7%/); // Wilson by hand: 0.5720 to 0.6273
    assert.equal(visitor.requests.length, requests, 'nothing is asked of a server');
  });
});

test('the impossible and the wrong are said instead of computed', async () => {
  const texts = strings.en;
  await visit({ path: '#calc=retention&s=100&e=150&n=40' }, async (visitor) => {
    let said = await answered(visitor, texts['calc.problem.kept_above_start']);
    assert.ok(!said.includes('110%'));
    await visitor.press('calculator.conversion');
    await type(visitor, 'conversion.visitors', '100');
    await type(visitor, 'conversion.conversions', '101');
    await answered(visitor, texts['calc.invalid']);
    assert.ok((await name(visitor, 'conversion.conversions'))?.includes(
      texts['calc.problem.above'].replace('{other}', texts['calc.field.visitors'])));
    for (const [text, code] of [['-1', 'negative'], ['1.5', 'not_whole'], ['ten', 'not_a_number'], ['1e99', 'too_large']]) {
      await type(visitor, 'conversion.conversions', text);
      await visitor.page.waitForFunction(([id, problem]) =>
        document.querySelector(`[data-id="${id}"]`)?.getAttribute('aria-label')?.includes(problem),
      ['calculator.conversion.conversions', texts[`calc.problem.${code}`]]);
    }
    await type(visitor, 'conversion.conversions', '5');
    said = await answered(visitor, '5 ÷ 100 = 5%');
    assert.equal(await name(visitor, 'conversion.conversions'), texts['calc.field.conversions']);
    await visitor.press('calculator.clv');
    await visitor.press('calculator.clv.basis.churn');
    for (const [field, text] of [['order_value', '50'], ['frequency', '4'], ['churn', '0']]) await type(visitor, `clv.${field}`, text);
    said = await answered(visitor, texts['calc.problem.zero_churn']);
    assert.doesNotMatch(said, /∞|NaN|Infinity/);
    assert.equal(said.split(texts['calc.problem.zero_churn']).length, 2, 'it is said once');
    await type(visitor, 'clv.churn', '25');
    await answered(visitor, '50 × 4 ÷ 25% = 800');
  });
});

test('a link brings a calculator and its numbers back, whatever else stands in it', async () => {
  for (const language of /** @type {const} */ (['ko', 'en'])) {
    await visit({ language, path: '#calc=conversion&visitors=2400&conversions=120' }, async (visitor) => {
      await answered(visitor, '120 ÷ 2,400 = 5%');
      assert.equal(await visitor.root('view'), 'calculators');
      assert.equal(await value(visitor, 'conversion.visitors'), '2400');
      // Another link in the same page, and back.
      await visitor.page.evaluate(() => {
        location.hash = 'calc=nps&promoters=60&passives=25&detractors=15';
      });
      await answered(visitor, '100 × (60 − 15) ÷ (60 + 25 + 15) = 45');
      await visitor.page.goBack();
      await answered(visitor, '120 ÷ 2,400 = 5%');
    });
  }
  await visit({ path: `#calc=retention&s=%3Cb%3E&e=${'9'.repeat(300)}&x=1&__proto__=1&S=3` }, async (visitor) => {
    await answered(visitor, strings.en['calc.invalid']);
    assert.equal(await value(visitor, 'retention.s'), '<b>');
    assert.equal(await value(visitor, 'retention.e'), '');
  });
  await visit({ path: '#calc=nothing' }, async (visitor) => {
    assert.equal(await visitor.root('view'), 'calculators');
    await answered(visitor, strings.en['calc.ask.retention']);
  });
});

test('the link is copied, and holds the numbers alone', async () => {
  await visit({ path: '#calc=churn&s=200&lost=50' }, async (visitor) => {
    await visitor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await answered(visitor, '50 ÷ 200 = 25%');
    await visitor.press('calculator.copy');
    await visitor.page.locator('#notice').filter({ hasText: strings.en['calc.copied'] }).waitFor();
    const copied = await visitor.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, visitor.page.url());
    assert.equal(new URL(copied).hash, '#calc=churn&s=200&lost=50');
    await visitor.press('calculator.clear');
    assert.equal(await value(visitor, 'churn.s'), '');
    assert.deepEqual((await visitor.controls()).filter((id) => /clear|copy/.test(id)), []);
  });
});

test('a file fills what nobody has typed, and says where it comes from', async () => {
  await visit({ path: '#calc=retention&e=1000' }, async (visitor) => {
    const report = await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(71)) });
    assert.equal(await visitor.root('view'), 'calculators', 'the file does not take the visitor away');
    const judged = report.measures.retention_rate_matched.period;
    const period = report.periods.find((/** @type {any} */ one) => one.period === judged);
    await visitor.press('calculator.fill');
    assert.equal(await value(visitor, 'retention.s'), String(period.start_customers));
    assert.equal(await value(visitor, 'retention.n'), String(period.new_customers));
    assert.equal(await value(visitor, 'retention.r'), String(period.retained_customers));
    assert.equal(await value(visitor, 'retention.e'), '1000', 'what was typed stays');
    const source = strings.en['calc.filled'].replace('{source}', judged);
    assert.ok((await name(visitor, 'retention.s'))?.includes(source));
    assert.ok(!(await name(visitor, 'retention.e'))?.includes(source));
    // Typing over it makes it the visitor's own.
    await type(visitor, 'retention.s', '77');
    await visitor.press('calculator.fill');
    assert.equal(await value(visitor, 'retention.s'), '77');
    // The same measure from the file and from the numbers that it gives.
    await visitor.press('calculator.repeat');
    await visitor.press('calculator.fill');
    const { value: rate, n } = report.measures.repeat_purchase_rate;
    await answered(visitor, `${Math.round(rate * n)} ÷ ${n} =`);
    await visitor.press('calculator.clv');
    await visitor.press('calculator.fill');
    await answered(visitor, strings.en['calc.result.clv_so_far']);
    assert.equal(await visitor.control('calculator.clv.basis.observed').getAttribute('aria-pressed'), 'true');
  });
});

test('without a canvas the mirror has them as a form, with live answers', async () => {
  await visit({ flags: kNoGraphics, language: 'ko' }, async (visitor) => {
    const texts = strings.ko;
    const { page } = visitor;
    assert.equal(await visitor.root('mirror'), 'shown');
    const field = (/** @type {string} */ key) => page.locator('#mirror .fields').getByLabel(texts[`calc.field.${key}`]);
    await field('s').pressSequentially('120');
    await field('e').fill('130');
    await field('n').fill('40');
    await answered(visitor, '(130 − 40) ÷ 120 = 75%');
    assert.equal(await field('n').evaluate((input) => input === document.activeElement), true, 'the focus stays');
    assert.equal(await field('s').inputValue(), '120');
    await field('n').fill('400');
    await answered(visitor, texts['calc.problem.above'].replace('{other}', texts['calc.field.e']));
    assert.equal(await field('n').getAttribute('aria-invalid'), 'true');
    const list = page.locator('#mirror > section select').first();
    assert.ok((await list.evaluate((select) => select.closest('label')?.textContent))?.startsWith(texts['calc.choose']));
    await list.selectOption('payback');
    await field('cac').fill('90');
    await field('monthly_margin').fill('12');
    await answered(visitor, '90 ÷ 12 = 7.5개월');
    assert.equal(fragment(visitor), 'calc=payback&cac=90&monthly_margin=12');
    await list.selectOption('clv');
    await field('basis').selectOption('churn');
    await field('churn').waitFor();
  });
});

test('every calculator has its words in both languages, and no field without a name', async () => {
  const { load } = await import(pathToFileURL(join(dist, 'dangol.js')).href);
  const dangol = await load();
  for (const language of /** @type {const} */ (['ko', 'en'])) {
    const texts = new Texts(language, strings[language]);
    const calculators = new Calculators(dangol.calculate, () => {});
    const names = calculators.model(texts, null).list.map(({ value: one }) => one).filter(Boolean);
    assert.equal(names.length, 13);
    for (const one of names) {
      for (const group of ['name', 'ask', 'about']) assert.ok(texts.has(`calc.${group}.${one}`), `${group} ${one}`);
      for (const basis of ['years', 'churn', 'observed']) {
        const { fields, results } = await dangol.calculate(one, { basis });
        for (const { name: key, options } of fields) {
          assert.ok(texts.has(`calc.field.${key}`), key);
          for (const option of options) assert.ok(texts.has(`calc.option.${option}`), option);
        }
        for (const { name: key, formula } of results) {
          assert.ok(texts.has(`calc.result.${key}`), key);
          for (const [part] of formula.matchAll(/[a-z_]+/g)) {
            assert.ok(texts.has(`calc.field.${part}`) || texts.has(`calc.result.${part}`), part);
          }
        }
      }
    }
  }
  await assert.rejects(dangol.calculate('no such'), { code: 'calculator_unknown' });
  dangol.close();
});

test('an answer to what was typed before is dropped', async () => {
  /** @type {((answer: any) => void)[]} */
  const waiting = [];
  const calculators = new Calculators(() => new Promise((resolve) => waiting.push(resolve)), () => {});
  const texts = new Texts('en', strings.en);
  const answer = (/** @type {number} */ number) => ({ name: 'retention', fields: [], results: [{ name: 'churn_rate', unit: 'score',
    formula: 's', value: number, low: null, high: null, n: null, state: 'value', missing: [], problem: null }] });
  calculators.type('s', '1');
  calculators.type('s', '12');
  waiting[1](answer(2));
  await null;
  waiting[0](answer(1));
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(calculators.model(texts, null).results[0].number, '2');
});
