// tools/bench: measures the product beside its peers in one Chromium page, one after the other and
// over again, so that whatever slows the machine down slows all of them.
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cpus, release, totalmem } from 'node:os';
import { extname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { workload_file } from './workload.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The site that is measured; DANGOL_DIST names another build of it. */
const dist = process.env.DANGOL_DIST ?? join(root, 'dist');
const folder = join(root, 'build/bench');
const kFlags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-gpu', '--js-flags=--expose-gc'];
const kPatience = 900_000;
/** Above this the peers that hold rows as objects run out of memory; they are left out. */
const kMostRowsForAll = 5_000_000;
/** Targets as ratios to what they are compared with; see the README. */
const kTargets = { reading: 3, javascript: 0.8, 'duckdb typed': 0.25 };

const kWorkloads = {
  narrow: {
    columns: { customer: 'customer_id', time: 'order_date' },
    share: 1,
    types: { order_id: 'VARCHAR', customer_id: 'VARCHAR', order_date: 'DATE', amount: 'DOUBLE' },
  },
  wide: { columns: { customer: 'Email', time: 'Created at' }, share: 0.25, types: null },
};
const kPrograms = ['reading', 'dangol', 'javascript', 'udsv', 'duckdb typed', 'duckdb auto', 'papaparse'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '7' },
    only: { type: 'string' },
    workload: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows);
const runs = Number(options.runs);
if (!Number.isInteger(rows) || rows < 1000 || !Number.isInteger(runs) || runs < 1) {
  console.error('tools/bench: --rows takes 1000 or more, --runs 1 or more');
  process.exit(2);
}
/** What people are told; standard output is for results. */
const say = (/** @type {string} */ text) => console.error(text);

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {string} browser */
function machine(browser) {
  const system = /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? release();
  return `${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${system}, ${browser}`;
}

