/**
 * What the visitor asks of the session: a file, other options. The newest request wins and ends the
 * one before; if it fails, the Report and the options stay as they were.
 */
import { merge_options } from "./options.js";

/**
 * @typedef {import("./dangol.js").AddOptions} AddOptions
 * @typedef {import("./dangol.js").DangolError} DangolError
 * @typedef {import("./dangol.js").Options} Options
 * @typedef {import("./dangol.js").Report} Report
 * @typedef {import("./dangol.js").Session} Session
 * @typedef {{
 *   state: "idle" | "reading" | "computing", name: string, bytes: number, total_bytes: number,
 *   rows: number, error: DangolError | null,
 * }} Status
 * @typedef {(session: Session, hooks: {signal: AbortSignal,
 *   onProgress: (progress: import("./dangol.js").Progress) => void}) => Promise<string>} Work  gives
 *   the Report as JSON
 * @typedef {import("./dangol.js").SectionName} SectionName
 * @typedef {{
 *   status: () => void, options: () => void, report: (json: string) => void, done: () => void,
 *   sections: () => SectionName[],
 * }} Hooks  told of what has changed; `done` when nothing is left to do; asked for what is on screen
 */

/** Options that describe one file; a new file starts without them. */
const kFileOptions = /** @type {const} */ (["mapping", "header_row", "delimiter", "encoding", "sheet", "date_order",
  "time_zone", "currency", "amounts", "duplicates", "as_of", "columns", "split_by", "compare", "filters", "experiment"]);
/** @type {Status} */
export const kIdle = { state: "idle", name: "", bytes: 0, total_bytes: 0, rows: 0, error: null };

export class Requests {
  #session;
  #hooks;
  /** @type {Options} what the visitor asked for, in force or about to be */
  #options = {};
  /** @type {Report | null} what has been asked of it: see `sections` */
  #report = null;
  /** @type {SectionName[]} those of the newest request */
  #asked = [];
  #status = kIdle;
  /** @type {AbortController | null} the newest request, while it runs */
  #job = null;
  /** @type {Promise<unknown> | null} the file being read */
  #adding = null;
  /** @type {Promise<unknown>} ends with the newest request */
  #running = Promise.resolve();

  /** @param {Promise<Session>} session @param {Hooks} hooks */
  constructor(session, hooks) {
    this.#session = session;
    this.#hooks = hooks;
    session.catch(() => {}); // told by whatever needs it
  }

  get options() {
    return this.#options;
  }

  /** The Report on screen. */
  get shown() {
    return this.#report;
  }

  get status() {
    return this.#status;
  }

  cancel() {
    this.#job?.abort();
  }

  dismiss() {
    this.#set_status(kIdle);
  }

  /** @param {DangolError} error */
  fail(error) {
    this.#set_status({ ...kIdle, error });
  }

