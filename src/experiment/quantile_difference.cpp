#include "experiment/quantile_difference.h"

#include <cmath>
#include <cstddef>

#include "numeric/wilson.h"

namespace dangol::experiment {

std::optional<double> quantile_of_sorted(std::span<const double> sorted, double share) {
  if (sorted.empty()) return std::nullopt;
  const double place = static_cast<double>(sorted.size() - 1) * share;
  const auto low = static_cast<size_t>(place);
  const double between = place - static_cast<double>(low);
  if (between == 0) return sorted[low];
  return sorted[low] + between * (sorted[low + 1] - sorted[low]);
}

Estimate quantile_from_interval(double value, const Interval& interval_95, double n,
                                double independent) {
  const double error = (interval_95.high - interval_95.low) / (2 * numeric::kZ95);
  return {value, error * error * (n - 1) / n * (independent / n), n};
}

std::optional<Estimate> quantile_estimate(std::span<const double> sorted, double share) {
  const std::optional<double> value = quantile_of_sorted(sorted, share);
  if (!value) return std::nullopt;
  const auto n = static_cast<double>(sorted.size());
  const double error = numeric::kZ95 * std::sqrt(n * share * (1 - share));
  const double low = std::floor(n * share - error);
  const double high = std::ceil(n * share + error);  // one-based ranks
  if (low < 1 || high > n) return std::nullopt;
  const Interval interval = {sorted[static_cast<size_t>(low) - 1],
                             sorted[static_cast<size_t>(high) - 1]};
  if (!(interval.high > interval.low)) return std::nullopt;
  return quantile_from_interval(*value, interval, n, n);
}

}  // namespace dangol::experiment
