#include "models/predictions.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "models/count_range.h"
#include "numeric/wilson.h"

namespace dangol::models {
namespace {

/// For central differences by the logarithm of a parameter.
constexpr double kStep = 1e-4;
/// Above so many patterns, similar ones share their derivatives.
constexpr size_t kMostCells = 3000;

/// Similar patterns have the same: x in steps that grow, the age and the share of it until the last
/// purchase in twenty-four and ten.
uint32_t cell_key(const DayPattern& pattern, uint32_t longest) {
  const auto x_step = static_cast<uint32_t>(
      pattern.x < 8 ? pattern.x : 4 * std::log2(static_cast<double>(pattern.x)) - 4);
  const auto age = static_cast<uint32_t>(uint64_t{24} * pattern.T / (longest + 1));
  const auto recency = static_cast<uint32_t>(uint64_t{10} * pattern.t_x / (pattern.T + 1));
  return (x_step * 24 + age) * 10 + recency;
}

}  // namespace

Predictions::Predictions(const Histories& histories, double days_per_unit, const Fit& fit,
                         const SpendModel* spend, const Horizon& horizon)
    : histories_(histories),
      days_per_unit_(days_per_unit),
      fit_(fit),
      spend_(spend),
      horizon_(horizon),
      predictor_(fit) {
  outlooks_.reserve(histories.patterns.size());
  for (uint32_t i = 0; i < histories.patterns.size(); ++i) {
    const Pattern one = pattern(i);
    Outlook outlook;
    outlook.p_alive = predictor_.p_alive(one);
    outlook.p_buys = predictor_.p_buys(one, horizon.end());
    outlook.discounted = models::discounted(horizon, [&](double until) {
      return outlook.orders = predictor_.expected(one, until, outlook.p_alive);
    });
    outlooks_.push_back(outlook);
  }
  find_sensitivities();
}

Pattern Predictions::pattern(uint32_t index) const {
  const DayPattern& days = histories_.patterns[index];
  return {static_cast<double>(days.x), days.t_x / days_per_unit_, days.T / days_per_unit_,
          static_cast<double>(days.customers)};
}

Predictions::Sensitivity Predictions::sensitivity(const Pattern& pattern) const {
  Sensitivity result;
  for (size_t i = 0; i < predictor_.parameters(); ++i) {
    const Predictor more = predictor_.moved(i, kStep);
    const Predictor less = predictor_.moved(i, -kStep);
    const double alive_more = more.p_alive(pattern);
    const double alive_less = less.p_alive(pattern);
    result.alive[i] = (alive_more - alive_less) / (2 * kStep);
    const double high = more.expected(pattern, horizon_.end(), alive_more);
    const double low = less.expected(pattern, horizon_.end(), alive_less);
    if (high + low > 0) result.orders[i] = (high - low) / (high + low) / kStep;
  }
  return result;
}

void Predictions::find_sensitivities() {
  const auto& patterns = histories_.patterns;
  if (!fit_.hessian_definite) return;
  cell_of_.resize(patterns.size());
  if (patterns.size() <= kMostCells) {
    for (uint32_t i = 0; i < patterns.size(); ++i) {
      cell_of_[i] = i;
      sensitive_.push_back(sensitivity(pattern(i)));
    }
    return;
  }
  uint32_t longest = 0;
  for (const DayPattern& one : patterns) longest = std::max(longest, one.T);
  // The cell that each key has, and the pattern of the most customers in each cell.
  std::vector<uint32_t> cell_of_key;
  std::vector<uint32_t> heaviest;
  for (uint32_t i = 0; i < patterns.size(); ++i) {
    const uint32_t key = cell_key(patterns[i], longest);
    if (key >= cell_of_key.size()) cell_of_key.resize(key + 1, UINT32_MAX);
    uint32_t& cell = cell_of_key[key];
    if (cell == UINT32_MAX) {
      cell = static_cast<uint32_t>(heaviest.size());
      heaviest.push_back(i);
    } else if (patterns[i].customers > patterns[heaviest[cell]].customers) {
      heaviest[cell] = i;
    }
    cell_of_[i] = cell;
  }
  for (const uint32_t i : heaviest) sensitive_.push_back(sensitivity(pattern(i)));
}

double Predictions::order_value(uint32_t customer) const {
  if (spend_ == nullptr) return 0;
  return spend_->expected(histories_.valued_purchases(customer), histories_.order_value[customer]);
}

CountRange Predictions::order_range(uint32_t customer) const {
  const Outlook& outlook = of(customer);
  const double shape = fit_.value[0] + histories_.patterns[histories_.pattern_of[customer]].x;
  return count_range(shape, outlook.p_buys, outlook.orders);
}

std::optional<double> Predictions::residual_orders(uint32_t index, double yearly_rate) const {
  constexpr double kDaysPerYear = 365.25;
  if (!(yearly_rate > 0)) return std::nullopt;
  return predictor_.discounted_residual(pattern(index),
                                        std::log1p(yearly_rate) * days_per_unit_ / kDaysPerYear);
}

void Predictions::add(uint32_t customer, Tally& tally) const {
  const Outlook& outlook = of(customer);
  const double revenue = value(customer);
  ++tally.customers;
  tally.alive += outlook.p_alive;
  tally.orders += outlook.orders;
  tally.revenue += revenue;
  if (sensitive_.empty()) return;
  const Sensitivity& by = sensitive_[cell_of_[histories_.pattern_of[customer]]];
  for (size_t i = 0; i < predictor_.parameters(); ++i) {
    tally.alive_by[i] += by.alive[i];
    tally.orders_by[i] += outlook.orders * by.orders[i];
    tally.revenue_by[i] += revenue * by.orders[i];
  }
  if (spend_ == nullptr) return;
  const SpendGradient by_spend =
      spend_->gradient(histories_.valued_purchases(customer), histories_.order_value[customer]);
  for (size_t i = 0; i < spend_->parameters(); ++i)
    tally.revenue_by[4 + i] += revenue * by_spend[i];
}

std::optional<double> Predictions::variance(const Gradient& gradient) const {
  if (!fit_.hessian_definite) return std::nullopt;
  double sum = 0;
  const size_t n = predictor_.parameters();
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) sum += gradient[i] * fit_.covariance[i * n + j] * gradient[j];
  }
  const size_t spent = spend_ == nullptr ? 0 : spend_->parameters();
  for (size_t i = 0; i < spent; ++i) {
    for (size_t j = 0; j < spent; ++j) {
      sum += gradient[4 + i] * spend_->covariance(i, j) * gradient[4 + j];
    }
  }
  return std::max(sum, 0.0);
}

