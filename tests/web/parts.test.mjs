// Both WebAssembly modules come in two parts. How they are cut, that the first parts do alone what the
// first picture needs, and that the rest comes after it, or says that it did not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { choose, own_name, read_calls, read_list } from '../../tools/split_wasm.mjs';
import { read_module, with_plain_names } from '../../tools/wasm_module.mjs';
import { visit } from './support/browser.mjs';
import { bytes_of, make_shop } from './support/shop.mjs';
import { dist, site } from './support/site.mjs';

const kFirstSections = ['measures', 'periods', 'cohorts', 'second_order'];
const kAllSections = [...kFirstSections, 'survival', 'segments', 'scores', 'groups'];

/** Function 0 is imported and 1 exported. @param {Record<number, number[]>} calls @param {string} list @param {number[]} [in_table] */
function chosen(calls, list, in_table = []) {
  const names = new Map(['host', 'main', 'a::early', 'b::late', 'b::detail', 'c::shared', 'b::Late::~Late()'].map((name, i) => [i, name]));
  return choose({ imported: 1, functions: 7, names, exported: [1], in_table },
    new Map(Object.entries(calls).map(([from, to]) => [Number(from), to])), read_list(list));
}

test('what comes later is what the list names and what only that needs', () => {
  const calls = { 1: [2, 3], 2: [5], 3: [4, 5] };
  assert.deepEqual(chosen(calls, '# a word\n\nb::late\n').later, [3, 4, 6]);
  assert.deepEqual(chosen({ ...calls, 2: [4, 5] }, 'b::late').later, [3, 6], 'what the first part calls too stays');
  assert.deepEqual(chosen(calls, 'b::late', [4]).later, [3, 6], 'and what may be called by its address');
  assert.deepEqual(chosen(calls, 'b::*', [4]).later, [3, 4, 6], 'unless the list names it');
  assert.deepEqual(chosen(calls, 'main').later, [6], 'an entry is never later');
});

test('what a function returns is not its name', () => {
  assert.equal(own_name('a::B* std::f<a::B>(a::B*)'), 'std::f<a::B>(a::B*)');
  assert.equal(own_name('a::(anonymous namespace)::g(int, a::B const&) const'), 'a::(anonymous namespace)::g(int, a::B const&) const');
  assert.equal(own_name('std::pair<int, a::B> a::h<int>(std::pair<int, a::B>)'), 'a::h<int>(std::pair<int, a::B>)');
});

test('a function that is to stay in the first part stays, with what it calls', () => {
  assert.deepEqual(chosen({ 1: [3], 3: [4], 4: [5] }, 'b::*\n! b::detail').later, [2, 3, 6]);
  assert.deepEqual(chosen({}, 'nothing::*').unknown, ['nothing::*']);
});

test('names and calls of a module are read, and names that need no quoting take their place', () => {
  const text = (/** @type {string} */ value) => [value.length, ...Buffer.from(value)];
  const names = [2, 0, ...text('b::f(int)'), 1, ...text('main')];
  const module = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, 4, 1, 0x60, 0, 0, // one type
    3, 3, 2, 0, 0, // two functions
    7, 8, 1, ...text('main'), 0, 1, // the second is exported
    10, 9, 2, 2, 0, 0x0b, 4, 0, 0x10, 0, 0x0b, // and calls the first
    0, 5 + 2 + names.length, ...text('name'), 1, names.length, ...names]);
  const read = read_module(module);
  assert.deepEqual([read.imported, read.functions, read.exported, read.in_table], [0, 2, [1], []]);
  assert.deepEqual([...read.names], [[0, 'b::f(int)'], [1, 'main']]);
  const plain = with_plain_names(module);
  assert.ok(WebAssembly.validate(plain));
  assert.deepEqual([...read_module(plain).names.values()], ['f0', 'f1']);
  assert.deepEqual([...read_calls('"f1" -> "f0"; // call\n"A" -> "B" [label = "Direct Call"];')], [[1, [0]]]);
});

