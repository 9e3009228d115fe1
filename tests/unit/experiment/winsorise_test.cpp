#include "experiment/winsorise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "experiment/quantile_difference.h"
#include "numeric/random.h"

namespace dangol::experiment {
namespace {

using Spans = std::vector<std::span<const double>>;

std::vector<double> fifty_and(double giant) {
  std::vector<double> values;
  for (int i = 1; i <= 50; ++i) values.push_back(i);
  values.push_back(giant);
  return values;
}

// ep-stats: two arms of 1..50 and one giant each, the upper 2% cut.
TEST(WinsorisingCap, IsOneThresholdForAllArms) {
  const std::vector<double> a = fifty_and(10000);
  const std::vector<double> b = fifty_and(20000);
  const double cap = winsorising_cap(Spans{a, b}, 0.98).value();
  EXPECT_EQ(cap, 50);
  for (const auto& arm : {a, b}) {
    const Moments capped = capped_moments_of(arm, cap);
    EXPECT_EQ(capped.n, 51);
    EXPECT_NEAR(capped.mean * capped.n, 50 * 51 / 2 + 50, 1e-9);
  }
}

TEST(WinsorisingCap, IsTheQuantileOfAllTogether) {
  numeric::Random random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<double>> arms(1 + round % 4);
    std::vector<double> all;
    for (std::vector<double>& arm : arms) {
      arm.resize(static_cast<size_t>(random.poisson(20)));
      for (double& value : arm) value = std::floor(10 * random.exponential(1)) - 5;
      all.insert(all.end(), arm.begin(), arm.end());
      std::sort(arm.begin(), arm.end());
    }
    std::sort(all.begin(), all.end());
    const double share = round % 3 == 0 ? 1 - 1.0 / (1 + round) : random.uniform();
    const std::optional<double> cap = winsorising_cap(Spans(arms.begin(), arms.end()), share);
    const double expected = quantile_of_sorted(all, share).value();
    if (expected > all.front()) {
      EXPECT_EQ(cap, expected);
    } else {
      EXPECT_EQ(cap, std::nullopt);
    }
  }
}

TEST(WinsorisingCap, LeavesSomethingToCompare) {
  // One buyer in 10,000: 99.9% of users have nothing, and a cap of nothing would hide the buyer.
  std::vector<double> few(10000, 0);
  few.back() = 70;
  EXPECT_EQ(winsorising_cap(Spans{few}), std::nullopt);
  EXPECT_EQ(winsorising_cap(Spans{}), std::nullopt);
  EXPECT_EQ(winsorising_cap(Spans{{}, {}}), std::nullopt);
  EXPECT_EQ(winsorising_cap(Spans{few}, 1), 70);
  EXPECT_EQ(winsorising_cap(Spans{few}, 0), std::nullopt);
}

}  // namespace
}  // namespace dangol::experiment
