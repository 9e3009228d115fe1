// Medians and other quantiles of a measure.
#pragma once

#include <optional>
#include <span>

#include "experiment/estimate.h"

namespace dangol::experiment {

/// Linear between the two nearest order statistics (type 7 of R. J. Hyndman, Y. Fan, The American
/// Statistician 50 (1996) 361-365). None without values.
/// REQUIRES: sorted ascending; 0 <= share <= 1. O(1).
[[nodiscard]] std::optional<double> quantile_of_sorted(std::span<const double> sorted,
                                                       double share);

/// A quantile with the variance that its own interval stands for, which needs no density: of a
/// 95% interval between order statistics, high - low is 2 x 1.96 standard errors. `independent`
/// is how many independent users stand behind it; fewer than n where rows cluster in users.
/// Source: A. Deng, U. Knoblich, J. Lu, KDD 2018, 233-242, section 4.
[[nodiscard]] Estimate quantile_from_interval(double value, const Interval& interval_95, double n,
                                              double independent);

/// The quantile `share` of one variant; compare two with `contrast` and Reference::normal. None
/// when its 95% interval would leave the data, or has no width: many equal values, for which
/// bootstrap.h has an answer.
/// REQUIRES: sorted ascending; 0 < share < 1. O(1).
[[nodiscard]] std::optional<Estimate> quantile_estimate(std::span<const double> sorted,
                                                        double share);

}  // namespace dangol::experiment
