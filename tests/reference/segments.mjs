// Recency, frequency and money a second time: everybody is compared with everybody.

/** @typedef {{customer: string, order: string, day: string, amount: bigint}} Row */

const kDay = 86400000;

/** Half of the equals count as smaller. @template {bigint | number} T @param {T[]} all @param {T} own */
function quintile(all, own) {
  let below = 0;
  for (const other of all) below += other < own ? 1 : other === own ? 0.5 : 0;
  return Math.ceil((5 * below) / all.length);
}

/** @param {number} days @param {number} window @param {boolean} best @param {boolean} repeated */
function segment_of(days, window, best, repeated) {
  if (days <= Math.floor(window / 2)) return best ? 'champions' : repeated ? 'loyal' : 'new';
  if (best) return 'cannot_lose';
  if (days > window) return 'lost';
  return repeated ? 'at_risk' : 'one_time';
}

/**
 * The customers in the order in which the rows name them, as the list of customers tells them.
 * @param {Row[]} rows @param {number} window days of the churn window
 */
export function reference_customers(rows, window) {
  /** @type {Map<string, {orders: Map<string, string>, revenue: bigint}>} */
  const customers = new Map();
  for (const { customer, order, day, amount } of rows) {
    const found = customers.get(customer) ?? { orders: new Map(), revenue: 0n };
    customers.set(customer, found);
    if (!found.orders.has(order)) found.orders.set(order, day);
    found.revenue += amount;
  }
  const as_of = rows.map(({ day }) => day).sort().at(-1) ?? '';
  const all = [...customers].map(([customer, { orders, revenue }]) => {
    const days = [...orders.values()].sort();
    const [first, last] = [days[0], days[days.length - 1]];
    const recency = (Date.parse(as_of) - Date.parse(last)) / kDay;
    return { customer, first, last, orders: days.length, revenue, recency };
  });
  return all.map((own) => {
    const r = quintile(all.map(({ recency }) => -recency), -own.recency);
    const f = quintile(all.map(({ orders }) => orders), own.orders);
    const m = quintile(all.map(({ revenue }) => revenue), own.revenue);
    const status = own.recency > window ? 'gone' : own.recency > Math.floor(window / 2) ? 'at_risk' : 'active';
    return { ...own, r, f, m, status, segment: segment_of(own.recency, window, f >= 4 && m >= 4, own.orders > 1) };
  });
}

/** Half the mean difference of all pairs over the mean. @param {bigint[]} revenues above zero */
export function reference_gini(revenues) {
  let differences = 0n, sum = 0n;
  for (const a of revenues) {
    sum += a;
    for (const b of revenues) differences += a > b ? a - b : b - a;
  }
  return Number(differences) / (2 * revenues.length * Number(sum));
}
