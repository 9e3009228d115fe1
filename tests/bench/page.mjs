// The page in which everything is measured: each program reads the same disk-backed File and gives
// the cohort matrix. Bundled with its peers by run.mjs.
import * as duckdb from '@duckdb/duckdb-wasm';
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';
import { count_months } from './by_hand.mjs';
import { add_cell, checksum, matrix_of } from './matrix.mjs';

/**
 * @typedef {{customer: string, time: string}} Columns  their names
 * @typedef {import('./matrix.mjs').Matrix} Matrix
 * @typedef {{start: () => Promise<void>, run: (file: File, columns: Columns) => Promise<Matrix | null>}} Program
 */

/** @param {string} text a day or a timestamp, year first */
const month_of = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;

/** @param {Map<string, Set<number>>} customers @param {string} customer @param {number} month */
function put(customers, customer, month) {
  const months = customers.get(customer);
  if (months) months.add(month);
  else customers.set(customer, new Set([month]));
}

/** @type {Promise<any>} */
let dangol;
async function start_dangol() {
  const address = '/dist/dangol.js';
  dangol ??= import(address).then((module) => module.load());
  await dangol;
}

/** @type {{connection: any, database: any} | undefined} */
let duck;
async function start_duckdb() {
  if (duck) return;
  const folder = `${location.origin}/peers/@duckdb/duckdb-wasm/dist`;
  const worker = new Worker(`${folder}/duckdb-browser-eh.worker.js`);
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(`${folder}/duckdb-eh.wasm`);
  duck = { database, connection: await database.connect() };
}

/** @param {File} file @param {string} reader @param {Columns} columns */
async function ask_duckdb(file, reader, { customer, time }) {
  const { database, connection } = /** @type {NonNullable<typeof duck>} */ (duck);
  await database.registerFileHandle('shop.csv', file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  // Timestamps with a zone stay text for DuckDB: their first seven characters are the month.
  const answer = await connection.query(`
    WITH orders AS (
      SELECT "${customer}" AS customer,
        CAST(CAST("${time}" AS VARCHAR)[1:4] AS INTEGER) * 12 + CAST(CAST("${time}" AS VARCHAR)[6:7] AS INTEGER) - 1 AS month
      FROM ${reader}),
    firsts AS (SELECT customer, min(month) AS first FROM orders GROUP BY customer),
    active AS (SELECT DISTINCT customer, month FROM orders)
    SELECT first, month - first AS later, count(*) AS customers
    FROM active JOIN firsts USING (customer) GROUP BY ALL`);
  await database.dropFile('shop.csv');
  /** @type {Matrix} */
  const matrix = new Map();
  for (const row of answer.toArray()) add_cell(matrix, Number(row.first), Number(row.later), Number(row.customers));
  return matrix;
}

/** @type {Record<string, string>} */
let types = {};

/** @type {Record<string, Program>} */
const programs = {
  reading: {
    start: async () => {},
    run: async (file) => {
      await file.arrayBuffer();
      return null;
    },
  },
  dangol: {
    start: start_dangol,
    run: async (file) => {
      const session = (await dangol).open();
      await session.add(file);
      // What the page asks for first, and the matrix that is compared.
      const sections = ['measures', 'periods', 'cohorts'];
      const report = await session.report({ period: 'month', cohorts: { period: 'month' }, sections });
      session.close();
      /** @type {Matrix} */
      const matrix = new Map();
      for (const { cohort, customers } of report.cohorts.rows) {
        for (const [later, count] of customers.entries()) {
          if (count !== null) add_cell(matrix, month_of(cohort), later, count);
        }
      }
      return matrix;
    },
  },
  javascript: { start: async () => {}, run: count_months },
  papaparse: {
    start: async () => {},
    run: (file, { customer, time }) => new Promise((resolve, reject) => {
      /** @type {Map<string, Set<number>>} */
      const customers = new Map();
      let customer_at = -1;
      let time_at = -1;
      Papa.parse(file, {
        skipEmptyLines: true,
        chunk: ({ data }) => {
          for (const row of /** @type {string[][]} */ (data)) {
            if (customer_at < 0) {
              customer_at = row.indexOf(customer);
              time_at = row.indexOf(time);
            } else {
              put(customers, row[customer_at], month_of(row[time_at]));
            }
          }
        },
        complete: () => resolve(matrix_of(customers.values())),
        error: reject,
      });
    }),
  },
  udsv: {
    start: async () => {},
    run: async (file, { customer, time }) => {
      /** @type {Map<string, Set<number>>} */
      const customers = new Map();
      /** @type {any} */
      let parser;
      let customer_at = -1;
      let time_at = -1;
      const take = (/** @type {string[]} */ row) => put(customers, row[customer_at], month_of(row[time_at]));
      const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        if (!parser) {
          const schema = inferSchema(piece.value);
          const names = schema.cols.map(({ name }) => name);
          customer_at = names.indexOf(customer);
          time_at = names.indexOf(time);
          parser = initParser(schema);
        }
        parser.chunk(piece.value, parser.stringArrs, take);
      }
      parser?.end();
      return matrix_of(customers.values());
    },
  },
  'duckdb typed': {
    start: start_duckdb,
    run: (file, columns) => {
      const list = Object.entries(types).map(([name, type]) => `'${name}': '${type}'`).join(', ');
      return ask_duckdb(file, `read_csv('shop.csv', header = true, quote = '"', escape = '"', columns = {${list}})`, columns);
    },
  },
  'duckdb auto': {
    start: start_duckdb,
    run: (file, columns) => ask_duckdb(file, `read_csv('shop.csv')`, columns),
  },
};

Object.assign(globalThis, {
  /** @param {string} name @returns {Promise<number>} milliseconds until it could take a file */
  async start_program(name) {
    const begin = performance.now();
    await programs[name].start();
    return performance.now() - begin;
  },
  /** @param {string} name @param {Columns} columns @param {Record<string, string>} column_types */
  async run_program(name, columns, column_types) {
    types = column_types;
    const file = /** @type {HTMLInputElement} */ (document.querySelector('input')).files?.[0];
    if (!file) throw new Error('no file');
    const collect = /** @type {{gc?: () => void}} */ (globalThis).gc;
    collect?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const begin = performance.now();
    const matrix = await programs[name].run(file, columns);
    const milliseconds = performance.now() - begin;
    return { milliseconds, checksum: matrix && checksum(matrix) };
  },
});
