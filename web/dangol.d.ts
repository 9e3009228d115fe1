/**
 * The public module: Dangol's engine without its page, for browsers and Node 20.
 *
 *     const dangol = await load();
 *     const session = dangol.open();
 *     await session.add(file);
 *     const report = await session.report({ period: "quarter" });
 */

/** Loads the engine: one worker in a browser, in process in Node. Files are found beside the module. */
export function load(options?: LoadOptions): Promise<Dangol>;

export interface LoadOptions {
  /** core.wasm, when it is not beside the module. A compiled module or its bytes are not fetched. */
  core?: string | URL | BufferSource | WebAssembly.Module;
  /** core_later.wasm, likewise. */
  later?: string | URL | BufferSource | WebAssembly.Module;
  /** worker.js, when it is not beside the module, or a function that starts it. */
  worker?: string | URL | (() => Worker);
  /**
   * The core comes in two parts, and `load` resolves with the first one, which can read files. The
   * second one follows by itself (true), or, so that it does not stand in the way of more urgent
   * things, when `complete()` is called or something needs it (false).
   */
  complete?: boolean;
}

export interface Dangol {
  /** A new session with no data. Sessions of one module share its worker. */
  open(): Session;
  /**
   * A measure of the articles from plain numbers, without a file: `retention`, `churn`, `repeat`,
   * `frequency`, `order_value`, `clv`, `acquisition`, `cost_ratio`, `ltv_cac`, `payback`, `roi`,
   * `conversion`, `nps`. Inputs are numbers, or texts as people type them; what is missing or
   * impossible is told in the answer. Rejects for an unknown name (`calculator_unknown`).
   */
  calculate(name: string, inputs?: { [field: string]: number | string | null }): Promise<Calculation>;
  /** Resolves when the core is here as a whole: nothing will be fetched after that. */
  complete(): Promise<void>;
  /**
   * What will be left of a cohort of customers with contracts, from how many were left so far:
   * `project({ retained: "1000, 869, 743" })`. Rejects with what is wrong with the numbers
   * (`retained_too_few`, `retained_rising`, `retained_zero`, ...).
   */
  project(question: ProjectionQuestion): Promise<Projection>;
  /**
   * The numbers of a small file with such a table (text, .xlsx, .gz or .zip), a line each, as `project` takes
   * them: of its second column, or of its last row where there are two at most.
   */
  read_retained(file: Blob | ArrayBuffer | ArrayBufferView | string): Promise<string>;
  /**
   * Which variant did better, from typed counts:
   * `test({ variants: [{ users: 2400, conversions: 120 }, { users: 2380, conversions: 150 }] })`.
   * Rejects with `option_value`, whose detail says which number has no sense.
   */
  test(question: ExperimentQuestion): Promise<Experiment>;
  /** How many users and days an experiment takes, or what so many users would show. Rejects likewise. */
  plan_test(question: PlanQuestion): Promise<ExperimentPlan>;
  /** Ends the worker and with it every session. */
  close(): void;
}

export interface Session {
  /**
   * Reads a source, or several as one ledger, and, when that succeeds, holds it in place of what was
   * there before. Plain text, .csv.gz, .zip with tables inside and .xlsx are told apart by their
   * first bytes. The session keeps a handle on each source (a Blob by reference, never a copy in
   * memory of its own), because some options need the bytes again. Rejects with a DangolError, or
   * with the signal's reason; then the data and the options from before are still in force. More
   * than 200 MB are read into the room that the data from before took: if that fails, those are read
   * again when their Report is next asked for.
   */
  add(source: Source | Source[], options?: AddOptions): Promise<void>;
  /**
   * The Report under the options in force. `options` are merged into those first (null takes a
   * setting back to its default; in `mapping`, null says that no column has this role). If the new
   * options fail, the old ones stay in force.
   */
  report(options?: Options | null, settings?: ReportSettings): Promise<Report>;
  /** The same as one line of JSON text. */
  report_json(options?: Options | null, settings?: ReportSettings): Promise<string>;
  /**
   * The customers as a CSV file: one a row with the fields of CustomerRow. Text that a spreadsheet
   * could take for a formula gets an apostrophe. Rejects where nothing tells customers apart
   * (`customers_unknown`).
   */
  customers(settings?: CustomersSettings): Promise<Blob>;
  /** The first of them, at most 1000. */
  customer_rows(settings?: CustomersSettings): Promise<CustomerRows>;
  /** The options in force. */
  readonly options: Options;
  close(): void;
}

/** Sums of one variant. */
export interface TypedVariant {
  /** A, B, C, ..., if absent. */
  name?: string | null;
  users: number;
  conversions?: number | null;
  /** The measures `orders` and `revenue`, of a user; the sums of squares of the users' values let them be tested. */
  orders?: number | null;
  orders_squares?: number | null;
  revenue?: number | null;
  revenue_squares?: number | null;
}

export interface ExperimentQuestion extends ExperimentOptions {
  variants: TypedVariant[];
  /** For how many days are left. */
  days_running?: number | null;
}

