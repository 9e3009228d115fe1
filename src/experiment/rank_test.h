// Whether users of one variant tend to have more, without a word on how much: no outlier can move
// it. The Mann-Whitney test (Wilcoxon's rank sum).
#pragma once

#include <optional>
#include <span>

#include "experiment/interval.h"

namespace dangol::experiment {

struct RankTest {
  double u = 0;  ///< pairs in which the treatment's user has more, ties for one half
  double p = 1;
  bool exact = false;  ///< by counting all orders; else normal, ties and continuity corrected
  double superiority =
      0;  ///< u / pairs: the chance that a treatment's user has more than a control's
  Interval superiority_interval;  ///< within 0..1
};

/// None when either side is empty or all values are equal. Exact without ties as long as the number
/// of orders is below 2^53 and that of pairs at most 2^20. One-sided intervals reach to 0 or 1.
///
/// The interval of an exact test excludes 1/2 exactly when p < alpha. The normal test knows one
/// distribution for both sides, which is its null hypothesis; its interval does not assume that, so
/// as to hold where one side spreads wider or has more zeros, and the two may differ near alpha.
///
/// REQUIRES: both sorted ascending; 0 < alpha < 1, below 1/2 when one-sided. O(values), exact
/// O(smaller side x pairs).
/// Sources: H. B. Mann, D. R. Whitney, Annals of Mathematical Statistics 18 (1947) 50-60; exact
/// intervals: R. G. Newcombe, Statistics in Medicine 25 (2006) 559-573, method 5, whose variance at
/// 1/2 is the test's own, with continuity correction; the others: E. Brunner, U. Munzel,
/// Biometrical Journal 42 (2000) 17-25, on the scale of logits.
[[nodiscard]] std::optional<RankTest> mann_whitney(std::span<const double> sorted_control,
                                                   std::span<const double> sorted_treatment,
                                                   double alpha, Sides sides = Sides::two);

}  // namespace dangol::experiment