  /**
   * Reads sources as one ledger and shows its Report.
   * @param {import("./dangol.js").Source | import("./dangol.js").Source[]} source
   * @param {AddOptions} [settings]
   */
  async add(source, { name, options, onProgress, signal } = {}) {
    const before = this.#options;
    const known = this.#report;
    const title = title_of(source, name);
    const adding = this.#run("reading", title, signal, async (session, hooks) => {
      const started = merge_options(before, options ?? {});
      // What was set before any file came is meant for this one.
      if (!options && known) for (const key of kFileOptions) delete started[key];
      const progress = { ...hooks, onProgress: both(hooks.onProgress, onProgress) };
      await session.add(source, { ...(name === undefined ? {} : { name }), options: started, ...progress });
      let json = await this.#ask(session, session.options, progress);
      // Next month's export of the same shop: what was corrected by hand holds for it too.
      const kept = pick(before, kFileOptions);
      delete kept.as_of; // its last day is another one
      if (!options && known && Object.keys(kept).length > 0 && same_columns(known, JSON.parse(json))) {
        json = await this.#ask(session, merge_options(session.options, kept), progress).catch((error) => {
          if (hooks.signal.aborted) throw error;
          return json;
        });
      }
      return json;
    });
    this.#adding = adding.catch(() => {});
    await adding;
    return this.#report;
  }

  /**
   * The Report by the options on screen, whole unless `patch` names sections, once everything asked
   * for so far is done.
   * @param {Options} [patch] merged into the options in force
   * @returns {Promise<Report | null>}
   */
  async report({ sections, ...patch } = {}) {
    if (Object.keys(patch).length > 0) await this.change(patch);
    else while (this.#job) await this.#running;
    if (!this.#report) return null;
    const asked = { ...this.#options, ...(sections ? { sections } : {}) };
    return (await this.#session).report(asked, { replace: true });
  }

  /** @param {Options} patch merged into the options in force */
  async change(patch) {
    if (this.#job && this.#adding) await this.#adding; // a change does not interrupt a file
    // Changes that come quickly build on one another, also while the earlier ones compute.
    const wanted = merge_options(this.#options, patch);
    this.#options = wanted; // without a Report, for the file to come
    this.#hooks.options();
    if (this.#report) await this.#compute((session, hooks) => this.#ask(session, wanted, hooks));
  }

  /** Fetches what the view on screen shows and the Report lacks. */
  complete() {
    const sections = this.#hooks.sections();
    if (!this.#report || this.#job || sections.every((name) => this.#asked.includes(name))) return;
    const all = [...new Set([...this.#report.sections, ...sections])];
    this.#compute((session, hooks) => this.#ask(session, this.#options, hooks, all)).catch(() => {}); // shown as the status
  }

  /**
   * The customers of a segment as CSV, by the options on screen.
   * @param {import("./dangol.js").SegmentName} segment
   */
  async customers(segment) {
    while (this.#job) await this.#running;
    return (await this.#session).customers({ segment });
  }

  /** Every customer with what is expected of them, as CSV. */
  async customers_ahead() {
    while (this.#job) await this.#running;
    return (await this.#session).customers({ options: { sections: ["value"] } });
  }

  /**
   * The first customers in an order, with what is expected of them, by the options on screen.
   * @param {import("./value.js").RowsQuery} query
   * @returns {Promise<import("./value.js").Rows>}
   */
  async customer_rows(query) {
    while (this.#job) await this.#running;
    return (await this.#session).customer_rows({ ...query, options: { sections: ["value"] } });
  }

  /**
   * The Report by these options, as far as the view on screen shows it.
   * @param {Session} session @param {Options} options
   * @param {Parameters<Work>[1]} hooks @param {SectionName[]} [sections]
   */
  #ask(session, options, hooks, sections = this.#hooks.sections()) {
    this.#asked = sections;
    return session.report_json({ ...options, sections }, { ...hooks, replace: true });
  }

  /** @param {Work} work */
  #compute(work) {
    return this.#run("computing", this.#report?.source.name ?? "", undefined, work);
  }

  /**
   * The newest request wins: it ends the one before. If it fails, everything stays as it was.
   * @param {"reading" | "computing"} state
   * @param {string} name
   * @param {AbortSignal | undefined} signal
   * @param {Work} work
   */
  #run(state, name, signal, work) {
    const run = this.#start(state, name, signal, work);
    this.#running = run.catch(() => {});
    return run;
  }

  /**
   * @param {"reading" | "computing"} state
   * @param {string} name
   * @param {AbortSignal | undefined} signal
   * @param {Work} work
   */
  async #start(state, name, signal, work) {
    this.#job?.abort();
    const job = new AbortController();
    this.#job = job;
    const newest = () => job === this.#job;
    const forward = () => job.abort(signal?.reason);
    if (signal?.aborted) forward();
    signal?.addEventListener("abort", forward);
    this.#set_status({ ...kIdle, state, name });
    /** @type {Session | undefined} */
    let session;
    /** @type {SectionName[]} what could not be had: asking at once again would end likewise */
    let refused = [];
    try {
      session = await this.#session;
      const json = await work(session, {
        signal: job.signal,
        onProgress: (progress) => {
          if (newest()) this.#set_status({ ...kIdle, ...progress, name });
        },
      });
      job.signal.throwIfAborted();
      const report = /** @type {Report} */ (JSON.parse(json));
      this.#report = report;
      this.#options = without_sections(session.options);
      // The canvas is told of an experiment in words.
      this.#hooks.report(report.experiment ? JSON.stringify({ ...report, experiment: null }) : json);
      this.#set_status(kIdle);
    } catch (error) {
      if (newest()) {
        this.#options = session ? without_sections(session.options) : this.#options;
        refused = this.#asked;
        this.#asked = this.#report?.sections ?? [];
        this.#set_status({
          ...kIdle, name, error: job.signal.aborted ? null : /** @type {DangolError} */ (error) });
      }
      throw error;
    } finally {
      signal?.removeEventListener("abort", forward);
      if (newest()) {
        this.#job = null;
        this.#hooks.options();
        this.#hooks.done();
        // The view may be another one by now.
        if (!this.#hooks.sections().every((name) => refused.includes(name))) this.complete();
      }
    }
  }

  /** @param {Status} status */
  #set_status(status) {
    this.#status = status;
    this.#hooks.status();
  }
}

/**
 * What the status calls sources while they are read.
 * @param {import("./dangol.js").Source | import("./dangol.js").Source[]} source
 * @param {string | string[] | undefined} name
 */
function title_of(source, name) {
  const names = name !== undefined ? [name].flat()
    : [source].flat().map((one) => (one instanceof File ? one.name : ""));
  return names.length > 1 ? `${names[0]} +${names.length - 1}` : names[0] ?? "";
}

/** Those in force whatever the view. @param {Options} options @returns {Options} */
function without_sections({ sections: _, ...options }) {
  return options;
}

/** @param {Options} options @param {readonly (keyof Options)[]} keys @returns {Options} */
function pick(options, keys) {
  return Object.fromEntries(Object.entries(options).filter(([key]) => keys.includes(/** @type {keyof Options} */ (key))));
}

/** @param {Report} one @param {Report} other */
function same_columns(one, other) {
  const names = (/** @type {Report} */ report) => JSON.stringify(report.source.columns.map(({ name }) => name));
  return names(one) === names(other);
}

/**
 * @template T
 * @param {(value: T) => void} one
 * @param {((value: T) => void) | undefined} other
 */
function both(one, other) {
  return (/** @type {T} */ value) => {
    one(value);
    other?.(value);
  };
}
