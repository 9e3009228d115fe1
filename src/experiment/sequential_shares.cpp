#include "experiment/sequential_shares.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "experiment/sequential.h"
#include "numeric/distributions.h"
#include "numeric/special.h"

namespace dangol::experiment {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Where `is_beyond` turns from false to true between `low` and `high`, within 2^-60 of the range.
template <typename Condition>
double turning_point(double low, double high, const Condition& is_beyond) {
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (is_beyond(middle) ? high : low) = middle;
  }
  return (low + high) / 2;
}

/// The concentration whose bound is narrowest when about `planned` answers are in: a share's
/// variance rho of the normal limit belongs to rho + 1 answers.
double concentration_for(double planned, double alpha, Sides sides) {
  return std::max(normal_mixture(planned, alpha, sides).rho - 1, 0.001);
}

/// log_dirichlet_factor of two answers.
double log_beta_factor(double successes, double n, double p, double concentration) {
  const std::array<double, 2> counts = {successes, n - successes};
  const std::array<double, 2> shares = {p, 1 - p};
  return log_dirichlet_factor(counts, shares, concentration);
}

/// The factor by which a column speaks against x as its quantile.
class QuantileFactor {
 public:
  QuantileFactor(std::span<const double> sorted, double quantile, double concentration)
      : sorted_(sorted),
        n_(static_cast<double>(sorted.size())),
        quantile_(quantile),
        concentration_(concentration) {
    // As a function of the number below, the factor falls and then rises.
    likeliest_ = turning_point(0, n_, [&](double below) {
      return numeric::digamma(concentration * quantile + below) -
                 numeric::digamma(concentration * (1 - quantile) + n_ - below) >
             std::log(quantile / (1 - quantile));
    });
  }

  /// Values equal to x may count as below it or not, whichever speaks for x.
  [[nodiscard]] double at(double x) const {
    const auto [first, last] = std::equal_range(sorted_.begin(), sorted_.end(), x);
    const auto below = static_cast<double>(first - sorted_.begin());
    const auto up_to = static_cast<double>(last - sorted_.begin());
    return log_beta_factor(std::clamp(likeliest_, below, up_to), n_, quantile_, concentration_);
  }

 private:
  std::span<const double> sorted_;
  double n_;
  double quantile_;
  double concentration_;
  double likeliest_ = 0;
};

}  // namespace

double log_dirichlet_factor(std::span<const double> counts, std::span<const double> shares,
                            double concentration) {
  double factor = 0;
  double n = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    if (shares[i] == 0) return kInfinity;
    factor +=
        numeric::log_rising(concentration * shares[i], counts[i]) - counts[i] * std::log(shares[i]);
    n += counts[i];
  }
  return factor - numeric::log_rising(concentration, n);
}

Interval bernoulli_sequence(Count seen, double planned, double alpha) {
  const double concentration = concentration_for(planned, alpha, Sides::two);
  const auto is_rejected = [&](double p) {
    return log_beta_factor(seen.successes, seen.n, p, concentration) > -std::log(alpha);
  };
  const double share = seen.successes / seen.n;
  Interval interval = {0, 1};
  if (share > 0) {
    interval.low = turning_point(0, share, [&](double p) { return !is_rejected(p); });
  }
  if (share < 1) interval.high = turning_point(share, 1, is_rejected);
  return interval;
}

double beta_binomial_bound(double n, double p, double planned, double alpha, Sides sides) {
  const double c = concentration_for(planned, alpha, sides);
  // Of one side only the part of the mixture counts that lies above p.
  const auto log_part_above = [&](double successes, double failures) {
    if (sides == Sides::two) return 0.0;
    return std::log(numeric::beta_upper(p, c * p + successes, c * (1 - p) + failures));
  };
  const double threshold = log_part_above(0, 0) - std::log(alpha);
  const double successes = turning_point(n * p, n, [&](double more) {
    return log_beta_factor(more, n, p, c) + log_part_above(more, n - more) > threshold;
  });
  return successes - n * p;
}

double stitched_bound(double v, double alpha, double v_min, double c) {
  constexpr double kPower = 1.4;  // of the logarithm by which later epochs get less of alpha
  constexpr double kZetaOfPower = 3.105547277977581;
  constexpr double kEpoch = 2;  // each epoch ends at so many times the variance of its start
  const double k1 = (std::pow(kEpoch, 0.25) + std::pow(kEpoch, -0.25)) / std::sqrt(2.0);
  const double k2 = (std::sqrt(kEpoch) + 1) / 2;
  const double used = std::max(v, v_min);
  const double level = kPower * std::log(std::log(kEpoch * used / v_min)) +
                       std::log(kZetaOfPower / std::pow(std::log(kEpoch), kPower)) -
                       std::log(alpha);
  const double tail = k2 * c * level;
  return std::sqrt(k1 * k1 * used * level + tail * tail) + tail;
}

double anytime_quantile_p(std::span<const double> control, std::span<const double> treatment,
                          double quantile, double planned, double alpha) {
  const double concentration = concentration_for(planned, alpha, Sides::two);
  const QuantileFactor of_control(control, quantile, concentration);
  const QuantileFactor of_treatment(treatment, quantile, concentration);
  // The value that both columns speak least against; between two values seen neither says less.
  double least = kInfinity;
  for (const std::span<const double> column : {control, treatment}) {
    for (const double x : column) least = std::min(least, of_control.at(x) + of_treatment.at(x));
  }
  return std::min(1.0, std::exp(-least));
}

}  // namespace dangol::experiment
