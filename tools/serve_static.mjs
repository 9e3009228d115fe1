#!/usr/bin/env node
// A small static server for dist/: what any static host does, with the headers that the README
// recommends to hosts. It listens on this machine only.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const kUsage = `usage: tools/serve_static.mjs [--port N] [--root FOLDER]

Serves FOLDER (dist/) on 127.0.0.1, on port N (8080), or on any free port with --port 0.`;

const kTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".ts": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".otf": "font/otf",
  ".wasm": "application/wasm",
};

// Who may frame the page is left open: embedding is a feature. The last two headers let a host page
// that isolates itself (COEP) still show it.
const kHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cache-Control": "no-cache",
};

const compressors = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

let options;
try {
  options = parseArgs({ options: {
    port: { type: "string", default: "8080" },
    root: { type: "string", default: join(dirname(dirname(fileURLToPath(import.meta.url))), "dist") },
    help: { type: "boolean", short: "h" },
  } }).values;
} catch (error) {
  console.error(`${error.message}\n\n${kUsage}`);
  process.exit(2);
}
if (options.help) {
  console.log(kUsage);
  process.exit(0);
}
const port = Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(kUsage);
  process.exit(2);
}
const root = normalize(options.root).replace(/[\\/]+$/, "");

/** The page's own policy, sent as a header too: one text, in web/index.html. */
function policy_of(html) {
  return /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
}

/** path -> {etag, headers, bodies: encoding -> Promise of bytes}; a changed file is read again */
const cache = new Map();

async function load(path) {
  const { mtimeMs, size } = await stat(path);
  const etag = `W/"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  const known = cache.get(path);
  if (known?.etag === etag) return known;
  const bytes = await readFile(path);
  const headers = { ...kHeaders, ETag: etag, Vary: "Accept-Encoding",
    "Content-Type": kTypes[extname(path)] ?? "application/octet-stream" };
  const policy = extname(path) === ".html" ? policy_of(bytes.toString("utf8")) : undefined;
  if (policy) headers["Content-Security-Policy"] = policy;
  const entry = { etag, headers, bodies: new Map([["identity", Promise.resolve(bytes)]]) };
  cache.set(path, entry);
  return entry;
}

function encoding_for(request, path) {
  if (extname(path) === ".png") return "identity";
  const accepted = String(request.headers["accept-encoding"] ?? "").split(",").map((part) => part.split(";")[0].trim());
  return Object.keys(compressors).find((name) => accepted.includes(name)) ?? "identity";
}

async function answer(request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { ...kHeaders, Allow: "GET, HEAD" }).end();
    return;
  }
  let path;
  let entry;
  try {
    const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    path = normalize(join(root, name.endsWith("/") ? `${name}index.html` : name));
    if (path.includes("\0") || !path.startsWith(root + sep)) throw new Error("outside");
    entry = await load(path);
  } catch {
    response.writeHead(404, { ...kHeaders, "Content-Type": "text/plain; charset=utf-8" }).end("Not found\n");
    return;
  }
  if (request.headers["if-none-match"] === entry.etag) {
    response.writeHead(304, entry.headers).end();
    return;
  }
  const encoding = encoding_for(request, path);
  if (!entry.bodies.has(encoding)) {
    entry.bodies.set(encoding, entry.bodies.get("identity").then(compressors[encoding]));
  }
  const body = await entry.bodies.get(encoding);
  response.writeHead(200, {
    ...entry.headers,
    ...(encoding === "identity" ? {} : { "Content-Encoding": encoding }),
    "Content-Length": body.length,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
});
server.on("error", (error) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken; choose another with --port N.` : error.message);
  process.exit(1);
});
server.listen(port, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
