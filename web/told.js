/** What the page says of work under way and of its end. */

/**
 * @typedef {import("./dangol.js").DangolError} DangolError
 * @typedef {import("./dangol.js").Report} Report
 */

const kAnnouncePause = 2000;
/** As much of a faulty row as a message shows. */
const kRowLength = 80;

/** Says what goes on, not more often than one can listen to. */
export class Announcer {
  #say;
  #announced = 0;

  /** @param {(text: string, error: boolean) => void} say */
  constructor(say) {
    this.#say = say;
  }

  /** @param {import("./requests.js").Status} status @param {Report | null} report @param {import("./text.js").Texts} texts */
  tell({ state, error, rows, bytes, total_bytes }, report, texts) {
    if (error) {
      this.#say(plain_error(error).messages[texts.language], true);
      this.#announced = 0;
      return;
    }
    const time = performance.now();
    if (state === "idle") {
      this.#say(report ? texts.say("page.done", { rows: texts.number(report.receipt.rows_used) }) : "", false);
      this.#announced = 0;
    } else if (time - this.#announced > kAnnouncePause) {
      this.#announced = time;
      this.#say(state === "computing" ? texts.say("page.computing") : texts.say("page.reading", {
        rows: texts.number(rows), percent: texts.percent(total_bytes > 0 ? bytes / total_bytes : 0) }), false);
    }
  }
}

/** @param {DangolError} error */
export function plain_error({ code, line, column, detail, row, messages, message }) {
  const { ko, en } = messages ?? { ko: message, en: message };
  // What stands at the line that the message names: seldom can it be found as fast in the file.
  const place = row ? ` · ${row.length > kRowLength ? `${row.slice(0, kRowLength)}…` : row}` : "";
  return {
    code: code ?? "core_crashed", line: line ?? null, column: column ?? null, detail: detail ?? null,
    messages: { ko: ko + place, en: en + place },
  };
}
