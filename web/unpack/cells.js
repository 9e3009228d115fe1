/**
 * What a cell of a workbook holds, as the text of a CSV cell. Times stay what the sheet shows: they
 * have no zone there and get none here.
 *
 * Source: ECMA-376-1, 18.8.30 (number formats) and 18.17.4 (dates and times).
 */

/** @typedef {"number" | "date" | "datetime" | "time"} Kind  what a number format makes of a number */

/** Formats that have a number and no text; those from 27 on differ by language, but are dates. */
/** @type {[number, number, Kind][]} */
const kBuiltIn = [[14, 17, "date"], [18, 21, "time"], [22, 22, "datetime"], [27, 31, "date"], [32, 35, "time"],
  [36, 36, "date"], [45, 47, "time"], [50, 58, "date"]];

const kDaySeconds = 86400;
/** Days from 1899-12-30 and from 1904-01-01 to 1970-01-01. */
const [kEpoch1900, kEpoch1904] = [25569, 24107];
/** 9999-12-31; what lies beyond is a number with a mistaken format. */
const kLastSerial = 2958465;
/** 1900 was no leap year, but spreadsheets count a 29th of February, as day 60. */
const kFalseLeapDay = 60;
/** A spreadsheet keeps so many digits and writes zeros for the others. */
const kKeptDigits = 15;
const kUnsafeInteger = 10 ** kKeptDigits;

/** @param {number} id of the format @param {string | undefined} code its text, where the workbook has one @returns {Kind} */
export function kind_of_format(id, code) {
  if (code === undefined) return kBuiltIn.find(([first, last]) => id >= first && id <= last)?.[2] ?? "number";
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, "") // text to show, escaped letters, spaces of a width, fillings
    .replace(/\[(h+|m+|s+)\]/gi, "$1") // time passed
    .replace(/\[[^\]]*\]/g, "") // colours, conditions, languages
    .split(";")[0]
    .toLowerCase()
    .replace(/am\/pm|a\/p/g, "h")
    .replace(/s[.,]0+/g, "s");
  if (bare.includes("general") || /[0#?%@]|e[+-]/.test(bare)) return "number";
  const time = /[hs]/.test(bare);
  const date = time ? /[yde]/.test(bare) : /[ydem]/.test(bare);
  if (date) return time ? "datetime" : "date";
  return time ? "time" : "number";
}

/**
 * @param {string} value as the file has it
 * @param {Kind} kind
 * @param {boolean} from_1904
 */
export function number_text(value, kind, from_1904) {
  if (kind === "number" && /^-?[1-9]\d{0,14}$/.test(value)) return value;
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number)) return value;
  if (kind !== "number" && number >= 0 && number < kLastSerial + 1) return time_text(number, kind, from_1904);
  if (Number.isInteger(number) && Math.abs(number) >= kUnsafeInteger) return spoiled_text(number);
  return String(Number(number.toPrecision(kKeptDigits))); // 0.30000000000000004 is 0.3
}

/** What a spreadsheet shows of a number that it does not keep: 2.34E+17. @param {number} number */
function spoiled_text(number) {
  const [digits, exponent] = number.toExponential(2).split("e+");
  return `${digits}E+${exponent.padStart(2, "0")}`;
}

/** @param {number} serial days @param {Kind} kind @param {boolean} from_1904 */
function time_text(serial, kind, from_1904) {
  const seconds = Math.round(serial * kDaySeconds);
  const clock = clock_text(seconds % kDaySeconds);
  if (seconds < kDaySeconds && kind !== "datetime") return clock;
  let day = Math.floor(seconds / kDaySeconds) - (from_1904 ? kEpoch1904 : kEpoch1900);
  if (!from_1904 && serial < kFalseLeapDay) day++;
  const date = date_text(day);
  return kind === "date" && seconds % kDaySeconds === 0 ? date : `${date} ${clock}`;
}

/** @param {number} seconds of a day */
function clock_text(seconds) {
  const two = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, "0");
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Rows of a day stand together. */
let last_date = { day: NaN, text: "" };

/** @param {number} day since 1970-01-01 */
function date_text(day) {
  if (day !== last_date.day) last_date = { day, text: new Date(day * kDaySeconds * 1000).toISOString().slice(0, 10) };
  return last_date.text;
}

/** A cell of the rare kind that holds a time as text. @param {string} value ISO 8601 */
export function iso_text(value) {
  return value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(:\d\d)?)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/, "$1 $2");
}

/** Text as the format has it: `_x000D_` for a carriage return. @param {string} text */
export function plain_text(text) {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

/** @param {string[]} cells */
export function csv_line(cells) {
  return `${cells.map((cell) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\n`;
}
