/** What stands behind an experiment's verdict: the interval plot, the curves, and tables with their files. */

/**
 * @typedef {import("./experiment_words.js").Words} Words
 * @typedef {import("./experiment_words.js").Measure} Measure
 * @typedef {import("./experiment_words.js").Comparison} Comparison
 * @typedef {{value: string, label: string}} Choice  of a list; or a fact, whose name is `value`
 * @typedef {"plain" | "good" | "bad" | "faint"} Tone
 * @typedef {{name: string, detail: string, control: string, variant: string, change: string, p: string, tone: Tone,
 *   value: number | null, low: number | null, high: number | null, facts: Choice[]}} PlotRow
 * @typedef {{title: string, detail: string, heads: string[], unit: string, rows: PlotRow[], margin: number | null,
 *   margin_label: string}} Plot
 * @typedef {{id: string, title: string, detail: string, heads: string[], rows: {cells: string[], tone: Tone}[],
 *   words: boolean, notes: string[]}} Table  `words`: the last column holds sentences
 * @typedef {{name: string, dashed: boolean, x: number[], value: (number | null)[], low: (number | null)[],
 *   high: (number | null)[]}} Line
 * @typedef {{title: string, detail: string, steps: boolean, days: boolean, lines: Line[], notes: string[]}} Chart
 */

/** @param {Comparison} comparison @param {Measure} measure @returns {Tone} */
function tone_of({ lift, difference, p, p_adjusted }, { better }, alpha = 0.05) {
  const range = lift ?? difference;
  const clear = (range.low !== null && range.low > 0) || (range.high !== null && range.high < 0);
  if (!clear || (p_adjusted ?? p ?? 1) >= alpha) return "faint";
  return ((range.value ?? 0) > 0) === (better === "higher") ? "good" : "bad";
}

/** @param {Words} words @param {Measure} measure @param {Comparison} comparison */
function name_of(words, measure, comparison) {
  return words.experiment.variants.length > 2 ? `${words.measure(measure.name)} · ${comparison.variant}` : words.measure(measure.name);
}

/** Every treatment by every measure. @param {Words} words */
function pairs(words) {
  return words.experiment.measures.flatMap((measure) => measure.comparisons.map((comparison) => ({ measure, comparison,
    control: measure.arms.find(({ variant }) => variant === words.control), arm: measure.arms.find(({ variant }) => variant === comparison.variant) })));
}

/** @param {Words} words @returns {Plot | null} */
export function plot_of(words) {
  const { experiment } = words;
  const { settings } = experiment;
  const all = pairs(words);
  if (all.length === 0) return null;
  const several = experiment.variants.length > 2;
  // Where the control has nothing there is no lift: points then, if that can be said of all.
  const lifts = all.some(({ comparison }) => comparison.lift) || !all.every(({ measure }) => measure.kind === "proportion");
  const rows = all.map(({ measure, comparison, control, arm }) => {
    const range = lifts ? comparison.lift : comparison.difference;
    return {
      name: words.measure(measure.name), detail: several ? comparison.variant : "",
      control: words.value(measure, control?.value ?? null), variant: words.value(measure, arm?.value ?? null),
      change: comparison.lift ? words.lift(comparison.lift.value) : words.difference(measure, comparison.difference.value),
      p: `p ${words.p(comparison.p_adjusted ?? comparison.p)}`,
      tone: /** @type {Tone} */ (experiment.health.status === "alarm" ? "faint" : tone_of(comparison, measure, settings.alpha)),
      value: range?.value ?? null, low: range?.low ?? null, high: range?.high ?? null,
      facts: facts(words, measure, comparison, control, arm),
    };
  });
  const confidence = words.confidence(all[0].comparison.confidence);
  return {
    title: words.say("ui.experiment.plot", { control: words.control }),
    detail: words.say(settings.peeking === "none" ? "ui.experiment.plot.detail" : "ui.experiment.plot.detail.peeking", { confidence }),
    heads: [words.control, several ? words.say("ui.experiment.variant") : all[0].comparison.variant, words.say("ui.experiment.change"),
      words.say(several && settings.correction !== "none" ? "ui.experiment.p.adjusted" : "ui.experiment.p")],
    unit: lifts ? "%" : words.say("ui.experiment.points"), rows,
    margin: lifts ? settings.margin : null,
    margin_label: settings.margin === null ? "" : words.say("ui.experiment.margin.label", { n: words.lift(settings.margin) }),
  };
}

