// The site as a visitor's browser meets it: served by the project's own server, below a folder of a
// larger site, so that an address that is not relative shows at once. Host pages that embed it lie
// beside it; a second port is another origin.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../support/run.mjs';

/** The site under test; DANGOL_DIST names another build of it. */
export const dist = process.env.DANGOL_DIST ?? join(root, 'dist');
const kFolder = 'shop/tools/dangol';

/** A folder for files that the tests make, removed at the end. */
export const scratch = mkdtempSync(join(tmpdir(), 'dangol-web-'));

const site_root = join(scratch, 'site');
mkdirSync(join(site_root, 'shop/tools'), { recursive: true });
if (!existsSync(join(dist, 'index.html'))) throw new Error('dist/ is not built: run tools/build');
symlinkSync(dist, join(site_root, kFolder));

/** @type {Map<string, {child: import('node:child_process').ChildProcess, address: Promise<string>}>} */
const servers = new Map();

/** Starts the project's server on a free port. @param {string} name */
function serve(name) {
  const child = spawn(process.execPath, [join(root, 'tools/serve_static.mjs'), '--port', '0', '--root', site_root],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
  });
  servers.set(name, { child, address });
  return address;
}

/** The address of the server that shows the site. @returns {Promise<string>} */
export const origin = () => servers.get('site')?.address ?? serve('site');
/** The same files from another origin. @returns {Promise<string>} */
export const other_origin = () => servers.get('other')?.address ?? serve('other');

/** The page's address. @param {string} [origin_address] */
export async function site(origin_address) {
  return `${origin_address ?? await origin()}${kFolder}/`;
}

/** Puts a file beside the site; gives its path there. @param {string} name @param {string} content */
export function host_file(name, content) {
  writeFileSync(join(site_root, name), content);
  return name;
}

export function close_sites() {
  for (const { child } of servers.values()) child.kill();
  rmSync(scratch, { recursive: true, force: true });
}
