/** A file that cannot be taken apart. What to say about it: assets/strings, `page.error.<code>`. */
export class SourceError extends Error {
  /** @param {string} code @param {string | null} [detail] put into the sentence */
  constructor(code, detail = null) {
    super(code);
    this.name = "SourceError"; // spreadsheet.js is built apart and has a class of its own
    this.code = code;
    this.detail = detail;
  }
}

/** @param {unknown} error @returns {error is SourceError} */
export function is_source_error(error) {
  return error instanceof Error && error.name === "SourceError";
}