/** Serves the product, the peers and the page, uncompressed. */
async function serve() {
  const places = { '/dist/': dist, '/peers/': join(folder, 'node_modules'), '/': join(folder, 'page') };
  const kinds = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html', '.json': 'application/json' };
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (address === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<!doctype html><meta charset="utf-8"><title>bench</title><input type="file"><script type="module" src="/page.js"></script>');
      return;
    }
    const [prefix, place] = /** @type {[string, string]} */ (Object.entries(places).find(([start]) => address.startsWith(start)));
    const path = join(place, address.slice(prefix.length));
    try {
      const { size } = statSync(path);
      response.writeHead(200, { 'Content-Type': kinds[/** @type {keyof kinds} */ (extname(path))] ?? 'text/plain', 'Content-Length': size });
      createReadStream(path).pipe(response);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { server, address: `http://127.0.0.1:${port}/` };
}

/**
 * The types of a wide file's columns, as somebody who knows the file would declare them: text.
 * @param {string} file
 */
function text_types(file) {
  const header = readFileSync(file, { encoding: 'utf8' }).slice(0, 16_384).split('\n', 1)[0];
  return Object.fromEntries(header.split(',').map((name) => [name, 'VARCHAR']));
}

/** What the core's memory grows by for each row. @param {string} file @param {number} rows_in_file */
async function memory_per_row(file, rows_in_file) {
  const [module, later] = await Promise.all(['core', 'core_later'].map((part) =>
    WebAssembly.compile(readFileSync(join(dist, `${part}.wasm`)))));
  /** @type {Record<string, Record<string, () => number>>} */
  const imports = {};
  for (const { module: space, name } of WebAssembly.Module.imports(module)) (imports[space] ??= {})[name] = () => 0;
  const core = /** @type {any} */ ((await WebAssembly.instantiate(module, imports)).exports);
  core._initialize?.();
  await WebAssembly.instantiate(later, { primary: core });
  const session = core.dangol_open();
  const bytes_held = () => core.memory.buffer.byteLength;
  const put = (/** @type {Uint8Array} */ bytes) => {
    const address = core.dangol_buffer(session, bytes.length) >>> 0;
    new Uint8Array(core.memory.buffer, address, bytes.length).set(bytes);
  };
  const checked = (/** @type {number} */ code) => {
    if (code < 0) throw new Error('the core failed');
  };
  put(new TextEncoder().encode('{}{}'));
  checked(core.dangol_begin(session, 2, 2));
  const before = bytes_held();
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    put(chunk);
    checked(core.dangol_feed(session, chunk.length));
  }
  checked(core.dangol_finish(session));
  const imported = bytes_held();
  put(new TextEncoder().encode('{}'));
  checked(core.dangol_report(session, 2));
  return { import: (imported - before) / rows_in_file, report: (bytes_held() - before) / rows_in_file };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {keyof typeof kWorkloads} name
 * @param {string[]} programs
 */
async function measure(page, name, programs) {
  const { columns, share, types } = kWorkloads[name];
  const rows_in_file = Math.max(1000, Math.round(rows * share));
  say(`${name}: ${rows_in_file} rows`);
  const file = await workload_file(folder, name, rows_in_file);
  await page.setInputFiles('input', file);
  const given = { columns, types: types ?? text_types(file) };
  /** @type {Record<string, {start: number, times: number[]}>} */
  const results = Object.fromEntries(programs.map((program) => [program, { start: 0, times: [] }]));
  let expected = '';
  // Starting up and the first use are told apart from the runs that count.
  for (let run = 0; run <= runs; run++) {
    for (const program of programs) {
      if (run === 0) {
        results[program].start = await page.evaluate((which) => /** @type {any} */ (globalThis).start_program(which), program);
      }
      const { milliseconds, checksum } = await page.evaluate(
        ([which, { columns: names, types: kinds }]) => /** @type {any} */ (globalThis).run_program(which, names, kinds),
        /** @type {const} */ ([program, given]));
      results[program].times.push(milliseconds);
      if (checksum === null) continue;
      expected ||= checksum;
      if (checksum !== expected) {
        throw new Error(`${name}: ${program} found the cohort matrix ${checksum}, others ${expected}`);
      }
    }
    say(`  run ${run} of ${runs}`);
  }
  const table = programs.map((program) => ({
    program,
    start: results[program].start,
    first: results[program].times[0],
    median: median(results[program].times.slice(1)),
  }));
  return { workload: name, rows: rows_in_file, bytes: statSync(file).size, checksum: expected, programs: table,
    memory: await memory_per_row(file, rows_in_file) };
}

/** @param {Awaited<ReturnType<typeof measure>>} result */
function print({ workload, rows: count, bytes, checksum, programs, memory }) {
  const ours = programs.find(({ program }) => program === 'dangol');
  console.log(`\n${workload}: ${count.toLocaleString('en')} rows, ${(bytes / 1e6).toFixed(0)} MB, cohort matrix ${checksum}\n`);
  console.log('| | ms | first use, ms | start, ms | Dangol takes | target |');
  console.log('|---|---|---|---|---|---|');
  for (const { program, start, first, median: typical } of programs) {
    const ratio = ours && ours.program !== program ? `${(ours.median / typical).toFixed(2)} x` : '';
    const target = kTargets[/** @type {keyof kTargets} */ (program)];
    console.log(`| ${program} | ${typical.toFixed(0)} | ${first.toFixed(0)} | ${start.toFixed(0)} | ${ratio} | ${target ? `${target} x` : ''} |`);
  }
  console.log(`\nCore memory: ${memory.import.toFixed(1)} bytes a row after the import, ${memory.report.toFixed(1)} after a Report.`);
}

async function bench_import() {
  await build({ entryPoints: [join(root, 'tests/bench/page.mjs')], outfile: join(folder, 'page/page.js'), bundle: true,
    format: 'esm', target: 'es2022', minify: true, nodePaths: [join(folder, 'node_modules')], logLevel: 'error' });
  const { server, address } = await serve();
  const browser = await chromium.launch({ executablePath: process.env.DANGOL_CHROMIUM ?? '/usr/bin/chromium', args: kFlags });
  try {
    const workloads = /** @type {(keyof typeof kWorkloads)[]} */ (options.workload?.split(',') ?? Object.keys(kWorkloads));
    const wanted = options.only?.split(',') ?? (rows > kMostRowsForAll ? ['reading', 'dangol', 'javascript'] : kPrograms);
    const results = [];
    for (const workload of workloads) {
      // A page of its own for each file: nothing is warm from the one before.
      const page = await browser.newPage();
      page.setDefaultTimeout(kPatience);
      page.on('pageerror', (error) => say(String(error)));
      await page.goto(address);
      results.push(await measure(page, workload, wanted));
      await page.close();
    }
    const description = machine(`Chromium ${browser.version()}`);
    if (options.json) {
      console.log(JSON.stringify({ machine: description, runs, results }, null, 2));
      return;
    }
    console.log(`Medians of ${runs} interleaved runs after the first. ${description}.`);
    for (const result of results) print(result);
  } finally {
    await browser.close();
    server.close();
  }
}

/** The native program on the same files, by its own processor time. */
async function bench_native() {
  console.log(`Medians of ${runs} runs of the command line, reading included. ${machine('native')}.`);
  for (const [name, { share }] of Object.entries(kWorkloads)) {
    const file = await workload_file(folder, /** @type {keyof typeof kWorkloads} */ (name), Math.round(rows * share));
    const times = [];
    for (let run = 0; run < runs; run++) {
      const begin = performance.now();
      const { status } = spawnSync(join(root, 'build/release/dangol'), ['report', file, '--format', 'json'], { stdio: 'ignore' });
      if (status !== 0) throw new Error(`dangol ended with ${status}`);
      times.push(performance.now() - begin);
    }
    console.log(`${name}: ${median(times).toFixed(0)} ms, ${(statSync(file).size / 1e3 / median(times)).toFixed(0)} MB a second`);
  }
}

await (positionals[0] === 'native' ? bench_native() : bench_import());
