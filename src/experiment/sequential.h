// Looking whenever one likes: intervals and p-values that stay right however often and whenever the
// data are looked at, and what this freedom costs in width.
#pragma once

#include "experiment/interval.h"

namespace dangol::experiment {

/// The sum of a process with variance `v` so far is compared with an average over many
/// alternatives, weighted by a normal distribution of variance 1 / rho.
struct NormalMixture {
  double rho = 1;
  Sides sides = Sides::two;  ///< greater and less are mirror images
};

/// The mixture that gives the narrowest bound about when the variance is `planned`.
/// REQUIRES: planned > 0, 0 < alpha < 1 (below 0.5 for one side).
/// Source: S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, Annals of Statistics 49 (2021)
/// 1055-1080, section 3.5.
[[nodiscard]] NormalMixture normal_mixture(double planned, double alpha, Sides sides);

/// ln of the factor by which the data speak for a sum `s` after variance `v`; 1 / factor is a
/// p-value valid at any time. Source: the same, equations 3.7 and 3.8 (two sides, one side).
[[nodiscard]] double log_factor(const NormalMixture& mixture, double s, double v);

/// How far from 0 the sum must be for the factor to reach 1 / alpha; negative never.
[[nodiscard]] double mixture_bound(const NormalMixture& mixture, double v, double alpha);

struct AnytimeTest {
  Interval interval;       ///< open below or above when the test has one side
  double p = 1;            ///< below alpha exactly when the interval leaves 0 out
  double width_ratio = 1;  ///< half-width over that of the fixed-horizon interval, > 1
};

/// The asymptotic confidence sequence of any asymptotically normal effect (a difference of shares
/// or means, a lift) after `n` users of all variants, narrowest when `planned` users have come.
/// REQUIRES: standard_error > 0, n > 0, planned > 0, 0 < alpha < 0.5.
/// Source: I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy, A. Ramdas, Annals of Statistics 52
/// (2024) 2613-2640, equation 9.
[[nodiscard]] AnytimeTest anytime_test(double effect, double standard_error, double n,
                                       double planned, double alpha, Sides sides);

}  // namespace dangol::experiment
