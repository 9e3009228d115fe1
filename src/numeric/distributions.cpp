#include "numeric/distributions.h"

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "numeric/special.h"

namespace dangol::numeric {

namespace {

namespace bm = boost::math;
namespace bp = boost::math::policies;

/// Plain doubles; no error leaves as an exception, the result says it (NaN or infinity).
using Policy =
    bp::policy<bp::promote_double<false>, bp::domain_error<bp::errno_on_error>,
               bp::pole_error<bp::errno_on_error>, bp::overflow_error<bp::errno_on_error>,
               bp::underflow_error<bp::ignore_error>, bp::denorm_error<bp::ignore_error>,
               bp::evaluation_error<bp::ignore_error>, bp::rounding_error<bp::errno_on_error>,
               bp::indeterminate_result_error<bp::errno_on_error>>;

constexpr double kSqrtTwo = 1.41421356237309504880;
constexpr double kRootHalf = 0.70710678118654752440;
constexpr double kRootHalfRest = -4.8336466567264567e-17;  // sqrt(1/2) - kRootHalf
constexpr double kDensityAtZero = 0.39894228040143267794;

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
  return bm::quantile(bm::students_t_distribution<double, Policy>(df), p);
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
  double x = bm::ibeta_inv(a, b, p, Policy());
  // Where a = 1/2 its small quantiles are off by up to a factor of two. Near 0 the distribution is
  // a power of x: Newton's steps along the logarithms of both put that right at once.
  for (int step = 0; step < 4 && x > 0 && x < .01; ++step) {
    const double reached = beta_cdf(x, a, b);
    const double off = std::log(p / reached);
    if (!(std::abs(off) > 1e-12)) break;
    x *= std::exp(off * reached / (x * beta_density(x, a, b)));
  }
  return x;
}

double beta_density(double x, double a, double b) {
  return bm::ibeta_derivative(a, b, x, Policy());
}

double log_choose(double n, double k) {
  return -std::log(n + 1) - log_beta(n - k + 1, k + 1);
}

}  // namespace dangol::numeric
