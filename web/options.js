/** How a change of options meets the options in force. */

/** @typedef {import("./dangol.js").Options} Options */

/**
 * @param {Options} base
 * @param {Options} patch null resets a setting, except inside `mapping`, where it is a value
 * @returns {Options}
 */
export function merge_options(base, patch) {
  /** @type {Record<string, unknown>} */
  const merged = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    const before = merged[key];
    if (value === null) {
      delete merged[key];
    } else if (key === "mapping") {
      merged[key] = { .../** @type {object} */ (before), ...value };
    } else if (typeof value === "object" && !Array.isArray(value)) {
      merged[key] = merge_options(/** @type {Options} */ (before ?? {}), value);
    } else {
      merged[key] = value;
    }
  }
  return merged;
}
