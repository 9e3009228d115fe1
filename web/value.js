/**
 * What the Value view needs besides the Report: rows of its customer table, fetched for one order at a
 * time, and the projection of a retention table that is typed, pasted or in a file. Once for the canvas and the
 * mirror; nothing is computed here.
 */

/**
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./text.js").Texts} Texts
 * @typedef {import("./dangol.js").CustomerRow} CustomerRow
 * @typedef {{sort: NonNullable<import("./dangol.js").CustomerQuery["sort"]>, descending: boolean, limit: number}} RowsQuery
 * @typedef {{rows: CustomerRow[], total: number}} Rows
 * @typedef {{period: number, observed: number | null, sbg: number | null, bdw: number | null,
 *   low: number | null, high: number | null, customers: {value: number} | null}} SurvivalPoint
 * @typedef {{model: string, parameters: Record<string, number | null>, log_likelihood: number | null,
 *   bic: number | null}} ContractFit
 * @typedef {{observed?: {customers: number}[], curve: SurvivalPoint[], fits: ContractFit[], chosen: string, base: string,
 *   expected_remaining: {periods: number, discounted: number, low: number | null, high: number | null}}} Projection
 * @typedef {{
 *   sort: string, descending: boolean, busy: boolean, total: number, customers: CustomerRow[],
 *   contract: string, contract_rate: string, contract_period: string, contract_problem: string,
 *   assumed: boolean, chosen: string, ahead: number,
 *   fits: {model: string, parameters: string, log_likelihood: number | null, bic: number | null}[],
 *   survival: {period: number, observed: number | null, sbg: number | null, bdw: number | null,
 *     low: number | null, high: number | null, left: number | null}[],
 *   periods: number | null, discounted: number | null, discounted_low: number | null, discounted_high: number | null,
 * }} ValueModel  as the canvas and the mirror show it
 */

/** As many as one looks through; the file has all. */
const kRows = [12, 50, 200];
/** Longer than any table that people type. */
const kLongest = 4000;
const kAhead = 12;
/** Yearly; what the core takes. */
const kLeastRate = 0.001;
const kMostRate = 10;
/** @type {NonNullable<import("./dangol.js").ProjectionQuestion["period"]>[]} */
const kPeriods = ["week", "month", "quarter", "year"];
/** Fader and Hardie (2007), high-end customers. */
const kExample = "1000, 869, 743, 653, 593, 551, 517, 491";
/** Where the first press on a column's title sorts by the smallest. */
const kRising = ["p_alive"];

export class ValueDesk {
  #rows;
  #project;
  #read;
  #changed;
  /** @type {Report | null} the Report that the rows are of */
  #report = null;
  #sort = "expected_orders";
  #descending = true;
  #limit = 0;
  #busy = false;
  #total = 0;
  /** @type {CustomerRow[]} */
  #customers = [];
  #contract = "";
  #rate = "10";
  #period = kPeriods[1];
  /** @type {Record<"ko" | "en", string> | null} */
  #problem = null;
  /** @type {Projection | null} */
  #projection = null;
  #newest = { rows: 0, projection: 0 };

  /**
   * @param {(query: RowsQuery) => Promise<Rows>} rows
   * @param {(question: import("./dangol.js").ProjectionQuestion) => Promise<Projection>} project
   * @param {(file: Blob | string) => Promise<string>} read the numbers of a file with a retention table
   * @param {() => void} changed told of every change that shows
   */
  constructor(rows, project, read, changed) {
    this.#rows = rows;
    this.#project = project;
    this.#read = read;
    this.#changed = changed;
  }

