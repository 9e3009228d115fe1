// What run.mjs starts: the named test files in one process, then the browsers and servers end.
import { after } from 'node:test';
import { close_browsers } from './support/browser.mjs';
import { close_sites } from './support/site.mjs';

for (const name of process.argv.slice(2)) await import(`./${name}.test.mjs`);

after(async () => {
  await close_browsers();
  close_sites();
});