/** What may be asked of an experiment. */
export interface ExperimentOptions {
  /** Column with the variant; found by its name, if absent. */
  variant?: string | null;
  /** Name of a variant; found by its name, else the first, if absent. */
  control?: string | null;
  /** Columns, or the product's own names ("conversion", "revenue", ...); all that are found, if absent. */
  measures?: (string | {
    name?: string | null;
    column?: string | null;
    kind?: "proportion" | "mean" | "ratio" | "money" | null;
    better?: "higher" | "lower" | null;
  })[] | null;
  /** Name of the measure that the verdict is about; the first, if absent. */
  primary?: string | null;
  /** 0.05, if absent. */
  alpha?: number | null;
  /** Of `users_needed`: 0.8, if absent. */
  power?: number | null;
  sides?: "two" | "greater" | "less" | null;
  /** Of several treatments: "holm", if absent. */
  correction?: "holm" | "benjamini_hochberg" | "none" | null;
  /** How users should fall into the variants; evenly, if absent. */
  ratio?: { [variant: string]: number } | null;
  /** A relative lift such as -0.02: how much worse would still do. */
  margin?: number | null;
  /** The smallest relative lift that matters; the margin, or 0.1, if absent. */
  effect?: number | null;
  /** "planned" needs `looks` and `planned_users`. */
  peeking?: "none" | "always" | "planned" | null;
  looks?: number | null;
  /** Of all variants together. */
  planned_users?: number | null;
  /** The quantile at which amounts are capped; 0.999, if absent. 1 caps nothing. */
  winsorise?: number | null;
  /** Columns of before the experiment, by measure; found by the suffixes _covariate, _before and _pre, if absent. */
  covariates?: { [measure: string]: string } | null;
  seed?: number | null;
  /** Of day-N retention; 7, 30 and 90, if absent. */
  days?: number[] | null;
  /** Who was shown each variant, where the file knows only who bought. */
  visitors?: { [variant: string]: number } | null;
  /** First day of the experiment, YYYY-MM-DD. */
  started?: string | null;
  /** Money. */
  value_of_conversion?: number | null;
  /** Of a proportion, before the data; 1 and 1, if absent. */
  prior?: { alpha?: number | null; beta?: number | null } | null;
}

export interface PlanQuestion {
  /** "proportion", if absent. */
  kind?: "proportion" | "mean" | "ratio" | "money" | null;
  /** Of the control: a share, or the mean of a user. */
  baseline: number;
  /** Of one user; needed unless the kind is "proportion". */
  sd?: number | null;
  /** Relative, as 0.1; or `users`, or both. */
  effect?: number | null;
  /** Of all arms. */
  users?: number | null;
  /** 2, if absent. */
  arms?: number | null;
  /** Of the users, the control first; even, if absent. */
  shares?: number[] | null;
  margin?: number | null;
  alpha?: number | null;
  power?: number | null;
  sides?: "two" | "greater" | "less" | null;
  correction?: "holm" | "benjamini_hochberg" | "none" | null;
  peeking?: "none" | "always" | "planned" | null;
  looks?: number | null;
  users_per_day?: number | null;
}

export interface ExperimentPlan {
  kind: "proportion" | "mean" | "ratio" | "money";
  baseline: number;
  sd: number | null;
  /** As asked; else what `users` show. */
  effect: number | null;
  shares: number[];
  margin: number;
  alpha: number;
  power: number;
  sides: "two" | "greater" | "less";
  correction: "holm" | "benjamini_hochberg" | "none";
  peeking: "none" | "always" | "planned";
  looks: number | null;
  users_per_day: number | null;
  /** Of one comparison. */
  comparison_alpha: number | null;
  /** Users, against a single look at the end. */
  inflation: number | null;
  /** Empty where no number is enough. */
  users_per_arm: number[];
  total: number | null;
  days: number | null;
  /** Of `users`, where the question has both. */
  power_reached: number | null;
  detectable: { users: number; days: number | null; effect: number | null }[];
  /** Of `total` users. */
  power_curve: { effect: number; power: number | null }[];
}

/** What a calculator makes of its inputs. Percentages are typed as 25 and answered as 0.25. */
export interface ProjectionQuestion {
  /**
   * Customers at the start and after each period, at least three numbers: a text as typed or pasted,
   * or a list. Shares ("86.9%", or from 100 or 1 down) are of `customers`.
   */
  retained: string | (number | string)[];
  /** At the start, where shares are given; else 1000 is assumed. */
  customers?: number;
  /** How many to project, 1 to 600; 12. */
  periods?: number;
  /** What a period is: "year". */
  period?: "year" | "quarter" | "month" | "week";
  /** A year, 0.001 to 10; 0.1. */
  discount_rate?: number;
}

export interface Projection {
  customers: number;
  /** Where `customers` comes from. */
  base: "counted" | "typed" | "assumed";
  period: string;
  /** Of one period. */
  discount_rate: number;
  observed: { period: number; customers: number; share: number; retention_rate: number | null }[];
  fits: {
    model: "sbg" | "bdw";
    parameters: { [letter: string]: number | null };
    standard_errors: { [letter: string]: number | null };
    log_likelihood: number | null;
    aic: number | null;
    bic: number | null;
    gradient_norm: number | null;
    hessian_definite: boolean;
    verdict: "fine" | "no_dropout" | "heterogeneity_not_told" | "not_converged" | "too_few";
  }[];
  chosen: "sbg" | "bdw";
  /**
   * Shares of the start; `low` and `high` are the chosen model's 95% interval. `customers`: of those
   * who are here now, how many will be; its interval takes in chance.
   */
  curve: {
    period: number;
    observed: number | null;
    sbg: number | null;
    bdw: number | null;
    low: number | null;
    high: number | null;
    customers: { value: number; low: number | null; high: number | null } | null;
  }[];
  /** Of who is here now; and by how often somebody renewed. */
  expected_remaining: RemainingPeriods & { by_renewals: RemainingPeriods[] };
}

/** Periods that a customer will pay who has just paid, the present one included. */
export interface RemainingPeriods {
  renewals: number;
  /** Within the next `periods` of the question. */
  periods: number;
  /** Without end, discounted, with a 95% interval. */
  discounted: number;
  low: number | null;
  high: number | null;
}

