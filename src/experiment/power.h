// The chance that a comparison of two arms finds an effect that is there. Sample sizes and plans
// (sample_size.h, plan.h) turn these functions around.
//
// Effects and margins are absolute here: treatment minus control, in the measure's own unit. A
// margin is the difference that the null hypothesis allows: 0 asks for any difference; -0.02 with
// Sides::greater asks that the treatment is not worse by 0.02 (non-inferiority).
//
// A two-sided test rejects on either side, and both chances count, as in every table that this is
// held to: without an effect the power is alpha.
#pragma once

#include <cstdint>

#include "experiment/estimate.h"
#include "experiment/interval.h"

namespace dangol::experiment {

/// How many users each of two arms has; fractions are fine, planning is done before rounding.
struct Arms {
  double control = 0;
  double treatment = 0;
};

/// When one comparison rejects. `alpha` is of this one comparison, 0 < alpha < 1: of several,
/// see comparison_alpha in plan.h.
struct Rule {
  double alpha = 0.05;
  Sides sides = Sides::two;
};

/// Whose variance the test of two shares divides by.
enum class NullVariance : uint8_t {
  pooled,    ///< of all users together, as the pooled z test does; with a margin of any kind:
             ///< unpooled
  baseline,  ///< of the control's share on both sides (E. Miller, evanmiller.org, sample size)
  unpooled   ///< of each side its own
};

/// Two arms' means as the truth has them. `effect` is the true difference; the standard deviations
/// are of one user (of a ratio: of one user's part in it by the delta method, ratio.h).
struct Means {
  double effect = 0;
  double sd_control = 1;
  double sd_treatment = 1;
  double margin = 0;
  Reference reference = Reference::welch;
};

/// Two arms' shares as the truth has them, each in [0, 1].
struct Shares {
  double control = 0;
  double treatment = 0;
  double margin = 0;
  double null_ratio = 1;  ///< of a margin on the lift: 0.98 allows for 2% less, beside `margin`
  NullVariance null_variance = NullVariance::pooled;
};

/// The chance that an estimate, normal around `effect` with standard error `error`, is rejected by
/// a test that takes it as normal around 0 with standard error `null_error`. O(1).
/// REQUIRES: error > 0, null_error > 0
[[nodiscard]] double normal_power(double effect, double null_error, double error, Rule rule);

/// The chance that Student's test with `df` degrees of freedom rejects when the estimate is
/// `noncentrality` standard errors from the null hypothesis. Within 1e-10.
/// Source: J. Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), 2.
/// REQUIRES: df > 0
[[nodiscard]] double student_power(double noncentrality, double df, Rule rule);

/// The power of the z test of two shares. Without any variance (both 0, or both 1) it is 0 or 1.
/// Source: J. L. Fleiss, B. Levin, M. C. Paik, Statistical Methods for Rates and Proportions
/// (2003), 4.2, unequal arms included. REQUIRES: both arms > 0
[[nodiscard]] double proportion_power(const Shares& shares, Arms arms, Rule rule);

/// The power of the t test of two means (or of the z test, by
/// `reference`).
/// REQUIRES: both arms > 1; a standard deviation above 0
[[nodiscard]] double mean_power(const Means& means, Arms arms, Rule rule);

}  // namespace dangol::experiment
