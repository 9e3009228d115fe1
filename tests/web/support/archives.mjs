// Zip files and workbooks as programs write them, and as nobody should.
import { deflateRawSync } from 'node:zlib';

const kCrcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  return value;
});

/** @param {Buffer} bytes */
function crc_of(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = kCrcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * @typedef {{name: string, content: string | Buffer, stored?: boolean, flags?: number, method?: number, claimed_bytes?: number,
 *   raw_name?: Buffer}} ZipFile  `flags`, `method`, `claimed_bytes`: what the directory says instead of the truth
 */

/**
 * @param {ZipFile[]} files
 * @param {{streamed?: boolean}} [how] `streamed`: sizes only behind the data and in the directory, as programs
 *   write them that do not know them beforehand
 */
export function zip(files, { streamed = false } = {}) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, content, stored = false, flags = 1 << 11, method, claimed_bytes, raw_name } of files) {
    const bytes = Buffer.from(content);
    const data = stored ? bytes : deflateRawSync(bytes);
    const path = raw_name ?? Buffer.from(name);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(flags | (streamed ? 8 : 0), 6);
    header.writeUInt16LE(method ?? (stored ? 0 : 8), 8);
    const sizes = [crc_of(bytes), data.length, claimed_bytes ?? bytes.length];
    if (!streamed) sizes.forEach((size, i) => header.writeUInt32LE(size, 14 + 4 * i));
    header.writeUInt16LE(path.length, 26);
    const descriptor = Buffer.alloc(streamed ? 16 : 0);
    if (streamed) [0x08074b50, ...sizes].forEach((size, i) => descriptor.writeUInt32LE(size, 4 * i));
    parts.push(header, path, data, descriptor);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    header.copy(entry, 6, 4, 14);
    sizes.forEach((size, i) => entry.writeUInt32LE(size, 16 + 4 * i));
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, path);
    offset += header.length + path.length + data.length + descriptor.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

/**
 * @typedef {string | number | boolean | null | {serial: number | string, style: number} | {formula: string, value: string}
 *   | {rich: string[]} | {raw: string}} Cell
 * @typedef {{name: string, rows: (Cell[] | null)[], hidden?: boolean}} Sheet  null = the row is left out
 */

/** Cell styles of every workbook made here, by their place in `cellXfs`. */
export const kStyles = { general: 0, date: 1, date_time: 2, korean_date: 3, time: 4, money: 5, elapsed: 6 };
const kFormats = [[0], [14], [22], [164, 'yyyy"년" m"월" d"일"'], [165, 'h:mm:ss AM/PM'], [166, '"₩"#,##0;[Red]-"₩"#,##0'],
  [167, '[h]:mm']];

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const kHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const kMain = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const kRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** @param {number} column from 0 */
function letters(column) {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/**
 * @param {Sheet[]} sheets
 * @param {{from_1904?: boolean, prefix?: string, inline?: boolean, addresses?: boolean, streamed?: boolean}} [how] `prefix` of
 *   every element; `inline`: texts stand in their cells; without `addresses` cells follow one another
 */
export function workbook(sheets, { from_1904 = false, prefix = '', inline = false, addresses = true, streamed = false } = {}) {
  const p = prefix && `${prefix}:`;
  const namespace = `xmlns${prefix && `:${prefix}`}="${kMain}" xmlns:r="${kRelations}"`;
  /** @type {Map<string, number>} */
  const shared = new Map();
  /** @param {string} text */
  const text_cell = (text) => {
    if (inline) return [' t="inlineStr"', `<${p}is><${p}t xml:space="preserve">${escaped(text)}</${p}t></${p}is>`];
    const item = `<${p}t xml:space="preserve">${escaped(text)}</${p}t>`;
    if (!shared.has(item)) shared.set(item, shared.size);
    return [' t="s"', `<${p}v>${shared.get(item)}</${p}v>`];
  };
  /** @param {Cell} cell */
  const parts_of = (cell) => {
    if (typeof cell === 'string') return text_cell(cell);
    if (typeof cell === 'number') return ['', `<${p}v>${cell}</${p}v>`];
    if (typeof cell === 'boolean') return [' t="b"', `<${p}v>${Number(cell)}</${p}v>`];
    if (cell === null) return ['', ''];
    if ('serial' in cell) return [` s="${cell.style}"`, `<${p}v>${cell.serial}</${p}v>`];
    if ('formula' in cell) return [' t="str"', `<${p}f>${escaped(cell.formula)}</${p}f><${p}v>${escaped(cell.value)}</${p}v>`];
    if ('raw' in cell) return ['', `<${p}v>${cell.raw}</${p}v>`];
    const item = cell.rich.map((run) => `<${p}r><${p}t>${escaped(run)}</${p}t></${p}r>`).join('')
      + `<${p}rPh sb="0" eb="1"><${p}t>reading</${p}t></${p}rPh>`;
    if (!shared.has(item)) shared.set(item, shared.size);
    return [' t="s"', `<${p}v>${shared.get(item)}</${p}v>`];
  };
  const sheet_files = sheets.map(({ rows }, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content:
    `${kHead}<${p}worksheet ${namespace}><${p}sheetData>${rows.map((row, y) => row === null ? '' :
      `<${p}row${addresses ? ` r="${y + 1}"` : ''}>${row.map((cell, x) => {
        if (cell === null && addresses) return '';
        const [attributes, inside] = parts_of(cell);
        return `<${p}c${addresses ? ` r="${letters(x)}${y + 1}"` : ''}${attributes}>${inside}</${p}c>`;
      }).join('')}</${p}row>`).join('')}</${p}sheetData></${p}worksheet>` }));
  const custom = kFormats.filter(([, code]) => code !== undefined);
  return zip([
    { name: '[Content_Types].xml', content: `${kHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>` },
    { name: 'xl/workbook.xml', content: `${kHead}<${p}workbook ${namespace}><${p}workbookPr${from_1904 ? ' date1904="1"' : ''}/><${p}sheets>${
      sheets.map(({ name, hidden }, i) => `<${p}sheet name="${escaped(name)}" sheetId="${i + 7}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 3}"/>`).join('')
    }</${p}sheets></${p}workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: `${kHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${
      sheets.map((_, i) => `<Relationship Id="rId${i + 3}" Type="${kRelations}/worksheet" Target="${i % 2 ? '/xl/' : ''}worksheets/sheet${i + 1}.xml"/>`).join('')
    }<Relationship Id="rId1" Type="${kRelations}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${kRelations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>` },
    { name: 'xl/styles.xml', content: `${kHead}<${p}styleSheet ${namespace}><${p}numFmts>${
      custom.map(([id, code]) => `<${p}numFmt numFmtId="${id}" formatCode="${escaped(String(code))}"/>`).join('')
    }</${p}numFmts><${p}cellStyleXfs><${p}xf numFmtId="14"/></${p}cellStyleXfs><${p}cellXfs>${
      kFormats.map(([id]) => `<${p}xf numFmtId="${id}"/>`).join('')}</${p}cellXfs></${p}styleSheet>` },
    ...sheet_files,
    { name: 'xl/sharedStrings.xml', content: `${kHead}<${p}sst ${namespace}>${[...shared.keys()].map((item) => `<${p}si>${item}</${p}si>`).join('')}</${p}sst>` },
  ], { streamed });
}

/** The day number of a spreadsheet that counts from 1900. @param {string} time `2026-01-02` or `2026-01-02T03:04:05` */
export function serial(time) {
  return Date.parse(`${time}${time.includes('T') ? '' : 'T00:00'}Z`) / 86400e3 + 25569;
}