export interface Calculation {
  name: string;
  /** Those that the choices made leave, in order. */
  fields: {
    name: string;
    kind: "count" | "money" | "signed_money" | "number" | "percent" | "choice";
    /** Some result does without it. */
    optional: boolean;
    /** null: blank, or wrong (then `problem` says why) */
    value: number | null;
    problem: CalculationProblem | null;
    /** Of a choice: the option in force, and all of them. */
    chosen: string | null;
    options: string[];
  }[];
  results: {
    name: string;
    unit: "rate" | "return" | "score" | "currency" | "times" | "years" | "months" | "periods" | "customers" | "orders_per_customer";
    /** Names of fields and results, + - * / ( ) and numbers. */
    formula: string;
    value: number | null;
    /** 95% interval: Wilson for shares, Tango for the promoter score. */
    low: number | null;
    high: number | null;
    n: number | null;
    /** "missing": `missing` fields are blank. "invalid": a field has a problem. "impossible": `problem` says why. */
    state: "value" | "missing" | "invalid" | "impossible";
    missing: string[];
    problem: CalculationProblem | null;
  }[];
}

export interface CalculationProblem {
  code: string;
  /** Another field or result that it is about. */
  other: string | null;
}

export type Source = Blob | string | ArrayBuffer | ArrayBufferView | Response;