/** @param {Words} words @param {Measure} measure @param {Comparison} comparison @param {import("./experiment_words.js").Arm | undefined} control @param {import("./experiment_words.js").Arm | undefined} arm */
function facts(words, measure, comparison, control, arm) {
  const list = [
    { value: words.control, label: fraction(words, measure, control) },
    { value: comparison.variant, label: fraction(words, measure, arm) },
    { value: words.say("ui.experiment.difference"), label: words.difference(measure, comparison.difference.value) },
    { value: words.confidence(comparison.confidence), label: words.difference_range(measure, comparison.difference) },
  ];
  if (comparison.lift) {
    list.push({ value: words.say("ui.experiment.change"), label: words.lift(comparison.lift.value) },
      { value: words.confidence(comparison.confidence), label: words.lift_range(comparison.lift) });
  }
  list.push({ value: words.say("ui.experiment.probability.better"), label: words.probability(comparison.probability_better) });
  return list.filter(({ label }) => label !== "" && label !== "–");
}

/** "120 / 2,400". @param {Words} words @param {Measure} measure @param {import("./experiment_words.js").Arm | undefined} arm */
function fraction(words, measure, arm) {
  if (!arm || arm.numerator === null || arm.denominator === null) return "";
  return `${amount(words, measure, arm.numerator)} / ${words.texts.number(arm.denominator)}`;
}

/** @param {Words} words @param {Measure} measure @param {number | null} sum */
function amount(words, measure, sum) {
  if (sum === null) return "–";
  const money = measure.kind === "money" || measure.name === "average_order_value";
  return money ? words.texts.money(Math.round(sum), words.currency) : words.texts.number(sum, Number.isInteger(sum) ? 0 : 2);
}

/** The tables under the plot. @param {Words} words @returns {Table[]} */
export function tables_of(words) {
  return [variants_table(words), certainty_table(words), value_table(words), otherwise_table(words), days_table(words), method_table(words)]
    .filter((table) => table !== null && table.rows.length > 0).map((table) => /** @type {Table} */ (table));
}

/** @param {Words} words @returns {Table} */
function variants_table(words) {
  const { experiment } = words;
  const one = experiment.measures.length === 1;
  return {
    id: "variants", title: words.say("ui.experiment.variants"), detail: words.say("ui.experiment.variants.detail"), words: false, notes: [],
    heads: [words.say(one ? "ui.experiment.variant" : "ui.experiment.variants.row"), words.say("ui.experiment.numerator"), words.say("ui.experiment.denominator"),
      words.say("ui.experiment.value"), words.say("ui.experiment.interval", { confidence: words.texts.number((1 - experiment.settings.alpha) * 100, 1) })],
    rows: experiment.measures.flatMap((measure) => measure.arms.map((arm) => ({ tone: /** @type {Tone} */ ("plain"), cells: [
      one ? arm.variant : `${words.measure(measure.name)} · ${arm.variant}`, amount(words, measure, arm.numerator), words.texts.number(arm.denominator),
      words.value(measure, arm.value), words.range(arm, (value) => words.value(measure, value))] }))),
  };
}

/** @param {Words} words @returns {Table} */
function certainty_table(words) {
  const { experiment } = words;
  const several = experiment.variants.length > 2;
  const money = experiment.settings.value_of_conversion !== null;
  const { alpha, beta } = experiment.settings.prior;
  return {
    id: "certainty", title: words.say("ui.experiment.certainty"), detail: words.say("ui.experiment.certainty.detail"), words: false,
    notes: [words.say("ui.experiment.certainty.prior", { alpha, beta })],
    heads: [words.say("ui.experiment.compared"), words.say("ui.experiment.probability.better"), ...(several ? [words.say("ui.experiment.probability.best")] : []),
      words.say("ui.experiment.loss"), ...(money ? [words.say("ui.experiment.loss.money")] : []), words.say("ui.experiment.verdict")],
    rows: pairs(words).map(({ measure, comparison }) => ({ tone: /** @type {Tone} */ ("plain"), cells: [name_of(words, measure, comparison),
      words.probability(comparison.probability_better), ...(several ? [words.probability(comparison.probability_best)] : []),
      loss(words, measure, comparison.expected_loss), ...(money ? [loss_money(words, comparison.expected_loss_money)] : []),
      words.say(`ui.experiment.code.${comparison.verdict}`)] })),
  };
}

