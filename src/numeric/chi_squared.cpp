#include "numeric/chi_squared.h"

#include <algorithm>
#include <cmath>

namespace dangol::numeric {

namespace {

constexpr double kSqrtTwoOverPi = 0.797884560802865355880;

/// exp(-x / 2) * (first + first x / step + first x^2 / (step (step + 2)) + ...), of so many terms.
/// The exponential is taken in as the sum grows, for alone it would be 0 where the sum is huge.
double damped_sum(double x, double first, double step, uint32_t terms) {
  constexpr double kLarge = 1e150;
  constexpr double kAtOnce = 300;
  double left = x / 2;
  double term = first;
  double sum = 0;
  for (uint32_t i = 0; i < terms; ++i) {
    sum += term;
    term *= x / step;
    step += 2;
    if (term + sum > kLarge && left > 0) {
      const double now = std::min(left, kAtOnce);
      const double factor = std::exp(-now);
      left -= now;
      term *= factor;
      sum *= factor;
    }
  }
  return sum * std::exp(-left);
}

}  // namespace

double chi_squared_upper(double x, uint32_t degrees) {
  if (!(x > 0)) return 1;
  if (degrees % 2 == 0) return std::min(1.0, damped_sum(x, 1, 2, degrees / 2));
  const double root = std::sqrt(x);
  const double tail = std::erfc(std::sqrt(x / 2));
  return std::min(1.0, tail + kSqrtTwoOverPi * damped_sum(x, root, 3, degrees / 2));
}

}  // namespace dangol::numeric
