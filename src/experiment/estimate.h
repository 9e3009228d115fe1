// Two numbers, each with its own uncertainty, against each other: means, ratios, adjusted means and
// quantiles are all compared here, so that tests, differences and lifts agree with one another.
#pragma once

#include <cstdint>
#include <optional>

#include "experiment/interval.h"

namespace dangol::experiment {

/// A number of one variant and how sure it is.
struct Estimate {
  double value = 0;
  double variance = 0;  ///< the squared standard error of `value`
  double n = 0;         ///< users behind it
};

/// Which distribution a difference is held against.
enum class Reference : uint8_t {
  welch,   ///< each variant's own variance; Student's t, Welch and Satterthwaite's df
  pooled,  ///< one variance for both; Student's t, n + n - 2 df
  normal   ///< each variant's own variance; the normal distribution, no df
};

/// The treatment against the control at one alpha.
struct Contrast {
  Test test;
  double difference = 0;  ///< treatment - control
  Interval difference_interval;
  /// treatment / control - 1, and its interval by Fieller, which inverts the same test: it excludes
  /// zero exactly when p < alpha. The lift is empty unless the control is above zero; its interval
  /// also when it has no end, since the control cannot be told from zero at this alpha.
  std::optional<double> lift;
  std::optional<Interval> lift_interval;
};

/// None when either has fewer than two users, or when nothing varies in both. With one-sided
/// alternatives the intervals are open on the other side.
/// REQUIRES: 0 < alpha < 1, below 1/2 when one-sided. O(1).
/// Sources: B. L. Welch, Biometrika 34 (1947) 28-35; F. E. Satterthwaite, Biometrics Bulletin 2
/// (1946) 110-114; E. C. Fieller, Journal of the Royal Statistical Society B 16 (1954) 175-185.
[[nodiscard]] std::optional<Contrast> contrast(const Estimate& control, const Estimate& treatment,
                                               double alpha, Sides sides = Sides::two,
                                               Reference reference = Reference::welch);

/// The test that the lift is `margin`, which lies at a limit of the lift's interval when p = alpha:
/// non-inferiority is `greater` at a negative margin. With margin 0 it is the test of `contrast`.
/// None as there.
[[nodiscard]] std::optional<Test> test_lift(const Estimate& control, const Estimate& treatment,
                                            double margin, Sides sides,
                                            Reference reference = Reference::welch);

/// The lift's interval on the scale of logarithms, a second view that may contradict the test by a
/// little. None as in `contrast`, and unless both values are above zero.
[[nodiscard]] std::optional<Interval> log_lift_interval(const Estimate& control,
                                                        const Estimate& treatment, double alpha,
                                                        Sides sides = Sides::two,
                                                        Reference reference = Reference::welch);

/// Two-sided interval of one variant's own value, by Student's t (`pooled` has nothing to pool and
/// is the same) or the normal distribution. None for fewer than two users.
[[nodiscard]] std::optional<Interval> interval_of(const Estimate& estimate, double alpha,
                                                  Reference reference = Reference::welch);

/// Welch and Satterthwaite's degrees of freedom of a difference.
/// REQUIRES: n >= 2 in both, and a variance above 0
[[nodiscard]] double welch_df(const Estimate& a, const Estimate& b);

}  // namespace dangol::experiment
