#!/usr/bin/env node
// The page in real Chromium. All tests run in one process, one after the other, so that they share
// a browser; `tools/build` must have been run.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const kSuffix = '.test.mjs';
const all = readdirSync(folder).filter((name) => name.endsWith(kSuffix)).map((name) => name.slice(0, -kSuffix.length)).sort();

const names = process.argv.slice(2);
const unknown = names.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  const help = ['-h', '--help'].includes(unknown[0]);
  console.log(`usage: tests/web/run.mjs [name...]\n\nNames: ${all.join(' ')}. Without one all run.`);
  process.exit(help ? 0 : 2);
}
const run = spawnSync(process.execPath, ['--test-reporter=spec', join(folder, 'suite.mjs'), ...(names.length > 0 ? names : all)],
  { stdio: 'inherit' });
process.exit(run.status ?? 1);
