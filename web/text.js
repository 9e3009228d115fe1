/** The page's sentences and numbers in the visitor's language, from assets/strings. */

/** @typedef {"ko" | "en"} Language */

export class Texts {
  #table;

  /** @param {Language} language @param {Record<string, string>} table */
  constructor(language, table) {
    this.language = language;
    this.#table = table;
  }

  /** @param {string} key @param {Record<string, string | number | null>} [values] */
  say(key, values = {}) {
    const text = this.#table[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  }

  /** Texts that came later. @param {Record<string, string>} table */
  add(table) {
    this.#table = { ...this.#table, ...table };
  }

  /** @param {string} key */
  has(key) {
    return key in this.#table;
  }

  /** @param {number | null} value @param {number} [digits] at most */
  number(value, digits = 0) {
    return this.#format(value, { maximumFractionDigits: digits });
  }

  /** @param {number | null} value a fraction */
  percent(value) {
    return this.#format(value, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  /** @param {number | null} value major units @param {string | null} currency ISO code */
  money(value, currency) {
    try {
      if (currency) return this.#format(value, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    } catch {
      // Not a code that the browser knows: a plain number says as much.
    }
    return this.#format(value, { maximumFractionDigits: 2 });
  }

  /** A day in words, so that its month cannot be mistaken. @param {number} year @param {number} month from 1 @param {number} day */
  day(year, month, day) {
    return new Intl.DateTimeFormat(this.language, { dateStyle: "long", timeZone: "UTC" }).format(Date.UTC(year, month - 1, day));
  }

  /** @param {number | null} value @param {Intl.NumberFormatOptions} options */
  #format(value, options) {
    if (value === null) return this.say("mirror.not_observed");
    return new Intl.NumberFormat(this.language, options).format(value);
  }
}

/** @param {import("./app.js").Assets} assets @param {Language} language */
export async function read_texts(assets, language) {
  const table = JSON.parse(new TextDecoder().decode(await assets.file(`strings/${language}.json`)));
  return new Texts(language, table);
}