/** @param {Words} words @param {Measure} measure @param {number | null} value */
export function loss(words, measure, value) {
  if (value === null) return "–";
  const write = (/** @type {number} */ one) => (measure.kind === "proportion" ? words.points(one) + words.say("ui.experiment.points") : words.value(measure, one));
  const written = write(value);
  if (value <= 0 || /[1-9]/.test(written)) return written;
  // Hardly any is not none.
  const least = [1e-6, 1e-3, 0.01, 1].find((one) => /[1-9]/.test(write(one)));
  return `< ${write(least ?? 1)}`;
}

/** Of one user: small money needs its decimals. @param {Words} words @param {number | null} value */
export function loss_money(words, value) {
  if (value === null) return "–";
  if (words.currency && value >= 100) return words.texts.money(value, words.currency);
  return words.texts.number(value, value === 0 || value >= 1 ? 2 : 4);
}

/** @param {Words} words @returns {Table | null} */
function value_table(words) {
  const { value_difference: list } = words.experiment;
  if (list.length === 0) return null;
  const write = (/** @type {number | null} */ value) => (value === null ? "–" : (value > 0 ? "+" : "") + words.texts.money(value, words.currency));
  return {
    id: "value", title: words.say("ui.experiment.worth"), detail: words.say("ui.experiment.worth.detail", { control: words.control }), words: false, notes: [],
    heads: [words.say("ui.experiment.variant"), words.say("ui.experiment.difference"), words.say("ui.experiment.interval", { confidence: 95 })],
    rows: list.map(({ variant, per_customer }) => ({ tone: /** @type {Tone} */ ("plain"), cells: [variant, write(per_customer.value), words.range(per_customer, write)] })),
  };
}

/** The same difference measured in other ways, beside the plain one. @param {Words} words @returns {Table | null} */
function otherwise_table(words) {
  const { settings } = words.experiment;
  /** @type {Table["rows"]} */
  const rows = [];
  for (const { measure, comparison } of pairs(words)) {
    const { winsorised, adjusted, ranks, median, anytime, margin } = comparison;
    if (!winsorised && !adjusted && !ranks && !median && !anytime && !margin) continue;
    const named = (/** @type {string} */ key) => `${name_of(words, measure, comparison)} · ${words.say(key)}`;
    /** @param {string} key @param {Comparison["difference"] | null} difference @param {Comparison["lift"]} lift @param {number | null} p @param {string} note */
    const row = (key, difference, lift, p, note) => rows.push({ tone: "plain", cells: [named(key), difference ? words.difference(measure, difference.value) : "",
      difference ? words.difference_range(measure, difference) : "", lift ? words.lift(lift.value) : "", p === null ? "" : words.p(p), note] });
    row("ui.experiment.way.plain", comparison.difference, comparison.lift, comparison.p,
      words.say(measure.kind === "proportion" ? "ui.experiment.way.plain.share" : "ui.experiment.way.plain.note"));
    if (winsorised) {
      row("ui.experiment.way.winsorised", winsorised.difference, winsorised.lift, winsorised.p, words.say("ui.experiment.way.winsorised.note",
        { cap: amount(words, measure, measure.winsorise_cap), share: words.rate(1 - settings.winsorise) }));
    }
    if (adjusted) {
      row("ui.experiment.way.adjusted", adjusted.difference, adjusted.lift, adjusted.p, words.say("ui.experiment.way.adjusted.note",
        { reduction: words.rate(adjusted.variance_reduction), theta: words.texts.number(adjusted.theta, 4), p: words.p(adjusted.balance_p) }));
    }
    if (ranks) {
      row("ui.experiment.way.ranks", null, null, ranks.p, words.say("ui.experiment.way.ranks.note",
        { variant: words.variant(comparison.variant), share: words.probability(ranks.superiority.value), range: words.range(ranks.superiority, (value) => words.probability(value)) }));
    }
    if (median) {
      row("ui.experiment.way.median", median.difference, null, null, words.say("ui.experiment.way.median.note",
        { n: words.texts.number(median.resamples), seed: median.seed }));
    }
    if (anytime) {
      row("ui.experiment.way.anytime", anytime.difference, null, anytime.p, words.say("ui.experiment.way.anytime.note",
        { ratio: words.texts.number(anytime.width_ratio, 2) }));
    }
    if (margin) {
      row("ui.experiment.way.margin", null, null, margin.p, words.say(margin.holds ? "ui.experiment.way.margin.holds" : "ui.experiment.way.margin.open",
        { n: words.lift(settings.margin) }));
    }
  }
  if (rows.length === 0) return null;
  return {
    id: "otherwise", title: words.say("ui.experiment.otherwise"), detail: words.say("ui.experiment.otherwise.detail"), words: true, notes: [], rows,
    heads: [words.say("ui.experiment.compared"), words.say("ui.experiment.difference"), words.say("ui.experiment.interval.short"), words.say("ui.experiment.change"),
      words.say("ui.experiment.p"), words.say("ui.experiment.meaning")],
  };
}

