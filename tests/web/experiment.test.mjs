// Did it work: typed counts give a verdict in both languages, an alarm stands above it, a link brings
// the counts back, a table of users leads to the view, and the plan follows what is typed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ExperimentDesk } from '../../web/experiment.js';
import { read_settings } from '../../web/experiment_settings.js';
import { write_csv } from '../../web/experiment_tables.js';
import { Words } from '../../web/experiment_words.js';
import { Texts } from '../../web/text.js';
import { parse_csv } from '../reference/reference.mjs';
import { kNoGraphics, strings, until, visit } from './support/browser.mjs';
import { random } from './support/shop.mjs';

/** Waits until the mirror says something. @param {import('./support/browser.mjs').Visitor} visitor @param {string | RegExp} text */
async function told(visitor, text) {
  await visitor.frame.locator('#mirror').filter({ hasText: text }).waitFor({ state: 'attached' });
}

/** Types counts into the canvas' fields. @param {import('./support/browser.mjs').Visitor} visitor @param {number[][]} counts */
async function type_counts(visitor, counts) {
  for (const [i, [users, conversions]] of counts.entries()) {
    await visitor.control(`experiment.arm.${i}.users`).fill(String(users));
    await visitor.control(`experiment.arm.${i}.conversions`).fill(String(conversions));
  }
  await visitor.settled();
}

/** What a sentence says before its first number, without the marks of emphasis. @param {string} text */
const plain = (text) => text.replaceAll('**', '');

/** A user a row; B converts more often. @param {number} users */
function make_users(users) {
  const next = random(41);
  const lines = ['user,variant,converted,revenue'];
  for (let i = 0; i < users; i++) {
    const variant = i % 2 ? 'B' : 'A';
    const bought = next() < (variant === 'B' ? 0.3 : 0.18);
    lines.push(`u${i},${variant},${Number(bought)},${bought ? (10 + 40 * next()).toFixed(2) : 0}`);
  }
  return { name: 'users.csv', buffer: Buffer.from(`${lines.join('\n')}\n`) };
}

