#include "experiment/sample_ratio.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include "experiment/sequential_shares.h"
#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

SampleRatio sample_ratio(std::span<const double> users, std::span<const double> weights) {
  const double n = sum(users);
  const double weight = sum(weights);
  SampleRatio result;
  double least_expected = n;
  double variants = 0;
  for (size_t i = 0; i < users.size(); ++i) {
    if (weights[i] > 0) {
      const double expected = n * weights[i] / weight;
      if (expected > 0) {
        result.test.statistic += (users[i] - expected) * (users[i] - expected) / expected;
      }
      least_expected = std::min(least_expected, expected);
      ++variants;
    } else if (users[i] > 0) {
      result.test.statistic = std::numeric_limits<double>::infinity();
    }
  }
  result.test.df = variants - 1;
  if (std::isinf(result.test.statistic)) {
    result.test.p = 0;
    result.status = SampleRatioStatus::alarm;
    return result;
  }
  if (variants > 1) {
    result.test.p = numeric::chi_squared_upper(result.test.statistic, result.test.df);
  }
  if (n < kSampleRatioLeastUsers || least_expected < kSampleRatioLeastExpected) {
    result.status = SampleRatioStatus::too_few;
  } else if (result.test.p < kSampleRatioAlarm) {
    result.status = SampleRatioStatus::alarm;
  } else if (result.test.p < kSampleRatioCaution) {
    result.status = SampleRatioStatus::caution;
  }
  return result;
}

double anytime_sample_ratio_p(std::span<const double> users, std::span<const double> weights,
                              double concentration) {
  const double weight = sum(weights);
  std::vector<double> shares(weights.begin(), weights.end());
  for (double& share : shares) share /= weight;
  return std::min(1.0, std::exp(-log_dirichlet_factor(users, shares, concentration)));
}

}  // namespace dangol::experiment
