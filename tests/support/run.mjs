// How the tests reach the product: the command line as a child process, the public module in Node,
// and the files of ../shared/data, which are not part of the repository.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const data_folder = join(root, '../shared/data');
/** What is tested; another build can be named in the environment. */
const program = process.env.DANGOL_PROGRAM ?? join(root, 'build/release/dangol');
const site = process.env.DANGOL_SITE ?? join(root, 'dist');
const scratch = mkdtempSync(join(tmpdir(), 'dangol-test-'));

/** The path of a public data file, or null where the folder is absent. @param {string} name */
export function data_file(name) {
  const path = join(data_folder, name);
  return existsSync(path) ? path : null;
}

/** Runs `dangol` and gives its exit code and what it printed.
 * @param {string[]} args */
export function cli(args) {
  const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  return { code: run.status, signal: run.signal, out: run.stdout, err: run.stderr };
}

/** The native report of a file, or of several that are one import.
 * @param {string | string[]} file @param {object} options */
export function native_report(file, options) {
  const options_file = join(scratch, 'options.json');
  writeFileSync(options_file, JSON.stringify(options));
  const run = cli(['report', ...[file].flat(), '--options', options_file, '--format', 'json']);
  if (run.signal) throw new Error(`dangol died by ${run.signal} on ${file}`);
  if (run.code !== 0) return { failed: true, code: run.code, error: run.err };
  return { failed: false, report: JSON.parse(run.out) };
}

let loaded;
/** The public module. @returns {Promise<import('../../web/dangol.js').Dangol>} */
export async function load_module() {
  loaded ??= (await import(join(site, 'dangol.js'))).load();
  return loaded;
}

/** The same report through the public module and core.wasm.
 * @param {string | string[]} file @param {object} options */
export async function wasm_report(file, options) {
  const session = (await load_module()).open();
  try {
    if (typeof file === 'string') {
      await session.add(readFileSync(file), { name: file.split('/').pop() });
    } else {
      await session.add(file.map((path) => new File([readFileSync(path)], path.split('/').pop() ?? '')));
    }
    return { failed: false, report: await session.report(options) };
  } catch (error) {
    if (!error.code) throw error;
    return { failed: true, error };
  } finally {
    session.close();
  }
}

/** Stops the module's worker, so that the process can end. */
export async function close_module() {
  if (loaded) (await loaded).close?.();
}

/** Where two values differ by more than a relative 1e-12, as a path; '' when they agree.
 * @param {unknown} a @param {unknown} b @param {string} path @returns {string} */
export function difference(a, b, path = '') {
  if (typeof a === 'number' && typeof b === 'number') {
    return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)) ? '' : `${path}: ${a} != ${b}`;
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    return a === b ? '' : `${path}: ${JSON.stringify(a)} != ${JSON.stringify(b)}`;
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = difference(a[key], b[key], `${path}.${key}`);
    if (found) return found;
  }
  return '';
}

/** Throws unless rows and amounts of a receipt add up. @param {any} receipt */
export function check_receipt(receipt) {
  const rows = receipt.set_aside.reduce((sum, entry) => sum + entry.rows, receipt.rows_used);
  if (rows !== receipt.rows_read) throw new Error(`rows: ${rows} accounted for of ${receipt.rows_read} read`);
  const counted = (receipt.revenue ?? 0) + (receipt.repeated_totals?.amount ?? 0);
  const amount = receipt.set_aside.reduce((sum, entry) => sum + (entry.amount ?? 0), counted);
  const read = receipt.amount_read ?? 0;
  if (Math.abs(amount - read) > 1e-6 + 1e-12 * Math.abs(read)) {
    throw new Error(`amounts: ${amount} accounted for of ${read} read`);
  }
}
