#include "experiment/two_proportions.h"

#include <algorithm>
#include <cmath>

#include "experiment/inversion.h"
#include "experiment/proportion.h"
#include "experiment/score.h"
#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

double share(Count count) {
  return count.successes / count.n;
}

double spread(Count count) {
  return share(count) * (1 - share(count)) / count.n;
}

/// The squared standard error of the difference.
double variance_of(Count control, Count treatment, Variance variance) {
  if (variance == Variance::unpooled) return spread(control) + spread(treatment);
  const double n = control.n + treatment.n;
  const double pooled = (control.successes + treatment.successes) / n;
  const double other = (n - control.successes - treatment.successes) / n;
  return pooled * other * (1 / control.n + 1 / treatment.n);
}

double half_success(Count control, Count treatment, Continuity continuity) {
  return continuity == Continuity::yates ? (1 / control.n + 1 / treatment.n) / 2 : 0;
}

/// The values whose score statistic, with `factor` times its variance, is within reach.
Interval score_interval(Effect effect, Count control, Count treatment, double alpha,
                        double factor) {
  const double seen = effect_seen(effect, control, treatment);
  if (std::isnan(seen)) return {0, std::numeric_limits<double>::infinity()};
  const double reach = normal_reach(alpha, Sides::two) * std::sqrt(factor);
  return accepted_interval(effect, seen, Sides::two, std::nullopt, 0, [&](double value) {
    return std::fabs(score_statistic(effect, control, treatment, value)) <= reach;
  });
}

double small_sample_factor(Count control, Count treatment) {
  const double n = control.n + treatment.n;
  return n / (n - 1);
}

/// Twice the cell's part of the log-likelihood ratio.
double g_part(double observed, double expected) {
  return observed > 0 ? 2 * observed * std::log(observed / expected) : 0;
}

double moved_towards(double expected, double observed, double by) {
  const double gap = expected - observed;
  return observed + std::copysign(std::min(by, std::fabs(gap)), gap);
}

}  // namespace

Test z_test(Count control, Count treatment, Sides sides, Variance variance, Continuity continuity) {
  const double squared_error = variance_of(control, treatment, variance);
  const double difference = share(treatment) - share(control);
  const double half = half_success(control, treatment, continuity);
  const double excess = std::copysign(std::max(0.0, std::fabs(difference) - half), difference);
  if (excess == 0) return {0, 0, sides == Sides::two ? 1 : 0.5};
  const double z = excess / std::sqrt(squared_error);
  return {z, 0, normal_p(z, sides)};
}

Test g_test(Count control, Count treatment, Continuity continuity) {
  const double n = control.n + treatment.n;
  const double m = control.successes + treatment.successes;
  const double by = continuity == Continuity::yates ? 0.5 : 0;
  double statistic = 0;
  for (const Count& arm : {control, treatment}) {
    const double success = arm.n * m / n;
    const double failure = arm.n * (n - m) / n;
    statistic += g_part(moved_towards(success, arm.successes, by), success);
    statistic += g_part(moved_towards(failure, arm.n - arm.successes, by), failure);
  }
  statistic = std::max(0.0, statistic);
  return {statistic, 1, numeric::chi_squared_upper(statistic, 1)};
}

Test homogeneity_test(std::span<const Count> arms) {
  double n = 0;
  double m = 0;
  double filled = 0;
  for (const Count& arm : arms) {
    n += arm.n;
    m += arm.successes;
    filled += arm.n > 0 ? 1 : 0;
  }
  if (filled < 2) return {};
  const double df = filled - 1;
  if (m == 0 || m == n) return {0, df, 1};
  double statistic = 0;
  for (const Count& arm : arms) {
    if (arm.n == 0) continue;
    const double excess = arm.successes - arm.n * m / n;
    statistic += excess * excess / (arm.n * (m / n) * ((n - m) / n));
  }
  return {statistic, df, numeric::chi_squared_upper(statistic, df)};
}

Interval wald_difference(Count control, Count treatment, double alpha, Variance variance,
                         Continuity continuity) {
  const double difference = share(treatment) - share(control);
  const double half =
      normal_reach(alpha, Sides::two) * std::sqrt(variance_of(control, treatment, variance)) +
      half_success(control, treatment, continuity);
  return {std::max(-1.0, difference - half), std::min(1.0, difference + half)};
}

Interval newcombe(Count control, Count treatment, double alpha) {
  const Interval c = wilson(control, alpha);
  const Interval t = wilson(treatment, alpha);
  const double difference = share(treatment) - share(control);
  return {difference - std::hypot(share(treatment) - t.low, c.high - share(control)),
          difference + std::hypot(t.high - share(treatment), share(control) - c.low)};
}

Interval miettinen_nurminen(Count control, Count treatment, double alpha) {
  return score_interval(Effect::difference, control, treatment, alpha,
                        small_sample_factor(control, treatment));
}

Interval score_difference(Count control, Count treatment, double alpha) {
  return score_interval(Effect::difference, control, treatment, alpha, 1);
}

Interval ratio_score(Count control, Count treatment, double alpha) {
  return score_interval(Effect::ratio, control, treatment, alpha, 1);
}

std::optional<Interval> katz_ratio(Count control, Count treatment, double alpha, Variance variance,
                                   Continuity continuity) {
  if (control.successes == 0 || treatment.successes == 0) return std::nullopt;
  const double c = share(control);
  const double t = share(treatment);
  double squared_error = spread(control) / (c * c) + spread(treatment) / (t * t);
  if (variance == Variance::pooled) {
    const double pooled = (control.successes + treatment.successes) / (control.n + treatment.n);
    squared_error = variance_of(control, treatment, variance) / (pooled * pooled);
  }
  const double half = normal_reach(alpha, Sides::two) * std::sqrt(squared_error) +
                      half_success(control, treatment, continuity) / c;
  return Interval{t / c * std::exp(-half), t / c * std::exp(half)};
}

Interval adjusted_log_ratio(Count control, Count treatment, double alpha) {
  const double c = (control.successes + 0.5) / (control.n + 0.5);
  const double t = (treatment.successes + 0.5) / (treatment.n + 0.5);
  const double squared_error = 1 / (control.successes + 0.5) - 1 / (control.n + 0.5) +
                               1 / (treatment.successes + 0.5) - 1 / (treatment.n + 0.5);
  const double half = normal_reach(alpha, Sides::two) * std::sqrt(squared_error);
  return {t / c * std::exp(-half), t / c * std::exp(half)};
}

Interval odds_ratio_score(Count control, Count treatment, double alpha) {
  return score_interval(Effect::odds_ratio, control, treatment, alpha,
                        small_sample_factor(control, treatment));
}

}  // namespace dangol::experiment
