// tools/bench models: how long the customer-base models take, in the engine's module (in Node) and
// natively. Time of the processor: on a busy machine others take the rest.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, openAsBlob, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { customers_file } from './customers.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = process.env.DANGOL_DIST ?? join(root, 'dist');
const native = process.env.DANGOL_NATIVE ?? join(root, 'build/release/dangol');
const folder = join(root, 'build/bench');

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    customers: { type: 'string', default: '23570,1000000' },
    json: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const sizes = values.customers.split(',').map(Number);
if (!Number.isInteger(runs) || runs < 1 || sizes.some((size) => !Number.isInteger(size) || size < 1000)) {
  console.error('tools/bench: --runs takes 1 or more, --customers numbers of 1000 or more');
  process.exit(2);
}

const median = (/** @type {number[]} */ times) => [...times].sort((a, b) => a - b)[times.length >> 1];

/** @template T @param {() => Promise<T>} task @returns {Promise<[number, T]>} */
async function timed(task) {
  const before = process.cpuUsage();
  const result = await task();
  return [process.cpuUsage(before).user / 1000, result];
}

/** The public sample as a file that people have, where this machine holds it. */
function cdnow_file() {
  const source = join(root, '../shared/data/cdnow_sample.txt');
  if (!existsSync(source)) return null;
  const rows = readFileSync(source, 'utf8').trim().split('\n').map((line, i) => {
    const [id, , day, , amount] = line.trim().split(/\s+/);
    return `${i},${id},${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)},${amount}\n`;
  });
  const path = join(folder, 'cdnow.csv');
  writeFileSync(path, `order_id,customer_id,order_date,amount\n${rows.join('')}`);
  return path;
}

/** Milliseconds of the processor that the command line takes. @param {string} path @param {object} options */
function native_time(path, options) {
  const file = join(folder, 'options.json');
  writeFileSync(file, JSON.stringify(options));
  const command = 'TIMEFORMAT=%U; time "$0" report --format json --options "$1" "$2" > /dev/null';
  const seconds = execFileSync('bash', ['-c', `{ ${command}; } 2>&1`, native, file, path], { encoding: 'utf8' });
  return Number(seconds) * 1000;
}

const { load } = await import(join(dist, 'dangol.js'));
const dangol = await load();

/** @param {string} name @param {string} path @param {object} options @param {number} times */
async function measure(name, path, options, times) {
  const session = dangol.open();
  await session.add(await openAsBlob(path), { name: 'shop.csv', options });
  /** @type {{fits: number[], rest: number[], native: number[]}} */
  const taken = { fits: [], rest: [], native: [] };
  let models = null;
  for (let run = 0; run <= times; run++) {
    // Of the same orders with and without predictions, so that nothing but the models differs.
    await session.report({ sections: [], models: null });
    const [first, report] = await timed(() => session.report({ sections: ['value'], models: { first_order_in_money: run % 2 === 0 } }));
    const [second] = await timed(() => session.report({ models: { horizon_months: 13 } }));
    ({ models } = report);
    if (run > 0) {
      taken.fits.push(first - second);
      taken.rest.push(second);
    }
  }
  for (let run = 0; existsSync(native) && run < times; run++) {
    taken.native.push(native_time(path, { ...options, sections: ['value'] }) - native_time(path, { ...options, sections: [] }));
  }
  session.close();
  return { name, customers: models.customers, repeat: models.repeat_customers, chosen: models.chosen,
    fits_ms: median(taken.fits), rest_ms: median(taken.rest), native_ms: taken.native.length > 0 ? median(taken.native) : null };
}

mkdirSync(folder, { recursive: true });
const results = [];
const cdnow = cdnow_file();
if (cdnow) results.push(await measure('CDNOW sample', cdnow, { as_of: '1997-09-30' }, runs));
for (const size of sizes) {
  const path = await customers_file(folder, size);
  results.push(await measure('simulated', path, {}, size >= 200_000 ? Math.min(runs, 3) : runs));
}
dangol.close();

if (values.json) {
  console.log(JSON.stringify(results));
} else {
  const ms = (/** @type {number | null} */ time) => (time === null ? '' : time.toFixed(0));
  console.log('All fits and the holdout check; predictions and the rest of the section `value`; both natively. ms\n');
  console.log('| data | customers | who bought again | chosen | fits | predictions | native, both |\n|---|---|---|---|---|---|---|');
  for (const one of results) {
    console.log(`| ${one.name} | ${one.customers} | ${one.repeat} | ${one.chosen} | ${ms(one.fits_ms)} | ${ms(one.rest_ms)} | ${ms(one.native_ms)} |`);
  }
}