Interval Predictions::interval(double value, const Gradient& gradient, double own_variance) const {
  const auto known = variance(gradient);
  if (!known) return {value, {}, {}};
  const double error = std::sqrt(*known + own_variance);
  return {value, std::max(value - numeric::kZ95 * error, 0.0), value + numeric::kZ95 * error};
}

Interval Predictions::alive(const Tally& tally) const {
  Interval result = interval(tally.alive, tally.alive_by);
  if (result.high) result.high = std::min(*result.high, static_cast<double>(tally.customers));
  return result;
}

Interval Predictions::orders(const Tally& tally) const {
  return interval(tally.orders, tally.orders_by);
}

Interval Predictions::revenue(const Tally& tally) const {
  return interval(tally.revenue, tally.revenue_by);
}

NewCustomerOutlook Predictions::new_customer() const {
  NewCustomerOutlook outlook;
  const double order_value = spend_ == nullptr ? 0 : spend_->mean;
  const double first = spend_ == nullptr ? 0 : histories_.first_value_mean;
  const double first_variance =
      spend_ == nullptr || histories_.customers == 0
          ? 0
          : histories_.first_value_variance / static_cast<double>(histories_.customers);
  outlook.first_order_value = first;
  outlook.order_value = order_value;

  // `of(predictor)`, and its derivatives by the parameters of the model of purchases.
  const auto with_gradient = [&](auto of, Gradient& gradient) {
    for (size_t i = 0; i < predictor_.parameters(); ++i) {
      gradient[i] =
          (of(predictor_.moved(i, kStep)) - of(predictor_.moved(i, -kStep))) / (2 * kStep);
    }
    return of(predictor_);
  };
  const double end = horizon_.end();
  Gradient by{};
  double value = with_gradient([&](const Predictor& p) { return p.expected_new(end); }, by);
  outlook.repeat_orders = interval(value, by);
  by = {};
  value = with_gradient([&](const Predictor& p) { return p.p_repeats(end); }, by);
  outlook.p_repeat = interval(value, by);
  if (outlook.p_repeat.high) outlook.p_repeat.high = std::min(*outlook.p_repeat.high, 1.0);
  for (size_t i = 0; i + 1 < kOrderClasses; ++i) {
    outlook.shares[i] = predictor_.p_purchases(static_cast<double>(i), end);
  }
  outlook.shares.back() = predictor_.p_purchases_from(kOrderClasses - 1, end);

  const SpendGradient by_spend = spend_ == nullptr ? SpendGradient{} : spend_->gradient(0, 0);
  double orders = 0;
  Gradient orders_by{};
  double before = 0;
  Gradient before_by{};
  for (size_t month = 0; month <= horizon_.ends.size(); ++month) {
    if (month > 0) {
      Gradient until_by{};
      const double time = horizon_.ends[month - 1];
      const double until =
          with_gradient([&](const Predictor& p) { return p.expected_new(time); }, until_by);
      const double weight = horizon_.discount[month - 1];
      orders += weight * (until - before);
      for (size_t i = 0; i < 4; ++i) orders_by[i] += weight * (until_by[i] - before_by[i]);
      before = until;
      before_by = until_by;
    }
    Gradient revenue_by{};
    for (size_t i = 0; i < 4; ++i) revenue_by[i] = order_value * orders_by[i];
    for (size_t i = 0; i < 3; ++i) revenue_by[4 + i] = order_value * orders * by_spend[i];
    outlook.revenue.push_back(interval(first + order_value * orders, revenue_by, first_variance));
  }
  return outlook;
}

}  // namespace dangol::models
