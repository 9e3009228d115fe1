// What customers are worth, through the command line and through the module: published fits, a Report
// that its schema allows, and lists that agree with it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { parse_csv } from '../reference/reference.mjs';
import { cli, close_module, data_file, load_module, native_report, root } from '../support/run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'dangol-value-'));
const matches_schema = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync(`${root}/src/report/schema/report-1.schema.json`, 'utf8')));
after(close_module);

/** The CDNOW sample as a file that people have. @returns {string | null} */
function cdnow_file() {
  const source = data_file('cdnow_sample.txt');
  if (!source) return null;
  const rows = readFileSync(source, 'utf8').trim().split('\n').map((line, i) => {
    const [id, , day, , amount] = line.trim().split(/\s+/);
    return `${i},${id},${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)},${amount}\n`;
  });
  const path = join(folder, 'cdnow.csv');
  writeFileSync(path, `order_id,customer_id,date,amount\n${rows.join('')}`);
  return path;
}

const cdnow = cdnow_file();
const skip = cdnow ? false : '../shared/data/cdnow_sample.txt is not on this machine';

// Maximum-likelihood fits that three published R implementations agree on: parameters and ln L.
const kFits = {
  bg_nbd: [{ r: 0.242594522, alpha: 4.41360202, a: 0.792922017, b: 2.42590678 }, -9582.42920667],
  mbg_nbd: [{ r: 0.524843159, alpha: 6.18308528, a: 0.891359391, b: 1.61400224 }, -9582.13571555],
};

/** @param {number} found @param {number} wanted @param {number} relative */
const close = (found, wanted, relative) => Math.abs(found - wanted) <= relative * Math.abs(wanted);

test('CDNOW until the end of September 1997: the published fits', { skip }, () => {
  const { report } = native_report(cdnow, { as_of: '1997-09-30', models: {} });
  assert.ok(matches_schema(report), JSON.stringify(matches_schema.errors, null, 1));
  const { models } = report;
  assert.deepEqual([models.customers, models.repeat_customers, models.verdict, models.unit], [2357, 946, 'fine', 'week']);
  for (const [name, [parameters, log_likelihood]] of Object.entries(kFits)) {
    const fit = models.fits.find(({ model }) => model === name);
    for (const [letter, value] of Object.entries(parameters)) assert.ok(close(fit.parameters[letter], value, 1e-6), `${name} ${letter}`);
    assert.ok(Math.abs(fit.log_likelihood - log_likelihood) < 1e-6, name);
    assert.ok(fit.hessian_definite && fit.gradient_norm < 1e-9);
  }
});

test('native and wasm predict the same', { skip }, async () => {
  const options = { models: { calibration_end: '1997-09-30', acquisition_cost: 20 }, margin: 0.3, sections: ['value'] };
  const { report } = native_report(cdnow, options);
  const session = (await load_module()).open();
  await session.add(readFileSync(cdnow), { name: 'cdnow.csv' });
  const other = await session.report(options);
  assert.ok(matches_schema(other), JSON.stringify(matches_schema.errors, null, 1));
  assert.equal(other.models.chosen, report.models.chosen);
  /** Numbers on the way, by path. @param {unknown} value @param {string} path @returns {[string, unknown][]} */
  const leaves = (value, path) => (value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`)) : [[path, value]]);
  const wanted = new Map(leaves({ ...report.value, ...report.models }, ''));
  for (const [path, value] of leaves({ ...other.value, ...other.models }, '')) {
    if (path.includes('gradient_norm')) continue; // rounding, and nothing else
    const native = wanted.get(path);
    const same = typeof value === 'number' ? close(value, native, 1e-7) || Math.abs(value - native) < 1e-9 : value === native;
    assert.ok(same, `${path}: ${value} != ${native}`);
  }
  session.close();
});

test('the list and its first rows tell what the Report adds up', { skip }, async () => {
  const run = cli(['customers', cdnow, '--models', '--sort', 'clv']);
  assert.equal(run.code, 0, run.err);
  const [header, ...listed] = parse_csv(run.out);
  const column = (/** @type {string} */ name) => header.indexOf(name);
  const { report } = native_report(cdnow, { sections: ['value'] });
  const sum = (/** @type {string} */ name) => listed.reduce((total, row) => total + Number(row[column(name)]), 0);
  assert.equal(listed.length, report.value.base.customers);
  assert.ok(close(sum('clv'), report.value.base.revenue.value, 1e-6));
  assert.ok(close(sum('expected_orders'), report.value.base.orders.value, 1e-6));
  assert.ok(close(sum('p_alive'), report.value.base.alive.value, 1e-6));
  const session = (await load_module()).open();
  await session.add(readFileSync(cdnow), { name: 'cdnow.csv' });
  const { total, rows } = await session.customer_rows({ options: { models: {} }, sort: 'clv', limit: 30 });
  assert.equal(total, listed.length);
  assert.deepEqual(rows.map(({ customer }) => customer), listed.slice(0, 30).map((row) => row[column('customer')]));
  const rising = await session.customer_rows({ options: { models: {} }, sort: 'p_alive', descending: false, limit: 5 });
  for (let i = 1; i < 5; i++) assert.ok(rising.rows[i - 1].p_alive <= rising.rows[i].p_alive);
  const plain = await session.customer_rows({ limit: 3 });
  assert.equal(plain.rows[0].clv, null);
  await assert.rejects(session.customer_rows({ sort: 'height' }), { code: 'column_unknown' });
  session.close();
});
