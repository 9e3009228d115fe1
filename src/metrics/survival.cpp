#include "metrics/survival.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>

#include "numeric/distributions.h"

namespace dangol::metrics {

namespace {

/// What rounding may add to a survival that is exactly one half.
constexpr double kRounding = 1e-12;

void count_on(std::vector<uint32_t>& counts, Day day) {
  const auto at = static_cast<size_t>(day);
  if (at >= counts.size()) counts.resize(at + 1);
  ++counts[at];
}

size_t days_of(const Durations& durations) {
  return std::max(durations.events.size(), durations.censored.size());
}

uint32_t on(const std::vector<uint32_t>& counts, size_t day) {
  return day < counts.size() ? counts[day] : 0;
}

uint64_t everyone(const Durations& durations) {
  return std::accumulate(durations.events.begin(), durations.events.end(), uint64_t{0}) +
         std::accumulate(durations.censored.begin(), durations.censored.end(), uint64_t{0});
}

/// d / (n (n - d)), Greenwood's term; REQUIRES: events < at_risk
double greenwood(const SurvivalPoint& point) {
  const auto n = static_cast<double>(point.at_risk);
  const auto d = static_cast<double>(point.events);
  return d / (n * (n - d));
}

std::optional<numeric::Interval> log_log_interval(double survival, double variance) {
  if (survival <= 0) return std::nullopt;
  const double log_survival = std::log(survival);
  const double reach = std::exp(-numeric::kZ95 * std::sqrt(variance) / log_survival);
  return numeric::Interval{std::exp(log_survival * reach), std::exp(log_survival / reach)};
}

std::vector<SurvivalPoint> product_limit(const Durations& durations, uint64_t at_risk) {
  std::vector<SurvivalPoint> points;
  double survival = 1;
  double variance = 0;  // of log survival
  const size_t days = days_of(durations);
  for (size_t day = 0; day < days; ++day) {
    const uint32_t events = on(durations.events, day);
    if (events > 0) {
      SurvivalPoint& point = points.emplace_back();
      point.day = static_cast<uint32_t>(day);
      point.at_risk = at_risk;
      point.events = events;
      if (events < at_risk) {
        survival *= static_cast<double>(at_risk - events) / static_cast<double>(at_risk);
        variance += greenwood(point);
        point.error = survival * std::sqrt(variance);
      } else {
        survival = 0;
      }
      point.survival = survival;
      point.interval = log_log_interval(survival, variance);
    }
    at_risk -= events + on(durations.censored, day);
  }
  return points;
}

/// From the last point to the first: the area to the right of each is that of the next and one more
/// rectangle. REQUIRES: the curve reaches its horizon
void restrict_mean(SurvivalCurve& curve) {
  double right = 0;
  double variance = 0;
  uint32_t until = curve.horizon;
  for (size_t i = curve.points.size(); i-- > 0;) {
    const SurvivalPoint& point = curve.points[i];
    if (point.day > curve.horizon) continue;
    right += point.survival * (until - point.day);
    if (point.events < point.at_risk) variance += right * right * greenwood(point);
    until = point.day;
  }
  curve.restricted_mean = right + until;
  curve.restricted_mean_error = std::sqrt(variance);
}

class CommonHorizon {
 public:
  void add(const Durations& group) {
    const auto last = last_observed(group);
    if (!last) return;
    if (on(group.censored, *last) > 0) {
      lost_ = std::min(lost_.value_or(*last), *last);
    } else {
      zero_ = std::max(zero_.value_or(*last), *last);
    }
  }
  [[nodiscard]] std::optional<uint32_t> day() const { return lost_ ? lost_ : zero_; }

 private:
  std::optional<uint32_t> lost_;  ///< the first day after which a curve is not known
  std::optional<uint32_t> zero_;  ///< the last on which one falls to zero
};

/// u' V^-1 u by Cholesky's decomposition of V, which it overwrites, without the first row and
/// column: the rows sum to 0. None where V has no inverse.
std::optional<double> quadratic_form(std::vector<double> u, std::vector<double> v) {
  const size_t k = u.size();
  double sum = 0;
  for (size_t i = 1; i < k; ++i) {
    const double before = v[i * k + i];
    for (size_t j = 1; j <= i; ++j) {
      double rest = v[i * k + j];
      for (size_t m = 1; m < j; ++m) rest -= v[i * k + m] * v[j * k + m];
      if (j < i) {
        v[i * k + j] = rest / v[j * k + j];
      } else if (rest > kRounding * before) {
        v[i * k + i] = std::sqrt(rest);
      } else {
        return std::nullopt;
      }
    }
    for (size_t m = 1; m < i; ++m) u[i] -= v[i * k + m] * u[m];
    u[i] /= v[i * k + i];
    sum += u[i] * u[i];
  }
  return sum;
}

/// Observed less expected events of each group, and the covariance of that.
class RiskTables {
 public:
  explicit RiskTables(std::span<const Durations> groups)
      : groups_(groups),
        at_risk_(groups.size()),
        expected_(groups.size()),
        excess_(groups.size()),
        covariance_(groups.size() * groups.size()) {
    size_t days = 0;
    for (size_t g = 0; g < groups.size(); ++g) {
      at_risk_[g] = everyone(groups[g]);
      days = std::max(days, days_of(groups[g]));
    }
    for (size_t day = 0; day < days; ++day) add_day(day);
  }

  [[nodiscard]] LogRank test() const;

 private:
  void add_day(size_t day);

