// Real files against published numbers, against the reference written in tests/reference, and the
// native program against the WebAssembly module. Adding a case needs a JSON file, no code.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import {
  money, parse_csv, reference_bridges, reference_cohorts, reference_report, reference_statuses,
} from '../reference/reference.mjs';
import { survival_reference } from '../reference/survival.mjs';
import { check_receipt, close_module, data_file, difference, native_report, root, wasm_report } from '../support/run.mjs';

const schema = JSON.parse(readFileSync(`${root}/src/report/schema/report-1.schema.json`, 'utf8'));
const matches_schema = new Ajv({ allErrors: true }).compile(schema);
after(close_module);

/** `periods[2019-Q4].orders`: brackets pick the element whose period, cohort, reason, days or own name
 * has that name. */
function pick(report, path) {
  let value = report;
  for (const step of path.match(/[^.[\]]+|\[[^\]]+\]/g)) {
    const name = step.replace(/[[\]]/g, '');
    value = !step.startsWith('[') ? value?.[name]
      : /^\d+$/.test(name) && typeof value[0] !== 'object' ? value[Number(name)]
      : value.find((entry) => [entry.name, entry.period, entry.cohort, entry.reason, String(entry.days)].includes(name));
  }
  return value;
}

function day(text, format) {
  if (format === 'YYYYMMDD') return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  if (format === 'YYYY-MM-DD') return text.slice(0, 10);
  const [month, date, year] = text.split('/');
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** The rows of a file as the case says to read them; rows without a customer are left out. */
function reference_rows(path, how) {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const table = how.delimiter === ' '
    ? text.split(/\r?\n/).filter((line) => line.trim()).map((line) => line.trim().split(/\s+/))
    : parse_csv(text, how.delimiter);
  const names = how.columns ?? table.shift();
  const cell = (row, name) => row[names.indexOf(name)];
  return table.filter((row) => cell(row, how.customer)).map((row) => {
    const date = day(cell(row, how.day), how.day_format);
    const id = how.order ? cell(row, how.order) : `${cell(row, how.customer)} ${date}`;
    const amount = Array.isArray(how.amount)
      ? (money(cell(row, how.amount[0])) * money(cell(row, how.amount[1]))) / 10000n
      : money(cell(row, how.amount));
    const cancelled = how.cancelled_prefix && id.startsWith(how.cancelled_prefix);
    return { customer: cell(row, how.customer), order: cancelled ? '' : id, day: date, amount };
  });
}

const near = (a, b) => a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** Measures of a period against the period itself, the one before and that of the year before. */
function check_past(report, periods_per_year) {
  for (const [name, { period, value, previous, year_ago }] of Object.entries(report.measures)) {
    if (period === null || !(name in report.periods[0])) continue;
    const at = report.periods.findIndex((candidate) => candidate.period === period);
    assert.equal(value, report.periods[at][name], name);
    // The first period may hold too few days to be compared with.
    if (at !== 1) assert.equal(previous, report.periods[at - 1]?.[name] ?? null, `${name} before`);
    if (at !== periods_per_year) assert.equal(year_ago, report.periods[at - periods_per_year]?.[name] ?? null, `${name} a year ago`);
  }
}

/** Throws unless the numbers of both are near each other. */
function assert_near(found, wanted, where) {
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== null && typeof value === 'object') assert_near(found[name], value, `${where} ${name}`);
    else assert.ok(near(found[name], value), `${where} ${name}: ${found[name]}, not ${value}`);
  }
}

/** Every cell of a cohort table, the margin at a quarter, and the averages. */
function check_cohorts(found, wanted, where) {
  assert.deepEqual(found.rows.map(({ cohort, size }) => ({ cohort, size })), wanted.map(({ cohort, size }) => ({ cohort, size })));
  for (const [i, { cohort, cells }] of wanted.entries()) {
    const row = found.rows[i];
    assert.equal(row.states.length, cells.length, where);
    for (const [k, cell] of cells.entries()) {
      const at = `${where} ${cohort} ${k}`;
      if (cell === null) {
        assert.equal(row.states[k], 'not_observed', at);
        for (const name of ['n', 'customers', 'share', 'low', 'orders', 'revenue', 'margin']) assert.equal(row[name][k], null, at);
        continue;
      }
      for (const [name, value] of Object.entries(cell)) assert_near({ [name]: row[name][k] }, { [name]: value }, at);
      assert.ok(near(row.margin[k], cell.revenue / 4), at);
      assert.equal(row.states[k], cell.n < found.minimum_n ? 'too_few' : cell.customers === 0 ? 'zero' : 'value', at);
    }
  }
  for (const [k, weighted] of found.average.entries()) {
    const cells = wanted.map((row) => row.cells[k]).filter((cell) => cell !== null);
    const total = (name) => cells.reduce((sum, cell) => sum + cell[name], 0);
    const per_n = (name) => (cells.length ? cells.reduce((sum, cell) => sum + cell[name] * cell.n, 0) / total('n') : null);
    assert_near({
      weighted, simple: found.average_simple[k], revenue: found.average_revenue_per_customer[k],
      cumulative: found.average_cumulative_revenue_per_customer[k],
    }, {
      weighted: per_n('share'), simple: cells.length ? total('share') / cells.length : null,
      revenue: per_n('revenue_per_customer'), cumulative: per_n('cumulative_revenue_per_customer'),
    }, `${where} average ${k}`);
  }
}

