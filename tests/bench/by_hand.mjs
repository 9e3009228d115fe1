// What a good JavaScript programmer would write for this one question: bytes, typed arrays and a
// hash table of its own, no strings. No receipt, no amounts, no roles, and a file that is as it
// should be. The yardstick for the product, which does all of that.

const kQuote = 0x22;
const kComma = 0x2c;
const kLine = 0x0a;
const kReturn = 0x0d;
/** Bytes in which a file that has quotes shows one. */
const kLooked = 1 << 20;
/** Months are counted from here. */
const kFirstYear = 1990;
const kMonths = 1024;

/**
 * @param {File} file
 * @param {{customer: string, time: string}} columns
 * @returns {Promise<import('./matrix.mjs').Matrix>}
 */
export async function count_months(file, columns) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const end_of_header = bytes.indexOf(kLine);
  const header = new TextDecoder().decode(bytes.subarray(0, end_of_header)).trim().split(',');
  const table = new Customers();
  const rows = bytes.subarray(0, kLooked).includes(kQuote) ? read_quoted : read_plain;
  rows(bytes, end_of_header + 1, header.indexOf(columns.customer), header.indexOf(columns.time), table);
  return table.matrix();
}

/** @param {Uint8Array} bytes @param {number} at @param {number} customer_column @param {number} time_column @param {Customers} table */
function read_plain(bytes, at, customer_column, time_column, table) {
  const size = bytes.length;
  while (at < size) {
    let customer = at;
    let customer_end = at;
    let time = -1;
    for (let column = 0; ; column++) {
      const begin = at;
      let byte = bytes[at];
      while (byte !== kComma && byte !== kLine && at < size) byte = bytes[++at];
      if (column === customer_column) {
        customer = begin;
        customer_end = at;
      } else if (column === time_column) {
        time = begin;
      }
      at++;
      if (byte !== kComma) break;
    }
    if (time >= 0) table.add(bytes, customer, customer_end, time);
  }
}

/** @param {Uint8Array} bytes @param {number} at @param {number} customer_column @param {number} time_column @param {Customers} table */
function read_quoted(bytes, at, customer_column, time_column, table) {
  const size = bytes.length;
  while (at < size) {
    let customer = at;
    let customer_end = at;
    let time = -1;
    for (let column = 0; ; column++) {
      let begin = at;
      let end;
      let byte = bytes[at];
      if (byte === kQuote) {
        begin++;
        do {
          at = bytes.indexOf(kQuote, at + 1);
          end = at;
          byte = bytes[++at];
        } while (byte === kQuote);
      } else {
        while (byte !== kComma && byte !== kLine && at < size) byte = bytes[++at];
        end = at;
        if (byte === kLine && bytes[at - 1] === kReturn) end--;
      }
      if (column === customer_column) {
        customer = begin;
        customer_end = end;
      } else if (column === time_column) {
        time = begin;
      }
      while (byte !== kComma && byte !== kLine && at < size) byte = bytes[++at];
      at++;
      if (byte !== kComma) break;
    }
    if (time >= 0) table.add(bytes, customer, customer_end, time);
  }
}

/** Customers by the bytes of their names: open addressing, and one bit for each month. */
class Customers {
  #mask = (1 << 18) - 1;
  #slots = new Int32Array(this.#mask + 1).fill(-1);
  #hashes = new Int32Array(1 << 16);
  #starts = new Int32Array(1 << 16);
  #sizes = new Int32Array(1 << 16);
  /** The months of a customer, 32 a word, from the earliest month of the file on. */
  #words = 4;
  #months = new Uint32Array(this.#words << 16);
  #count = 0;
  #first_month = -1;

  /** @param {Uint8Array} bytes @param {number} begin @param {number} end @param {number} time */
  add(bytes, begin, end, time) {
    let hash = 0;
    for (let i = begin; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
    hash ^= hash >>> 15;
    let slot = hash & this.#mask;
    let customer;
    while ((customer = this.#slots[slot]) >= 0) {
      if (this.#hashes[customer] === hash && this.#equal(bytes, customer, begin, end)) break;
      slot = (slot + 1) & this.#mask;
    }
    if (customer < 0) customer = this.#insert(slot, hash, begin, end - begin);
    const year = (bytes[time] * 10 + bytes[time + 1]) * 100 + bytes[time + 2] * 10 + bytes[time + 3] - 53_328;
    const month = (year - kFirstYear) * 12 + bytes[time + 5] * 10 + bytes[time + 6] - 529;
    if (this.#first_month < 0) this.#first_month = Math.max(0, month - 32);
    const bit = month - this.#first_month;
    if (bit < 0 || bit >= 32 * this.#words) throw new Error('too many months');
    this.#months[customer * this.#words + (bit >> 5)] |= 1 << (bit & 31);
  }

  /** @param {Uint8Array} bytes @param {number} customer @param {number} begin @param {number} end */
  #equal(bytes, customer, begin, end) {
    if (this.#sizes[customer] !== end - begin) return false;
    for (let i = begin, j = this.#starts[customer]; i < end; i++, j++) {
      if (bytes[i] !== bytes[j]) return false;
    }
    return true;
  }

  /** @param {number} slot @param {number} hash @param {number} start @param {number} size */
  #insert(slot, hash, start, size) {
    const customer = this.#count++;
    if (customer === this.#hashes.length) {
      const grown = (/** @type {Int32Array} */ old) => {
        const larger = new Int32Array(old.length * 2);
        larger.set(old);
        return larger;
      };
      this.#hashes = grown(this.#hashes);
      this.#starts = grown(this.#starts);
      this.#sizes = grown(this.#sizes);
      const months = new Uint32Array(this.#months.length * 2);
      months.set(this.#months);
      this.#months = months;
    }
    this.#hashes[customer] = hash;
    this.#starts[customer] = start;
    this.#sizes[customer] = size;
    this.#slots[slot] = customer;
    if (this.#count * 2 > this.#mask) this.#rehash();
    return customer;
  }

  #rehash() {
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Int32Array(this.#mask + 1).fill(-1);
    for (let customer = 0; customer < this.#count; customer++) {
      let slot = this.#hashes[customer] & this.#mask;
      while (this.#slots[slot] >= 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = customer;
    }
  }

  matrix() {
    const counts = new Uint32Array(kMonths * 128);
    for (let customer = 0; customer < this.#count; customer++) {
      let first = -1;
      for (let word = 0; word < this.#words; word++) {
        for (let bits = this.#months[customer * this.#words + word]; bits !== 0; bits &= bits - 1) {
          const month = word * 32 + 31 - Math.clz32(bits & -bits);
          if (first < 0) first = month;
          counts[first * 128 + month - first]++;
        }
      }
    }
    /** @type {import('./matrix.mjs').Matrix} */
    const matrix = new Map();
    for (let first = 0; first < kMonths; first++) {
      const row = [...counts.subarray(first * 128, first * 128 + 128)];
      if (row[0] > 0) matrix.set(first + this.#first_month + kFirstYear * 12, row);
    }
    return matrix;
  }
}
