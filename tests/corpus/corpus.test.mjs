// Made-up exports of every known source, and every trap alone, against what their generator meant
// (tools/corpus.py): natively and through the WebAssembly module, which must agree. Adding a case
// needs a file and a JSON file beside it, no code.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { check_receipt, close_module, difference, native_report, root, wasm_report } from '../support/run.mjs';

const folder = `${root}/tests/corpus`;
const only = process.env.DANGOL_CASES ? new RegExp(process.env.DANGOL_CASES) : /./;
after(close_module);

/** Fields of the Report that a case may state as they stand there. */
const kOfSource = ['preset', 'encoding', 'delimiter', 'header_row', 'date_order', 'date_order_state', 'amount_scope'];

const shown = (/** @type {unknown} */ value) => JSON.stringify(value) ?? 'nothing';
const same_number = (/** @type {number} */ a, /** @type {number} */ b) =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** Every stated value against what was found, one line for each that differs.
 * @param {any} expected @param {any} found @param {string} path @returns {string[]} */
function mismatches(expected, found, path) {
  if (typeof expected === 'number' && typeof found === 'number' && same_number(expected, found)) return [];
  if (expected === null || typeof expected !== 'object') {
    return expected === found ? [] : [`${path}: expected ${shown(expected)}, found ${shown(found)}`];
  }
  if (found === null || typeof found !== 'object') return [`${path}: expected ${shown(expected)}, found ${shown(found)}`];
  if (Array.isArray(expected) && expected.length !== found.length) {
    return [`${path}: expected ${shown(expected)}, found ${shown(found)}`];
  }
  return Object.keys(expected).flatMap((key) => mismatches(expected[key], found[key], `${path}.${key}`));
}

/** The Report as the cases word it: what is a list there goes by its name here. @param {any} report */
function by_name(report) {
  const { source, receipt } = report;
  const index = (list, key, value = (entry) => entry) => Object.fromEntries(list.map((entry) => [entry[key], value(entry)]));
  return {
    ...Object.fromEntries(kOfSource.map((name) => [name, source[name]])),
    files: source.files,
    mapping: index(source.columns.filter((column) => column.role), 'role', (column) => column.name),
    receipt: { ...receipt, set_aside: index(receipt.set_aside, 'reason', ({ rows, amount }) => ({ rows, amount })) },
    periods: index(report.periods, 'period'),
    cohorts: index(report.cohorts.rows, 'cohort'),
    nps: report.nps,
    experiment: report.experiment && {
      source: report.experiment.source,
      health: report.experiment.health,
      variants: index(report.experiment.variants, 'name', (variant) => variant.users),
      measures: index(report.experiment.measures, 'name', ({ kind, arms }) => ({
        kind,
        arms: index(arms, 'variant', ({ numerator, denominator }) => ({ numerator, denominator })),
      })),
    },
    warnings: receipt.warnings.map((warning) => warning.code),
  };
}

/** What every Report owes, whatever the case states. @param {any} report @returns {string[]} */
function broken_promises(report) {
  const problems = [];
  try {
    check_receipt(report.receipt);
  } catch (error) {
    problems.push(error.message);
  }
  for (const { name, role, confidence } of report.source.columns) {
    const honest = role ? confidence > 0 && confidence <= 1 : confidence === null;
    if (!honest) problems.push(`column ${name}: role ${role} with confidence ${confidence}`);
  }
  if (!report.receipt.customers_known) {
    if (report.cohorts.rows.length > 0) problems.push('cohorts without known customers');
    for (const [name, { value, unit }] of Object.entries(report.measures)) {
      const of_customers = unit === 'customers' || unit === 'orders_per_customer' || unit === 'rate';
      if (of_customers && value !== null) problems.push(`measure ${name} is ${value} without known customers`);
    }
  }
  return problems;
}

/** @param {any} expect @param {any} report @returns {string[]} */
function compare(expect, report) {
  const { warnings, no_warnings = [], confident = [], ...stated } = expect;
  const found = by_name(report);
  const problems = mismatches(stated, found, '').map((line) => line.replace(/^\./, ''));
  const unexpected = Object.keys(found.receipt.set_aside).filter((reason) => !stated.receipt.set_aside[reason]);
  for (const reason of unexpected) {
    problems.push(`receipt.set_aside: ${reason} was not expected, found ${shown(found.receipt.set_aside[reason])}`);
  }
  for (const code of warnings) if (!found.warnings.includes(code)) problems.push(`no warning ${code}, found ${shown(found.warnings)}`);
  for (const code of no_warnings) if (found.warnings.includes(code)) problems.push(`warning ${code} was not expected`);
  for (const role of confident) {
    const column = report.source.columns.find((/** @type {any} */ entry) => entry.role === role);
    if (!(column?.confidence >= 0.5)) problems.push(`role ${role}: confidence ${column?.confidence}`);
  }
  return [...problems, ...broken_promises(report)];
}

const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(`${folder}/${name}`).filter((file) => file.endsWith('.json')).map((file) => `${name}/${file}`))
  .sort();

for (const path of cases.filter((name) => only.test(name))) {
  const { about, file, files, options, expect } = JSON.parse(readFileSync(`${folder}/${path}`, 'utf8'));
  test(`${path.replace('.json', '')}: ${about}`, async () => {
    const parent = `${folder}/${path.split('/')[0]}`;
    const source = file ? `${parent}/${file}` : files.map((/** @type {string} */ name) => `${parent}/${name}`);
    const native = native_report(source, options);
    assert.ok(!native.failed, `native: ${native.error}`);
    const problems = compare(expect, native.report);
    if (problems.length > 0) assert.fail(`\n  ${problems.join('\n  ')}\n`);
    const wasm = await wasm_report(source, options);
    assert.ok(!wasm.failed, `wasm: ${wasm.error?.message}`);
    assert.equal(difference(native.report, wasm.report), '', 'native and wasm differ');
  });
}

test('there are cases', () => assert.ok(cases.length > 60, `${cases.length} cases`));
