#include "numeric/paired_difference.h"

#include <cmath>

namespace dangol::numeric {

namespace {

/// The score statistic of the difference `delta`, of 0 <= delta < 1: how many standard errors the
/// difference seen lies above it. With `delta` given, the likeliest share of `less` is the positive
/// root of a x^2 + b x + c.
double statistic_above_zero(double more, double less, double n, double delta) {
  const double a = 2 * n;
  const double b = (2 * n - more + less) * delta - more - less;
  const double c = -less * delta * (1 - delta);
  const double root = std::sqrt(b * b - 4 * a * c);  // c <= 0
  // Of the two equal forms, the one that does not take nearly equal numbers from each other.
  double share = 0;
  if (b <= 0) {
    share = (root - b) / (2 * a);
  } else if (c < 0) {
    share = -2 * c / (b + root);
  }
  const double excess = more - less - n * delta;
  if (excess == 0) return 0;
  return excess / std::sqrt(n * (2 * share + delta * (1 - delta)));
}

double statistic(double more, double less, double n, double delta) {
  return delta < 0 ? -statistic_above_zero(less, more, n, -delta)
                   : statistic_above_zero(more, less, n, delta);
}

double upper_limit(uint64_t more, uint64_t less, uint64_t n, double z) {
  if (more == n) return 1;
  const auto x = static_cast<double>(more);
  const auto y = static_cast<double>(less);
  const auto size = static_cast<double>(n);
  // The statistic falls from 0, at the difference seen, to minus infinity at 1.
  double low = (x - y) / size;
  double high = 1;
  while (true) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    (statistic(x, y, size, middle) > -z ? low : high) = middle;
  }
}

}  // namespace

Interval paired_difference_interval(uint64_t more, uint64_t less, uint64_t n, double z) {
  if (n == 0) return {-1, 1};
  return {-upper_limit(less, more, n, z), upper_limit(more, less, n, z)};
}

}  // namespace dangol::numeric
