// A second opinion on the engine's numbers: the definitions written again, slowly and plainly, with
// sets and loops over rows. It shares no code and no idea of speed with src/. Money is summed in
// integers of 1/10,000 so that it can be compared to the last digit.

/** @typedef {{customer: string, order: string, day: string, amount: bigint}} Row */

/** Splits delimited text with RFC 4180 quotes; the whole file at once, one character at a time.
 * @param {string} text @param {string} delimiter @returns {string[][]} */
export function parse_csv(text, delimiter = ',') {
  const rows = [];
  let row = [], field = '', quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') { field += '"'; i++; }
      else if (c === '"') quoted = false;
      else field += c;
    } else if (c === '"' && field === '') quoted = true;
    else if (c === delimiter) { row.push(field); field = ''; }
    else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i++;
      row.push(field); rows.push(row); row = []; field = '';
    } else field += c;
  }
  if (field !== '' || row.length) { row.push(field); rows.push(row); }
  return rows.filter((r) => r.length > 1 || r[0].trim() !== '');
}

/** A plain decimal as an exact integer of 1/10,000, rounded half away from zero.
 * @param {string} text */
export function money(text) {
  const match = /^\s*(-?)(\d+)(?:\.(\d*))?\s*$/.exec(text);
  if (!match) throw new Error(`not a plain decimal: ${text}`);
  const digits = (match[3] ?? '').padEnd(5, '0');
  let value = BigInt(match[2]) * 10000n + BigInt(digits.slice(0, 4));
  if (digits[4] >= '5') value += 1n;
  return match[1] ? -value : value;
}

/** @param {bigint} value */
export const major = (value) => Number(value) / 10000;

/** The period that holds a day. @param {string} day YYYY-MM-DD @param {string} unit */
export function period_of(day, unit) {
  if (unit === 'day') return day;
  if (unit === 'month') return day.slice(0, 7);
  if (unit === 'year') return day.slice(0, 4);
  if (unit === 'quarter') return `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
  // ISO week: the week belongs to the year that holds its Thursday.
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 3 - ((date.getUTCDay() + 6) % 7));
  const year = date.getUTCFullYear();
  const week = 1 + Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86400000 / 7);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** All periods from the first to the last day, empty ones too.
 * @param {string} first @param {string} last @param {string} unit */
export function periods_between(first, last, unit) {
  const result = [];
  for (let t = Date.parse(`${first}T00:00:00Z`); t <= Date.parse(`${last}T00:00:00Z`); t += 86400000) {
    const period = period_of(new Date(t).toISOString().slice(0, 10), unit);
    if (result[result.length - 1] !== period) result.push(period);
  }
  return result;
}

/** Rows of one order become one order; an order that its refunds bring to zero or less is none.
 * Rows whose order is '' lower the revenue of their day only.
 * @param {Row[]} rows */
export function orders_of(rows) {
  /** @type {Map<string, {customer: string, day: string, amount: bigint, negative: boolean}>} */
  const orders = new Map();
  for (const row of rows) {
    if (row.order === '') continue;
    const order = orders.get(row.order);
    if (!order) orders.set(row.order, { ...row, negative: row.amount < 0n });
    else {
      order.amount += row.amount;
      order.negative ||= row.amount < 0n;
      if (row.day < order.day) order.day = row.day;
    }
  }
  return [...orders.values()].filter((o) => o.amount > 0n || (o.amount === 0n && !o.negative));
}

/** @param {Row[]} rows @param {string} unit @param {string} cohort_unit */
export function reference_report(rows, unit, cohort_unit) {
  const orders = orders_of(rows);
  const revenue = rows.reduce((sum, row) => sum + row.amount, 0n);
  const days = rows.map((row) => row.day).sort();
  /** @type {Map<string, string[]>} */
  const days_of = new Map();
  for (const order of orders) days_of.set(order.customer, [...(days_of.get(order.customer) ?? []), order.day]);
  const first_day = new Map([...days_of].map(([customer, list]) => [customer, [...list].sort()[0]]));
  const repeat = [...days_of.values()].filter((list) => list.length > 1).length;

  const names = periods_between(days[0], days[days.length - 1], unit);
  const periods = names.map((name, i) => {
    const buyers = (/** @type {string} */ p) =>
      new Set(orders.filter((o) => period_of(o.day, unit) === p).map((o) => o.customer));
    const here = buyers(name);
    const before = i === 0 ? null : buyers(names[i - 1]);
    const fresh = [...here].filter((c) => period_of(/** @type {string} */ (first_day.get(c)), unit) === name).length;
    const kept = before && [...here].filter((c) => before.has(c)).length;
    return {
      period: name,
      start_customers: before && before.size,
      end_customers: here.size,
      new_customers: fresh,
      retained_customers: kept,
      returned_customers: kept === null ? null : here.size - fresh - kept,
      retention_rate_article: before?.size ? (here.size - fresh) / before.size : null,
      retention_rate_matched: before?.size ? Number(kept) / before.size : null,
      orders: orders.filter((o) => period_of(o.day, unit) === name).length,
      revenue: major(rows.filter((r) => period_of(r.day, unit) === name).reduce((s, r) => s + r.amount, 0n)),
    };
  });

  const cohort_names = periods_between(days[0], days[days.length - 1], cohort_unit);
  const cohorts = [];
  for (const [start, name] of cohort_names.entries()) {
    const members = new Set([...first_day].filter(([, day]) => period_of(day, cohort_unit) === name).map(([c]) => c));
    if (!members.size) continue;
    const theirs = orders.filter((o) => members.has(o.customer));
    cohorts.push({
      cohort: name,
      size: members.size,
      customers: cohort_names.map((_, k) => {
        const target = cohort_names[start + k];
        if (target === undefined) return null;
        return new Set(theirs.filter((o) => period_of(o.day, cohort_unit) === target).map((o) => o.customer)).size;
      }),
    });
  }
  return {
    revenue: major(revenue), orders: orders.length, customers: days_of.size,
    repeat_purchase_rate: repeat / days_of.size, periods, cohorts,
  };
}
