// What every program must agree on: of the customers whose first order fell in a month, how many
// ordered k months later.

/** @typedef {Map<number, number[]>} Matrix  first month (year x 12 + month - 1) -> customers by k */

/** @param {Matrix} matrix @param {number} first @param {number} later @param {number} customers */
export function add_cell(matrix, first, later, customers) {
  let row = matrix.get(first);
  if (!row) matrix.set(first, (row = []));
  while (row.length <= later) row.push(0);
  row[later] += customers;
}

/**
 * The matrix from which months each customer ordered in.
 * @param {Iterable<Set<number>>} customers
 */
export function matrix_of(customers) {
  /** @type {Matrix} */
  const matrix = new Map();
  for (const months of customers) {
    const first = Math.min(...months);
    for (const month of months) add_cell(matrix, first, month - first, 1);
  }
  return matrix;
}

/** A short text that differs where matrices do: FNV-1a over the cells. @param {Matrix} matrix */
export function checksum(matrix) {
  let hash = 0x811c9dc5;
  let total = 0;
  const mix = (/** @type {number} */ value) => {
    hash = Math.imul(hash ^ value, 0x01000193) >>> 0;
  };
  for (const first of [...matrix.keys()].sort((a, b) => a - b)) {
    for (const [later, customers] of (matrix.get(first) ?? []).entries()) {
      if (customers === 0) continue;
      total += customers;
      for (const value of [first, later, customers]) mix(value);
    }
  }
  return `${hash.toString(16).padStart(8, '0')}/${total}`;
}
