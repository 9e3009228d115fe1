// Did it work: published experiments through the command line, as typed counts and as tables of users;
// what a terminal prints; the same from the module.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { cli, close_module, data_file, load_module, native_report, root } from '../support/run.mjs';

const schema = JSON.parse(readFileSync(`${root}/src/report/schema/report-1.schema.json`, 'utf8'));
const ajv = new Ajv({ allErrors: true });
const matches_report = ajv.compile(schema);
const matches_experiment = new Ajv({ allErrors: true }).compile({ $ref: '#/$defs/experiment', $defs: schema.$defs });
const folder = mkdtempSync(join(tmpdir(), 'dangol-experiment-'));
after(close_module);

/** The experiment that `dangol test` prints. @param {string[]} args */
function tested(...args) {
  const run = cli(['test', ...args, '--format', 'json']);
  assert.equal(run.code, 0, run.err);
  const experiment = JSON.parse(run.out);
  assert.ok(matches_experiment(experiment), JSON.stringify(matches_experiment.errors, null, 1));
  return experiment;
}

/** @param {number} found @param {number} wanted @param {number} relative */
function close(found, wanted, relative) {
  assert.ok(Math.abs(found - wanted) <= relative * Math.abs(wanted), `${found} is not ${wanted}`);
}

test("Hillstrom's e-mails are better", () => {
  const { verdict, measures: [{ comparisons: [{ statistic, p }] }] } = tested('--control', '122/21306', '--variant', '189/21387');
  close(statistic, 3.779560958, 1e-9);
  close(p, 0.000157105, 1e-6);
  assert.equal(verdict.code, 'better');
});

test("Udacity's home page cannot be trusted: its sample ratio fails", () => {
  const { verdict, health, measures: [{ comparisons: [one] }] } = tested('--control', '932/3332', '--variant', '928/2996');
  close(one.statistic, 2.618563885, 1e-9);
  close(one.p, 0.008830075577, 1e-9);
  close(one.lift.value, 0.107376, 1e-5);
  close(health.sample_ratio.chi_squared, 17.84070796460177, 1e-12);
  close(health.sample_ratio.p, 2.40189278757e-5, 1e-9);
  assert.deepEqual([health.status, verdict.code], ['alarm', 'do_not_trust']);
  assert.ok(verdict.reasons.includes('sample_ratio'));
});

test("Artea's coupon and a variant without conversions", () => {
  const artea = tested('--control', '267/2498', '--variant', '310/2502').measures[0].comparisons[0];
  close(artea.statistic, 1.882868178, 1e-9);
  close(artea.p, 0.059718235, 1e-7);
  const zero = tested('--control', '0/50', '--variant', '3/50');
  const [one] = zero.measures[0].comparisons;
  assert.deepEqual([one.test, one.lift, zero.verdict.code], ['barnard', null, 'keep_running']);
  close(one.p, 0.092270305, 1e-7);
  close(one.probability_better, 0.941194119411941, 1e-9);
  // So small that no subtraction would find it.
  const tail = tested('--control', '50000/1000000', '--variant', '53000/1000000').measures[0].comparisons[0];
  assert.ok(tail.p > 0 && tail.p < 1e-20, `${tail.p}`);
});

test('what is mistyped is told', () => {
  for (const args of [[], ['--control', '1/2'], ['--variant', '1/2'], ['--control', '12', '--variant', '1/2'],
    ['--control', '1/2', '--variant', '1/2', 'a.csv'], ['--control', '1/2', '--variant', '1/2', '--format', 'xml'],
    ['--control', '1/2', '--variant', '1/2', '--alhpa', '1'], ['a.csv', '--alpha']]) {
    assert.equal(cli(['test', ...args]).code, 2, args.join(' '));
  }
  const more = cli(['test', '--control', '3/2', '--variant', '1/2']);
  assert.deepEqual([more.code, more.out], [1, '']);
  assert.match(more.err, /conversions/);
  assert.match(cli(['test', '--control', '1/2', '--variant', '1/2', '--sides', 'both']).err, /sides/);
  const none = join(folder, 'none.csv');
  writeFileSync(none, 'order,customer,date,Total\nA1,kim,2024-01-05,12.50\n');
  const run = cli(['test', none]);
  assert.deepEqual([run.code, run.out], [1, '']);
});

test('a terminal reads the answer first', () => {
  const lines = cli(['test', '--control', 'old=500/5000', '--variant', 'new=680/5010', '--variant', '540/4990', '--margin', '-.02']).out.split('\n');
  assert.match(lines[0], /^new .*\+35\.7% \[\+1/);
  assert.ok(lines.some((line) => /540 \/ 4,990/.test(line)));
  assert.doesNotMatch(lines.join('\n'), /cli\.|nan|inf|undefined/);
});

const users = data_file('experiment_users_4000.csv');
const skip = users ? false : '../shared/data is not on this machine';

test('4,000 users one by one: raw, capped, adjusted', { skip }, () => {
  const experiment = tested(users);
  const orders = experiment.measures.find(({ name }) => name === 'orders');
  const [{ adjusted, winsorised, ranks, difference, p }] = orders.comparisons;
  close(p, 0.11773177998716207, 1e-9);
  close(difference.low, -0.010800201598205522, 1e-9);
  close(difference.high, 0.09618049314176216, 1e-9);
  close(adjusted.theta, 0.52129297, 1e-7);
  close(adjusted.p, 0.0073304098, 1e-7);
  assert.ok(adjusted.variance_reduction > 0.3 && adjusted.balance_p > 0.05);
  assert.ok(winsorised && ranks);
  const revenue = experiment.measures.find(({ name }) => name === 'revenue').comparisons[0].adjusted;
  close(revenue.theta, 0.4333752632601518, 1e-9);
  close(revenue.p, 0.006743929281205725, 1e-8);
  const { report } = native_report(users, {});
  assert.ok(matches_report(report), JSON.stringify(matches_report.errors, null, 1));
  assert.deepEqual(report.experiment, experiment);
});

test('the module answers as the command line does', { skip }, async () => {
  const dangol = await load_module();
  const typed = await dangol.test({ variants: [{ users: 2400, conversions: 120 }, { users: 2380, conversions: 150 }] });
  assert.deepEqual(typed, tested('--control', '120/2400', '--variant', '150/2380'));
  await assert.rejects(dangol.test({ variants: [] }), { code: 'option_value' });
  const plan = await dangol.plan_test({ baseline: 0.05, effect: 0.1, users_per_day: 1000 });
  assert.deepEqual([plan.total, plan.days, plan.users_per_arm], [62468, 63, [31234, 31234]]);
  const session = dangol.open();
  await session.add(readFileSync(users), { name: 'users.csv' });
  const { experiment } = await session.report();
  const native = tested(users);
  assert.deepEqual(experiment.verdict.code, native.verdict.code);
  experiment.measures.forEach(({ comparisons }, i) => {
    for (const key of ['p', 'statistic', 'probability_better']) close(comparisons[0][key], native.measures[i].comparisons[0][key], 1e-9);
    close(comparisons[0].adjusted.p, native.measures[i].comparisons[0].adjusted.p, 1e-9);
  });
  session.close();
});
