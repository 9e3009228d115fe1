#include "experiment/estimate.h"

#include <cmath>
#include <limits>

#include "experiment/score.h"
#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The squared standard errors that a test works with, and its degrees of freedom (0 = none).
struct Spread {
  double control = 0;
  double treatment = 0;
  double df = 0;
};

std::optional<Spread> spread_of(const Estimate& control, const Estimate& treatment,
                                Reference reference) {
  if (control.n < 2 || treatment.n < 2) return std::nullopt;
  const double sum = control.variance + treatment.variance;
  if (!(sum > 0) || !std::isfinite(sum)) return std::nullopt;
  switch (reference) {
    case Reference::welch:
      return Spread{control.variance, treatment.variance, welch_df(control, treatment)};
    case Reference::pooled: {
      const double df = control.n + treatment.n - 2;
      const double of_one = (control.variance * control.n * (control.n - 1) +
                             treatment.variance * treatment.n * (treatment.n - 1)) /
                            df;
      return Spread{of_one / control.n, of_one / treatment.n, df};
    }
    case Reference::normal:
      break;
  }
  return Spread{control.variance, treatment.variance, 0};
}

/// How far from its middle an interval reaches, in standard errors.
double reach(double alpha, Sides sides, double df) {
  if (df <= 0) return normal_reach(alpha, sides);
  return -numeric::student_quantile(tail_of(alpha, sides), df);
}

Test test_of(double statistic, double df, Sides sides) {
  if (df <= 0) return {statistic, 0, normal_p(statistic, sides)};
  switch (sides) {
    case Sides::greater:
      return {statistic, df, numeric::student_upper(statistic, df)};
    case Sides::less:
      return {statistic, df, numeric::student_upper(-statistic, df)};
    case Sides::two:
      break;
  }
  return {statistic, df, numeric::student_two_sided(statistic, df)};
}

Interval opened(Interval interval, Sides sides) {
  if (sides == Sides::greater) interval.high = kInfinity;
  if (sides == Sides::less) interval.low = -kInfinity;
  return interval;
}

/// All lifts m that test_lift does not reject: the roots of a m^2 - 2 b m + c, where c has the sign
/// of |difference| - reach x standard error, so that zero lies outside exactly when it should.
std::optional<Interval> fieller(const Estimate& control, const Estimate& treatment,
                                const Spread& spread, double t) {
  const double difference = treatment.value - control.value;
  const double error = t * std::sqrt(spread.control + spread.treatment);
  const double square = t * t;
  const double a = control.value * control.value - square * spread.control;
  if (!(a > 0)) return std::nullopt;
  const double b = difference * control.value + square * spread.control;
  const double c = (std::fabs(difference) - error) * (std::fabs(difference) + error);
  const double root = std::sqrt(
      square * (spread.treatment * a + treatment.value * treatment.value * spread.control));
  // Of the two equal forms of a root, the one that takes no nearly equal numbers from each other.
  const Interval lifts =
      b > 0 ? Interval{c / (b + root), (b + root) / a} : Interval{(b - root) / a, c / (b - root)};
  if (!std::isfinite(lifts.low) || !std::isfinite(lifts.high)) return std::nullopt;
  return lifts;
}

}  // namespace

double welch_df(const Estimate& a, const Estimate& b) {
  const double sum = a.variance + b.variance;
  const double of_a = a.variance / sum;
  const double of_b = b.variance / sum;
  return 1 / (of_a * of_a / (a.n - 1) + of_b * of_b / (b.n - 1));
}

std::optional<Contrast> contrast(const Estimate& control, const Estimate& treatment, double alpha,
                                 Sides sides, Reference reference) {
  const std::optional<Spread> spread = spread_of(control, treatment, reference);
  if (!spread) return std::nullopt;
  const double difference = treatment.value - control.value;
  const double error = std::sqrt(spread->control + spread->treatment);
  const double t = reach(alpha, sides, spread->df);
  Contrast result;
  result.test = test_of(difference / error, spread->df, sides);
  result.difference = difference;
  result.difference_interval = opened({difference - t * error, difference + t * error}, sides);
  if (control.value > 0) {
    result.lift = difference / control.value;
    result.lift_interval = fieller(control, treatment, *spread, t);
    if (result.lift_interval) result.lift_interval = opened(*result.lift_interval, sides);
  }
  return result;
}

std::optional<Test> test_lift(const Estimate& control, const Estimate& treatment, double margin,
                              Sides sides, Reference reference) {
  const std::optional<Spread> spread = spread_of(control, treatment, reference);
  if (!spread) return std::nullopt;
  const double excess = (treatment.value - control.value) - margin * control.value;
  const double variance = spread->treatment + (1 + margin) * (1 + margin) * spread->control;
  if (!(variance > 0)) return std::nullopt;
  return test_of(excess / std::sqrt(variance), spread->df, sides);
}

std::optional<Interval> log_lift_interval(const Estimate& control, const Estimate& treatment,
                                          double alpha, Sides sides, Reference reference) {
  if (!(control.value > 0 && treatment.value > 0)) return std::nullopt;
  const auto logarithm = [](const Estimate& of) {
    return Estimate{std::log(of.value), of.variance / of.value / of.value, of.n};
  };
  const std::optional<Contrast> logs =
      contrast(logarithm(control), logarithm(treatment), alpha, sides, reference);
  if (!logs) return std::nullopt;
  // An end that is open stays so, even below -100%.
  const auto lift = [](double limit) { return limit == -kInfinity ? limit : std::expm1(limit); };
  return Interval{lift(logs->difference_interval.low), lift(logs->difference_interval.high)};
}

std::optional<Interval> interval_of(const Estimate& estimate, double alpha, Reference reference) {
  if (estimate.n < 2 || !std::isfinite(estimate.variance)) return std::nullopt;
  const double df = reference == Reference::normal ? 0 : estimate.n - 1;
  const double error = reach(alpha, Sides::two, df) * std::sqrt(estimate.variance);
  return Interval{estimate.value - error, estimate.value + error};
}

}  // namespace dangol::experiment
