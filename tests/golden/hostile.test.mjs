// Files that nobody should have sent: each ends in a report whose rows and amounts add up, or in an
// error that says what to do in both languages; never in a crash. Native and wasm give the same.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { check_receipt, close_module, data_file, difference, native_report, wasm_report } from '../support/run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'dangol-hostile-'));
after(close_module);

/** A small generator, so that the "random" files are the same on every run. @param {number} seed */
function random(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

function orders_csv(rows, seed = 1) {
  const pick = random(seed);
  let text = 'order_id,customer_id,date,amount,note\n';
  for (let i = 0; i < rows; i++) {
    const day = new Date(Date.UTC(2024, 0, 1 + pick(500))).toISOString().slice(0, 10);
    text += `A${i},c${pick(rows / 3)},${day},${pick(90000) / 100},"a ""quoted"" note,\nwith a line break"\n`;
  }
  return text;
}

const good = orders_csv(300);
const noise = random(7);
const files = {
  'empty': '',
  'one line end': '\n',
  'only blank lines': '\r\n  \r\n\r\n',
  'only a byte-order mark': '\uFEFF',
  'header only': 'order_id,customer_id,date,amount\n',
  'header without a line end': 'order_id,customer_id,date,amount',
  'one word': 'hello',
  'prose': 'Dear shop owner,\nthank you for the order.\nKind regards\n',
  'binary': Buffer.from(Array.from({ length: 5000 }, () => noise(256))),
  'zip signature': Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(600, 7)]),
  'locked xlsx': Buffer.from('D0CF11E0A1B11AE1'.padEnd(1200, '0'), 'hex'),
  'UTF-16': Buffer.from(`\uFEFF${good}`, 'utf16le'),
  'NUL inside': good.replace('c1', 'c\u0000'),
  'invalid UTF-8': Buffer.from(good.replace(/note/g, 'caf\u00e9'), 'latin1'),
  'quote never closed': `${good}B1,c1,2024-05-05,3.5,"never closed\nB2,c2,2024-05-06,4,x\n`,
  'ragged rows': good.replaceAll('\nA1', '\nA1,too,many,cells,here,and,here,A1').replaceAll('\nA2', '\nA2\nA2'),
  'repeated headers and totals': `${good}order_id,customer_id,date,amount,note\n${good}Total,,,99999,\n`,
  'impossible days': good.replace(/2024-0\d/g, '2024-13').replace(/2024-1[01]/g, '2024-02-30'),
  'huge amounts': good.replace(/,(\d+)\.\d+,/g, ',9$1999999999999999999,'),
  'words for amounts': good.replace(/,(\d+\.\d+),/g, ',many,'),
  'all blank customers': good.replace(/,c\d+,/g, ',,'),
  'years apart': good.replace('2024-01', '1024-01').replace('2025-01', '9025-01'),
  'ten thousand columns': `${Array.from({ length: 10000 }, (_, i) => `k${i}`).join()}\n${'1,'.repeat(9999)}1\n${'2,'.repeat(9999)}2\n`,
  'CR only': good.replaceAll('"a ""quoted"" note,\nwith a line break"', 'x').replaceAll('\n', '\r'),
  'tabs': good.replaceAll('"a ""quoted"" note,\nwith a line break"', 'x').replaceAll(',', '\t'),
};

for (const [name, content] of Object.entries(files)) {
  test(name, async () => {
    await survives(name, content);
  });
}

test('one field of 50 MB', async () => {
  await survives('wide', `order_id,customer_id,date,amount,note\nA1,c1,2024-01-01,5,"${'x'.repeat(50 << 20)}"\nA2,c2,2024-01-02,6,y\n`);
});

test('cut anywhere', async () => {
  for (let length = 0; length < 4096; length += 61) {
    await survives('cut', Buffer.from(good).subarray(0, length));
  }
});

test('random bytes of the kind that files are made of', async () => {
  const pick = random(99);
  const alphabet = ['"', '"', ',', ',', '\n', '\r', '\t', ';', '1', '2', '2024-01-05', '.5', '-', 'C', 'id', ' ', '\u00e9', '가'];
  for (let round = 0; round < 60; round++) {
    const text = Array.from({ length: 20 + pick(600) }, () => alphabet[pick(alphabet.length)]).join('');
    await survives('random', `order_id,customer_id,date,amount\n${text}`);
  }
});

test('public data cut in the middle of a quoted field', { skip: data_file('superstore.csv') ? false : 'no ../shared/data here' }, async () => {
  const bytes = readFileSync(/** @type {string} */ (data_file('superstore.csv')));
  for (const length of [3, 200, 1000, 100_003, 1_234_567]) await survives('superstore', bytes.subarray(0, length));
});

/** Reads the content both ways and holds the two results against each other. */
async function survives(name, content) {
  const path = join(folder, `${name.replaceAll(' ', '_')}.csv`);
  writeFileSync(path, content);
  const native = native_report(path, {});
  const wasm = await wasm_report(path, {});
  assert.equal(native.failed, wasm.failed, `${name}: ${native.error} against ${wasm.error}`);
  if (native.failed) {
    assert.equal(native.code, 1, 'a data error exits with 1');
    assert.match(native.error, /\S/);
    assert.match(wasm.error.messages.ko, /[가-힣].*[.]$/, 'a sentence in Korean');
    assert.match(wasm.error.messages.en, /[A-Za-z].*[.]$/, 'a sentence in English');
    return;
  }
  check_receipt(native.report.receipt);
  assert.equal(difference(native.report, wasm.report), '', name);
}
