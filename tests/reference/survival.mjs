// The second opinion on the time between orders: each customer looked at alone, each curve by
// counting people anew on every day.
import { orders_of } from './reference.mjs';

const number_of_day = (/** @type {string} */ day) => Date.parse(`${day}T00:00:00Z`) / 86400000;

/** R's quantile(values, share), which is type 7. @param {number[]} values @param {number} share */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place + 1e-9);
  return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
}

/** @typedef {{time: number, event: boolean}} Person */

/** Kaplan-Meier and the restricted mean up to the last day. @param {Person[]} people */
function curve_of(people) {
  const horizon = Math.max(...people.map((person) => person.time));
  const days = [...new Set(people.filter((person) => person.event).map((person) => person.time))].sort((a, b) => a - b);
  let survival = 1;
  const points = days.map((day) => {
    const at_risk = people.filter((person) => person.time >= day).length;
    const events = people.filter((person) => person.event && person.time === day).length;
    survival *= 1 - events / at_risk;
    return { day, at_risk, events, survival };
  });
  const after = (/** @type {number} */ day) => points.filter((point) => point.day <= day).pop()?.survival ?? 1;
  const area = (/** @type {number} */ from) => {
    let sum = 0;
    for (let day = from; day < horizon; day++) sum += after(day);
    return sum;
  };
  const variance = points.reduce((sum, { day, at_risk: n, events: d }) => sum + (d < n ? (area(day) ** 2 * d) / (n * (n - d)) : 0), 0);
  return {
    n: people.length,
    events: people.filter((person) => person.event).length,
    points,
    median: points.find((point) => point.survival <= 0.5 + 1e-12)?.day ?? null,
    restricted_mean: area(0),
    restricted_mean_error: Math.sqrt(variance),
    horizon,
  };
}

/** @param {import('./reference.mjs').Row[]} rows */
export function survival_reference(rows) {
  const as_of = Math.max(...rows.map((row) => number_of_day(row.day)));
  /** @type {Map<string, number[]>} */
  const days_of = new Map();
  for (const order of orders_of(rows)) {
    days_of.set(order.customer, [...(days_of.get(order.customer) ?? []), number_of_day(order.day)]);
  }
  const histories = [...days_of.values()].map((days) => days.sort((a, b) => a - b));
  const gaps = histories.flatMap((days) => days.slice(1).map((day, i) => day - days[i]));
  const customers = histories.filter((days) => days.length > 1).length;
  const from_gaps = customers >= 200;
  const window = from_gaps ? Math.max(1, Math.ceil(quantile(gaps, 0.95) - 1e-9)) : 365;

  const second_order_times = histories.map((days) =>
    days.length > 1 ? { time: days[1] - days[0], event: true } : { time: as_of - days[0], event: false });
  const loss_times = histories.map((days) => {
    const until = days.find((day, i) => (days[i + 1] ?? as_of) - day > window);
    return until === undefined ? { time: as_of - days[0], event: false } : { time: until + window - days[0], event: true };
  });
  return {
    gaps: {
      n: gaps.length,
      customers,
      ...(gaps.length > 0 && { q1: quantile(gaps, 0.25), median: quantile(gaps, 0.5), q3: quantile(gaps, 0.75), p95: quantile(gaps, 0.95) }),
      churn_window_days: window,
      churn_window_from: from_gaps ? 'gaps' : 'default',
    },
    /** Customers in each bin of the gaps. @param {{from_day: number, to_day: number}} bin */
    in_bin: (bin) => gaps.filter((gap) => gap >= bin.from_day && gap <= bin.to_day).length,
    second_order: [30, 60, 90, 180, 365].map((days) => {
      const old = histories.filter((history) => as_of - history[0] >= days);
      const back = old.filter((history) => history.length > 1 && history[1] - history[0] <= days).length;
      return { days, n: old.length, value: old.length > 0 ? back / old.length : null };
    }),
    survival: { second_order: curve_of(second_order_times), loss: curve_of(loss_times) },
  };
}