export interface AddOptions {
  /** Shown in the Report, one for each source; a File's own name otherwise. */
  name?: string | string[];
  /** Options to read it with, in place of those in force. */
  options?: Options;
  /** Called at most about 10 times a second. */
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

export interface ReportSettings {
  /** `options` take the place of those in force instead of being merged into them. */
  replace?: boolean;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/** Which customers to list, and how. */
export interface CustomerQuery {
  /** Those of one segment; all, if absent. */
  segment?: SegmentName;
  /** As the data name them, if absent. "worry": revenue times the probability of being gone. */
  sort?: keyof CustomerRow | "worry";
  /** The default; those without a value are always the last. */
  descending?: boolean;
  /** All, if absent. */
  limit?: number;
}

export interface CustomerRows {
  /** How many there are without the limit. */
  total: number;
  rows: CustomerRow[];
}

export interface CustomerRow {
  customer: string;
  segment: SegmentName;
  status: "active" | "at_risk" | "gone";
  /** The first one ever, also where a filter does not count it. */
  first_order: string;
  last_order: string;
  orders: number;
  revenue: number | null;
  recency_days: number;
  /** Scores, 1 to 5. */
  r: number;
  f: number;
  m: number | null;
  /** This and what follows: null without the section `value`, or where the models know nothing of the customer. */
  p_alive: number | null;
  /** Within the horizon, as all that follows. */
  p_buys: number | null;
  expected_orders: number | null;
  /** What chance leaves them within, with a probability of 95%. */
  expected_orders_low: number | null;
  expected_orders_high: number | null;
  /** Expected, of one order. */
  order_value: number | null;
  /** Expected revenue, discounted. */
  clv: number | null;
}

export interface CustomersSettings extends CustomerQuery {
  /** Merged into those in force, for this list only. */
  options?: Options | null;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

export type SegmentName =
  "champions" | "loyal" | "new" | "cannot_lose" | "at_risk" | "one_time" | "lost";

export interface Progress {
  state: "reading" | "computing";
  rows: number;
  /** Of all sources, as they are packed. */
  bytes: number;
  total_bytes: number;
}

/** What went wrong, where, and what to do, in Korean and English. */
export class DangolError extends Error {
  constructor(fields: ErrorFields, cause?: unknown);
  readonly code: string;
  /** 1-based; 0 or null where it does not apply. */
  readonly line: number | null;
  readonly byte: number | null;
  /** The column's name. */
  readonly column: string | null;
  readonly detail: string | null;
  /** Which of several files. */
  readonly file: string | null;
  /** The text of the row at `line`, as it stands in the file; long ones are cut. */
  readonly row: string | null;
  readonly messages: Messages;
}

export interface Messages {
  ko: string;
  en: string;
}

export interface ErrorFields {
  code: string;
  line?: number | null;
  byte?: number | null;
  column?: string | null;
  detail?: string | null;
  file?: string | null;
  row?: string | null;
  messages?: Messages;
}

export type Role =
  | "customer" | "email" | "phone" | "order" | "line" | "time" | "amount" | "refund" | "quantity"
  | "unit_price" | "status" | "currency" | "product" | "channel" | "variant" | "score"
  | "time_of_day" | "time_zone" | "cancelled" | "discount" | "event" | "reference";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "euc-kr" | "shift_jis" | "windows-1252";
export type DateOrder = "dmy" | "mdy" | "ymd";
/** Whether the amount column is a line's own, or the order's total. */
export type AmountScope = "line" | "order";

export type PeriodUnit = "day" | "week" | "month" | "quarter" | "year";

/** Every field is optional; the defaults are those of the definitions. */
export interface Options {
  /** Role to column name; null says that no column has this role. Absent roles are guessed. */
  mapping?: { [role in Role]?: string | null } | null;
  /** 1-based; 0 = the file has no header. */
  header_row?: number | null;
  delimiter?: string | null;
  /** As the bytes tell, if absent. `euc-kr` stands for CP949. */
  encoding?: Encoding | null;
  /** Name of the sheet to read of a workbook; the first that looks like a table, if absent. */
  sheet?: string | null;
  date_order?: DateOrder | null;
  /** "UTC", "+09:00", "Asia/Seoul": the zone whose days are counted. */
  time_zone?: string | null;
  /** ISO code of the currency to count; the most frequent one, if absent. */
  currency?: string | null;
  amounts?: AmountScope | null;
  /** Rows whose whole content stood in the data before. */
  duplicates?: "keep" | "drop" | null;
  order_key?: "id" | "day" | "timestamp" | null;
  refunds?: "refund_day" | "order_day" | "gross" | null;
  zero_value_orders?: "count" | "ignore" | null;
  /** YYYY-MM-DD */
  as_of?: string | null;
  minimum_n?: number | null;
  period?: PeriodUnit | null;
  cohorts?: {
    period?: PeriodUnit | null;
    definition?: CohortDefinition | null;
    basis?: CohortBasis | null;
    /** First and last period of a bracket. */
    bracket?: [number, number] | null;
  } | null;
  /** Days without an order after which a customer counts as lost; from the gaps, if absent. */
  churn_window_days?: number | null;
  /** How old a customer must be to count in rates of those old enough; 365, if absent. */
  maturity_days?: number | null;
  /** Share of revenue that is left, 0 to 1. */
  margin?: number | null;
  /** "product", "channel", "segment", "first_period" or a column's name. */
  split_by?: string | null;
  /** Two values of split_by to compare; all of them, if absent. */
  compare?: string[] | null;
  filters?: {
    /** YYYY-MM-DD */
    from?: string | null;
    to?: string | null;
    first_order_from?: string | null;
    first_order_to?: string | null;
    segment?: string[] | null;
    product?: string[] | null;
    channel?: string[] | null;
    columns?: { [name: string]: string[] | null } | null;
  } | null;
  /** Columns to keep for splitting and filtering; the obvious ones, if absent. */
  columns?: string[] | null;
  /**
   * Parts of the Report to compute; all but `value`, if absent. `second_order` brings `gaps`,
   * `segments` brings `concentration`, `scores` brings `nps`. `source`, `receipt`, `dimensions`,
   * `selection`, the churn window and the rule of the cohorts are always there.
   */
  sections?: SectionName[] | null;
  /** The customer-base models; where this is there, so is the section `value`. */
  models?: {
    /** All of them, if absent; `nbd` is always among them. */
    include?: ("nbd" | "pareto_nbd" | "bg_nbd" | "mbg_nbd" | "bg_bb")[] | null;
    /** Of time in the parameters; weeks, if absent. */
    unit?: "day" | "week" | "month" | null;
    /** Last day of the first part of the holdout check; after two thirds of the days, if absent. */
    calibration_end?: string | null;
    /** How far to look ahead, 1 to 120; 12, if absent. */
    horizon_months?: number | null;
    /** A year, 0 to 1; 0.1, if absent. */
    discount_rate?: number | null;
    /** Whether the mean value of a customer's orders takes in the first one. */
    first_order_in_money?: boolean | null;
    /** First orders that count. */
    acquired_from?: string | null;
    acquired_to?: string | null;
    /** Of one new customer. */
    acquisition_cost?: number | null;
    /** As a customer, for the formula of the articles. */
    years?: number | null;
  } | null;
  /** Variants compared; where this is there, so is the section `experiment`. */
  experiment?: ExperimentOptions | null;
}

/** Parts of a Report that are computed only where they are asked for. */
export type SectionName =
  "measures" | "periods" | "cohorts" | "second_order" | "survival" | "segments" | "scores" | "groups" | "value" |
  "experiment";

export type CohortDefinition = "on" | "on_or_after" | "bracket" | "cumulative";
export type CohortBasis = "calendar" | "rolling";

/** `dangol.report/1`. null is "not observed", never zero. Money in major units, rates as fractions. */
export interface Report {
  schema: string;
  generator: string;
  period: PeriodUnit;
  /** Those that were computed; the members of the others are as empty as where there are no data. */
  sections: SectionName[];
  source: {
    name: string;
    bytes: number;
    /** null: a plain file */
    container: "xlsx" | "zip" | "gzip" | null;
    sheet: string | null;
    /** Those that could be read instead. */
    sheets: string[];
    encoding: Encoding;
    delimiter: string;
    header_row: number;
    preset: string | null;
    /** null: no date needed it */
    date_order: DateOrder | null;
    /** "assumed": nothing in the data proves it, so the user should be asked. */
    date_order_state: "proven" | "chosen" | "assumed" | null;
    /** A date that can be read in two ways. */
    date_example: string | null;
    amount_scope: AmountScope;
    columns: {
      name: string;
      role: Role | null;
      chosen_by: "detected" | "user";
      /** Of the role, 0 to 1. */
      confidence: number | null;
      examples: string[];
    }[];
    /** All that were read together, this one first. */
    files: {
      name: string;
      bytes: number;
      rows_read: number;
      encoding: Encoding;
      preset: string | null;
    }[];
  };
  receipt: {
    rows_read: number;
    rows_used: number;
    set_aside: {
      reason: string;
      rows: number;
      amount: number | null;
      first_line: number | null;
      /** The file of that row, where several were read. */
      file: string | null;
      example: string | null;
    }[];
    /** revenue + set_aside amounts + repeated_totals.amount */
    amount_read: number | null;
    /** Rows whose whole content stood in the data before. */
    duplicates: {
      rows: number;
      amount: number | null;
      first_line: number;
      /** As the options ask; then they are among set_aside. */
      dropped: boolean;
    };
    /** Order totals repeated on further lines of the order; they count once. */
    repeated_totals: { rows: number; amount: number | null };
    /** The counted one first. */
    currencies: { currency: string | null; rows: number; amount: number | null }[];
    /** false: no column tells customers apart; only orders and revenue are counted. */
    customers_known: boolean;
    orders: number;
    customers: number;
    revenue: number | null;
    refund_documents: number;
    refund_amount: number | null;
    refund_rows: number;
    /** Brought to zero or less by their own refund. */
    cancelled_orders: number;
    zero_value_orders: number;
    first_day: string | null;
    last_day: string | null;
    as_of: string | null;
    time_zone: string | null;
    currency: string | null;
    identity: string | null;
    order_key: string;
    warnings: {
      code: string;
      rows: number;
      line: number | null;
      detail: string | null;
    }[];
  };
  measures: { [name: string]: Measure };
  periods: Period[];
  cohorts: {
    period: PeriodUnit;
    definition: CohortDefinition;
    basis: CohortBasis;
    /** First and last period of the one column of a bracket; empty otherwise. */
    bracket: number[];
    /** Length of a rolling period. */
    rolling_days: number | null;
    minimum_n: number;
    last_period_complete: boolean;
    rows: CohortRow[];
    /** Weighted by cohort size. */
    average: (number | null)[];
    average_simple: (number | null)[];
    average_revenue_per_customer: (number | null)[];
    average_cumulative_revenue_per_customer: (number | null)[];
  };
  /** Share with a second order within so many days, of those who are that old. */
  second_order: ({ days: number } & Estimate)[];
  /** Days between an order and the next one of the same customer. */
  gaps: {
    n: number;
    customers: number;
    q1: number | null;
    median: number | null;
    q3: number | null;
    p95: number | null;
    bins: { from_day: number; to_day: number; n: number }[];
    churn_window_days: number;
    churn_window_from: "gaps" | "default" | "chosen";
  };
  survival: { second_order: SurvivalCurve; loss: SurvivalCurve };
  segments: {
    as_of: string | null;
    previous_as_of: string | null;
    segments: {
      name: SegmentName;
      customers: number;
      share: number | null;
      orders: number;
      revenue: number | null;
      revenue_share: number | null;
      recency_days: number | null;
      frequency: number | null;
      money: number | null;
      previous_customers: number | null;
    }[];
    /** Customers by recency score (rows, 1 to 5) and frequency score: 25 numbers. */
    grid: number[];
  };
  concentration: {
    n: number;
    top_tenth_share: number | null;
    gini: number | null;
    /** Share of the best 0, 1, ... 10 tenths. */
    cumulative: (number | null)[];
  };
  /** What the file can be split and filtered by. */
  dimensions: { name: string; distinct: number; values: { name: string; rows: number }[] }[];
  /** By what options.split_by names. */
  groups: {
    by: string | null;
    period: PeriodUnit | null;
    /** Customers who have no value. */
    without: number;
    /** The largest first; the rest together as the last, named "". */
    groups: Group[];
    second_order: LogRank;
    loss: LogRank;
  };
  nps: {
    /** 0 without scores. */
    n: number;
    promoters: number;
    passives: number;
    detractors: number;
    score: number | null;
    low: number | null;
    high: number | null;
    segments: { name: string; n: number; score: number | null; low: number | null; high: number | null }[];
    days: number;
    afterwards: { name: string; bought: Estimate; revenue_per_customer: number | null }[];
  };
  /** The filters in force and what they leave. */
  selection: {
    from: string | null;
    to: string | null;
    first_order_from: string | null;
    first_order_to: string | null;
    segment: string[];
    columns: { name: string; values: string[] }[];
    orders: number;
    customers: number;
    revenue: number | null;
  };
  /** What customers are worth; null unless the section `value` is asked for. */
  value: Value | null;
  /** The customer-base models behind `value`. */
  models: Models | null;
  /** Variants compared; null unless asked for, or where the data are a table of users. */
  experiment: Experiment | null;
}

/** A number with its 95% interval. */
export interface ValueRange {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** One model's maximum-likelihood fit. */
export interface ModelFit {
  model: "nbd" | "pareto_nbd" | "bg_nbd" | "mbg_nbd" | "gamma_gamma" | "bg_bb";
  parameters: { [letter: string]: number | null };
  standard_errors: { [letter: string]: number | null };
  log_likelihood: number | null;
  aic: number | null;
  bic: number | null;
  /** By the logarithms of the parameters */
  gradient_norm: number | null;
  hessian_definite: boolean;
  verdict: "fine" | "no_dropout" | "heterogeneity_not_told" | "not_converged" | "too_few";
}

/** The value of an order of one customer against another's. */
export interface SpendFit extends ModelFit {
  /** Who have repeat orders of more than nothing */
  customers: number;
  /** Of the number of repeat orders and their mean value */
  correlation: number | null;
  /** Expected value of an order of a customer of whom nothing is known */
  mean: number | null;
  used: "gamma_gamma" | "mean";
}

export interface HoldoutPeriod {
  /** Its first day */
  period: string;
  /** Repeat orders */
  actual: number | null;
  predicted: number | null;
  cumulative_actual: number | null;
  cumulative_predicted: number | null;
}

/** Customers by their repeat orders before the split: orders after it, in the mean. */
export interface HoldoutBin {
  frequency: string;
  customers: number;
  actual: number | null;
  predicted: number | null;
  /** As often as before */
  naive: number | null;
}

/** The model of the first part of the data against what then happened. */
export interface Holdout {
  /** YYYY-MM-DD */
  calibration_end: string;
  end: string;
  /** Who bought before the split */
  customers: number;
  /** On the first part */
  fit: ModelFit;
  /** Orders after the split */
  actual: number | null;
  predicted: number | null;
  periods: HoldoutPeriod[];
  bins: HoldoutBin[];
  /** Predicted / actual - 1 */
  bias: number | null;
  /** Orders, of a customer */
  mean_absolute_error: number | null;
  naive_bias: number | null;
  naive_mean_absolute_error: number | null;
  believe: "yes" | "roughly" | "no";
}

/** The BG/BB: a calendar month is an occasion to buy, taken or not. */
export interface Occasions {
  period: "month";
  /** Who have a complete month after their first */
  customers: number;
  /** Does not compare with the fits of purchase times */
  fit: ModelFit;
  /** Customers who are there in the next month */
  alive: number | null;
  /** Months with an order within the horizon, of all customers */
  expected: number | null;
  /** The same of a customer after their first month */
  expected_new: number | null;
}

export interface Models {
  /** Of time in the parameters: "day", "week" or "month" */
  unit: "day" | "week" | "month";
  /** Orders of one day are one */
  merge: "day";
  first_order_in_money: boolean;
  as_of: string;
  /** First orders that count */
  acquired_from: string | null;
  acquired_to: string | null;
  customers: number;
  repeat_customers: number;
  /** From the first order to the as-of day */
  days: number;
  verdict: "fine" | "weak" | "refused";
  /** Warning.<reason> in assets/strings */
  reasons: string[];
  fits: ModelFit[];
  /** The model behind the predictions */
  chosen: "nbd" | "pareto_nbd" | "bg_nbd" | "mbg_nbd" | null;
  spend: SpendFit | null;
  holdout: Holdout | null;
  /** None where `include` leaves it out. */
  occasions: Occasions | null;
}

/** The formula of the articles, with one of the ways to get the years. */
export interface ArticleLine {
  years_from: "observed" | "churn" | "typed";
  years: number | null;
  revenue: number | null;
  margin: number | null;
  /** Why there is none: "no_churn", "too_young", "not_typed" */
  reason: "no_churn" | "too_young" | "not_typed" | null;
}

export interface ArticleValue {
  average_order_value: number | null;
  /** Of a customer */
  orders_per_year: number | null;
  /** A year */
  churn_rate: number | null;
  lines: ArticleLine[];
}

/** Revenue of a customer up to an age, over those who are that old. */
export interface HistoricAge {
  /** Whole months since the first order; 0 = its day */
  age: number;
  customers: number;
  mean: number | null;
  low: number | null;
  high: number | null;
  median: number | null;
}

export interface HistoricCohort {
  cohort: string;
  size: number;
  /** By the ages; null where not all are that old */
  revenue_per_customer: (number | null)[];
}

export interface HistoricValue {
  ages: HistoricAge[];
  /** Of the cohorts */
  period: PeriodUnit;
  cohorts: HistoricCohort[];
}

export interface ValueMonth {
  /** After this many; 0 = the first order alone */
  month: number;
  revenue: ValueRange;
}

/** So many repeat orders within the horizon. */
export interface OrderShare {
  /** "0", "1", ... or "6+" */
  orders: string;
  /** The probability of a new customer */
  share: number | null;
  /** Share of the customers whom this is known of; null without any */
  observed: number | null;
}

/** What a customer who buys for the first time brings within the horizon, the first order included. */
export interface NewCustomer {
  revenue: ValueRange;
  margin: ValueRange;
  first_order_value: number | null;
  /** Expected, of a repeat order */
  order_value: number | null;
  /** That there is one */
  p_repeat: ValueRange;
  /** Expected number */
  repeat_orders: ValueRange;
  /** The distribution of that number */
  orders: OrderShare[];
  /** Whose first order is a horizon ago or longer: the observed shares are theirs */
  observed_customers: number;
  /** Revenue so far, discounted */
  months: ValueMonth[];
}

/** What the customers of today will buy within the horizon. */
export interface BaseValue {
  customers: number;
  alive: ValueRange;
  orders: ValueRange;
  /** Discounted, as is the margin */
  revenue: ValueRange;
  margin: ValueRange;
  /** Discounted, without horizon; where the model has a closed form */
  residual_orders: number | null;
  residual_revenue: number | null;
}

export interface ValueGroup {
  name: string;
  customers: number;
  alive: number | null;
  orders: number | null;
  revenue: ValueRange;
}

export interface ValueGroups {
  by: "first_period" | "segment" | "channel";
  rows: ValueGroup[];
}

/** Customers by months since the last order (rows) and number of orders (columns). */
export interface ValueGrid {
  /** Lower ends of the rows, in months */
  recency: number[];
  /** Lower ends of the columns, in orders */
  frequency: number[];
  /** Means; null where nobody is */
  p_alive: ((number | null)[])[];
  orders: ((number | null)[])[];
  customers: ((number | null)[])[];
}

export interface BuyerBand {
  p_alive_from: number;
  p_alive_to: number;
  customers: number;
  orders: number | null;
  revenue: number | null;
}

/** Customers among the best fifth by past revenue who are more likely gone than not. */
export interface Worry {
  customers: number;
  past_revenue: number | null;
  expected_revenue: number | null;
}

/** Customers who are more likely to buy within the horizon than not. */
export interface Likely {
  customers: number;
  orders: number | null;
  revenue: number | null;
}

export interface OneTimeBuyers {
  customers: number;
  share: number | null;
  alive: number | null;
  /** How many of them, within the horizon */
  buy_again: number | null;
}

export interface Value {
  horizon_months: number;
  /** A year */
  discount_rate: number;
  margin: number | null;
  /** Of one customer, as typed */
  acquisition_cost: number | null;
  article: ArticleValue;
  historic: HistoricValue;
  /** This and what follows: none without a model */
  new_customer: NewCustomer | null;
  base: BaseValue | null;
  groups: ValueGroups[];
  grid: ValueGrid | null;
  /** Empty where dropout cannot be told */
  buyers: BuyerBand[];
  /** None where dropout cannot be told */
  worry: Worry | null;
  likely: Likely | null;
  one_time: OneTimeBuyers | null;
  ltv_to_cac: ValueRange;
  /** Null also where the horizon ends before */
  payback_months: number | null;
}

/* Experiments: see src/report/experiment.h. */
export type ExperimentAnswer = "better" | "worse" | "no_difference" | "keep_running" | "do_not_trust";

/** Of a proportion, before the data: a beta distribution. */
export interface ExperimentPrior {
  alpha: number;
  beta: number;
}

/** What the answer rests on: as asked for, with the defaults filled in. */
export interface ExperimentSettings {
  /** Two-sided unless `sides` says otherwise */
  alpha: number;
  /** Of the alternative, treatment against control */
  sides: "two" | "greater" | "less";
  /** Over the treatments of one measure */
  correction: "holm" | "benjamini_hochberg" | "none";
  /** Name of a variant */
  control: string;
  /** Name of the measure that the verdict is about */
  primary: string | null;
  /** Relative; how much worse would still do. None = not asked */
  margin: number | null;
  /** Smallest relative lift that matters: |margin|, or 0.1 */
  effect: number;
  /** Quantile of all users together at which amounts are capped */
  winsorise: number;
  /** "none": the answer holds if it is looked at once */
  peeking: "none" | "always" | "planned";
  /** Of a plan with several, this one being the last so far */
  looks: number | null;
  /** Of all variants together */
  planned_users: number | null;
  /** Of the plan behind `users_needed` */
  power: number;
  /** Of resampling */
  seed: number;
  prior: ExperimentPrior;
  /** Money */
  value_of_conversion: number | null;
}

/** One of the things that were compared. The control stands first. */
export interface ExperimentVariant {
  name: string;
  control: boolean;
  users: number;
  /** Of all users; null where no ratio is asked of them */
  expected_share: number | null;
}

/** Whether users fell into the variants as they should have: chi-squared. */
export interface SampleRatio {
  chi_squared: number | null;
  df: number | null;
  p: number | null;
  /** Alarm: p < 0.001, or a user where none should be; caution: p < 0.01 */
  status: "fine" | "caution" | "alarm" | "too_few";
}

/** Whether the data can be believed. An alarm blocks every verdict. */
export interface ExperimentHealth {
  status: "fine" | "caution" | "alarm";
  /** The worst first */
  reasons: (
    | "sample_ratio"
    | "zero_share"
    | "contaminated"
    | "duplicates"
    | "unassigned"
    | "too_few_users"
    | "empty_variant"
  )[];
  /** None where no ratio was expected */
  sample_ratio: SampleRatio | null;
  /** Users seen in two variants, left out */
  contaminated: number;
  /** Rows of a user who was there already, left out */
  duplicates: number;
  /** Users without a variant, left out */
  unassigned: number;
  /** Every variant has 100 users */
  enough: boolean;
}

/** A test of all variants at once. */
export interface ExperimentTest {
  /** "chi_squared" or "welch_anova" */
  test: string;
  statistic: number | null;
  df: number | null;
  /** Of the denominator of an F */
  df2: number | null;
  p: number | null;
}

/** A measure of one variant. */
export interface ExperimentArm {
  variant: string;
  /** Conversions, orders, money */
  numerator: number | null;
  /** Users, or what a ratio is of */
  denominator: number | null;
  value: number | null;
  /** Of its own interval, at 1 - alpha */
  low: number | null;
  high: number | null;
  /** Standard deviation of one user, of a ratio by the delta method; what a plan asks for */
  sd: number | null;
}

/** The same with amounts capped. */
export interface WinsorisedComparison {
  difference: ValueRange;
  lift: ValueRange | null;
  p: number | null;
}

/** Mann-Whitney: does a user of the treatment have more than one of the control. */
export interface RankComparison {
  u: number | null;
  p: number | null;
  /** Probability, ties counted half; 0.5 = neither */
  superiority: ValueRange;
}

/** Difference of the medians, by resampling. */
export interface MedianComparison {
  difference: ValueRange;
  seed: number;
  resamples: number;
}

/** With what was known of the users before (CUPED). */
export interface AdjustedComparison {
  theta: number | null;
  /** 0 to 1 */
  variance_reduction: number | null;
  difference: ValueRange;
  lift: ValueRange | null;
  p: number | null;
  /** That the variants differ before: should be large */
  balance_p: number | null;
}

/** What holds however often it is looked at: an asymptotic confidence sequence. */
export interface AnytimeComparison {
  difference: ValueRange;
  p: number | null;
  /** Against the interval that is looked at once */
  width_ratio: number | null;
}

/** Not worse than by the margin: one-sided. */
export interface MarginTest {
  p: number | null;
  holds: boolean;
}

/** One treatment against the control, by one measure. */
export interface ExperimentComparison {
  variant: string;
  /** Of `p` */
  test: "z" | "barnard" | "welch" | "delta" | "none";
  statistic: number | null;
  /** None where the statistic has none */
  df: number | null;
  p: number | null;
  /** Over the treatments, by the correction */
  p_adjusted: number | null;
  /**
   * Of the intervals here. 1 - alpha, but where several are compared or a plan has several looks as
   * much more as keeps each interval in step with `p_adjusted`
   */
  confidence: number | null;
  /** Treatment - control; an open end is null */
  difference: ValueRange;
  /** Treatment / control - 1; none where the control has nothing */
  lift: ValueRange | null;
  /** "score", "exact_score", "welch" or "delta" */
  method_difference: string;
  /** "score", "exact_score" or "fieller" */
  method_lift: string | null;
  /** That the treatment is better than the control, given the prior */
  probability_better: number | null;
  /** Of all variants */
  probability_best: number | null;
  /** On the scale of the measure, of choosing this variant where the control is better */
  expected_loss: number | null;
  /** Of a user, where the value of a conversion is known */
  expected_loss_money: number | null;
  winsorised: WinsorisedComparison | null;
  ranks: RankComparison | null;
  median: MedianComparison | null;
  adjusted: AdjustedComparison | null;
  anytime: AnytimeComparison | null;
  margin: MarginTest | null;
  verdict: ExperimentAnswer;
  /** More, of all variants together */
  users_needed: number | null;
  /** At the rate so far */
  days_left: number | null;
}

/** What was compared. */
export interface ExperimentMeasure {
  /** "conversion", "orders", ... of the product, or a column's name */
  name: string;
  /** Money: a mean of amounts */
  kind: "proportion" | "mean" | "ratio" | "money";
  better: "higher" | "lower";
  winsorise_cap: number | null;
  /** Too few users have a value at all for the comparison to decide */
  few_events: boolean;
  /** Of three variants and more */
  global: ExperimentTest | null;
  /** In the order of the variants */
  arms: ExperimentArm[];
  /** Of all variants but the control */
  comparisons: ExperimentComparison[];
}

/** Whether the curves differ. */
export interface ExperimentLogRank {
  chi_squared: number | null;
  df: number | null;
  p: number | null;
}

export interface ReturnPoint {
  /** Since the first order */
  day: number;
  /** Share with a second order by then (Kaplan-Meier) */
  returned: number | null;
  low: number | null;
  high: number | null;
  at_risk: number | null;
}

export interface ReturnCurve {
  variant: string;
  customers: number;
  points: ReturnPoint[];
}

export interface VariantValue {
  variant: string;
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Against the control. */
export interface VariantDifference {
  variant: string;
  difference: ValueRange;
  p: number | null;
}

export interface DayShare {
  variant: string;
  /** Customers who are that old */
  eligible: number;
  returned: number;
  share: number | null;
  low: number | null;
  high: number | null;
}

/** Against the control. */
export interface DayComparison {
  variant: string;
  difference: ValueRange;
  lift: ValueRange | null;
  p: number | null;
}

/** Second orders within so many days, of those who are that old. */
export interface DayRetention {
  day: number;
  rows: DayShare[];
  comparisons: DayComparison[];
}

/** Coming back as what is compared. */
export interface ExperimentRetention {
  log_rank: ExperimentLogRank;
  /** Of the restricted means */
  horizon_days: number | null;
  curves: ReturnCurve[];
  /** Days until the second order, within the horizon */
  restricted_mean: VariantValue[];
  restricted_mean_difference: VariantDifference[];
  days: DayRetention[];
}

/** What the difference is worth. */
export interface ValueDifference {
  variant: string;
  /** Expected, more than of a customer of the control */
  per_customer: ValueRange;
}

/** The answer. */
export interface ExperimentVerdict {
  code: ExperimentAnswer;
  /** The one that the answer is about */
  variant: string | null;
  measure: string | null;
  lift: ValueRange | null;
  /** More */
  users_needed: number | null;
  days_left: number | null;
  /** What to know of it, codes */
  reasons: (
    | "sample_ratio"
    | "zero_share"
    | "contaminated"
    | "duplicates"
    | "unassigned"
    | "too_few_users"
    | "empty_variant"
    | "one_variant"
    | "no_measure"
    | "few_events"
    | "planned_reached"
    | "planned_not_reached"
    | "other_measure_worse"
    | "look_once"
  )[];
}

export interface Experiment {
  source: "counts" | "users" | "orders" | "assigned";
  unit: "visitors" | "users" | "customers";
  settings: ExperimentSettings;
  variants: ExperimentVariant[];
  health: ExperimentHealth;
  /** The primary one first */
  measures: ExperimentMeasure[];
  /** Of orders */
  retention: ExperimentRetention | null;
  value_difference: ValueDifference[];
  verdict: ExperimentVerdict;
}

export interface Estimate {
  value: number | null;
  n: number | null;
  /** 95% interval */
  low: number | null;
  high: number | null;
}

/** Kaplan-Meier, by days since the first order. */
export interface SurvivalCurve {
  n: number;
  events: number;
  days: number[];
  survival: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  at_risk: (number | null)[];
  median: number | null;
  restricted_mean: number | null;
  restricted_mean_error: number | null;
  horizon: number | null;
}

export interface LogRank {
  chi_squared: number | null;
  degrees: number | null;
  p: number | null;
}

export interface Group {
  name: string;
  customers: number;
  orders: number;
  revenue: number | null;
  average_order_value: number | null;
  repeat_purchase_rate: Estimate;
  second_order_rate: Estimate;
  share: (number | null)[];
  n: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  states: CellState[];
  cumulative_revenue_per_customer: (number | null)[];
  second_order: SurvivalCurve;
  loss: SurvivalCurve;
}

export interface Measure {
  value: number | null;
  n: number | null;
  low: number | null;
  high: number | null;
  /** One period earlier; only of measures that describe a period. */
  previous: number | null;
  year_ago: number | null;
  unit: "currency" | "rate" | "orders" | "customers" | "orders_per_customer";
  period: string | null;
}

export interface Period {
  period: string;
  complete: boolean;
  start_customers: number | null;
  end_customers: number;
  new_customers: number;
  retained_customers: number | null;
  returned_customers: number | null;
  retention_rate_article: number | null;
  retention_rate_matched: number | null;
  retention_low: number | null;
  retention_high: number | null;
  churn_rate: number | null;
  lost_customers: number | null;
  returning_customer_share: number | null;
  /** On its last day, by the churn window. */
  active_customers: number | null;
  at_risk_customers: number | null;
  gone_customers: number | null;
  orders: number;
  revenue: number | null;
  revenue_retention_gross: number | null;
  revenue_retention_net: number | null;
  /** start + new + returned + grown - shrunk - lost + other = end; null in the first period. */
  bridge: {
    start: number | null;
    new: number | null;
    returned: number | null;
    grown: number | null;
    shrunk: number | null;
    lost: number | null;
    other: number | null;
    end: number | null;
  };
}

export interface CohortRow {
  cohort: string;
  size: number;
  too_few: boolean;
  /** The one that rests on a period in which the data end. */
  unfinished_column: number | null;
  customers: (number | null)[];
  share: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  /** Who the share is of: the size, but for rolling periods. */
  n: (number | null)[];
  orders: (number | null)[];
  revenue: (number | null)[];
  revenue_per_customer: (number | null)[];
  cumulative_revenue_per_customer: (number | null)[];
  /** Empty without a margin. */
  margin: (number | null)[];
  states: CellState[];
}

export type CellState = "not_observed" | "zero" | "too_few" | "value";
