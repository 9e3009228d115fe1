// Ratios of gamma functions with their derivative, which likelihoods and their gradients are full
// of.
#pragma once

namespace dangol::numeric {

struct GammaRatio {
  double log = 0;    ///< ln Gamma(base + steps) - ln Gamma(base)
  double slope = 0;  ///< its derivative by base: digamma(base + steps) - digamma(base)
};

/// log is log_rising of special.h; both without taking large numbers from each other, which digamma
/// differences would. The logarithm of base (base + 1) ... (base + steps - 1), and of what stands
/// between where steps is not whole. Right to about 1e-15 of the larger of 1 and the logarithm, for
/// any base. O(1). REQUIRES: base > 0, steps >= 0, both below 1e12. Source: M. Abramowitz, I. A.
/// Stegun, Handbook of Mathematical Functions (1964), 6.1.41 and 6.3.18, for arguments of 12 and
/// more; smaller ones are raised by 6.1.15.
[[nodiscard]] GammaRatio gamma_ratio(double base, double steps);

}  // namespace dangol::numeric
