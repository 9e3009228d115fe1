#include "models/spend_model.h"

#include <cmath>
#include <vector>

#include "models/gamma_gamma.h"

namespace dangol::models {
namespace {

/// The mean of all valued purchases, as a ratio of two sums over customers.
/// Source of the error: W. Cochran, Sampling Techniques (1977), 6.4.
void add_plain_mean(const std::vector<Spend>& customers, SpendModel& model) {
  double value = 0;
  double purchases = 0;
  double n = 0;
  for (const Spend& one : customers) {
    value += one.weight * one.x * one.mean;
    purchases += one.weight * one.x;
    n += one.weight;
  }
  model.mean = value / purchases;
  if (n < 2) return;
  double squares = 0;
  for (const Spend& one : customers) {
    const double off = one.x * (one.mean - model.mean);
    squares += one.weight * off * off;
  }
  model.mean_error = std::sqrt(squares * n / (n - 1)) / value;
}

}  // namespace

double SpendModel::expected(uint32_t purchases, double mean_value) const {
  if (!gamma_gamma) return mean;
  const double x = mean_value > 0 ? purchases : 0;
  const auto& [p, q, v, unused] = fit.value;
  return *expected_value({p, q, v}, x, mean_value);  // q > 1: it is there
}

SpendGradient SpendModel::gradient(uint32_t purchases, double mean_value) const {
  if (!gamma_gamma) return {1, 0, 0};
  const double x = mean_value > 0 ? purchases : 0;
  const auto& [p, q, v, unused] = fit.value;
  const double below = p * x + q - 1;
  return {(q - 1) / below, -q / below, v / (v + x * mean_value)};
}

double SpendModel::covariance(size_t row, size_t column) const {
  return gamma_gamma ? fit.covariance[3 * row + column] : mean_error * mean_error;
}

std::optional<SpendModel> fit_spend(const Histories& histories) {
  if (!histories.has_amounts) return std::nullopt;
  std::vector<Spend> customers;
  for (uint32_t customer = 0; customer < histories.order_value.size(); ++customer) {
    const double mean = histories.order_value[customer];
    if (histories.pattern_of[customer] == kNoPattern || !(mean > 0)) continue;
    customers.push_back({static_cast<double>(histories.valued_purchases(customer)), mean, 1});
  }
  if (customers.empty()) return std::nullopt;
  SpendModel model;
  model.customers = customers.size();
  merge_equal(customers);
  add_plain_mean(customers, model);
  const SpendFit fitted = fit_gamma_gamma(customers);
  model.fit = fitted.fit;
  model.correlation = fitted.correlation;
  const auto& [p, q, v, unused] = model.fit.value;
  const std::optional<double> mean = population_mean({p, q, v});
  model.gamma_gamma =
      model.fit.verdict == Verdict::fine && model.fit.hessian_definite && mean.has_value();
  if (model.gamma_gamma) model.mean = *mean;
  return model;
}

}  // namespace dangol::models
