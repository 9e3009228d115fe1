// tools/bench recompute: how long a Report takes after a change of one option, as a share of the
// import before it: what the page asks for in each view, and the whole Report. In Node, where the
// engine runs without a worker and a page around it.
import { fileURLToPath } from 'node:url';
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sections_of } from '../../web/view_sections.js';
import { workload_file } from './workload.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = process.env.DANGOL_DIST ?? join(root, 'dist');
/** Whole Reports are asked for by programs, not by the page. */
const kWhole = 'whole Report';
const kEverywhere = ['overview', 'cohorts', 'retention', 'segments', kWhole];
/**
 * Aim: a tenth of the import. Each is asked in turn, so that every time something changes, in the
 * views from which a visitor can ask for it.
 * @type {[string, string[], object][]}
 */
const kChanges = [
  ['cohorts: cumulative', ['cohorts', kWhole], { cohorts: { definition: 'cumulative' } }],
  ['cohorts: rolling', ['cohorts', kWhole], { cohorts: { definition: 'on', basis: 'rolling' } }],
  ['cohorts: quarters', ['cohorts', kWhole], { cohorts: { basis: 'calendar', period: 'quarter' } }],
  ['margin', ['cohorts', kWhole], { margin: 0.3 }],
  ['periods: weeks', ['overview', 'retention', kWhole], { period: 'week' }],
  ['periods: months', ['overview', 'retention', kWhole], { period: 'month' }],
  ['churn window', ['retention', 'segments', kWhole], { churn_window_days: 90 }],
  ['split by segment', ['cohorts', 'retention', kWhole], { split_by: 'segment' }],
  ['no split', ['cohorts', 'retention', kWhole], { split_by: null }],
  ['from a day on', kEverywhere, { filters: { from: '2022-01-01' } }],
  ['one segment', kEverywhere, { filters: { from: null, segment: ['loyal'] } }],
  ['no filter', kEverywhere, { filters: { segment: null } }],
  ['refunds left out', kEverywhere, { refunds: 'gross' }],
  ['refunds counted', kEverywhere, { refunds: null }],
];

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
/** Time of the processor: on a busy machine others take the rest. @param {() => Promise<unknown>} task */
async function timed(task) {
  const before = process.cpuUsage();
  await task();
  return process.cpuUsage(before).user / 1000;
}

const { load } = await import(join(dist, 'dangol.js'));
const file = await openAsBlob(await workload_file(join(root, 'build/bench'), 'narrow', rows));
const dangol = await load();
const session = dangol.open();
/** @type {number[]} */
const imports = [];
/** By change and view. @type {Map<string, Map<string, number[]>>} */
const changes = new Map(kChanges.map(([name, views]) => [name, new Map(views.map((view) => [view, []]))]));
for (let run = 0; run <= runs; run++) {
  for (const view of kEverywhere) {
    const took = await timed(async () => {
      await session.add(file, { name: 'narrow.csv', options: {} });
      await session.report();
    });
    if (run > 0) imports.push(took); // the first run warms the engine up
    await session.report_json({ sections: view === kWhole ? null : sections_of(view, false) });
    for (const [name, views, patch] of kChanges) {
      if (!views.includes(view)) continue;
      const time = await timed(() => session.report_json(patch));
      if (run > 0) changes.get(name)?.get(view)?.push(time);
    }
  }
}
dangol.close();

const whole = median(imports);
console.log(`import with its first Report: ${whole.toFixed(0)} ms (median of ${imports.length}, ${rows} rows); changes as a share of it\n`);
console.log(`| change | ${kEverywhere.join(' | ')} |\n|---|${kEverywhere.map(() => '---|').join('')}`);
for (const [name, by_view] of changes) {
  console.log(`| ${name} | ${kEverywhere.map((view) => {
    const times = by_view.get(view);
    return times ? (median(times) / whole).toFixed(3) : '';
  }).join(' | ')} |`);
}
