#include "models/holdout.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace dangol::models {
namespace {

constexpr size_t kSpreadOver = 20'000;
constexpr double kEnoughPurchases = 100;
constexpr double kNear = 0.10;
constexpr double kFar = 0.25;

bool same_before(const HeldOut& a, const HeldOut& b) {
  return a.before.x == b.before.x && a.before.T == b.before.T && a.before.t_x == b.before.t_x;
}

std::vector<HeldOut> in_order(std::span<const HeldOut> customers) {
  std::vector<HeldOut> sorted(customers.begin(), customers.end());
  const auto key = [](const HeldOut& one) {
    return std::tuple(one.before.x, one.before.T, one.before.t_x, one.after);
  };
  std::sort(sorted.begin(), sorted.end(),
            [&](const HeldOut& a, const HeldOut& b) { return key(a) < key(b); });
  return sorted;
}

std::optional<double> bias_of(double predicted, double actual) {
  return actual > 0 ? std::optional(predicted / actual - 1) : std::nullopt;
}

Believe judge(const HoldoutCheck& check) {
  if (!check.bias || std::fabs(*check.bias) > kFar) return Believe::no;
  const bool near = std::fabs(*check.bias) <= kNear && check.actual >= kEnoughPurchases &&
                    check.mean_absolute_error <= check.naive_mean_absolute_error;
  return near ? Believe::yes : Believe::roughly;
}

/// The predicted total by the end of each period, up to `total` by the end of the last.
std::vector<double> spread(const std::vector<Pattern>& patterns, std::span<const double> ends,
                           double total, const Expectation& expectation) {
  std::vector<double> sums(ends.size());
  const size_t step = patterns.size() / kSpreadOver + 1;
  for (size_t i = step / 2; i < patterns.size(); i += step) {
    for (size_t period = 0; period < ends.size(); ++period) {
      sums[period] += patterns[i].weight * expectation(patterns[i], ends[period]);
    }
  }
  const double all = sums.back();
  for (double& sum : sums) sum = all > 0 ? sum / all * total : 0;
  return sums;
}

}  // namespace

HoldoutCheck check_holdout(std::span<const HeldOut> customers, std::span<const double> period_ends,
                           std::span<const double> actual, const Expectation& expectation) {
  const double horizon = period_ends.back();
  HoldoutCheck check;
  std::vector<Pattern> patterns;
  double predicted = 0;
  const std::vector<HeldOut> sorted = in_order(customers);
  for (size_t i = 0; i < sorted.size(); ++i) {
    const HeldOut& one = sorted[i];
    const Pattern& before = one.before;
    if (i == 0 || !same_before(sorted[i - 1], one)) {
      predicted = expectation(before, horizon);
      patterns.push_back(before);
    } else {
      patterns.back().weight += before.weight;
    }
    const double naive = before.T > 0 ? before.x / before.T * horizon : 0;
    const double weight = before.weight;
    check.customers += weight;
    check.actual += weight * one.after;
    check.predicted += weight * predicted;
    check.naive += weight * naive;
    check.mean_absolute_error += weight * std::fabs(predicted - one.after);
    check.naive_mean_absolute_error += weight * std::fabs(naive - one.after);
    HeldOutBin& bin = check.bins[static_cast<size_t>(std::min(before.x, kHeldOutBins - 1.0))];
    bin.customers += weight;
    bin.actual += weight * one.after;
    bin.predicted += weight * predicted;
    bin.naive += weight * naive;
  }
  if (check.customers > 0) {
    check.mean_absolute_error /= check.customers;
    check.naive_mean_absolute_error /= check.customers;
  }
  for (HeldOutBin& bin : check.bins) {
    if (bin.customers <= 0) continue;
    for (double* sum : {&bin.actual, &bin.predicted, &bin.naive}) *sum /= bin.customers;
  }
  check.bias = bias_of(check.predicted, check.actual);
  check.naive_bias = bias_of(check.naive, check.actual);

  const std::vector<double> by_end = spread(patterns, period_ends, check.predicted, expectation);
  HeldOutPeriod last;
  for (size_t period = 0; period < by_end.size(); ++period) {
    HeldOutPeriod now;
    now.actual = actual[period];
    now.predicted = by_end[period] - last.cumulative_predicted;
    now.cumulative_actual = last.cumulative_actual + now.actual;
    now.cumulative_predicted = by_end[period];
    check.periods.push_back(now);
    last = now;
  }
  check.believe = judge(check);
  return check;
}

}  // namespace dangol::models
