// Looking whenever one likes, without any normal approximation: counts of independent yes and no
// answers, quantiles, and bounds for sums with heavier tails.
#pragma once

#include <span>

#include "experiment/interval.h"

namespace dangol::experiment {

/// ln of the factor by which `counts` speak for shares other than `shares`: the likelihood averaged
/// over a Dirichlet distribution around `shares`, over the likelihood at `shares`. 1 / factor is a
/// p-value valid at any time. Larger `concentration`: alternatives closer to `shares`. Counts need
/// not be whole. A count at a share of 0 gives infinity. REQUIRES: same sizes, shares that sum
/// to 1. Source: M. Lindon, A. Malek, NeurIPS 35 (2022), "Anytime-valid inference for multinomial
/// count data", equation 8.
[[nodiscard]] double log_dirichlet_factor(std::span<const double> counts,
                                          std::span<const double> shares, double concentration);

/// The confidence sequence of a share: all p at which the factor stays below 1 / alpha; narrowest
/// when about `planned` answers are in. Within [0, 1]. REQUIRES: seen.n > 0.
/// Source: S. R. Howard et al., Annals of Statistics 49 (2021) 1055-1080, proposition 7.
[[nodiscard]] Interval bernoulli_sequence(Count seen, double planned, double alpha);

/// How far the number of successes may stray above n p before it is too much at level alpha, in
/// successes, after n answers. Source: the same; for one side the mixture is cut at p.
[[nodiscard]] double beta_binomial_bound(double n, double p, double planned, double alpha,
                                         Sides sides);

/// A bound, without a mixture, of a sum with variance `v` whose tails have scale `c`: valid from
/// variance `v_min` on. Source: the same, equation 3.4, s = 1.4 and eta = 2.
[[nodiscard]] double stitched_bound(double v, double alpha, double v_min, double c);

/// The p-value, valid at any time, of both columns having the same quantile. `planned` is per
/// column. O(n log n). REQUIRES: both sorted and not empty, 0 < quantile < 1.
/// Source: S. R. Howard, A. Ramdas, Bernoulli 28 (2022) 1704-1728, section 5.
[[nodiscard]] double anytime_quantile_p(std::span<const double> control,
                                        std::span<const double> treatment, double quantile,
                                        double planned, double alpha);

}  // namespace dangol::experiment