test('the first part of the core reads files and answers the first sections; the rest says that it is missing', async () => {
  /** @type {import('../../web/dangol.js')} */
  const { load } = await import(pathToFileURL(join(dist, 'dangol.js')).href);
  const shop = make_shop(301);
  const alone = await load({ later: pathToFileURL(join(dist, 'nowhere.wasm')), complete: false });
  const whole = await load();
  const [some, all] = [alone.open(), whole.open()];
  for (const session of [some, all]) await session.add(shop.text);
  const sections = /** @type {any} */ (kFirstSections);
  assert.deepEqual(await some.report({ sections }), await all.report({ sections }));
  for (const asked of [() => some.report({ sections: /** @type {any} */ (kAllSections) }), () => some.customers(), () => alone.complete(),
    () => alone.calculate('churn', {})]) {
    await assert.rejects(asked(), { code: 'later_unavailable' });
  }
  assert.deepEqual(await some.report({ sections }), await all.report({ sections }), 'and nothing is lost by it');
  await whole.complete();
  assert.ok((await all.report({ sections: /** @type {any} */ (kAllSections) })).segments);
  for (const dangol of [alone, whole]) dangol.close();
});

test('a part that is not here ends in an error, never in a wrong answer', async () => {
  const { Core, CoreCrash } = await import('../../web/core.js');
  const core = await Core.create(await WebAssembly.compile(readFileSync(join(dist, 'core.wasm'))));
  assert.throws(() => core.calculate(core.open(), { name: 'churn', inputs: {} }),
    (error) => error instanceof CoreCrash && /placeholder/.test(String(error.cause)));
});

test('views that come later say so until they are here, and files are read meanwhile', async () => {
  await visit({ address: 'about:blank', ready: false }, async (visitor) => {
    const { page } = visitor;
    /** @type {() => void} */
    let let_pass = () => {};
    const passed = new Promise((resolve) => {
      let_pass = () => resolve(undefined);
    });
    for (const part of ['ui_later', 'core_later']) {
      await page.route(`**/${part}.wasm`, async (route) => {
        await passed;
        await route.continue();
      });
    }
    await page.goto(await site());
    await page.waitForSelector('#boot', { state: 'detached' });
    await page.locator('.control[data-kind="file"] input').last()
      .setInputFiles({ name: 'shop.csv', mimeType: 'text/csv', buffer: bytes_of(make_shop(302)) });
    assert.ok((await visitor.report({ sections: ['measures'] })).receipt.rows_used > 0);
    assert.equal(await visitor.root('view'), 'overview');
    await visitor.control('nav.calculators').press('Enter');
    await page.waitForSelector('html[data-view="calculators"]', { state: 'attached' });
    assert.deepEqual(await visitor.controls('calculator.'), []);
    assert.equal(await visitor.root('state'), 'loading');
    let_pass();
    await visitor.ready();
    assert.equal(await visitor.root('mirror'), undefined, 'the canvas is still shown');
    for (const [view, prefix] of [['calculators', 'calculator.'], ['retention', 'retention.'], ['segments', 'segments.'], ['experiment', 'experiment.']]) {
      await visitor.go(view);
      assert.ok((await visitor.controls(prefix)).length > 0, view);
    }
  });
});

test('views that did not come are asked for again when one is opened', async () => {
  await visit({ address: 'about:blank', ready: false }, async (visitor) => {
    const { page } = visitor;
    await page.route('**/ui_later.wasm', (route) => route.abort());
    await page.goto(await site());
    await visitor.ready();
    await page.unroute('**/ui_later.wasm');
    await visitor.upload({ name: 'shop.csv', buffer: bytes_of(make_shop(303)) });
    await visitor.go('segments');
    await page.waitForFunction(() => document.querySelector('.control[data-id^="segments."]') !== null);
    visitor.errors = visitor.errors.filter((error) => !/ERR_FAILED/.test(error));
  });
});
