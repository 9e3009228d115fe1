#include "experiment/score.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kPi = 3.14159265358979323846;

/// Shares of both sides.
struct Shares {
  double control = 0;
  double treatment = 0;
};

double variance(double share, double n) {
  return std::max(0.0, share * (1 - share)) / n;
}

double standardised(double excess, double variance_of_it) {
  if (variance_of_it > 0) return excess / std::sqrt(variance_of_it);
  if (excess == 0) return 0;
  return excess > 0 ? kInfinity : -kInfinity;
}

/// The likeliest shares of which treatment - control = delta: the one root in range of a cubic that
/// falls through it. Its closed form starts Newton's steps, for alone it loses the digits of shares
/// near 0; more is needed of it only for many millions of users.
Shares likeliest_of_difference(Count control, Count treatment, double delta) {
  const double n = control.n + treatment.n;
  const double m = control.successes + treatment.successes;
  if (delta == 0) return {m / n, m / n};
  const double l2 = ((control.n + n) * delta - n - m) / n;
  const double l1 = ((control.n * delta - n - 2 * control.successes) * delta + m) / n;
  const double l0 = control.successes * delta * (1 - delta) / n;
  const double third = l2 / 3;
  const double q = third * third * third - l1 * l2 / 6 + l0 / 2;
  const double r = std::copysign(std::sqrt(std::max(0.0, third * third - l1 / 3)), q);
  const double cosine = r == 0 ? 0 : std::clamp(q / (r * r * r), -1.0, 1.0);
  double low = std::max(0.0, -delta);
  double high = std::min(1.0, 1 - delta);
  double share = std::clamp(2 * r * std::cos((kPi + std::acos(cosine)) / 3) - third, low, high);
  for (int step = 0; step < 60; ++step) {
    const double height = ((share + l2) * share + l1) * share + l0;
    (height > 0 ? low : high) = share;
    double next = share - height / ((3 * share + 2 * l2) * share + l1);
    if (!(next >= low && next <= high)) next = low + (high - low) / 2;
    const bool settled = std::fabs(next - share) <= 1e-10 * share;
    share = next;
    if (settled) break;
  }
  return {share, std::clamp(share + delta, 0.0, 1.0)};
}

/// Of shares of at most one half together; the rest is the mirror image.
double difference_statistic(Count control, Count treatment, double delta) {
  const Shares at = likeliest_of_difference(control, treatment, delta);
  return standardised(treatment.successes / treatment.n - control.successes / control.n - delta,
                      variance(at.control, control.n) + variance(at.treatment, treatment.n));
}

Count failures(Count count) {
  return {count.n - count.successes, count.n};
}

/// The likeliest shares of which treatment = ratio * control.
Shares likeliest_of_ratio(Count control, Count treatment, double ratio) {
  const double m = control.successes + treatment.successes;
  const double b =
      treatment.successes + ratio * control.successes + control.n + ratio * treatment.n;
  const double product = 4 * ratio * (control.n + treatment.n) * m;
  const double share = 2 * m / (b + std::sqrt(std::max(0.0, b * b - product)));
  return {std::min(1.0, share), std::min(1.0, ratio * share)};
}

/// The likeliest shares of which the odds of the treatment are `odds` times the control's.
Shares likeliest_of_odds(Count control, Count treatment, double odds) {
  const double m = control.successes + treatment.successes;
  const double a = control.n * (odds - 1);
  const double b = treatment.n * odds + control.n - m * (odds - 1);
  const double root = std::sqrt(std::max(0.0, b * b + 4 * a * m));
  const double share = b + root > 0 ? std::min(1.0, 2 * m / (b + root)) : 1;
  return {share, std::min(1.0, odds * share / (1 + share * (odds - 1)))};
}

}  // namespace

double score_statistic(Effect effect, Count control, Count treatment, double value) {
  const double control_share = control.successes / control.n;
  const double treatment_share = treatment.successes / treatment.n;
  switch (effect) {
    case Effect::difference:
      return 2 * (control.successes + treatment.successes) > control.n + treatment.n
                 ? -difference_statistic(failures(control), failures(treatment), -value)
                 : difference_statistic(control, treatment, value);
    case Effect::ratio: {
      const Shares at = likeliest_of_ratio(control, treatment, value);
      return standardised(
          treatment_share - value * control_share,
          value * value * variance(at.control, control.n) + variance(at.treatment, treatment.n));
    }
    case Effect::odds_ratio:
      break;
  }
  const Shares at = likeliest_of_odds(control, treatment, value);
  const double of_control = control.n * at.control * (1 - at.control);
  const double of_treatment = treatment.n * at.treatment * (1 - at.treatment);
  const double excess = treatment.successes - treatment.n * at.treatment;
  if (!(of_control > 0 && of_treatment > 0)) return 0;
  return excess * std::sqrt(1 / of_control + 1 / of_treatment);
}

double effect_seen(Effect effect, Count control, Count treatment) {
  switch (effect) {
    case Effect::difference:
      return treatment.successes / treatment.n - control.successes / control.n;
    case Effect::ratio:
      return treatment.successes / treatment.n / (control.successes / control.n);
    case Effect::odds_ratio:
      break;
  }
  return treatment.successes * (control.n - control.successes) /
         ((treatment.n - treatment.successes) * control.successes);
}

double normal_p(double z, Sides sides) {
  switch (sides) {
    case Sides::greater:
      return numeric::normal_upper(z);
    case Sides::less:
      return numeric::normal_cdf(z);
    case Sides::two:
      break;
  }
  return 2 * numeric::normal_upper(std::fabs(z));
}

double normal_reach(double alpha, Sides sides) {
  return numeric::normal_upper_quantile(tail_of(alpha, sides));
}

}  // namespace dangol::experiment
