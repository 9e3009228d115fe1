#include "experiment/bootstrap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "experiment/quantile_difference.h"
#include "numeric/random.h"

namespace dangol::experiment {
namespace {

std::vector<double> squares(size_t n) {
  std::vector<double> values(n);
  for (size_t i = 0; i < n; ++i) values[i] = static_cast<double>(i * i);
  return values;
}

/// A resample as the textbook draws it: n users with replacement, sorted.
double drawn_quantile(const std::vector<double>& values, double share, numeric::Random& random) {
  std::vector<double> drawn(values.size());
  for (double& value : drawn) {
    value = values[static_cast<size_t>(random.uniform() * static_cast<double>(values.size()))];
  }
  std::sort(drawn.begin(), drawn.end());
  return quantile_of_sorted(drawn, share).value();
}

// Against a control of one value the limits are the treatment's own quantiles of quantiles. That
// a resample's median of 101 users is no more than the i-th user is that at least 51 of 101 draws
// are, each with chance i / 101.
TEST(Bootstrap, OfOneMedianIsBinomial) {
  const std::vector<double> treatment = squares(101);
  const auto at_most = [](int i) {
    const double chance = i / 101.0;
    double below = 0;
    for (int k = 51; k <= 101; ++k) {
      below += std::exp(std::lgamma(102.0) - std::lgamma(k + 1.0) - std::lgamma(102.0 - k) +
                        k * std::log(chance) + (101 - k) * std::log1p(-chance));
    }
    return below;
  };
  const auto limit = [&](double tail) {
    int i = 1;
    while (at_most(i) < tail) ++i;
    return treatment[static_cast<size_t>(i) - 1];
  };
  const std::vector<double> control = {0};
  const BootstrapDifference seen =
      bootstrap_quantile_difference(control, treatment, 0.5, 0.05, 1, Sides::two, 50000).value();
  EXPECT_EQ(seen.difference, 2500);
  EXPECT_EQ(seen.interval.low, limit(0.025));
  EXPECT_EQ(seen.interval.high, limit(0.975));
}

TEST(Bootstrap, IsTheTextbooks) {
  const std::vector<double> control = squares(40);
  const std::vector<double> treatment = squares(51);
  for (const double share : {0.5, 0.9}) {
    numeric::Random random(14);
    std::vector<double> drawn(4000);
    for (double& difference : drawn) {
      difference =
          drawn_quantile(treatment, share, random) - drawn_quantile(control, share, random);
    }
    std::sort(drawn.begin(), drawn.end());
    const BootstrapDifference seen =
        bootstrap_quantile_difference(control, treatment, share, 0.1, 1).value();
    const double width = drawn[3799] - drawn[200] + 1;
    EXPECT_NEAR(seen.interval.low, drawn[200], 0.08 * width);
    EXPECT_NEAR(seen.interval.high, drawn[3799], 0.08 * width);
  }
}

TEST(Bootstrap, IsTheSameForTheSameSeed) {
  const std::vector<double> control = squares(400);
  const std::vector<double> treatment = squares(510);
  const auto interval = [&](uint64_t seed) {
    return bootstrap_quantile_difference(control, treatment, 0.5, 0.05, seed)->interval;
  };
  EXPECT_EQ(interval(1).low, interval(1).low);
  EXPECT_EQ(interval(1).high, interval(1).high);
  const double width = interval(1).high - interval(1).low;
  EXPECT_NEAR(interval(1).low, interval(2).low, 0.05 * width);
  EXPECT_NEAR(interval(1).high, interval(2).high, 0.05 * width);
  // The mirror of swapped labels differs by what seeds differ.
  const Interval mirror = bootstrap_quantile_difference(treatment, control, 0.5, 0.05, 1)->interval;
  EXPECT_NEAR(-mirror.high, interval(1).low, 0.05 * width);
}

TEST(Bootstrap, IsOpenOnOneSideAndEmptyWithoutUsers) {
  const std::vector<double> some = squares(30);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const auto interval = [&](Sides sides) {
    return bootstrap_quantile_difference(some, some, 0.5, 0.05, 1, sides)->interval;
  };
  EXPECT_EQ(interval(Sides::greater).high, kInfinity);
  EXPECT_EQ(interval(Sides::less).low, -kInfinity);
  EXPECT_EQ(bootstrap_quantile_difference({}, some, 0.5, 0.05, 1), std::nullopt);
  EXPECT_EQ(bootstrap_quantile_difference(some, {}, 0.5, 0.05, 1), std::nullopt);
  const std::vector<double> same(9, 4);
  const Interval sure = bootstrap_quantile_difference(same, same, 0.5, 0.05, 1)->interval;
  EXPECT_EQ(sure.low, 0);
  EXPECT_EQ(sure.high, 0);
}

}  // namespace
}  // namespace dangol::experiment