  std::span<const Durations> groups_;
  std::vector<uint64_t> at_risk_;
  std::vector<double> expected_;
  std::vector<double> excess_;
  std::vector<double> covariance_;
};

void RiskTables::add_day(size_t day) {
  uint64_t events = 0;
  for (const Durations& group : groups_) events += on(group.events, day);
  if (events > 0) {
    const uint64_t all = std::accumulate(at_risk_.begin(), at_risk_.end(), uint64_t{0});
    const auto n = static_cast<double>(all);
    const auto d = static_cast<double>(events);
    const double scale = all > 1 ? d * (n - d) / (n * n * (n - 1)) : 0;
    for (size_t g = 0; g < groups_.size(); ++g) {
      const auto of_group = static_cast<double>(at_risk_[g]);
      const double expected = d * of_group / n;
      expected_[g] += expected;
      excess_[g] += on(groups_[g].events, day) - expected;
      for (size_t h = 0; h < groups_.size(); ++h) {
        const double other = h == g ? of_group - n : static_cast<double>(at_risk_[h]);
        covariance_[g * groups_.size() + h] -= scale * of_group * other;
      }
    }
  }
  for (size_t g = 0; g < groups_.size(); ++g) {
    at_risk_[g] -= on(groups_[g].events, day) + on(groups_[g].censored, day);
  }
}

LogRank RiskTables::test() const {
  std::vector<size_t> kept;
  for (size_t g = 0; g < groups_.size(); ++g) {
    if (expected_[g] > 0) kept.push_back(g);
  }
  LogRank result;
  if (kept.size() < 2) return result;
  std::vector<double> excess;
  std::vector<double> covariance;
  for (const size_t g : kept) {
    excess.push_back(excess_[g]);
    for (const size_t h : kept) covariance.push_back(covariance_[g * groups_.size() + h]);
  }
  result.degrees = static_cast<uint32_t>(kept.size() - 1);
  result.chi_squared = quadratic_form(std::move(excess), std::move(covariance));
  if (result.chi_squared) {
    result.p = numeric::chi_squared_upper(*result.chi_squared, result.degrees);
  }
  return result;
}

}  // namespace

std::vector<Durations> second_order_times(const ledger::Orders& orders, Day as_of,
                                          Grouping grouping) {
  std::vector<Durations> groups(grouping.count);
  const Day* const days = orders.days.data();
  for_each_new_customer(orders, as_of, grouping, [&](uint32_t group, uint32_t begin, uint32_t end) {
    if (end - begin > 1 && days[begin + 1] <= as_of) {
      count_on(groups[group].events, days[begin + 1] - days[begin]);
    } else {
      count_on(groups[group].censored, as_of - days[begin]);
    }
  });
  return groups;
}

std::vector<Durations> loss_times(const ledger::Orders& orders, Day as_of, uint32_t window_days,
                                  Grouping grouping) {
  std::vector<Durations> groups(grouping.count);
  const Day* const days = orders.days.data();
  const auto window = static_cast<Day>(window_days);
  for_each_new_customer(orders, as_of, grouping, [&](uint32_t group, uint32_t begin, uint32_t end) {
    Day last = days[begin];
    for (uint32_t at = begin + 1; at < end && days[at] <= as_of; ++at) {
      if (days[at] - last > window) break;
      last = days[at];
    }
    // A gap that broke off the loop is longer than the window, and so is the time since then.
    if (as_of - last > window) {
      count_on(groups[group].events, last + window - days[begin]);
    } else {
      count_on(groups[group].censored, as_of - days[begin]);
    }
  });
  return groups;
}

std::optional<uint32_t> last_observed(const Durations& durations) {
  for (size_t day = days_of(durations); day-- > 0;) {
    if (on(durations.events, day) + on(durations.censored, day) > 0) {
      return static_cast<uint32_t>(day);
    }
  }
  return std::nullopt;
}

std::optional<uint32_t> common_horizon(std::span<const Durations> groups) {
  CommonHorizon horizon;
  for (const Durations& group : groups) horizon.add(group);
  return horizon.day();
}

SurvivalCurve kaplan_meier(const Durations& durations, std::optional<uint32_t> horizon) {
  SurvivalCurve curve;
  curve.n = everyone(durations);
  const auto last = last_observed(durations);
  curve.horizon = horizon.value_or(last.value_or(0));
  if (!last) return curve;
  curve.points = product_limit(durations, curve.n);
  for (const SurvivalPoint& point : curve.points) {
    curve.events += point.events;
    if (!curve.median && point.survival <= 0.5 + kRounding) curve.median = point.day;
  }
  const bool all_gone = !curve.points.empty() && curve.points.back().survival <= 0;
  if (curve.horizon > 0 && (curve.horizon <= *last || all_gone)) restrict_mean(curve);
  return curve;
}

LogRank log_rank(std::span<const Durations> groups) {
  return RiskTables(groups).test();
}

std::optional<MeanDifference> restricted_mean_difference(const Durations& a, const Durations& b,
                                                         std::optional<uint32_t> horizon) {
  if (!horizon) {
    CommonHorizon common;
    common.add(a);
    common.add(b);
    horizon = common.day();
  }
  if (!horizon) return std::nullopt;
  MeanDifference difference;
  difference.horizon = *horizon;
  const SurvivalCurve of_a = kaplan_meier(a, difference.horizon);
  const SurvivalCurve of_b = kaplan_meier(b, difference.horizon);
  if (!of_a.restricted_mean || !of_b.restricted_mean) return std::nullopt;
  difference.value = *of_b.restricted_mean - *of_a.restricted_mean;
  difference.error = std::hypot(*of_a.restricted_mean_error, *of_b.restricted_mean_error);
  const double half = numeric::kZ95 * difference.error;
  difference.interval = {difference.value - half, difference.value + half};
  return difference;
}

}  // namespace dangol::metrics