/** @param {Words} words @returns {Table | null} */
function days_table(words) {
  const { retention } = words.experiment;
  if (!retention) return null;
  const { texts } = words;
  const notes = retention.restricted_mean.map(({ variant, value, low, high }) => {
    const other = retention.restricted_mean_difference.find((one) => one.variant === variant);
    const days = (/** @type {number | null} */ n) => words.number(n, 1);
    return words.say(other ? "ui.experiment.restricted.other" : "ui.experiment.restricted", { variant, n: days(value), horizon: texts.number(retention.horizon_days),
      range: words.range({ value, low, high }, days), difference: days(other?.difference.value ?? null),
      between: words.range(other?.difference, days), p: words.p(other?.p) });
  });
  return {
    id: "days", title: words.say("ui.experiment.days"), detail: words.say("ui.experiment.days.detail"), words: false, notes,
    heads: [words.say("ui.experiment.days.row"), words.say("ui.experiment.days.eligible"), words.say("ui.experiment.days.returned"), words.say("ui.experiment.days.share"),
      words.say("ui.experiment.interval.short"), words.say("ui.experiment.change"), words.say("ui.experiment.p")],
    rows: retention.days.flatMap(({ day, rows, comparisons }) => rows.map((row) => {
      const against = comparisons.find(({ variant }) => variant === row.variant);
      return { tone: /** @type {Tone} */ ("plain"), cells: [words.say("ui.experiment.days.name", { day, variant: row.variant }), texts.number(row.eligible), texts.number(row.returned),
        words.rate(row.share), words.range({ value: row.share, low: row.low, high: row.high }, (value) => words.rate(value)),
        against?.lift ? words.lift(against.lift.value) : "", against ? words.p(against.p) : ""] };
    })),
  };
}

