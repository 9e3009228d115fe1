#!/usr/bin/env node
// Builds dist/dangol.html: the whole product in one file that opens from a disk, without a network
// and inside a sandboxed frame. To be run after everything else is in dist/.
//
// usage: tools/one_file.mjs [--from FOLDER]
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bundle_options } from "./bundle.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values: { from } } = parseArgs({ options: { from: { type: "string", default: join(root, "dist") } } });

// A script element may not hold its own end.
const inline = (code) => code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--").trim();
const hash_of = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

async function bundle_to_text(entry) {
  const { outputFiles } = await build({
    ...await bundle_options(),
    entryPoints: [join(root, "web", entry)],
    format: "iife",
    charset: "ascii", // whatever a host takes the file for, the hashes below hold
    write: false,
    external: ["fs", "path", "module"],
    define: { ...(await bundle_options()).define, "import.meta.url": '"about:blank"' },
    // web/ imports ./ui.js, which exists in dist/ only.
    plugins: [{ name: "glue", setup: (setup) => {
      setup.onResolve({ filter: /^\.\/ui\.js$/ }, () => ({ path: join(from, "ui.js") }));
    } }],
    logLevel: "error",
  });
  return outputFiles[0].text;
}

const [index, style, boot, page, worker] = await Promise.all([
  readFile(join(root, "web/index.html"), "utf8"),
  readFile(join(root, "web/style.css"), "utf8"),
  bundle_to_text("boot.js"),
  bundle_to_text("one_file.js"),
  bundle_to_text("worker.js"),
]);

const files = new Map([["worker.js", Buffer.from(worker)]]);
for (const name of ["core.wasm", "core_later.wasm", "ui.wasm", "ui_later.wasm", "fonts/regular.otf", "fonts/bold.otf", "fonts/bold_more.otf", "fonts/regular_more.otf",
  "strings/ko.json", "strings/en.json", "strings/later.json", "samples/sample-ko.csv", "samples/sample-en.csv"]) {
  files.set(name, await readFile(join(from, name)));
}
const blocks = [...files].map(([name, bytes]) =>
  `<script type="text/plain" id="file:${name}">${gzipSync(bytes, { level: 9 }).toString("base64")}</script>`);

const scripts = { boot: inline(boot), page: inline(page) };
const policy = [
  "default-src 'none'",
  `script-src ${hash_of(scripts.boot)} ${hash_of(scripts.page)} 'wasm-unsafe-eval'`,
  "worker-src blob:",
  `style-src ${hash_of(style)}`,
  "img-src data: blob:",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

// A replacement function: the code may hold "$&".
function replace_once(text, pattern, replacement) {
  if (!pattern.test(text)) throw new Error(`web/index.html: ${pattern} is not there`);
  return text.replace(pattern, () => replacement);
}

let html = index;
html = replace_once(html, /content="default-src[^"]*"/, `content="${policy}"`);
html = replace_once(html, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
html = replace_once(html, /<script src="boot\.js"><\/script>/, `<script>${scripts.boot}</script>`);
html = html.replace(/<link rel="(?:module)?preload"[^>]*>\n/g, "");
html = replace_once(html, /<script type="module" src="app\.js"><\/script>\n/, "");
html = replace_once(html, /<\/body>/, `${blocks.join("\n")}\n<script>${scripts.page}</script>\n</body>`);
await writeFile(join(from, "dangol.html"), html);
