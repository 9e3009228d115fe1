// How many users a comparison needs, and the smallest effect that given users can show: power.h
// turned around. Answers are real numbers, not yet rounded up to whole users (plan.h does that).
#pragma once

#include <optional>

#include "experiment/power.h"

namespace dangol::experiment {

/// Users of the control, when the treatment has `ratio` times as many, with which the comparison
/// has `power`: the chance of finding the effect on its own side (of two sides, power.h counts the
/// other one too: a difference in the sixth digit). Empty where no number of users is enough: no
/// effect beyond the margin, or one on the side that the test does not look at. Within 1e-10 of
/// its size; about fifteen powers a call. REQUIRES: ratio > 0, rule.alpha < power < 1
[[nodiscard]] std::optional<double> proportion_users(const Shares& shares, double ratio,
                                                     double power, Rule rule);
[[nodiscard]] std::optional<double> mean_users(const Means& means, double ratio, double power,
                                               Rule rule);

/// The smallest effect that the arms show with `power`: above `shares.control` (below it for
/// Sides::less), as a difference of shares; `shares.treatment` is not read. Empty where not even
/// a share of 1 (or 0) is far enough. REQUIRES: 0 <= shares.control <= 1; arms as in power.h
[[nodiscard]] std::optional<double> detectable_shift_of_share(const Shares& shares, Arms arms,
                                                              double power, Rule rule);

/// The same of means; `means.effect` is not read. Negative for Sides::less. With a margin it may
/// be on either side of 0.
[[nodiscard]] double detectable_shift_of_mean(const Means& means, Arms arms, double power,
                                              Rule rule);

}  // namespace dangol::experiment