test('typed counts give the verdict in both languages, and the link brings them back', async () => {
  /** @type {string} */
  let address = '';
  await visit({}, async (visitor) => {
    const requests = visitor.requests.length;
    await visitor.press('start.experiment');
    assert.equal(await visitor.root('view'), 'experiment');
    await type_counts(visitor, [[2400, 120], [2380, 165]]);
    await told(visitor, /B is better\. Conversion rose \d+–\d+%/);
    await told(visitor, strings.en['ui.experiment.health.fine']);
    await told(visitor, '120');
    await visitor.click('bar.language');
    await told(visitor, /B안이 더 낫습니다\. 전환이 \d+–\d+% 올랐습니다/);
    // A bound below which it would still do is part of the question, and of the link.
    await visitor.control('experiment.set.margin').fill('-2');
    await visitor.settled();
    await told(visitor, strings.ko['ui.experiment.way.margin']);
    address = visitor.page.url();
    assert.match(new URL(address).hash, /^#experiment&arm=2400\.120\.&arm=2380\.165\.&margin=-2$/);
    assert.equal(visitor.requests.length, requests, 'nothing is asked of a server');
  });
  await visit({ path: new URL(address).hash }, async (visitor) => {
    assert.equal(await visitor.root('view'), 'experiment');
    await told(visitor, /B is better/);
    assert.equal(await visitor.control('experiment.arm.1.conversions').inputValue(), '165');
    assert.equal(await visitor.control('experiment.set.margin').inputValue(), '-2');
    const waiting = visitor.page.waitForEvent('download');
    await visitor.click('experiment.plot.csv');
    const [head, row] = parse_csv(readFileSync(await (await waiting).path(), 'utf8').slice(1));
    assert.equal(Number(row[head.indexOf('value')]), 165 / 2380);
    assert.ok(Number(row[head.indexOf('lift_low')]) > 0 && Number(row[head.indexOf('p')]) < 0.05);
  });
});

test('an alarm stands above everything and keeps the verdict back', async () => {
  await visit({ path: '#experiment&arm=2400.120.A&arm=1900.165.B' }, async (visitor) => {
    await told(visitor, plain(strings.en['ui.experiment.answer.do_not_trust'].split('{')[0]).trim());
    const [alarm] = await visitor.frame.locator('#mirror [role=alert]').allTextContents();
    assert.match(alarm, /^The split is off/);
    assert.doesNotMatch(await visitor.mirror(), /B is better|Chance that B/);
    // The split that was planned is fine.
    await visitor.control('experiment.set.ratio').fill('24:19');
    await told(visitor, /B is better/);
    assert.equal(await visitor.frame.locator('#mirror [role=alert]').count(), 0);
  });
});

test('several variants, and rows that cannot be', async () => {
  await visit({ path: '#experiment&arm=1000.100.A&arm=1000.150.B' }, async (visitor) => {
    await visitor.click('experiment.add');
    await visitor.control('experiment.arm.2.users').fill('1,000');
    await visitor.control('experiment.arm.2.conversions').fill('1200');
    await visitor.settled();
    await told(visitor, plain(strings.en['ui.experiment.answer.blank']));
    await visitor.control('experiment.arm.2.conversions').fill('104');
    await told(visitor, /chance that B is best/i);
    await told(visitor, 'Holm');
    await visitor.choose('experiment.set.correction', 'none');
    await told(visitor, strings.en['ui.experiment.method.correction.none'].split('{')[0].trim());
    await visitor.click('experiment.remove.0');
    await told(visitor, strings.en['ui.experiment.plot'].replace('{control}', 'B'));
  });
});

test('a table of users leads to its experiment', async () => {
  await visit({}, async (visitor) => {
    const report = await visitor.upload(make_users(1200));
    assert.ok(report.experiment, 'the Report has it');
    assert.equal(report.receipt.orders, 0);
    assert.equal(await visitor.root('view'), 'experiment');
    await told(visitor, /B is better/);
    await told(visitor, strings.en['ui.experiment.otherwise']);
    // The settings are options of the file: the other way round B is the control.
    await visitor.choose('experiment.set.control', 'B');
    await told(visitor, /A is worse/);
    assert.equal((await visitor.report()).experiment.settings.control, 'B');
    assert.match(new URL(visitor.page.url()).hash, /test_control=B/);
    await visitor.click('experiment.source.typed');
    await told(visitor, strings.en['ui.experiment.detail.blank']);
    await visitor.click('experiment.source.file');
    await told(visitor, /A is worse/);
  });
});

test('the plan follows what is typed', async () => {
  await visit({ path: '#experiment' }, async (visitor) => {
    const total = async () => {
      const numbers = await visitor.frame.locator('#mirror dd.number').allTextContents();
      return Number(numbers[1].replace(/\D/g, ''));
    };
    await visitor.control('experiment.plan.baseline').fill('5');
    await visitor.control('experiment.plan.users_per_day').fill('1000');
    await told(visitor, strings.en['ui.experiment.plan.days']);
    await visitor.settled();
    await visitor.mirror();
    // 31,234 for each by the usual formula; others differ by their variance in less than 1%.
    const some = await total();
    assert.ok(Math.abs(some / 62468 - 1) < 0.01, String(some));
    await visitor.control('experiment.plan.effect').fill('20');
    await visitor.settled();
    await visitor.mirror();
    const fewer = await total();
    assert.ok(fewer < some / 3 && fewer > some / 5, String(fewer));
    await visitor.control('experiment.plan.effect').fill('much');
    await until(async () => (await visitor.control('experiment.plan.effect').getAttribute('aria-label'))?.includes(strings.en['ui.experiment.plan.wrong']),
      'the field says that it cannot be read');
  });
});

test('without a canvas the mirror takes counts and tells the verdict', async () => {
  await visit({ flags: kNoGraphics, language: 'ko' }, async (visitor) => {
    const mirror = visitor.frame.locator('#mirror');
    for (const [key, value] of [['0.users', '2400'], ['0.conversions', '120'], ['1.users', '2380'], ['1.conversions', '165']]) {
      const field = mirror.locator(`[data-key="experiment-arm.${key}"]`);
      await field.fill(value);
      await field.blur();
    }
    await told(visitor, /B안이 더 낫습니다/);
  });
});

test('a desk keeps the newest answer, and its files hold no formula', async () => {
  /** @type {any[]} */
  const asked = [];
  /** @type {((answer: any) => void)[]} */
  const answers = [];
  const texts = new Texts('en', strings.en);
  const desk = new ExperimentDesk({ test: (question) => new Promise((resolve) => {
    asked.push(question);
    answers.push(resolve);
  }), plan: () => new Promise(() => {}), change: () => {}, changed: () => {} });
  desk.open('experiment&arm=100.10.=A()&arm=100.20.B&alpha=0.1');
  desk.use('type', 'arm.1.conversions', '30');
  assert.deepEqual(asked.map(({ variants, alpha }) => [variants[1].conversions, alpha]), [[20, 0.1], [30, 0.1]]);
  const answer = (/** @type {number} */ p) => ({ source: 'counts', unit: 'visitors', retention: null, value_difference: [],
    settings: { alpha: 0.1, sides: 'two', correction: 'holm', control: '=A()', primary: 'conversion', margin: null, effect: 0.1, peeking: 'none', looks: null,
      planned_users: null, prior: { alpha: 1, beta: 1 }, value_of_conversion: null, winsorise: 1 },
    variants: [{ name: '=A()', control: true, users: 100, expected_share: 0.5 }, { name: 'B', control: false, users: 100, expected_share: 0.5 }],
    health: { status: 'fine', reasons: [], sample_ratio: null, contaminated: 0, duplicates: 0, unassigned: 0, enough: true },
    measures: [{ name: 'conversion', kind: 'proportion', better: 'higher', winsorise_cap: null, global: null,
      arms: [{ variant: '=A()', numerator: 10, denominator: 100, value: 0.1, low: 0.05, high: 0.17 }, { variant: 'B', numerator: 30, denominator: 100, value: 0.3, low: 0.2, high: 0.4 }],
      comparisons: [{ variant: 'B', test: 'z', statistic: 3, df: null, p, p_adjusted: p, confidence: 0.9, difference: { value: 0.2, low: 0.1, high: null }, lift: null,
        method_difference: 'score', method_lift: null, probability_better: 0.9999, probability_best: 0.9999, expected_loss: 0, expected_loss_money: null, winsorised: null, ranks: null,
        median: null, adjusted: null, anytime: null, margin: null, verdict: 'better', users_needed: null, days_left: null }] }],
    verdict: { code: 'better', variant: 'B', measure: 'conversion', lift: null, users_needed: null, days_left: null, reasons: [] } });
  answers[1](answer(3.5e-42));
  answers[0](answer(0.5));
  await new Promise(setImmediate);
  const { plot, answer: sentence } = desk.model(texts);
  assert.equal(plot?.rows[0].p, 'p 3.5e-42');
  // Without a lift there are points, and an end that is open is said to be.
  assert.deepEqual([plot?.unit, plot?.rows[0].change, plot?.rows[0].high], [strings.en['ui.experiment.points'], '+20 pp', null]);
  assert.match(sentence, /at least 10 pp/);
  assert.match(desk.csv('plot', texts), /conversion,'=A\(\),B,0\.1,0\.3/);
  assert.equal(write_csv([['-x', -1, null, 'a,"b']]), `'-x,-1,,"a,""b"\r\n`);
  // What is no number, or none that has sense, is not asked.
  const odd = new Map([['alpha', '7'], ['margin', 'x'], ['effect', '0'], ['ratio', '1:2:3'], ['peeking', 'planned'], ['control', 'Z']]);
  assert.deepEqual(read_settings(odd, ['A', 'B'], false), {});
  assert.deepEqual(read_settings(new Map([['margin', '−2'], ['ratio', '9:1']]), ['A', 'B'], false), { margin: -0.02, ratio: { A: 9, B: 1 } });
  const korean = new Words(/** @type {any} */ (answer(0.5)), new Texts('ko', strings.ko), null);
  assert.deepEqual(['B', '새 버튼', '1안'].map((name) => korean.variant(name)), ['B안', '새 버튼 쪽', '1안']);
  assert.deepEqual(['conversion', 'repeat_rate', 'sessions', 'score'].map((name) => korean.subject(name)), ['전환이', '재구매가', '방문이', 'score']);
});
