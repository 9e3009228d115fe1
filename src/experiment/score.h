// The score statistic of two shares: how many standard errors the data lie from a given difference,
// ratio or odds ratio, with the variance that this value itself implies. Tests and intervals that
// are made of one such statistic cannot contradict each other.
#pragma once

#include <cstdint>

#include "experiment/interval.h"

namespace dangol::experiment {

enum class Effect : uint8_t {
  difference,  ///< treatment - control, -1 to 1; none is 0
  ratio,       ///< treatment / control, 0 to infinity; none is 1
  odds_ratio   ///< of the treatment to the control, 0 to infinity; none is 1
};

/// Falls as `value` rises; at the value seen it is 0; where the effect is none, it is the z of the
/// pooled test. Infinite where `value` is impossible.
/// REQUIRES: n >= 1 in both; 0 < value < infinity for ratios, -1 <= value <= 1 for a difference.
/// O(1). Sources: O. S. Miettinen, M. Nurminen, Statistics in Medicine 4 (1985) 213-226, without
/// their factor N / (N - 1); P. A. R. Koopman, Biometrics 40 (1984) 513-517.
[[nodiscard]] double score_statistic(Effect effect, Count control, Count treatment, double value);

/// The effect in the data: infinite over a control without successes, 0 / 0 is not a number.
[[nodiscard]] double effect_seen(Effect effect, Count control, Count treatment);

/// P-value of a standard normal statistic.
[[nodiscard]] double normal_p(double z, Sides sides);

/// How many standard errors an interval reaches from its middle: the upper alpha / 2 point, or the
/// upper alpha point when one-sided.
[[nodiscard]] double normal_reach(double alpha, Sides sides);

}  // namespace dangol::experiment