  /** A new Report: its rows are fetched once it has predictions. @param {Report | null} report */
  update(report) {
    if (report === this.#report) return;
    this.#report = report;
    this.#customers = [];
    if (report?.value?.base) this.#fetch();
    else this.#changed();
  }

  /** @param {string} what @param {string} value */
  use(what, value) {
    if (what === "sort") this.#order(value, this.#sort === value ? !this.#descending : !kRising.includes(value));
    else if (what === "list") this.#order(value, true);
    else if (what === "more") {
      this.#limit = Math.min(this.#limit + 1, kRows.length - 1);
      this.#fetch();
    }
    else if (what === "contract") this.#type(value);
    else if (what === "example") this.#type(kExample);
    else if (what === "contract_rate") {
      this.#rate = value.slice(0, 8);
      this.#ask();
    } else if (what === "contract_period") {
      this.#period = kPeriods.find((period) => period === value) ?? this.#period;
      this.#ask();
    }
  }

  /** @param {string} sort @param {boolean} descending */
  #order(sort, descending) {
    this.#sort = sort;
    this.#descending = descending;
    this.#fetch();
  }

  #fetch() {
    const question = ++this.#newest.rows;
    this.#busy = true;
    this.#changed();
    this.#rows({ sort: /** @type {RowsQuery["sort"]} */ (this.#sort), descending: this.#descending, limit: kRows[this.#limit] }).then(({ rows, total }) => {
      if (question !== this.#newest.rows) return;
      this.#busy = false;
      this.#customers = rows;
      this.#total = total;
      this.#changed();
    }, () => {
      if (question !== this.#newest.rows) return;
      this.#busy = false; // the page tells of a core that is gone
      this.#changed();
    });
  }

  /** Fills the field from a file with a retention table. @param {Blob | string} file */
  take(file) {
    const question = ++this.#newest.projection;
    this.#read(file).then((text) => {
      if (question === this.#newest.projection) this.#type(text.replaceAll("\n", "; "));
    }, (error) => {
      if (question === this.#newest.projection) this.#refuse(error);
    });
  }

  /** @param {any} error */
  #refuse(error) {
    this.#projection = null;
    this.#problem = error.messages ?? { ko: String(error.message), en: String(error.message) };
    this.#changed();
  }

  /** @param {string} text */
  #type(text) {
    this.#contract = text.slice(0, kLongest);
    this.#ask();
  }

  #ask() {
    const question = ++this.#newest.projection;
    this.#changed();
    if (this.#contract.trim() === "") {
      this.#projection = null;
      this.#problem = null;
      this.#changed();
      return;
    }
    const rate = Number(this.#rate) / 100;
    this.#project({
      // A field has one line: what was pasted below one another stands there with semicolons.
      retained: this.#contract.replace(/;\s*/g, "\n"), periods: kAhead, period: this.#period,
      discount_rate: rate > 0 ? Math.min(Math.max(rate, kLeastRate), kMostRate) : kLeastRate,
    }).then((projection) => {
      if (question !== this.#newest.projection) return;
      this.#projection = projection;
      this.#problem = null;
      this.#changed();
    }, (error) => {
      if (question === this.#newest.projection) this.#refuse(error);
    });
  }

  /** @param {Texts} texts @returns {ValueModel} */
  model(texts) {
    const { curve = [], fits = [], observed = [], chosen = "", base = "", expected_remaining: remaining } = this.#projection ?? {};
    return {
      sort: this.#sort, descending: this.#descending, busy: this.#busy, total: this.#total, customers: this.#customers,
      contract: this.#contract, contract_rate: this.#rate, contract_period: this.#period,
      contract_problem: this.#problem?.[texts.language] ?? "", assumed: base === "assumed", chosen, ahead: kAhead,
      fits: fits.map(({ model, parameters, log_likelihood, bic }) => ({ model, log_likelihood, bic,
        parameters: Object.entries(parameters).map(([name, value]) => `${name} ${texts.number(value, 4)}`).join(", ") })),
      survival: curve.map(({ customers, ...point }) => ({ ...point, left: customers?.value ?? observed[point.period]?.customers ?? null })),
      periods: remaining?.periods ?? null, discounted: remaining?.discounted ?? null,
      discounted_low: remaining?.low ?? null, discounted_high: remaining?.high ?? null,
    };
  }
}
