/** What each view reads of a Report: the page asks for no more than that. */

/** @typedef {import("./dangol.js").SectionName} SectionName */

/** @type {Record<string, SectionName[]>} */
const kSections = {
  overview: ["measures", "periods"],
  cohorts: ["cohorts", "groups"],
  retention: ["measures", "periods", "second_order", "survival", "groups"],
  value: ["value"],
  segments: ["segments", "scores"],
  experiment: ["experiment", "measures"],
  calculators: ["measures", "periods", "second_order", "scores"],
};

/** What a Report holds when nobody says what to compute: everything but the models. @type {SectionName[]} */
const kStandard = ["measures", "periods", "cohorts", "second_order", "survival", "segments", "scores", "groups"];

/**
 * @param {string} view
 * @param {boolean} everything where one page shows all views
 * @returns {SectionName[]}
 */
export function sections_of(view, everything) {
  const own = kSections[view] ?? [];
  return everything ? [...new Set([...kStandard, ...own])] : own;
}
