/**
 * Zip archives and .xlsx workbooks, which are zip archives too: dist/spreadsheet.js, loaded by the
 * worker the first time that one comes. Why no library reads them whole: the ones there are hold the
 * workbook and all its cells in memory, start workers from blobs, which the page's policy forbids, or
 * lose what a date format says. The browser inflates, saxen parses, and the rest is here.
 */
import { SourceError } from "./unpack/error.js";
import { is_workbook, open_workbook } from "./unpack/workbook.js";
import { entry_chunks, read_directory } from "./unpack/zip.js";

/** A workbook inside an archive is unpacked as a whole before it can be opened. */
const kInnerWorkbookLimit = 200e6;
const kTableName = /\.(csv|tsv|tab|txt|xlsx)$/i;
/** Workbooks of other programs, by a file that only they have. */
const kOtherWorkbook = /^(xl\/workbook\.bin|content\.xml|Index\/Document\.iwa|Index\.zip|\[Content_Types\]\.xml)$/;

/** @typedef {import("./unpack/zip.js").Entry} Entry */

/**
 * @param {Blob} blob
 * @param {string} name
 * @param {import("./sources.js").Wishes} wishes
 * @returns {AsyncGenerator<import("./sources.js").Table>}
 */
export async function* open_archive(blob, name, wishes) {
  const entries = await read_directory(blob);
  if (is_workbook(entries)) {
    yield await open_workbook(blob, entries, name, wishes);
    return;
  }
  if (entries.some(({ path }) => kOtherWorkbook.test(path))) throw new SourceError("workbook_kind");
  const tables = entries.filter(({ path }) => kTableName.test(path) && !is_clutter(path));
  if (tables.length === 0) throw new SourceError("archive_empty");
  for (const entry of tables) {
    const title = entry.path.split(/[\\/]/).pop() ?? entry.path;
    if (/\.xlsx$/i.test(entry.path)) {
      const inner = await inner_blob(blob, entry, wishes);
      const parts = await read_directory(inner);
      if (!is_workbook(parts)) throw new SourceError("workbook_kind");
      yield await open_workbook(inner, parts, title, wishes);
    } else {
      yield { name: title, bytes: entry.bytes, container: "zip", chunks: () => entry_chunks(blob, entry) };
    }
  }
}

/** What a Mac adds, and hidden files. @param {string} path */
function is_clutter(path) {
  return path.split(/[\\/]/).some((part) => part.startsWith(".") || part === "__MACOSX");
}

/** @param {Blob} blob @param {Entry} entry @param {import("./sources.js").Wishes} wishes */
async function inner_blob(blob, entry, { pause }) {
  /** @type {BlobPart[]} */
  const parts = [];
  for await (const { data } of entry_chunks(blob, entry, kInnerWorkbookLimit)) {
    parts.push(/** @type {BlobPart} */ (data));
    await pause();
  }
  return new Blob(parts);
}
