// What a first visit loads, and when. tests/budgets/run weighs it, tests/web/loading.test.mjs holds a
// browser to it.

/** Before the first picture, besides the texts of one language. */
export const kFirst = ['index.html', 'style.css', 'boot.js', 'app.js', 'dangol.js', 'worker.js', 'ui.js', 'ui.wasm', 'core.wasm',
  'fonts/regular.otf', 'fonts/bold.otf'];
/** One of them before the first picture, the others after it. */
export const kTexts = ['strings/ko.json', 'strings/en.json'];
/** After the first picture, so that nothing needs to be fetched when it is asked for. */
export const kAfterwards = ['core_later.wasm', 'ui_later.wasm', 'experiment.js', 'strings/later.json', 'samples/sample-ko.csv', 'samples/sample-en.csv', 'fonts/bold_more.otf',
  'fonts/regular_more.otf'];
/** Only when a zip archive or a workbook is opened. */
export const kOnDemand = ['spreadsheet.js'];
/** Never by a visitor of the page. */
export const kNever = ['dangol.html', 'dangol.d.ts', 'package.json', 'report-1.schema.json', 'fonts/OFL.txt', 'LICENSE',
  'THIRD-PARTY-NOTICES.txt'];
