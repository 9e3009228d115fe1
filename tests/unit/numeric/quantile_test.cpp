#include "numeric/quantile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace dangol::numeric {
namespace {

/// As R's quantile(values, percent / 100): sort, then go between two neighbours.
double of_sorted(std::vector<uint32_t> values, uint32_t percent) {
  std::sort(values.begin(), values.end());
  const double place = static_cast<double>((values.size() - 1) * percent) / 100;
  const auto low = static_cast<size_t>(std::floor(place));
  const auto high = static_cast<size_t>(std::ceil(place));
  return values[low] + (place - std::floor(place)) * (values[high] - values[low]);
}

TEST(QuantileOfCounts, AgreesWithSortedValues) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<uint32_t> values(1 + random() % 60);
    std::vector<uint32_t> counts(100);
    for (uint32_t& value : values) {
      value = static_cast<uint32_t>(random() % (1 + random() % 100));
      ++counts[value];
    }
    for (const uint32_t percent : {0U, 5U, 25U, 50U, 75U, 95U, 100U}) {
      EXPECT_NEAR(quantile_of_counts(counts, percent).value(), of_sorted(values, percent), 1e-12);
    }
  }
}

// 95% of 20 steps is 19 whole steps; 0.95 as a double would land beside it.
TEST(QuantileOfCounts, LandsOnAValueExactly) {
  for (uint32_t n = 1; n <= 2001; n += 20) {
    std::vector<uint32_t> counts(n, 1);
    EXPECT_EQ(quantile_of_counts(counts, 95), (n - 1) / 20 * 19);
  }
}

TEST(QuantileOfCounts, KnowsNothingWithoutValues) {
  EXPECT_EQ(quantile_of_counts({}, 50), std::nullopt);
  EXPECT_EQ(quantile_of_counts(std::vector<uint32_t>(5), 50), std::nullopt);
}

}  // namespace
}  // namespace dangol::numeric
