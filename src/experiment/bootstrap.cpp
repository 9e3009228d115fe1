#include "experiment/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "experiment/quantile_difference.h"
#include "numeric/random.h"

namespace dangol::experiment {

namespace {

/// The place among n sorted users of the one whose share of the unit line `at` falls into.
size_t place_of(double at, size_t n) {
  const auto place = static_cast<size_t>(at * static_cast<double>(n));
  return std::min(place, n - 1);
}

/// The quantile of one resample of all users.
double resampled_quantile(std::span<const double> sorted, double share, numeric::Random& random) {
  const size_t n = sorted.size();
  const double place = static_cast<double>(n - 1) * share;
  const auto low = static_cast<size_t>(place);
  const double between = place - static_cast<double>(low);
  // Of n uniform draws, the one with `low` below it; then the least of the n - 1 - low above, whose
  // distance is of the beta distribution with 1 and that many.
  const auto above = static_cast<double>(n - 1 - low);
  const double at = random.beta(static_cast<double>(low) + 1, above + 1);
  const double lower = sorted[place_of(at, n)];
  if (between == 0) return lower;
  const double next = at - (1 - at) * std::expm1(std::log(random.uniform()) / above);
  return lower + between * (sorted[place_of(next, n)] - lower);
}

}  // namespace

std::optional<BootstrapDifference> bootstrap_quantile_difference(
    std::span<const double> sorted_control, std::span<const double> sorted_treatment, double share,
    double alpha, uint64_t seed, Sides sides, uint32_t resamples) {
  const std::optional<double> control = quantile_of_sorted(sorted_control, share);
  const std::optional<double> treatment = quantile_of_sorted(sorted_treatment, share);
  if (!control || !treatment) return std::nullopt;
  numeric::Random random(seed);
  std::vector<double> differences(resamples);
  for (double& difference : differences) {
    const double of_control = resampled_quantile(sorted_control, share, random);
    difference = resampled_quantile(sorted_treatment, share, random) - of_control;
  }
  std::sort(differences.begin(), differences.end());
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double tail = tail_of(alpha, sides);
  BootstrapDifference result;
  result.difference = *treatment - *control;
  result.interval.low =
      sides == Sides::less ? -kInfinity : quantile_of_sorted(differences, tail).value_or(0);
  result.interval.high =
      sides == Sides::greater ? kInfinity : quantile_of_sorted(differences, 1 - tail).value_or(0);
  return result;
}

}  // namespace dangol::experiment