/** What was tested, and how. @param {Words} words @returns {Table} */
function method_table(words) {
  const { experiment, texts } = words;
  const { settings } = experiment;
  const several = experiment.variants.length > 2;
  const notes = [words.say(`ui.experiment.method.sides.${settings.sides}`, { alpha: texts.number(settings.alpha, 4), control: words.control })];
  if (several) notes.push(words.say(`ui.experiment.method.correction.${settings.correction}`, { n: experiment.variants.length - 1 }));
  for (const { name, global } of experiment.measures) {
    if (global) {
      notes.push(words.say("ui.experiment.method.global", { measure: words.measure(name), test: words.say(`ui.experiment.global.${global.test}`),
        statistic: texts.number(global.statistic, 3), df: [global.df, global.df2].filter((df) => df !== null && df !== undefined).map((df) => texts.number(df, 1)).join(", "),
        p: words.p(global.p) }));
    }
  }
  notes.push(words.say(`ui.experiment.method.peeking.${settings.peeking}`, { looks: texts.number(settings.looks), users: texts.number(settings.planned_users) }));
  return {
    id: "method", title: words.say("ui.experiment.method"), detail: words.say("ui.experiment.method.detail"), words: true, notes,
    heads: [words.say("ui.experiment.compared"), "n", words.say("ui.experiment.method.statistic"), words.say("ui.experiment.p"),
      ...(several ? [words.say("ui.experiment.p.adjusted")] : []), words.say("ui.experiment.method.how")],
    rows: pairs(words).map(({ measure, comparison, control, arm }) => ({ tone: /** @type {Tone} */ ("plain"), cells: [name_of(words, measure, comparison),
      `${texts.number(control?.denominator ?? null)} / ${texts.number(arm?.denominator ?? null)}`,
      comparison.statistic === null ? "–" : words.number(comparison.statistic, 3) + (comparison.df === null ? "" : ` (${texts.number(comparison.df, 1)})`),
      words.p(comparison.p), ...(several ? [words.p(comparison.p_adjusted)] : []),
      words.say("ui.experiment.method.sentence", { test: words.say(`ui.experiment.test.${comparison.test}`),
        difference: words.say(`ui.experiment.interval_by.${comparison.method_difference}`),
        lift: comparison.method_lift ? words.say(`ui.experiment.interval_by.${comparison.method_lift}`) : words.say("ui.experiment.interval_by.none") })] })),
  };
}

/** Who came back, by variant. @param {Words} words @returns {Chart | null} */
export function curves_of(words) {
  const { retention } = words.experiment;
  if (!retention || retention.curves.length === 0) return null;
  const { log_rank: test } = retention;
  return {
    title: words.say("ui.experiment.curves"), detail: words.say("ui.experiment.curves.detail"), steps: true, days: true,
    notes: [words.say("ui.experiment.curves.log_rank", { chi: words.texts.number(test.chi_squared, 2), df: test.df, p: words.p(test.p) })],
    lines: retention.curves.map(({ variant, points }) => ({ name: variant, dashed: false, x: points.map(({ day }) => day),
      value: points.map(({ returned }) => returned), low: points.map(({ low }) => low), high: points.map(({ high }) => high) })),
  };
}

/** A table as a spreadsheet reads it. @param {string} id @param {Words} words */
export function csv_of(id, words) {
  if (id === "plot") return write_csv(plain_rows(words));
  if (id === "curves") {
    return write_csv([["variant", "day", "returned", "low", "high", "at_risk"], ...(words.experiment.retention?.curves ?? []).flatMap(({ variant, points }) =>
      points.map((point) => [variant, point.day, point.returned, point.low, point.high, point.at_risk]))]);
  }
  if (id === "variants") {
    return write_csv([["measure", "variant", "numerator", "denominator", "value", "low", "high"], ...words.experiment.measures.flatMap((measure) =>
      measure.arms.map((arm) => [measure.name, arm.variant, arm.numerator, arm.denominator, arm.value, arm.low, arm.high]))]);
  }
  const table = tables_of(words).find((one) => one.id === id);
  return table ? write_csv([table.heads, ...table.rows.map(({ cells }) => cells)]) : "";
}

/** All comparisons with all their digits. @param {Words} words @returns {(string | number | null)[][]} */
function plain_rows(words) {
  return [["measure", "control", "variant", "control_value", "value", "test", "statistic", "df", "p", "p_adjusted", "confidence", "difference", "difference_low", "difference_high",
    "lift", "lift_low", "lift_high", "probability_better", "probability_best", "expected_loss", "verdict"],
  ...pairs(words).map(({ measure, comparison: one, control, arm }) => [measure.name, words.control, one.variant, control?.value ?? null, arm?.value ?? null, one.test, one.statistic,
    one.df, one.p, one.p_adjusted, one.confidence, one.difference.value, one.difference.low, one.difference.high, one.lift?.value ?? null, one.lift?.low ?? null,
    one.lift?.high ?? null, one.probability_better, one.probability_best, one.expected_loss, one.verdict])];
}

/** With no text that a spreadsheet could take for a formula. @param {(string | number | null)[][]} rows */
export function write_csv(rows) {
  const cell = (/** @type {string | number | null} */ value) => {
    if (value === null) return "";
    if (typeof value === "number") return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
