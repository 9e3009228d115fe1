// A few giant orders drown a mean: the same comparison with them cut to one threshold.
#pragma once

#include <optional>
#include <span>

#include "experiment/moments.h"

namespace dangol::experiment {

inline constexpr double kWinsorisedShare = 0.999;  // the quantile that the threshold is

/// The quantile `share` of all variants' users together, one threshold for all, so that the same
/// user counts the same everywhere. Users with nothing count too. None without users, or when the
/// threshold is no more than the smallest value: cut to it, nothing would be left to compare.
/// REQUIRES: each arm sorted ascending; 0 <= share <= 1. O((1 - share) users x arms).
[[nodiscard]] std::optional<double> winsorising_cap(std::span<const std::span<const double>> arms,
                                                    double share = kWinsorisedShare);

/// Of min(value, cap). O(values).
[[nodiscard]] Moments capped_moments_of(std::span<const double> values, double cap);

}  // namespace dangol::experiment
