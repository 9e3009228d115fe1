#!/usr/bin/env node
// Splits a linked WebAssembly module in two: what the first picture needs, and what can come after it.
// Binaryen's wasm-split does the cutting: a call from the first part into the second goes through the
// function table, whose places the second part fills when it is instantiated. Until then they hold
// imports of the namespace `placeholder`.
//
// What comes later stands in a list, a pattern of function names on each line (`*` is any text). With
// a function goes whatever only such functions call. A line that starts with `!` names functions that
// stay in the first part whatever the other lines say, with all that they call.
//
// MODULE has the names of its functions (--profiling-funcs) and should come straight from the linker: an
// optimiser merges functions that are alike under the name of one, and lets those that are called once
// vanish in their callers. Both parts are optimised here.
//
// usage: tools/split_wasm.mjs --list FILE --first FILE --later FILE [--binaryen FOLDER] [--optimise "-O3 ..."] MODULE
// What --optimise says is done to the first part; the later one is made small.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { plain_name, read_module, with_plain_names } from './wasm_module.mjs';

// What Emscripten's own targets use, as far as the oldest Binaryen in use knows it.
const kFeatures = ['--enable-simd', '--enable-bulk-memory', '--enable-nontrapping-float-to-int', '--enable-sign-ext',
  '--enable-mutable-globals'];

/**
 * @typedef {{pattern: string, matches: RegExp, first: boolean}} Line
 * @param {string} text
 * @returns {Line[]}
 */
export function read_list(text) {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const first = line.startsWith('!');
    const pattern = first ? line.slice(1).trim() : line;
    const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
    return { pattern, first, matches: new RegExp(`^${source}$`) };
  });
}

/**
 * A function's name without what it returns, which C++ puts before the names of templates.
 * @param {string} name
 */
export function own_name(name) {
  let depth = 0;
  let from = 0;
  for (let at = 0; at < name.length; at++) {
    if ('<(['.includes(name[at])) depth++;
    else if ('>)]'.includes(name[at])) depth--;
    else if (name[at] === ' ' && depth === 0 && !/^ (?:const|volatile|&&?)/.test(name.slice(at))) from = at + 1;
  }
  return name.slice(from);
}

/**
 * Which functions come later: those that the list names, and those that nothing else reaches.
 * @param {ReturnType<typeof read_module>} module
 * @param {Map<number, number[]>} calls
 * @param {Line[]} list
 * @returns {{later: number[], unknown: string[]}} `unknown`: lines that name nothing
 */
export function choose(module, calls, list) {
  const unknown = [];
  /** @type {Set<number>} */
  const named = new Set();
  /** @type {Set<number>} */
  const kept = new Set();
  const known = [...module.names].filter(([index]) => index >= module.imported)
    .map(([index, name]) => /** @type {[number, string]} */ ([index, own_name(name)]));
  for (const { pattern, matches, first } of list) {
    const found = known.filter(([, name]) => matches.test(name));
    if (found.length === 0) unknown.push(pattern);
    for (const [index] of found) (first ? kept : named).add(index);
  }
  for (const index of module.exported) named.delete(index);
  for (const index of kept) named.delete(index);
  // From every entry, through everything that is not to come later.
  /** @type {Set<number>} */
  const reached = new Set();
  const waiting = [...module.exported, ...kept, ...module.in_table.filter((index) => !named.has(index))];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (reached.has(index) || named.has(index)) continue;
    reached.add(index);
    waiting.push(...(calls.get(index) ?? []));
  }
  return { later: known.map(([index]) => index).filter((index) => !reached.has(index)), unknown };
}

/** @param {string} graph as wasm-opt prints it, of a module with plain names */
export function read_calls(graph) {
  /** @type {Map<number, number[]>} */
  const calls = new Map();
  for (const [, from, to] of graph.matchAll(/"f(\d+)" -> "f(\d+)"/g)) {
    const list = calls.get(Number(from));
    if (list) list.push(Number(to));
    else calls.set(Number(from), [Number(to)]);
  }
  return calls;
}

/**
 * @param {{module: string, list: string, first: string, later: string, optimise: string, binaryen: string}} settings
 */
function split({ module: input, list, first, later, optimise, binaryen }) {
  const folder = mkdtempSync(join(tmpdir(), 'dangol-split-'));
  const at = (/** @type {string} */ name) => join(folder, name);
  /** @param {string} tool @param {string[]} options */
  const run = (tool, ...options) => execFileSync(binaryen ? join(binaryen, tool) : tool, [...kFeatures, ...options],
    { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const bytes = readFileSync(input);
    const module = read_module(bytes);
    writeFileSync(at('plain.wasm'), with_plain_names(bytes));
    const calls = read_calls(run('wasm-opt', '--print-call-graph', at('plain.wasm'), '-o', at('unused.wasm')));
    const { later: functions, unknown } = choose(module, calls, read_list(readFileSync(list, 'utf8')));
    if (unknown.length > 0) console.warn(`${list}: nothing is called ${unknown.join(' or ')}`);
    writeFileSync(at('later.txt'), functions.map(plain_name).join('\n'));
    run('wasm-split', at('plain.wasm'), '-q', `--split-funcs=@${at('later.txt')}`, '-o1', at('first.wasm'), '-o2', at('later.wasm'));
    const flags = optimise.split(' ').filter(Boolean);
    run('wasm-opt', ...flags, at('first.wasm'), '-o', first);
    run('wasm-opt', ...flags.map((flag) => flag.replace(/^-O.$/, '-Oz')), at('later.wasm'), '-o', later);
    check_parts(first, later);
    console.log(`${basename(first)}: ${functions.length} of ${module.functions - module.imported} functions come later`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * What web/core.js and web/platform/ui_bridge.js expect of the two parts.
 * @param {string} first @param {string} later
 */
function check_parts(first, later) {
  const [one, other] = [first, later].map((file) => new WebAssembly.Module(readFileSync(file)));
  const exported = WebAssembly.Module.exports(one).map(({ name }) => name);
  const strange = WebAssembly.Module.imports(other).filter(({ module, name }) => module !== 'primary' || !exported.includes(name));
  if (strange.length > 0) throw new Error(`${basename(later)} asks for ${strange[0].module}.${strange[0].name}`);
  if (!WebAssembly.Module.imports(one).some(({ module }) => module.startsWith('placeholder'))) {
    throw new Error(`${basename(first)} has no place for ${basename(later)}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: {
    list: { type: 'string' }, first: { type: 'string' }, later: { type: 'string' },
    optimise: { type: 'string', default: '-Oz' }, binaryen: { type: 'string', default: '' },
  } });
  const { list, first, later, optimise, binaryen } = values;
  if (!list || !first || !later || positionals.length !== 1) {
    console.error('usage: tools/split_wasm.mjs --list FILE --first FILE --later FILE [--binaryen FOLDER] [--optimise "-O3 ..."] MODULE');
    process.exit(2);
  }
  split({ module: positionals[0], list, first, later, optimise, binaryen });
}
