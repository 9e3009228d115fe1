// What the README tells people to type works: its module example and its command lines.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, root } from '../support/run.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'dangol-readme-'));
const orders = 'order,customer,date,Total\nA1,kim,2024-01-05,12.50\nA2,kim,2024-02-11,8\n';

/** A file with those orders. @param {string} name */
function file_of(name) {
  const file = join(folder, name);
  writeFileSync(file, orders);
  return file;
}

test('the module example prints what its comment says', () => {
  const [, code] = /** @type {RegExpExecArray} */ (/```js\n([\s\S]*?)```/.exec(readme));
  const [, wanted] = /** @type {RegExpExecArray} */ (/console\.log\(.*\); \/\/ (.*)/.exec(code));
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: root, encoding: 'utf8' });
  assert.equal(run.stderr, '');
  assert.equal(run.stdout.trim(), wanted);
  assert.equal(run.status, 0);
});

test('the command lines work as written', () => {
  const file = file_of('orders.csv');
  const options = join(folder, 'options.json');
  writeFileSync(options, '{"period":"quarter"}');
  const lines = readme.match(/^ {4}build\/release\/dangol .*$/gm) ?? [];
  const users = join(folder, 'users.csv');
  writeFileSync(users, 'user,variant,bought\n' + [...Array(400).keys()].map((i) => `${i},${i % 2 ? 'B' : 'A'},${i % 5 ? 0 : 1}\n`).join(''));
  // What each command must print of two orders of one customer, or of the table in its line.
  const prints = { report: /20[.,]50|"revenue":20\.5/, customers: /^\uFEFF?customer,/, project: /869/, test: /6\.3|"numerator":40/ };
  const run_of = Object.keys(prints).map((command) => lines.filter((line) => line.includes(`dangol ${command} `)).length);
  assert.deepEqual(run_of, [3, 2, 1, 2]);
  for (const line of lines) {
    const args = line.trim().split(' > ')[0].split(' ').slice(1)
      .map((word) => ({ 'orders.csv': file, 'users.csv': users, 'options.json': options })[word] ?? word);
    const run = cli(args);
    assert.equal(run.code, 0, run.err);
    assert.match(run.out, prints[/** @type {keyof typeof prints} */ (args[0])]);
  }
});

test('exit status 2 for a mistyped command, 1 for data that cannot be used, 0 for help', () => {
  for (const args of [[], ['reprot', 'x.csv'], ['report'], ['report', 'a', '--format', 'xml'], ['report', 'a', '--map', 'amount']]) {
    const run = cli(args);
    assert.equal(run.code, 2, args.join(' '));
    assert.equal(run.out, '');
    assert.match(run.err, /dangol report/);
  }
  const missing = cli(['report', join(folder, 'nothing.csv')]);
  assert.equal(missing.code, 1);
  assert.equal(missing.out, '');
  assert.match(missing.err, /nothing\.csv/);
  const second = cli(['report', file_of('one.csv'), join(folder, 'nothing.csv')]);
  assert.equal(second.code, 1);
  assert.match(second.err, /nothing\.csv/);
  assert.equal(cli(['--help']).code, 0);
});

test('options that cannot be used are told, whatever else is asked', () => {
  const file = file_of('mapped.csv');
  for (const mapping of ['"x"', '[1]', '3']) {
    const options = join(folder, 'mapping.json');
    writeFileSync(options, `{"mapping":${mapping}}`);
    const run = cli(['report', file, '--options', options, '--map', 'amount=Total']);
    assert.equal(run.code, 1, mapping);
    assert.match(run.err, /mapping/);
  }
  const unread = cli(['report', file, '--options', folder]);
  assert.equal(unread.code, 1, 'a folder holds no options');
  assert.equal(unread.out, '');
});

test('no money is not zero money', () => {
  const file = join(folder, 'visits.csv');
  writeFileSync(file, 'customer,date\nkim,2024-01-05\nkim,2024-02-11\n');
  const run = cli(['report', file]);
  assert.equal(run.code, 0, run.err);
  assert.doesNotMatch(run.out, /0\.00\n/);
});

test('a huge amount is printed as it is', () => {
  const file = join(folder, 'huge.csv');
  const lines = Array.from({ length: 20 }, (_, i) => `A${i},kim,2024-01-05,90000000000000`);
  writeFileSync(file, `order,customer,date,Total\n${lines.join('\n')}\n`);
  assert.match(cli(['report', file]).out, / 1,800,000,000,000,000\.00/);
});

test('the links point at what is there', () => {
  for (const [, target] of readme.matchAll(/\]\(([^)#]+)\)/g)) {
    assert.doesNotMatch(target, /^https?:/);
    assert.ok(is_there(join(root, target)), target);
  }
});

/** @param {string} path */
function is_there(path) {
  try {
    return readFileSync(path).length > 0;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EISDIR';
  }
}
