/**
 * An .xlsx workbook as tables of text. Sheets stream: of the workbook, only the texts that its cells
 * share are held. Merged cells have their value in the first of them, and rows that the sheet leaves
 * out are blank lines, so that line numbers are those of the sheet.
 *
 * Source: ECMA-376-1, 18.2 (workbook), 18.3 (sheets), 18.4 (shared strings), 18.8 (styles).
 */
import { csv_line, iso_text, kind_of_format, number_text, plain_text } from "./cells.js";
import { SourceError } from "./error.js";
import { megabytes } from "./inflate.js";
import { XmlStream } from "./xml.js";
import { entry_chunks } from "./zip.js";

/** Of a sheet's XML, and of the text that it becomes. Far above what one sheet of 1,048,576 rows needs. */
const kSheetLimit = 1e9;
/** The other parts are held in memory. */
const kPartLimit = 200e6;
const kColumnsLimit = 16384;
const kChunkLength = 1 << 17;
/** So many rows of several cells make a table. */
const kTableRows = 2;

const kWorkbookPath = "xl/workbook.xml";

/**
 * @typedef {import("./zip.js").Entry} Entry
 * @typedef {import("./cells.js").Kind} Kind
 * @typedef {import("../sources.js").Chunk} Chunk
 * @typedef {import("../sources.js").Table} Table
 * @typedef {import("../sources.js").Wishes} Wishes
 * @typedef {{name: string, path: string, hidden: boolean}} Sheet
 * @typedef {{type: string, kind: Kind, value: string}} Cell
 */

/** @param {Entry[]} entries */
export function is_workbook(entries) {
  return entries.some(({ path }) => same_path(path, kWorkbookPath));
}

/**
 * @param {Blob} blob
 * @param {Entry[]} entries
 * @param {string} name
 * @param {Wishes} wishes
 * @returns {Promise<Table>}
 */
export async function open_workbook(blob, entries, name, wishes) {
  const workbook = new Workbook(blob, entries, wishes.pause);
  await workbook.read();
  const sheet = await workbook.choose(wishes);
  return {
    name, bytes: blob.size, container: "xlsx", sheet: sheet.name, sheets: workbook.sheets.map((one) => one.name),
    chunks: () => workbook.csv(sheet),
  };
}

class Workbook {
  #blob;
  #entries;
  #pause;
  /** @type {Sheet[]} */
  sheets = [];
  #from_1904 = false;
  /** @type {Kind[]} of each cell style */
  #kinds = [];
  #strings_path = "xl/sharedStrings.xml";

  /** @param {Blob} blob @param {Entry[]} entries @param {() => Promise<void>} pause */
  constructor(blob, entries, pause) {
    this.#blob = blob;
    this.#entries = entries;
    this.#pause = pause;
  }

