/**
 * Makes the engine's machine code ready before the first file comes. A browser compiles wasm twice:
 * quickly for the start, and again, well, what has run for a while. Until then the core is two to
 * three times slower, so a file that is read in a second would be over before the good code is here.
 * A made-up table goes through an instance of its own, which shares nothing with the sessions but the
 * compiled modules, and is thrown away with its memory.
 */
import { Core } from "./core.js";

/** Enough for every loop over bytes and rows to be compiled well; more does not help. */
const kTables = 14;
const kRows = 60;
const kReports = /** @type {import("./dangol.js").Options[]} */ ([{}, { period: "quarter" }]);

/**
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Module} later its second part
 * @param {() => Promise<boolean>} idle lets waiting messages in; whether nobody has asked for anything
 */
export async function warm_up(module, later, idle) {
  const core = await Core.create(module);
  await core.complete(later);
  for (const step of steps(core)) {
    step();
    if (!await idle()) return;
  }
}

/**
 * Each takes a few milliseconds. The core looks at the head of a file all at once, so the tables are
 * small and several; the first is the smallest, because code that runs for the first time is compiled
 * there and then. A real request that has to wait for that would have had to do it itself.
 * @param {Core} core
 * @returns {Generator<() => void>}
 */
function* steps(core) {
  for (let table = 0; table < kTables; table++) {
    const session = core.open();
    const bytes = encoder.encode(made_up(kRows * (table + 1)));
    yield () => core.begin(session, {}, { name: "", bytes: bytes.length });
    yield () => core.feed(session, bytes);
    yield () => core.finish(session);
    for (const options of kReports) yield () => void core.report(session, options);
    core.close(session);
  }
}

/** Orders of a year. @param {number} rows */
function made_up(rows) {
  let text = "order_id,customer_id,order_date,amount\n";
  for (let i = 0; i < rows; i++) {
    const day = new Date(Date.UTC(2024, 0, 1 + (i * 366) / rows)).toISOString().slice(0, 10);
    text += `A-${100000 + i},C-${(i * 7919) % 307},${day},${(i * 37) % 900}.${10 + (i % 90)}\n`;
  }
  return text;
}

const encoder = new TextEncoder();
