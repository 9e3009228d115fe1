// Whether any of several variants differs, before each is held against the control.
#pragma once

#include <optional>
#include <span>

#include "experiment/estimate.h"

namespace dangol::experiment {

struct VarianceTest {
  double f = 0;
  double df_between = 0;
  double df_within = 0;
  double p = 1;
};

/// Welch's analysis of variance: that all values are equal, each with its own variance. Of two it
/// is Welch's t test, f = t^2. Means, ratios and adjusted means alike. None for fewer than two
/// variants, or when any has fewer than two users or no variance.
/// Source: B. L. Welch, Biometrika 38 (1951) 330-336. O(variants).
[[nodiscard]] std::optional<VarianceTest> welch_analysis_of_variance(
    std::span<const Estimate> variants);

}  // namespace dangol::experiment