  async read() {
    const targets = await this.#read_targets();
    /** @type {Map<string, string>} */
    const sheet_paths = new Map();
    let styles_path = "xl/styles.xml";
    for (const [id, { type, path }] of targets) {
      if (type === "worksheet") sheet_paths.set(id, path);
      else if (type === "styles") styles_path = path;
      else if (type === "sharedStrings") this.#strings_path = path;
    }
    await this.#read_part(kWorkbookPath, { open: (element, attributes) => {
      if (element === "workbookPr") this.#from_1904 = ["1", "true"].includes(attributes().date1904);
      if (element !== "sheet") return;
      const { name, state, ...others } = attributes();
      const id = Object.entries(others).find(([key]) => key === "id" || key.endsWith(":id"))?.[1];
      const path = sheet_paths.get(id ?? "");
      if (path !== undefined) this.sheets.push({ name: plain_text(name ?? ""), path, hidden: (state ?? "visible") !== "visible" });
    } });
    if (this.sheets.length === 0) throw new SourceError("workbook_unreadable");
    await this.#read_styles(styles_path);
  }

  /** @returns {Promise<Map<string, {type: string, path: string}>>} */
  async #read_targets() {
    const targets = new Map();
    await this.#read_part("xl/_rels/workbook.xml.rels", { open: (element, attributes) => {
      if (element !== "Relationship") return;
      const { Id, Type, Target } = attributes();
      if (!Id || !Type || !Target) return;
      targets.set(Id, { type: Type.split("/").pop(), path: Target.startsWith("/") ? Target.slice(1) : `xl/${Target}` });
    } });
    return targets;
  }

  /** @param {string} path */
  async #read_styles(path) {
    /** @type {Map<number, string>} */
    const codes = new Map();
    let in_cell_styles = false;
    await this.#read_part(path, {
      open: (element, attributes) => {
        if (element === "numFmt") {
          const { numFmtId, formatCode } = attributes();
          codes.set(Number(numFmtId), formatCode ?? "");
        } else if (element === "cellXfs") {
          in_cell_styles = true;
        } else if (element === "xf" && in_cell_styles) {
          const id = Number(attributes().numFmtId ?? 0);
          this.#kinds.push(kind_of_format(id, codes.get(id)));
        }
      },
      close: (element) => {
        if (element === "cellXfs") in_cell_styles = false;
      },
    });
  }

  /**
   * The sheet that was asked for, or the first that looks like a table.
   * @param {Wishes} wishes
   * @returns {Promise<Sheet>}
   */
  async choose({ sheet: wanted, strict }) {
    if (wanted !== null) {
      const found = this.sheets.find(({ name }) => name === wanted);
      if (found) return found;
      if (strict) throw new SourceError("sheet_missing", wanted);
    }
    const visible = this.sheets.filter(({ hidden }) => !hidden);
    const candidates = visible.length > 0 ? visible : this.sheets;
    if (candidates.length > 1) {
      for (const sheet of candidates) if (await this.#is_table(sheet)) return sheet;
    }
    return candidates[0];
  }

  /** @param {Sheet} sheet */
  async #is_table(sheet) {
    let wide_rows = 0;
    for await (const { rows } of this.#rows(sheet)) {
      for (const { cells } of rows) if (cells.filter((cell) => cell && cell.value !== "").length > 1) wide_rows++;
      if (wide_rows >= kTableRows) return true;
    }
    return false;
  }

  /** @param {Sheet} sheet @returns {AsyncGenerator<Chunk>} */
  async *csv(sheet) {
    const strings = await this.#read_strings();
    const encoder = new TextEncoder();
    let lines = 0;
    let width = 0;
    let text = "";
    let weight = 0;
    let bytes = 0;
    const chunk = () => {
      const data = encoder.encode(text);
      bytes += data.length;
      if (bytes > kSheetLimit) throw new SourceError("workbook_too_large", megabytes(kSheetLimit));
      const made = { data, weight };
      text = "";
      weight = 0;
      return made;
    };
    for await (const { rows, weight: read } of this.#rows(sheet)) {
      weight += read;
      for (const { number, cells } of rows) {
        if (number > lines + 1) text += "\n".repeat(number - lines - 1);
        lines = Math.max(lines + 1, number);
        const texts = Array.from(cells, (cell) => (cell ? this.#text(cell, strings) : ""));
        while (texts.length > 0 && texts[texts.length - 1] === "") texts.pop();
        width = Math.max(width, texts.length);
        // As wide as the rows above it: a row is not ragged because its last cells are empty.
        if (texts.length > 0) while (texts.length < width) texts.push("");
        text += csv_line(texts);
        if (text.length >= kChunkLength) yield chunk();
      }
    }
    yield chunk();
  }

  /** @param {Cell} cell @param {string[]} strings */
  #text({ type, kind, value }, strings) {
    switch (type) {
      case "s": return strings[Number(value)] ?? "";
      case "b": return value === "1" ? "TRUE" : value === "0" ? "FALSE" : value;
      case "n": return number_text(value, kind, this.#from_1904);
      case "d": return iso_text(value);
      default: return plain_text(value);
    }
  }

  /** The texts that cells share. @returns {Promise<string[]>} */
  async #read_strings() {
    /** @type {string[]} */
    const strings = [];
    let text = "";
    let spoken = 0; // inside how a text is read aloud, which is not part of it
    let shown = false;
    await this.#read_part(this.#strings_path, {
      open: (element) => {
        if (element === "si") text = "";
        else if (element === "rPh") spoken++;
        else if (element === "t") shown = spoken === 0;
      },
      text: (piece) => {
        if (shown) text += piece;
      },
      close: (element) => {
        if (element === "si") strings.push(plain_text(text));
        else if (element === "rPh") spoken--;
        else if (element === "t") shown = false;
      },
    });
    return strings;
  }

  /**
   * Rows as the sheet's bytes come in; cells that are left out are holes.
   * @param {Sheet} sheet
   * @returns {AsyncGenerator<{rows: {number: number, cells: (Cell | undefined)[]}[], weight: number}>}
   */
  async *#rows(sheet) {
    /** @type {{number: number, cells: (Cell | undefined)[]}[]} */
    let rows = [];
    let number = 0;
    /** @type {(Cell | undefined)[]} */
    let cells = [];
    let column = 0;
    /** @type {Cell | null} */
    let cell = null;
    let in_value = false;
    let in_inline = false;
    let spoken = 0;
    const xml = new XmlStream({
      open: (element, attributes) => {
        if (element === "c") {
          const { r, t, s } = attributes();
          column = r ? column_of(r) : column + 1;
          cell = { type: t ?? "n", kind: this.#kinds[Number(s ?? 0)] ?? "number", value: "" };
        } else if (element === "row") {
          const { r } = attributes();
          number = Math.max(number + 1, Number(r ?? 0) || 0);
          cells = [];
          column = 0;
        } else if (element === "v") {
          in_value = true;
        } else if (element === "is") {
          in_inline = true;
        } else if (element === "t" && in_inline) {
          in_value = spoken === 0;
        } else if (element === "rPh") {
          spoken++;
        }
      },
      text: (piece) => {
        if (in_value && cell) cell.value += piece;
      },
      close: (element) => {
        if (element === "c") {
          if (cell && cell.value !== "" && column >= 1 && column <= kColumnsLimit) cells[column - 1] = cell;
          cell = null;
        } else if (element === "row") {
          rows.push({ number, cells });
        } else if (element === "v" || element === "t") {
          in_value = false;
        } else if (element === "is") {
          in_inline = false;
        } else if (element === "rPh") {
          spoken--;
        }
      },
    });
    for await (const { data, weight } of this.#part_chunks(sheet.path, kSheetLimit)) {
      xml.write(data);
      const read = rows;
      rows = [];
      yield { rows: read, weight };
    }
    xml.end();
  }

  /** A part that may be missing. @param {string} path @param {import("./xml.js").Handlers} handlers */
  async #read_part(path, handlers) {
    const xml = new XmlStream(handlers);
    let any = false;
    for await (const { data } of this.#part_chunks(path, kPartLimit)) {
      xml.write(data);
      any = true;
    }
    if (any) xml.end();
  }

  /** @param {string} path @param {number} limit @returns {AsyncGenerator<Chunk>} */
  async *#part_chunks(path, limit) {
    const entry = this.#entries.find((one) => same_path(one.path, path));
    if (!entry) return;
    try {
      for await (const chunk of entry_chunks(this.#blob, entry, limit)) {
        yield chunk;
        await this.#pause();
      }
    } catch (error) {
      if (!(error instanceof SourceError) || error.code !== "archive_too_large") throw error;
      throw new SourceError("workbook_too_large", error.detail);
    }
  }
}

/** The column of a cell's address, from 1: `AB12` is 28. @param {string} address */
function column_of(address) {
  let column = 0;
  for (let i = 0; i < address.length; i++) {
    const letter = address.charCodeAt(i) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column;
}

/** @param {string} one @param {string} other */
function same_path(one, other) {
  return one.replaceAll("\\", "/").replace(/^\//, "").toLowerCase() === other.toLowerCase();
}
