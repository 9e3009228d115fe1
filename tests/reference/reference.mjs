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
      lost_customers: before && before.size - Number(kept),
      returning_customer_share: before && here.size ? (here.size - fresh) / here.size : null,
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

/** What one customer did: the days with an order, and every amount with its day.
 * @typedef {{days: string[], first: string | null, money: {day: string, amount: bigint}[]}} History */

/** Everybody who is named in a row, those without an order too. @param {Row[]} rows */
export function histories(rows) {
  /** @type {Map<string, History>} */
  const all = new Map();
  for (const row of rows) {
    if (!all.has(row.customer)) all.set(row.customer, { days: [], first: null, money: [] });
    all.get(row.customer)?.money.push({ day: row.day, amount: row.amount });
  }
  for (const order of orders_of(rows)) all.get(order.customer)?.days.push(order.day);
  for (const history of all.values()) {
    history.days.sort();
    history.first = history.days[0] ?? null;
  }
  return [...all.values()];
}

/** @param {string} day YYYY-MM-DD */
const number_of = (day) => Date.parse(`${day}T00:00:00Z`) / 86400000;
/** @param {{amount: bigint}[]} money */
const sum = (money) => money.reduce((total, { amount }) => total + amount, 0n);

/** Per period the revenue bridge from the one before, and both revenue retentions; null for the first.
 * @param {Row[]} rows @param {string} unit */
export function reference_bridges(rows, unit) {
  const everybody = histories(rows);
  const days = rows.map((row) => row.day).sort();
  const names = periods_between(days[0], days[days.length - 1], unit);
  const seen = everybody.map((history) => ({
    first: history.first && period_of(history.first, unit),
    bought: new Set(history.days.map((day) => period_of(day, unit))),
    money: names.map((name) => sum(history.money.filter(({ day }) => period_of(day, unit) === name))),
  }));
  return names.map((name, i) => {
    if (i === 0) return null;
    const bridge = { start: 0n, new: 0n, returned: 0n, grown: 0n, shrunk: 0n, lost: 0n, other: 0n, end: 0n };
    let base = 0n;
    for (const { first, bought, money } of seen) {
      const change = money[i] - money[i - 1];
      bridge.start += money[i - 1];
      bridge.end += money[i];
      const before = bought.has(names[i - 1]);
      if (before) base += money[i - 1];
      if (bought.has(name) && before) bridge[change > 0n ? 'grown' : 'shrunk'] += change > 0n ? change : -change;
      else if (bought.has(name)) bridge[first === name ? 'new' : 'returned'] += change;
      else if (before) bridge[change > 0n ? 'grown' : 'lost'] += change > 0n ? change : -change;
      else bridge.other += change;
    }
    const kept = base - bridge.shrunk - bridge.lost;
    return {
      bridge: Object.fromEntries(Object.entries(bridge).map(([part, amount]) => [part, major(amount)])),
      revenue_retention_gross: base > 0n ? Number(kept) / Number(base) : null,
      revenue_retention_net: base > 0n ? Number(kept + bridge.grown) / Number(base) : null,
    };
  });
}

/** Customers by days since the last order, on each period's last day or the data's.
 * @param {Row[]} rows @param {string} unit @param {number} window_days */
export function reference_statuses(rows, unit, window_days) {
  const days = rows.map((row) => row.day).sort();
  const [first, last] = [days[0], days[days.length - 1]];
  const everybody = histories(rows);
  return periods_between(first, last, unit).map((name) => {
    let end = number_of(first);
    for (let day = end; day <= number_of(last); day++) {
      if (period_of(new Date(day * 86400000).toISOString().slice(0, 10), unit) === name) end = day;
    }
    const counts = { active_customers: 0, at_risk_customers: 0, gone_customers: 0 };
    for (const history of everybody) {
      const until = history.days.filter((day) => number_of(day) <= end);
      if (!until.length) continue;
      const since = end - number_of(until[until.length - 1]);
      if (since > window_days) counts.gone_customers++;
      else if (since > Math.floor(window_days / 2)) counts.at_risk_customers++;
      else counts.active_customers++;
    }
    return counts;
  });
}

const kRollingDays = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

/** A cohort table by its definition: the cells of each row, null where they were not observed.
 * @param {Row[]} rows
 * @param {{unit: 'day' | 'week' | 'month' | 'quarter' | 'year', definition: string, basis: string, bracket: number[]}} rule */
export function reference_cohorts(rows, { unit, definition, basis, bracket }) {
  const days = rows.map((row) => row.day).sort();
  const last = days[days.length - 1];
  const names = periods_between(days[0], last, unit);
  const place = new Map(names.map((name, i) => [name, i]));
  const length = kRollingDays[unit];
  const rolling = basis === 'rolling';
  const everybody = histories(rows).filter(({ first }) => first !== null).map((history) => {
    const first = String(history.first);
    const start = place.get(period_of(first, unit)) ?? 0;
    /** @param {string} day */
    const column = (day) => (rolling ? Math.floor((number_of(day) - number_of(first)) / length)
      : (place.get(period_of(day, unit)) ?? 0) - start);
    return {
      start,
      columns: rolling ? Math.floor((number_of(last) - number_of(first) + 1) / length) : names.length - start,
      orders: history.days.map(column),
      money: history.money.map(({ day, amount }) => ({ column: column(day), amount })),
    };
  });
  const only = definition === 'bracket';
  const oldest = Math.max(1, ...everybody.map(({ columns }) => columns));
  return names.map((name, start) => {
    const members = everybody.filter((customer) => customer.start === start);
    const cells = Array.from({ length: only ? 1 : oldest }, (_, k) => {
      const [from, to] = only ? bracket : [k, k];
      const seen = members.filter(({ columns }) => columns > to);
      if (!seen.length) return null;
      const counts = (/** @type {number} */ at) => (definition === 'on_or_after' ? at >= k
        : definition === 'cumulative' ? at >= 1 && at <= k : at >= from && at <= to);
      const customers = seen.filter(({ orders }) => orders.some(counts)).length;
      const money = seen.flatMap((customer) => customer.money);
      const revenue = sum(money.filter(({ column }) => column >= from && column <= to));
      const total = sum(money.filter(({ column }) => column >= 0 && column <= to));
      return {
        n: seen.length,
        customers,
        share: customers / seen.length,
        orders: seen.flatMap(({ orders }) => orders).filter((at) => at >= from && at <= to).length,
        revenue: major(revenue),
        revenue_per_customer: major(revenue) / seen.length,
        cumulative_revenue_per_customer: major(total) / seen.length,
      };
    });
    return { cohort: name, size: members.length, cells };
  }).filter(({ size }) => size > 0);
}
