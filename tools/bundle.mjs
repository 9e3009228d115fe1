#!/usr/bin/env node
// Puts the page's own code into dist/: modules of web/ minified into the few files that the page
// requests, the glue of ui.wasm, and what needs no building.
//
// usage: tools/bundle.mjs [--wasm FOLDER] [--to FOLDER]
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// What web/client.js has to say when the core cannot: code and string. Where the core knows the same
// error it can name a line; here none is known.
const kOwnErrors = {
  core_crashed: "error.core_crashed",
  core_unavailable: "error.core_unavailable",
  cancelled: "error.cancelled",
  too_large: "error.out_of_memory",
  file_unreadable: "error.source_unreadable",
  part_unavailable: "page.error.part_unavailable",
  later_unavailable: "page.error.later_unavailable",
  archive_empty: "page.error.archive_empty",
  archive_locked: "page.error.archive_locked",
  archive_too_large: "page.error.archive_too_large",
  archive_unreadable: "page.error.archive_unreadable",
  workbook_kind: "page.error.workbook_kind",
  workbook_too_large: "page.error.workbook_too_large",
  workbook_unreadable: "page.error.workbook_unreadable",
  sheet_missing: "page.error.sheet_missing",
};

const kLanguages = ["ko", "en"];
// What the page and the canvas say of customers' value: neither needs it for its first picture.
const kLaterTexts = /^(?:ui\.value|mirror\.value|ui\.experiment|mirror\.experiment|model)\./;
// What the page says itself, in web/app.js and web/mirror.js. The canvas carries its own texts, of
// which the mirror needs one.
const kPageTexts = /^(?:(?:mirror|page(?!\.error)|calc|measure|reason|role|segment|warning)\.|ui\.(?:retention|groups|segments|nps|filter|link)\.|ui\.cohorts\.(?:mode|definition|basis|average|from|to|margin)|ui\.option\.time_zone\.list$)/;

/** @returns {Promise<Record<string, string>[]>} one table for each language */
function read_texts() {
  return Promise.all(kLanguages.map(async (language) =>
    JSON.parse(await readFile(join(root, `assets/strings/${language}.json`), "utf8"))));
}

/** @returns {Promise<import("esbuild").BuildOptions>} shared by the site and the single file */
export async function bundle_options() {
  const [ko, en] = await read_texts();
  const messages = Object.fromEntries(Object.entries(kOwnErrors).map(([code, key]) => {
    if (!ko[key] || !en[key]) throw new Error(`assets/strings: ${key} is missing`);
    return [code, { ko: ko[key], en: en[key] }];
  }));
  return {
    bundle: true,
    minify: true,
    charset: "utf8",
    target: ["es2022"],
    format: "esm",
    logLevel: "warning",
    define: { DANGOL_MESSAGES: JSON.stringify(messages) },
  };
}

/** dist/ is also an npm package: the public module, with worker and wasm found beside it. */
async function manifest() {
  const { version, license } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return {
    name: "dangol",
    version,
    license,
    type: "module",
    exports: {
      ".": { types: "./dangol.d.ts", default: "./dangol.js" },
      "./worker.js": "./worker.js",
      "./spreadsheet.js": "./spreadsheet.js",
      "./core.wasm": "./core.wasm",
      "./core_later.wasm": "./core_later.wasm",
    },
    files: ["dangol.js", "dangol.d.ts", "worker.js", "spreadsheet.js", "core.wasm", "core_later.wasm", "LICENSE", "THIRD-PARTY-NOTICES.txt"],
    engines: { node: ">=20.12" }, // DecompressionStream("deflate-raw")
  };
}

async function bundle({ wasm, to }) {
  await mkdir(to, { recursive: true });
  const options = await bundle_options();
  const web = join(root, "web");
  await Promise.all([
    build({ ...options, entryPoints: ["dangol.js", "worker.js", "spreadsheet.js", "experiment.js", "boot.js"].map((name) => join(web, name)),
      outdir: to, external: ["./spreadsheet.js"] }),
    build({ ...options, entryPoints: { app: join(web, "site.js") }, outdir: to,
      external: ["./ui.js", "./dangol.js", "./experiment.js"] }),
    // The glue asks for parts of Node that it never uses in a browser.
    build({ ...options, entryPoints: [join(wasm, "linked/ui.js")], outdir: to, external: ["fs", "path", "module"], logLevel: "error" }),
    ...["index.html", "style.css", "dangol.d.ts"].map((name) => cp(join(web, name), join(to, name))),
  ]);
  await mkdir(join(to, "strings"), { recursive: true });
  await Promise.all((await read_texts()).map((texts, i) => writeFile(join(to, `strings/${kLanguages[i]}.json`),
    JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([key]) => kPageTexts.test(key) && !kLaterTexts.test(key)))))));
  const later = (await read_texts()).map((texts, i) =>
    [kLanguages[i], Object.fromEntries(Object.entries(texts).filter(([key]) => kLaterTexts.test(key)))]);
  await writeFile(join(to, "strings/later.json"), JSON.stringify(Object.fromEntries(later)));
  await writeFile(join(to, "package.json"), `${JSON.stringify(await manifest(), null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: {
    wasm: { type: "string", default: join(root, "build/wasm") },
    to: { type: "string", default: join(root, "dist") },
  } });
  await bundle(values);
}
