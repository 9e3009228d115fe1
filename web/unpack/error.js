/** A file that cannot be taken apart. What to say about it: assets/strings, `page.error.<code>`. */
export class SourceError extends Error {
  /** @param {string} code @param {string | null} [detail] put into the sentence */
  constructor(code, detail = null) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}
