// tools/bench recompute: how long a Report takes after a change of one option, as a share of the
// import before it. In Node, where the engine runs without a worker and a page around it.
import { fileURLToPath } from 'node:url';
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { workload_file } from './workload.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = process.env.DANGOL_DIST ?? join(root, 'dist');
/** Aim: a tenth of the import. Each is asked in turn, so that every time something changes. */
const kChanges = {
  'cohorts: cumulative': { cohorts: { definition: 'cumulative' } },
  'cohorts: rolling': { cohorts: { definition: 'on', basis: 'rolling' } },
  'cohorts: quarters': { cohorts: { basis: 'calendar', period: 'quarter' } },
  'periods: weeks': { period: 'week' },
  'periods: months': { period: 'month' },
  margin: { margin: 0.3 },
  'churn window': { churn_window_days: 90 },
  'split by segment': { split_by: 'segment' },
  'no split': { split_by: null },
  'from a day on': { filters: { from: '2022-01-01' } },
  'one segment': { filters: { from: null, segment: ['loyal'] } },
  'no filter': { filters: { segment: null } },
  'free orders left out': { zero_value_orders: 'ignore' },
  'free orders counted': { zero_value_orders: 'count' },
};

const { values } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '5' } },
});
const rows = Number(values.rows);
const runs = Number(values.runs);
if (!Number.isInteger(rows) || rows < 1000 || !Number.isInteger(runs) || runs < 1) {
  console.error('tools/bench: --rows takes 1000 or more, --runs 1 or more');
  process.exit(2);
}

const median = (/** @type {number[]} */ times) => [...times].sort((a, b) => a - b)[times.length >> 1];
/** @param {() => Promise<unknown>} task */
async function timed(task) {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

const { load } = await import(join(dist, 'dangol.js'));
const file = await openAsBlob(await workload_file(join(root, 'build/bench'), 'narrow', rows));
const dangol = await load();
const session = dangol.open();
/** @type {number[]} */
const imports = [];
/** @type {Map<string, number[]>} */
const changes = new Map(Object.keys(kChanges).map((name) => [name, []]));
for (let run = 0; run <= runs; run++) {
  const took = await timed(async () => {
    await session.add(file, { name: 'narrow.csv', options: {} });
    await session.report();
  });
  if (run > 0) imports.push(took);
  for (const [name, patch] of Object.entries(kChanges)) {
    const time = await timed(() => session.report_json(patch));
    if (run > 0) changes.get(name)?.push(time); // the first run warms the engine up
  }
}
dangol.close();

const whole = median(imports);
console.log(`import with its first Report: ${whole.toFixed(0)} ms (median of ${runs}, ${rows} rows)\n`);
console.log('| change | ms | of the import |\n|---|---|---|');
for (const [name, times] of changes) {
  console.log(`| ${name} | ${median(times).toFixed(0)} | ${(median(times) / whole).toFixed(2)} |`);
}
