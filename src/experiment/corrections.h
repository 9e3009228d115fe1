// Several comparisons at once: p-values raised so that the whole family errs no more often than
// one comparison would.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "experiment/interval.h"

namespace dangol::experiment {

enum class Correction : uint8_t {
  none,
  bonferroni,           ///< any error in the family
  sidak,                ///< any error, independent tests
  holm,                 ///< any error; never less powerful than bonferroni
  sidak_step_down,      ///< any error, independent tests
  hochberg,             ///< any error, tests that are not negatively related
  benjamini_hochberg,   ///< the share of errors among what is found
  benjamini_yekutieli,  ///< the same under any dependence
};

/// Adjusted p-values, in the order given. O(n log n). REQUIRES: each from 0 to 1.
/// Source: S. Dudoit, J. P. Shaffer, J. C. Boldrick, Statistical Science 18 (2003) 71-103,
/// section 2.
[[nodiscard]] std::vector<double> adjusted_p(std::span<const double> p, Correction correction);

/// The interval that leaves 0 out exactly when `adjusted` < alpha: the estimate with the standard
/// error that a z test of that p-value would have had. Unbounded where that has no end: adjusted 1.
[[nodiscard]] Interval adjusted_interval(double estimate, double adjusted, double alpha);

/// What a p-value of the family must stay at or below to be found by benjamini_hochberg: the
/// largest of the steps alpha k / n that the k-th smallest p-value reaches, alpha / n if none is.
[[nodiscard]] double benjamini_hochberg_alpha(std::span<const double> p, double alpha);

}  // namespace dangol::experiment
