// How sure a difference of medians is, by drawing the users again and again: no assumption on the
// shape of the data, and the same answer every time, as the seed is given.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "experiment/interval.h"

namespace dangol::experiment {

inline constexpr uint32_t kResamples = 5000;

struct BootstrapDifference {
  double difference = 0;  ///< treatment - control, of the quantile seen
  Interval interval;      ///< percentile interval
};

/// The difference of the quantile `share` (1/2: of medians). A resample is not drawn user by user:
/// the order statistic of n draws with replacement is the user at ceil(n B), B of the beta
/// distribution, and its neighbour follows by another; the same distribution at a few draws each.
/// None when either side is empty.
/// REQUIRES: sorted ascending; 0 <= share <= 1; 0 < alpha < 1; resamples >= 1.
/// O(resamples log resamples).
/// Source: B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), section 13.3.
[[nodiscard]] std::optional<BootstrapDifference> bootstrap_quantile_difference(
    std::span<const double> sorted_control, std::span<const double> sorted_treatment, double share,
    double alpha, uint64_t seed, Sides sides = Sides::two, uint32_t resamples = kResamples);

}  // namespace dangol::experiment
