#include "experiment/sequential.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "numeric/distributions.h"
#include "numeric/root.h"

namespace dangol::experiment {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// ln of P(Z <= z), also where the probability itself is too small for a double.
double log_normal_cdf(double z) {
  if (z > -30) return std::log(numeric::normal_cdf(z));
  return -z * z / 2 - std::log(-z * std::sqrt(2 * 3.14159265358979323846)) - 1 / (z * z);
}

}  // namespace

NormalMixture normal_mixture(double planned, double alpha, Sides sides) {
  const double twice_log = -2 * std::log(sides == Sides::two ? alpha : 2 * alpha);
  return {planned / (twice_log + std::log1p(twice_log)), sides};
}

double log_factor(const NormalMixture& mixture, double s, double v) {
  const double total = v + mixture.rho;
  const double two_sided = s * s / (2 * total) - std::log1p(v / mixture.rho) / 2;
  if (mixture.sides == Sides::two) return two_sided;
  return two_sided + std::log(2.0) + log_normal_cdf(s / std::sqrt(total));
}

double mixture_bound(const NormalMixture& mixture, double v, double alpha) {
  const double total = v + mixture.rho;
  const double two_sided = std::sqrt(total * (std::log1p(v / mixture.rho) - 2 * std::log(alpha)));
  if (mixture.sides == Sides::two) return two_sided;
  // The factor of one side is above that of two, less than twice as large, and rises with the sum.
  const auto excess = [&](double s) { return log_factor(mixture, s, v) + std::log(alpha); };
  return numeric::rising_root(0, two_sided, excess(0), excess(two_sided), 1e-15, excess);
}

AnytimeTest anytime_test(double effect, double standard_error, double n, double planned,
                         double alpha, Sides sides) {
  const NormalMixture mixture = normal_mixture(planned, alpha, sides);
  const double root = std::sqrt(n);
  const double bound = mixture_bound(mixture, n, alpha) / root;  // in standard errors
  const double half = bound * standard_error;
  const double z = (sides == Sides::less ? -effect : effect) / standard_error;
  AnytimeTest test;
  test.interval.low = sides == Sides::less ? -kInfinity : effect - half;
  test.interval.high = sides == Sides::greater ? kInfinity : effect + half;
  test.p = std::min(1.0, std::exp(-log_factor(mixture, z * root, n)));
  const double fixed = numeric::normal_upper_quantile(tail_of(alpha, sides));
  test.width_ratio = bound / fixed;
  return test;
}

}  // namespace dangol::experiment
