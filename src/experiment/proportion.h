// One share by itself: how sure it is, and whether it differs from a given one.
//
// REQUIRES: n >= 1, 0 <= successes <= n, 0 < alpha < 1.
#pragma once

#include "experiment/interval.h"

namespace dangol::experiment {

/// Two-sided interval at 1 - alpha that is never too short, by the beta distribution.
/// Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413.
[[nodiscard]] Interval clopper_pearson(Count count, double alpha);

/// Two-sided score interval at 1 - alpha (numeric/wilson.h), which stands beside shares everywhere.
[[nodiscard]] Interval wilson(Count count, double alpha);

/// P(X >= k) and P(X <= k) of the binomial distribution, any whole k, 0 <= share <= 1.
[[nodiscard]] double binomial_at_least(double k, double n, double share);
[[nodiscard]] double binomial_at_most(double k, double n, double share);

/// Exact test that the share is `share`, 0 <= share <= 1. Two-sided: all counts that are no more
/// likely than the one seen. The statistic is the share seen. O(log n).
[[nodiscard]] Test binomial_test(Count count, double share, Sides sides);

/// z test that the share is `share`, with the variance of the share seen. Two of them, one at each
/// margin, are the test of equivalence.
[[nodiscard]] Test share_z_test(Count count, double share, Sides sides);

}  // namespace dangol::experiment