for (const file of readdirSync(`${root}/tests/golden/cases`)) {
  const golden = JSON.parse(readFileSync(`${root}/tests/golden/cases/${file}`, 'utf8'));
  const path = data_file(golden.data);
  const skip = path ? false : `../shared/data/${golden.data} is not on this machine`;

  test(`${golden.data}: published numbers`, { skip }, () => {
    const { report } = native_report(path, golden.options);
    for (const [where, wanted] of Object.entries(golden.expect)) {
      const found = pick(report, where);
      if (wanted?.within) {
        assert.ok(Math.abs(found - wanted.value) <= wanted.within, `${where}: ${found}, not ${wanted.value}`);
      } else {
        assert.equal(found, wanted, where);
      }
    }
  });

  test(`${golden.data}: the receipt adds up and the schema holds`, { skip }, () => {
    const { report } = native_report(path, golden.options);
    check_receipt(report.receipt);
    assert.ok(matches_schema(report), JSON.stringify(matches_schema.errors, null, 1));
  });

  for (const unit of ['week', 'month', 'quarter', 'year']) {
    test(`${golden.data}: every ${unit} as the reference counts it`, { skip }, () => {
      const options = { ...golden.options, period: unit, cohorts: { period: unit } };
      const { report } = native_report(path, options);
      const wanted = reference_report(reference_rows(path, golden.reference), unit, unit);
      assert.equal(report.measures.orders.value, wanted.orders);
      assert.equal(report.measures.customers.value, wanted.customers);
      assert.ok(near(report.measures.revenue.value, wanted.revenue));
      assert.ok(near(report.measures.repeat_purchase_rate.value, wanted.repeat_purchase_rate));
      assert.equal(report.periods.length, wanted.periods.length);
      for (const [i, period] of wanted.periods.entries()) {
        for (const [name, value] of Object.entries(period)) {
          assert.ok(near(report.periods[i][name], value), `${period.period} ${name}: ${report.periods[i][name]}, not ${value}`);
        }
      }
      check_past(report, { week: 52, month: 12, quarter: 4, year: 1 }[unit]);
      const rows = reference_rows(path, golden.reference);
      const statuses = reference_statuses(rows, unit, report.gaps.churn_window_days);
      for (const [i, wanted_bridge] of reference_bridges(rows, unit).entries()) {
        const period = report.periods[i];
        const { bridge, revenue_retention_gross, revenue_retention_net, active_customers, at_risk_customers, gone_customers } = period;
        assert.deepEqual({ active_customers, at_risk_customers, gone_customers }, statuses[i], period.period);
        if (!wanted_bridge) assert.ok(Object.values(bridge).every((part) => part === null));
        else assert_near({ bridge, revenue_retention_gross, revenue_retention_net }, wanted_bridge, period.period);
      }
      assert.deepEqual(
        report.cohorts.rows.map(({ cohort, size, customers }) => ({ cohort, size, customers })),
        wanted.cohorts.map(({ cohort, size, customers }) => ({ cohort, size, customers })),
      );
    });
  }

  test(`${golden.data}: the time between orders as the reference counts it`, { skip }, () => {
    const { report } = native_report(path, golden.options);
    const wanted = survival_reference(reference_rows(path, golden.reference));
    for (const [name, value] of Object.entries(wanted.gaps)) {
      assert.ok(near(report.gaps[name], value), `gaps.${name}: ${report.gaps[name]}, not ${value}`);
    }
    for (const bin of report.gaps.bins) assert.equal(bin.n, wanted.in_bin(bin), `gaps of ${bin.from_day} days`);
    assert.equal(report.gaps.bins.reduce((sum, bin) => sum + bin.n, 0), wanted.gaps.n);
    assert.deepEqual(report.second_order.map(({ days, n, value }) => ({ days, n, value })), wanted.second_order);
    for (const [event, { points, ...numbers }] of Object.entries(wanted.survival)) {
      const curve = report.survival[event];
      for (const [name, value] of Object.entries(numbers)) {
        if (numbers.horizon === 0 && /horizon|restricted/.test(name)) assert.equal(curve[name], null);
        else assert.ok(near(curve[name], value), `${event} ${name}: ${curve[name]}, not ${value}`);
      }
      const of_day = new Map(points.map((point) => [point.day, point]));
      assert.equal(curve.days.length, Math.min(points.length, 400));
      assert.deepEqual([curve.days[0], curve.days.at(-1)], [points[0]?.day, points.at(-1)?.day]);
      for (const [i, day] of curve.days.entries()) {
        assert.ok(near(curve.survival[i], of_day.get(day).survival), `${event} on day ${day}`);
        assert.equal(curve.at_risk[i], of_day.get(day).at_risk);
      }
    }
  });

  for (const unit of ['week', 'month', 'quarter', 'year']) {
    test(`${golden.data}: ${unit} cohorts by every definition as the reference counts them`, { skip }, () => {
      const rows = reference_rows(path, golden.reference);
      for (const basis of ['calendar', 'rolling']) {
        for (const definition of ['on', 'on_or_after', 'bracket', 'cumulative']) {
          const bracket = [1, 2];
          const cohorts = { period: unit, definition, basis, bracket };
          const { report } = native_report(path, { ...golden.options, cohorts, margin: 0.25 });
          const { rolling_days } = report.cohorts;
          assert.deepEqual({ ...report.cohorts, ...cohorts, bracket: definition === 'bracket' ? bracket : [] }, report.cohorts);
          assert.equal(rolling_days, basis === 'rolling' ? { week: 7, month: 30, quarter: 91, year: 365 }[unit] : null);
          check_cohorts(report.cohorts, reference_cohorts(rows, { unit, definition, basis, bracket }), `${definition} ${basis}`);
        }
      }
    });
  }

  test(`${golden.data}: native and wasm agree`, { skip }, async () => {
    const native = native_report(path, golden.options).report;
    const { report: wasm } = await wasm_report(path, golden.options);
    assert.equal(difference(native, wasm), '');
  });
}
