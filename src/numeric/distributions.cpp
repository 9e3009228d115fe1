#include "numeric/distributions.h"

// Plain doubles throughout (long doubles are slow and large where they are emulated), and no error
// leaves as an exception: the result says it, as NaN or infinity. As defaults, for Boost calls some
// of its own functions without the caller's policy.
#define BOOST_MATH_PROMOTE_DOUBLE_POLICY false
#define BOOST_MATH_DOMAIN_ERROR_POLICY errno_on_error
#define BOOST_MATH_POLE_ERROR_POLICY errno_on_error
#define BOOST_MATH_OVERFLOW_ERROR_POLICY errno_on_error
#define BOOST_MATH_EVALUATION_ERROR_POLICY errno_on_error
#define BOOST_MATH_ROUNDING_ERROR_POLICY errno_on_error
#define BOOST_MATH_INDETERMINATE_RESULT_ERROR_POLICY errno_on_error
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "numeric/special.h"

namespace dangol::numeric {

namespace {

namespace bm = boost::math;
namespace bp = boost::math::policies;

/// The form in which Boost passes the defaults above on: with any other, half of it is there twice.
using Policy = bp::normalise<bp::policy<>, bp::promote_float<false>, bp::promote_double<false>,
                             bp::discrete_quantile<>, bp::assert_undefined<>>::type;

constexpr double kSqrtTwo = 1.41421356237309504880;
constexpr double kRootHalf = 0.70710678118654752440;
constexpr double kRootHalfRest = -4.8336466567264567e-17;  // sqrt(1/2) - kRootHalf
constexpr double kDensityAtZero = 0.39894228040143267794;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// ln(x / (1 - x)) of the x with P(X <= x) = p of the beta distribution, p <= 1/2. On this scale
/// the logarithm of that chance is concave, so Newton's steps lead to it from nearly anywhere; and
/// no digits are lost near 0 or 1. Boost's own inverse takes four times the code of all the rest,
/// and is off where a = 1/2.
double beta_logit(double p, double a, double b) {
  if (!(p >= 0 && a > 0 && b > 0)) return kNan;
  if (p == 0) return -kInfinity;
  double low = -1e4;
  double high = 1e4;
  double logit = std::log(a / b) + normal_quantile(p) * std::sqrt(1 / a + 1 / b);
  for (int step = 0; step < 200; ++step) {
    const double x = 1 / (1 + std::exp(-logit));
    const double rest = 1 / (1 + std::exp(logit));
    const bool left = logit < 0;
    const double chance = left ? bm::ibeta(a, b, x, Policy()) : bm::ibetac(b, a, rest, Policy());
    const double density =
        left ? bm::ibeta_derivative(a, b, x, Policy()) : bm::ibeta_derivative(b, a, rest, Policy());
    const double off = std::log(p / chance);
    (off > 0 ? low : high) = logit;
    double next = logit + off * chance / (density * x * rest);
    if (!(next >= low && next <= high)) next = low + (high - low) / 2;
    const double moved = std::fabs(next - logit);
    logit = next;
    if (moved <= 1e-15 * std::fabs(next) || std::fabs(off) < 1e-15) break;
  }
  return logit;
}

}  // namespace

double normal_density(double z) {
  return kDensityAtZero * std::exp(-z * z / 2);
}

double normal_cdf(double z) {
  return normal_upper(-z);
}

double normal_upper(double z) {
  // Far out, the rounding of x alone would move erfc(x) by x^2 roundings; its slope puts that
  // right.
  const double x = z * kRootHalf;
  const double tail = std::erfc(x) / 2;
  if (!(z > 1) || tail == 0) return tail;
  const double rest = std::fma(z, kRootHalf, -x) + z * kRootHalfRest;
  return tail - rest * kSqrtTwo * normal_density(z);
}

double normal_quantile(double p) {
  return -normal_upper_quantile(p);
}

double normal_upper_quantile(double q) {
  return kSqrtTwo * bm::erfc_inv(2 * q, Policy());
}

double student_upper(double t, double df) {
  return bm::cdf(bm::complement(bm::students_t_distribution<double, Policy>(df), t));
}

double student_two_sided(double t, double df) {
  return 2 * student_upper(std::abs(t), df);
}

double student_quantile(double p, double df) {
  if (!(df > 0)) return kNan;
  if (p == 0.5) return 0;
  if (p > 0.5) return -student_quantile(1 - p, df);
  if (df > 1e8) {  // Abramowitz and Stegun 26.7.5, its first term
    const double z = normal_quantile(p);
    return z + (z * z + 1) * z / (4 * df);
  }
  return -std::sqrt(df) * std::exp(-beta_logit(2 * p, df / 2, 0.5) / 2);
}

double noncentral_student_cdf(double t, double df, double delta) {
  return bm::cdf(bm::non_central_t_distribution<double, Policy>(df, delta), t);
}

double chi_squared_upper(double x, double df) {
  return x <= 0 ? 1 : bm::gamma_q(df / 2, x / 2, Policy());
}

double f_upper(double f, double df1, double df2) {
  if (f <= 0) return 1;
  const double scaled = df1 * f;
  // Of the two equal forms, the one whose argument keeps its digits.
  return scaled > df2 ? bm::ibeta(df2 / 2, df1 / 2, df2 / (df2 + scaled), Policy())
                      : bm::ibetac(df1 / 2, df2 / 2, scaled / (df2 + scaled), Policy());
}

double beta_cdf(double x, double a, double b) {
  return bm::ibeta(a, b, x, Policy());
}

double beta_upper(double x, double a, double b) {
  return bm::ibetac(a, b, x, Policy());
}

double beta_quantile(double p, double a, double b) {
  return p > 0.5 ? 1 / (1 + std::exp(beta_logit(1 - p, b, a)))
                 : 1 / (1 + std::exp(-beta_logit(p, a, b)));
}

double beta_density(double x, double a, double b) {
  return bm::ibeta_derivative(a, b, x, Policy());
}

double log_choose(double n, double k) {
  return -std::log(n + 1) - log_beta(n - k + 1, k + 1);
}

}  // namespace dangol::numeric
