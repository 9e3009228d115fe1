#include "experiment/rank_test.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

#include "experiment/two_means.h"
#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

constexpr double kMostOrders = 0x1p53;  // whole numbers below are exact
constexpr double kMostPairs = 0x1p20;   // what counting them may cost

/// Every user's share of the other side that has less, ties for one half.
struct Ranks {
  Moments control;
  Moments treatment;
  double u = 0;
  double ties = 0;  ///< the sum of t^3 - t over groups of t equal values
};

Ranks ranks_of(std::span<const double> control, std::span<const double> treatment) {
  Ranks ranks;
  const auto place = [](double equals, double others_below, double others_equal, size_t others) {
    return Moments{equals, (others_below + others_equal / 2) / static_cast<double>(others), 0};
  };
  size_t c = 0;
  size_t t = 0;
  while (c < control.size() || t < treatment.size()) {
    const bool next_is_control =
        t == treatment.size() || (c < control.size() && control[c] < treatment[t]);
    const double value = next_is_control ? control[c] : treatment[t];
    const auto control_below = static_cast<double>(c);
    const auto treatment_below = static_cast<double>(t);
    while (c < control.size() && control[c] == value) ++c;
    while (t < treatment.size() && treatment[t] == value) ++t;
    const double from_control = static_cast<double>(c) - control_below;
    const double from_treatment = static_cast<double>(t) - treatment_below;
    ranks.control.merge(place(from_control, treatment_below, from_treatment, treatment.size()));
    ranks.treatment.merge(place(from_treatment, control_below, from_control, control.size()));
    ranks.u += from_treatment * (control_below + from_control / 2);
    const double equal = from_control + from_treatment;
    ranks.ties += equal * (equal * equal - 1);
  }
  return ranks;
}

bool few_orders(double smaller, double larger) {
  if (smaller * larger > kMostPairs) return false;
  double orders = 1;
  for (double i = 1; i <= smaller && orders < kMostOrders; ++i) orders *= (larger + i) / i;
  return orders < kMostOrders;
}

/// In how many orders of all values U is 0, 1, ..., pairs, each divided by all: the Gaussian
/// binomial coefficient, as the product of (1 - q^(larger + i)) / (1 - q^i). Whole numbers until
/// the last step.
std::vector<double> orders_by_u(size_t smaller, size_t larger) {
  const size_t pairs = smaller * larger;
  std::vector<double> orders(pairs + 1);
  orders[0] = 1;
  for (size_t i = 1; i <= smaller; ++i) {
    for (size_t u = pairs; u >= larger + i; --u) orders[u] -= orders[u - larger - i];
    for (size_t u = i; u <= pairs; ++u) orders[u] += orders[u - i];
  }
  const double all = std::accumulate(orders.begin(), orders.end(), 0.0);
  for (double& count : orders) count /= all;
  return orders;
}

/// P(U >= u); the distribution is symmetric.
double exact_upper(const std::vector<double>& shares, double u) {
  const auto from = shares.size() - static_cast<size_t>(u);
  return std::accumulate(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(from), 0.0);
}

/// How many of the lowest U have P(U <= u) below `tail`, which is below 1.
double rejected_below(const std::vector<double>& shares, double tail) {
  size_t u = 0;
  double sum = shares[0];
  while (sum < tail) sum += shares[++u];
  return static_cast<double>(u);
}

double p_of(double upper, double lower, Sides sides) {
  switch (sides) {
    case Sides::greater:
      return std::min(upper, 1.0);
    case Sides::less:
      return std::min(lower, 1.0);
    case Sides::two:
      break;
  }
  return std::min(2 * std::min(upper, lower), 1.0);
}

/// The lowest chance of superiority that would not be rejected from above: the normal test without
/// ties, with its continuity correction, but with the variance at that chance.
double lower_limit(double u, double pairs, double all, double z) {
  const double others = all / 2 - 1;
  double low = 0;
  double high = (u - 0.5) / pairs;
  if (high <= 0) return 0;
  while (true) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return low;
    const double excess = u - 0.5 - middle * pairs;
    const double spread = 1 + others * ((1 - middle) / (2 - middle) + middle / (1 + middle));
    const double variance = middle * (1 - middle) * spread * pairs;
    (excess > z * std::sqrt(variance) ? low : high) = middle;
  }
}

/// By the variance of the placements, on the scale of logits so that it stays within 0..1. None
/// where there is no such variance: a single user, or all of one side above all of the other.
std::optional<Interval> logit_interval(const Ranks& ranks, double superiority, double tail) {
  const std::optional<Estimate> control = mean_estimate(ranks.control);
  const std::optional<Estimate> treatment = mean_estimate(ranks.treatment);
  if (!control || !treatment) return std::nullopt;
  const double variance = control->variance + treatment->variance;
  const double slope = superiority * (1 - superiority);
  if (!(variance > 0 && slope > 0)) return std::nullopt;
  const double t = -numeric::student_quantile(tail, welch_df(*control, *treatment));
  const double error = t * std::sqrt(variance) / slope;
  const double odds = superiority / (1 - superiority);
  return Interval{1 / (1 + std::exp(error) / odds), 1 / (1 + std::exp(-error) / odds)};
}

}  // namespace

std::optional<RankTest> mann_whitney(std::span<const double> sorted_control,
                                     std::span<const double> sorted_treatment, double alpha,
                                     Sides sides) {
  if (sorted_control.empty() || sorted_treatment.empty()) return std::nullopt;
  const Ranks ranks = ranks_of(sorted_control, sorted_treatment);
  const auto control = static_cast<double>(sorted_control.size());
  const auto treatment = static_cast<double>(sorted_treatment.size());
  const double all = control + treatment;
  const double pairs = control * treatment;
  // 1 without ties; what it falls to is how much less the ranks can vary.
  const double tie_factor = 1 - ranks.ties / (all * (all * all - 1));
  if (!(tie_factor > 0)) return std::nullopt;
  const double error = std::sqrt(pairs * (all + 1) / 12 * tie_factor);

  RankTest result;
  result.u = ranks.u;
  result.superiority = ranks.u / pairs;
  const double tail = tail_of(alpha, sides);
  double z = numeric::normal_upper_quantile(tail);
  const double smaller = std::min(control, treatment);
  const double larger = std::max(control, treatment);
  result.exact = ranks.ties == 0 && few_orders(smaller, larger);
  if (result.exact) {
    const std::vector<double> shares =
        orders_by_u(static_cast<size_t>(smaller), static_cast<size_t>(larger));
    result.p = p_of(exact_upper(shares, ranks.u), exact_upper(shares, pairs - ranks.u), sides);
    // The interval's reach steps aside just enough to fall on the same side as the exact test.
    const double rejected_from = pairs + 1 - rejected_below(shares, tail);
    z = std::clamp(z, (rejected_from - 1.25 - pairs / 2) / error,
                   (rejected_from - 0.75 - pairs / 2) / error);
  } else {
    result.p = p_of(numeric::normal_upper((ranks.u - 0.5 - pairs / 2) / error),
                    numeric::normal_upper((pairs / 2 - ranks.u - 0.5) / error), sides);
  }

  std::optional<Interval> interval;
  if (!result.exact) interval = logit_interval(ranks, result.superiority, tail);
  if (!interval) {
    interval = Interval{lower_limit(ranks.u, pairs, all, z),
                        1 - lower_limit(pairs - ranks.u, pairs, all, z)};
  }
  if (sides == Sides::greater) interval->high = 1;
  if (sides == Sides::less) interval->low = 0;
  result.superiority_interval = *interval;
  return result;
}

}  // namespace dangol::experiment
