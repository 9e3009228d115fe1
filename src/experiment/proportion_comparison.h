// Conversion, repeat rate, retention on a day: two shares compared as the product does it, with one
// test and two intervals that never contradict it.
#pragma once

#include <cstdint>
#include <optional>

#include "experiment/interval.h"

namespace dangol::experiment {

enum class ProportionTest : uint8_t {
  z,       ///< pooled two-proportion z; intervals by the score statistic (Mee; Koopman)
  barnard  ///< exact; intervals by inverting it (Agresti and Min)
};

struct ProportionComparison {
  ProportionTest method = ProportionTest::z;
  Test test;              ///< the statistic is the pooled z in both
  double difference = 0;  ///< treatment - control
  Interval difference_interval;
  /// treatment / control - 1, never below -1; its interval may end at infinity. Both empty where
  /// the control has no successes.
  std::optional<double> lift;
  std::optional<Interval> lift_interval;
};

/// Exact where any of the four expected counts is below 5, as the textbooks have it; but not where
/// the other arm's successes vary by more than 500 users (a standard deviation: half of a million
/// succeeded), for that would take seconds.
[[nodiscard]] ProportionTest fitting_test(Count control, Count treatment);

/// The intervals leave out zero exactly when p < alpha, and every value at their limits has p =
/// alpha (of the exact test: p crosses alpha there). Of a one-sided test the other end is infinite.
/// Changing the places of the two mirrors the difference.
/// REQUIRES: n >= 1 in both, whole counts, 0 < alpha < 1 (below 1/2 when one-sided).
/// Microseconds by z; the exact test takes some 10 ms for tens of users and 100 ms for hundreds.
[[nodiscard]] ProportionComparison compare(Count control, Count treatment, double alpha,
                                           Sides sides = Sides::two);

/// Test that the lift is `margin` > -1: with `greater` and a margin below 0, that the treatment is
/// not worse than the margin allows. Margin 0 is the test of `compare`; the limits of the lift's
/// one-sided interval are the margins with p = alpha. The statistic is the score statistic.
[[nodiscard]] Test test_lift(Count control, Count treatment, double margin, Sides sides);

}  // namespace dangol::experiment
