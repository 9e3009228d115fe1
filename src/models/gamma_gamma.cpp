#include "models/gamma_gamma.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/identify.h"
#include "numeric/gamma_ratio.h"
#include "numeric/special.h"

namespace dangol::models {

namespace {

using numeric::Maximum;
using numeric::Vector;

/// What a likelihood needs of x alone: -ln B(p x, q) and its derivatives.
struct Orders {
  double log_beta;
  double by_shape;  // by p x
  double by_q;
};

Orders orders(const GammaGamma& m, double x) {
  const double shape = m.p * x;
  return {-numeric::log_beta(shape, m.q), numeric::gamma_ratio(shape, m.q).slope,
          numeric::gamma_ratio(m.q, shape).slope};
}

/// The log-likelihood of a row, with its derivatives by logarithms added to `gradient`, times the
/// weight; but for ln mean, which is no matter of parameters.
double of_value(const GammaGamma& m, const Spend& one, const Orders& of_x, Vector& gradient) {
  const double total = one.x * one.mean;
  const double shape = m.p * one.x;
  const double log_own = std::log1p(m.v / total);   // how little the own orders say
  const double log_rest = std::log1p(total / m.v);  // and the others'
  gradient[0] += one.weight * shape * (of_x.by_shape - log_own);
  gradient[1] += one.weight * m.q * (of_x.by_q - log_rest);
  gradient[2] += one.weight * (m.q * total - shape * m.v) / (total + m.v);
  return of_x.log_beta - m.q * log_rest - shape * log_own;
}

/// `customers` in order of x.
double log_likelihood_of_all(std::span<const Spend> customers, const Vector& logs,
                             Vector& gradient) {
  const GammaGamma m{std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2])};
  gradient = {};
  double total = 0;
  double x = 0;
  Orders of_x{};
  for (const Spend& one : customers) {
    if (one.x != x) {
      x = one.x;
      of_x = orders(m, x);
    }
    total += one.weight * of_value(m, one, of_x, gradient);
  }
  return total;
}

/// Sums over rows, for means and correlation.
struct Moments {
  double weight = 0;
  double x = 0;
  double mean = 0;
  double log_mean = 0;
};

Moments moments_of(const std::vector<Spend>& rows) {
  Moments sums;
  for (const Spend& one : rows) {
    sums.weight += one.weight;
    sums.x += one.weight * one.x;
    sums.mean += one.weight * one.mean;
    sums.log_mean += one.weight * std::log(one.mean);
  }
  return sums;
}

double correlation_of(const std::vector<Spend>& rows, const Moments& sums) {
  double xx = 0;
  double xm = 0;
  double mm = 0;
  for (const Spend& one : rows) {
    const double x = one.x - sums.x / sums.weight;
    const double mean = one.mean - sums.mean / sums.weight;
    xx += one.weight * x * x;
    xm += one.weight * x * mean;
    mm += one.weight * mean * mean;
  }
  return xx > 0 && mm > 0 ? xm / std::sqrt(xx * mm) : 0;
}

/// The mean log-likelihood of a customer of `rows`, which outlive it.
numeric::Objective mean_over(const std::vector<Spend>& rows) {
  double customers = 0;
  for (const Spend& one : rows) customers += one.weight;
  return [&rows, customers](const Vector& logs, Vector& gradient) {
    const double total = log_likelihood_of_all(rows, logs, gradient);
    for (double& entry : gradient) entry /= customers;
    return total / customers;
  };
}

/// Its maximum over rows in order of x, whose mean value is about 1; where they are many, the
/// starts compete on some of them.
Maximum maximum_over(const std::vector<Spend>& rows) {
  constexpr size_t kEnough = 4000;
  constexpr size_t kParameters = 3;
  // p, q and v, with p v / (q - 1) near 1.
  static constexpr std::array<Vector, 3> kStarts{
      {{1.6, 1.3, -0.7}, {0.2, 0.9, 0.2}, {2.5, 2.5, -0.1}}};
  const size_t step = rows.size() / kEnough;
  if (step < 2) return numeric::maximise(mean_over(rows), kParameters, kStarts);
  std::vector<Spend> some;
  some.reserve(rows.size() / step + 1);
  for (size_t i = step / 2; i < rows.size(); i += step) some.push_back(rows[i]);
  const Maximum hint = numeric::maximise(mean_over(some), kParameters, kStarts);
  return numeric::maximise_from(mean_over(rows), hint);
}

}  // namespace

double log_likelihood(const GammaGamma& m, const Spend& customer, Vector* gradient) {
  Vector slopes{};
  Spend one = customer;
  one.weight = 1;
  const double value = of_value(m, one, orders(m, one.x), slopes) - std::log(one.mean);
  if (gradient != nullptr) *gradient = slopes;
  return value;
}

std::optional<double> population_mean(const GammaGamma& m) {
  return expected_value(m, 0, 0);
}

std::optional<double> expected_value(const GammaGamma& m, double x, double mean) {
  const double below = m.p * x + m.q - 1;
  if (!(below > 0)) return std::nullopt;
  return m.p * (m.v + x * mean) / below;
}

SpendFit fit_gamma_gamma(std::span<const Spend> customers) {
  std::vector<Spend> rows;
  rows.reserve(customers.size());
  for (const Spend& one : customers) {
    if (one.x >= 1 && one.mean > 0) rows.push_back(one);
  }
  const Moments sums = moments_of(rows);
  if (!(sums.weight > 3)) return {.fit = too_few(Model::gamma_gamma)};
  SpendFit result{.correlation = correlation_of(rows, sums)};
  // Money in units of its mean: fits do not depend on the currency.
  const double unit = sums.mean / sums.weight;
  for (Spend& one : rows) one.mean /= unit;
  merge_equal(rows);
  Maximum maximum = maximum_over(rows);
  maximum.value = maximum.value * sums.weight - sums.log_mean;
  for (double& entry : maximum.covariance) entry /= sums.weight;
  maximum.at[2] += std::log(unit);
  result.fit = fit_of(Model::gamma_gamma, maximum, sums.weight);
  for (size_t i = 0; i < 3; ++i) {
    if (!told(result.fit, i)) result.fit.verdict = Verdict::heterogeneity_not_told;
  }
  return result;
}

void merge_equal(std::vector<Spend>& customers) {
  std::sort(customers.begin(), customers.end(), [](const Spend& one, const Spend& other) {
    return one.x != other.x ? one.x < other.x : one.mean < other.mean;
  });
  size_t kept = 0;
  for (size_t i = 0; i < customers.size(); ++i) {
    if (kept > 0 && customers[i].x == customers[kept - 1].x &&
        customers[i].mean == customers[kept - 1].mean) {
      customers[kept - 1].weight += customers[i].weight;
    } else {
      customers[kept++] = customers[i];
    }
  }
  customers.resize(kept);
}

}  // namespace dangol::models
