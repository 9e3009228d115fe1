#!/usr/bin/env node
// Splits a linked WebAssembly module in two: what the first picture needs, and what can come after it.
// Binaryen's wasm-split does the cutting: a call from the first part into the second goes through the
// function table, whose places the second part fills when it is instantiated. Until then they hold
// imports of the namespace `placeholder`.
//
// What comes later stands in a list, a pattern of function names on each line (`*` is any text). With
// a function goes whatever only such functions call. A line that starts with `!` names functions that
// must stay in the first part: the build fails should one of them not.
//
// usage: tools/split_wasm.mjs --list FILE --first FILE --later FILE [--level -O3] [--binaryen FOLDER] MODULE
// MODULE has the names of its functions (--profiling-funcs).
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
 * Which functions come later: those that the list names, and those that nothing else reaches.
 * @param {ReturnType<typeof read_module>} module
 * @param {Map<number, number[]>} calls
 * @param {Line[]} list
 * @returns {{later: number[], faults: string[]}}
 */
export function choose(module, calls, list) {
  const faults = [];
  /** @type {Set<number>} */
  const named = new Set();
  /** @type {Set<number>} */
  const kept = new Set();
  const known = [...module.names].filter(([index]) => index >= module.imported);
  for (const { pattern, matches, first } of list) {
    const found = known.filter(([, name]) => matches.test(name));
    if (found.length === 0) console.error(`no function is called ${pattern}`);
    for (const [index] of found) (first ? kept : named).add(index);
  }
  for (const index of module.exported) named.delete(index);
  for (const index of kept) {
    if (named.has(index)) faults.push(`${module.names.get(index)} is to come both first and later`);
  }
  // From every entry, through everything that is not to come later.
  /** @type {Set<number>} */
  const reached = new Set();
  const waiting = [...module.exported, ...module.in_table.filter((index) => !named.has(index))];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (reached.has(index) || named.has(index)) continue;
    reached.add(index);
    waiting.push(...(calls.get(index) ?? []));
  }
  const later = known.map(([index]) => index).filter((index) => !reached.has(index));
  for (const index of later) {
    if (kept.has(index) && !named.has(index)) faults.push(`${module.names.get(index)} would come later`);
  }
  return { later, faults };
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
 * @param {{module: string, list: string, first: string, later: string, level: string, binaryen: string}} settings
 */
function split({ module: input, list, first, later, level, binaryen }) {
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
    const { later: functions, faults } = choose(module, calls, read_list(readFileSync(list, 'utf8')));
    if (faults.length > 0) throw new Error(`${basename(list)}: ${faults.join('\n')}`);
    writeFileSync(at('later.txt'), functions.map(plain_name).join('\n'));
    run('wasm-split', at('plain.wasm'), `--split-funcs=@${at('later.txt')}`, '-o1', at('first.wasm'), '-o2', at('later.wasm'));
    run('wasm-opt', level, at('first.wasm'), '-o', first);
    run('wasm-opt', '-Oz', at('later.wasm'), '-o', later);
    console.log(`${basename(first)}: ${functions.length} of ${module.functions - module.imported} functions come later`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: {
    list: { type: 'string' }, first: { type: 'string' }, later: { type: 'string' },
    level: { type: 'string', default: '-O3' }, binaryen: { type: 'string', default: '' },
  } });
  const { list, first, later, level, binaryen } = values;
  if (!list || !first || !later || positionals.length !== 1) {
    console.error('usage: tools/split_wasm.mjs --list FILE --first FILE --later FILE [--level -O3] [--binaryen FOLDER] MODULE');
    process.exit(2);
  }
  split({ module: positionals[0], list, first, later, level, binaryen });
}
