#include "experiment/corrections.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

/// 1 - (1 - p)^n, without losing the digits of a small p.
double any_of(double p, double n) {
  return -std::expm1(n * std::log1p(-p));
}

bool is_step_up(Correction correction) {
  return correction == Correction::hochberg || correction == Correction::benjamini_hochberg ||
         correction == Correction::benjamini_yekutieli;
}

/// The p-value that is the `rank`-th smallest (from 1) of n, raised by itself.
double raised(double p, double rank, double n, Correction correction) {
  const double rest = n - rank + 1;
  switch (correction) {
    case Correction::none:
      return p;
    case Correction::bonferroni:
      return n * p;
    case Correction::sidak:
      return any_of(p, n);
    case Correction::holm:
    case Correction::hochberg:
      return rest * p;
    case Correction::sidak_step_down:
      return any_of(p, rest);
    case Correction::benjamini_hochberg:
      return n * p / rank;
    case Correction::benjamini_yekutieli:
      break;
  }
  double harmonic = 0;
  for (double k = 1; k <= n; ++k) harmonic += 1 / k;
  return harmonic * n * p / rank;
}

}  // namespace

std::vector<double> adjusted_p(std::span<const double> p, Correction correction) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  for (size_t i = 0; i < order.size(); ++i) {
    const double own = p[order[i]];
    const double rank = static_cast<double>(i + 1);
    adjusted[order[i]] =
        std::clamp(raised(own, rank, static_cast<double>(p.size()), correction), own, 1.0);
  }
  // A smaller p-value never becomes the larger one: step-down procedures carry the largest so far
  // upwards, step-up procedures the smallest so far downwards.
  for (size_t i = 1; i < order.size(); ++i) {
    if (is_step_up(correction)) {
      const size_t at = order.size() - 1 - i;
      adjusted[order[at]] = std::min(adjusted[order[at]], adjusted[order[at + 1]]);
    } else {
      adjusted[order[i]] = std::max(adjusted[order[i]], adjusted[order[i - 1]]);
    }
  }
  return adjusted;
}

Interval adjusted_interval(double estimate, double adjusted, double alpha) {
  const double z = numeric::normal_upper_quantile(adjusted / 2);
  if (!(z > 0)) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return {-kInfinity, kInfinity};
  }
  const double half = std::abs(estimate) * (numeric::normal_upper_quantile(alpha / 2) / z);
  return {estimate - half, estimate + half};
}

double benjamini_hochberg_alpha(std::span<const double> p, double alpha) {
  std::vector<double> sorted(p.begin(), p.end());
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(p.size());
  for (size_t rank = sorted.size(); rank > 1; --rank) {
    const double step = alpha * static_cast<double>(rank) / n;
    if (sorted[rank - 1] <= step) return step;
  }
  return alpha / n;
}

}  // namespace dangol::experiment
