#include "numeric/special.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dangol::numeric {

namespace {

constexpr double kHalfLogTwoPi = 0.918938533204672741780;
constexpr double kSqrtHalf = 0.707106781186547524401;

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

double trigamma(double x) {
  double shift = 0;
  for (; x < kAsymptotic; x += 1) shift += 1 / (x * x);
  static constexpr double kSeries[] = {1.0 / 6,  -1.0 / 30,     1.0 / 42, -1.0 / 30,
                                       5.0 / 66, -691.0 / 2730, 7.0 / 6,  -3617.0 / 510};
  const double inverse = 1 / x;
  const double square = inverse * inverse;
  return inverse + square / 2 + square * inverse * polynomial(kSeries, square) + shift;
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

double normal_cdf(double z) {
  return std::erfc(-z * kSqrtHalf) / 2;
}

double normal_upper(double z) {
  return std::erfc(z * kSqrtHalf) / 2;
}

double normal_quantile(double p) {
  // Three rational approximations: the middle by distance from 1/2, the tails by sqrt(-ln tail).
  static constexpr double kMiddleOver[] = {3.3871328727963666080e0, 1.3314166789178437745e2,
                                           1.9715909503065514427e3, 1.3731693765509461125e4,
                                           4.5921953931549871457e4, 6.7265770927008700853e4,
                                           3.3430575583588128105e4, 2.5090809287301226727e3};
  static constexpr double kMiddleUnder[] = {1.0,
                                            4.2313330701600911252e1,
                                            6.8718700749205790830e2,
                                            5.3941960214247511077e3,
                                            2.1213794301586595867e4,
                                            3.9307895800092710610e4,
                                            2.8729085735721942674e4,
                                            5.2264952788528545610e3};
  static constexpr double kTailOver[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                         5.76949722146069140550e0,  3.64784832476320460504e0,
                                         1.27045825245236838258e0,  2.41780725177450611770e-1,
                                         2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr double kTailUnder[] = {1.0,
                                          2.05319162663775882187e0,
                                          1.67638483018380384940e0,
                                          6.89767334985100004550e-1,
                                          1.48103976427480074590e-1,
                                          1.51986665636164571966e-2,
                                          5.47593808499534494600e-4,
                                          1.05075007164441684324e-9};
  static constexpr double kFarOver[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                        1.78482653991729133580e0,  2.96560571828504891230e-1,
                                        2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                        2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr double kFarUnder[] = {1.0,
                                         5.99832206555887937690e-1,
                                         1.36929880922735805310e-1,
                                         1.48753612908506148525e-2,
                                         7.86869131145613259100e-4,
                                         1.84631831751005468180e-5,
                                         1.42151175831644588870e-7,
                                         2.04426310338993978564e-15};
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double distance = p - 0.5;
  if (std::abs(distance) <= 0.425) {
    const double x = 0.180625 - distance * distance;
    return distance * polynomial(kMiddleOver, x) / polynomial(kMiddleUnder, x);
  }
  const double tail = std::min(p, 1 - p);
  if (!(tail > 0)) return distance < 0 ? -kInfinity : kInfinity;
  const double root = std::sqrt(-std::log(tail));
  const double z = root <= 5
                       ? polynomial(kTailOver, root - 1.6) / polynomial(kTailUnder, root - 1.6)
                       : polynomial(kFarOver, root - 5) / polynomial(kFarUnder, root - 5);
  return distance < 0 ? -z : z;
}

}  // namespace dangol::numeric
