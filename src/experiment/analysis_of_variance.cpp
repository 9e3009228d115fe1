#include "experiment/analysis_of_variance.h"

#include <cmath>

#include "numeric/distributions.h"

namespace dangol::experiment {

std::optional<VarianceTest> welch_analysis_of_variance(std::span<const Estimate> variants) {
  if (variants.size() < 2) return std::nullopt;
  double weights = 0;
  double centre = 0;
  for (const Estimate& variant : variants) {
    if (variant.n < 2 || !(variant.variance > 0)) return std::nullopt;
    weights += 1 / variant.variance;
    centre += variant.value / variant.variance;
  }
  centre /= weights;
  double between = 0;
  double lambda = 0;
  for (const Estimate& variant : variants) {
    const double distance = variant.value - centre;
    const double rest = 1 - 1 / variant.variance / weights;
    between += distance * distance / variant.variance;
    lambda += rest * rest / (variant.n - 1);
  }
  const auto k = static_cast<double>(variants.size());
  const double f = between / (k - 1) / (1 + 2 * (k - 2) / (k * k - 1) * lambda);
  if (!std::isfinite(f)) return std::nullopt;
  const double df_within = (k * k - 1) / (3 * lambda);
  return VarianceTest{f, k - 1, df_within, numeric::f_upper(f, k - 1, df_within)};
}

}  // namespace dangol::experiment
