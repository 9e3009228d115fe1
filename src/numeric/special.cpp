#include "numeric/special.h"

#include <algorithm>
#include <cmath>

namespace dangol::numeric {

namespace {

constexpr double kHalfLogTwoPi = 0.918938533204672741780;

/// From here on the asymptotic series below reach the last digit.
constexpr double kAsymptotic = 10;

/// first + x (second + x (third + ...)).
template <int kTerms>
double polynomial(const double (&coefficients)[kTerms], double x) {
  double sum = coefficients[kTerms - 1];
  for (int i = kTerms - 2; i >= 0; --i) sum = sum * x + coefficients[i];
  return sum;
}

/// What Stirling's formula lacks: log_gamma(x) - ((x - 1/2) ln x - x + ln(2 pi) / 2).
/// REQUIRES: x >= kAsymptotic.
double stirling_rest(double x) {
  static constexpr double kSeries[] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                                       1.0 / 1188, -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400};
  return polynomial(kSeries, 1 / (x * x)) / x;
}

}  // namespace

double log_gamma(double x) {
  return std::lgamma(x);
}

double digamma(double x) {
  double shift = 0;
  for (; x < kAsymptotic; x += 1) shift += 1 / x;
  static constexpr double kSeries[] = {1.0 / 12,  -1.0 / 120,     1.0 / 252, -1.0 / 240,
                                       1.0 / 132, -691.0 / 32760, 1.0 / 12,  -3617.0 / 8160};
  const double inverse = 1 / x;
  const double square = inverse * inverse;
  return std::log(x) - inverse / 2 - square * polynomial(kSeries, square) - shift;
}

double log_rising(double a, double n) {
  if (a < kAsymptotic) return log_gamma(a + n) - log_gamma(a);
  return (a - 0.5) * std::log1p(n / a) + n * (std::log(a + n) - 1) + stirling_rest(a + n) -
         stirling_rest(a);
}

double log_beta(double a, double b) {
  const double small = std::min(a, b);
  const double large = std::max(a, b);
  if (small < kAsymptotic) return log_gamma(small) - log_rising(large, small);
  return (small - 0.5) * std::log(small / (small + large)) - large * std::log1p(small / large) -
         std::log(large) / 2 + kHalfLogTwoPi + stirling_rest(small) + stirling_rest(large) -
         stirling_rest(small + large);
}

}  // namespace dangol::numeric
