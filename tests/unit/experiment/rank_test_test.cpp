#include "experiment/rank_test.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "numeric/distributions.h"
#include "numeric/random.h"

namespace dangol::experiment {
namespace {

constexpr Sides kEverySide[] = {Sides::two, Sides::greater, Sides::less};

/// U by looking at every pair.
double pairs_won(const std::vector<double>& control, const std::vector<double>& treatment) {
  double u = 0;
  for (const double t : treatment) {
    for (const double c : control) u += t > c ? 1 : t == c ? 0.5 : 0;
  }
  return u;
}

/// U of every way to deal the same values to two sides of these sizes.
std::vector<double> every_deal(std::vector<double> values, size_t treated) {
  std::vector<char> in_treatment(values.size(), 0);
  std::fill(in_treatment.end() - static_cast<std::ptrdiff_t>(treated), in_treatment.end(), 1);
  std::vector<double> all;
  do {
    std::vector<double> control;
    std::vector<double> treatment;
    for (size_t i = 0; i < values.size(); ++i) {
      (in_treatment[i] != 0 ? treatment : control).push_back(values[i]);
    }
    all.push_back(pairs_won(control, treatment));
  } while (std::next_permutation(in_treatment.begin(), in_treatment.end()));
  return all;
}

double p_of_deals(const std::vector<double>& deals, double u, Sides sides) {
  const auto share = [&](auto extreme) {
    return static_cast<double>(std::count_if(deals.begin(), deals.end(), extreme)) /
           static_cast<double>(deals.size());
  };
  const double upper = share([&](double other) { return other >= u; });
  const double lower = share([&](double other) { return other <= u; });
  if (sides == Sides::greater) return upper;
  if (sides == Sides::less) return lower;
  return std::min(1.0, 2 * std::min(upper, lower));
}

std::vector<double> draws(numeric::Random& random, size_t n, double step) {
  std::vector<double> values(n);
  for (double& value : values) {
    value = random.normal();
    if (step > 0) value = step * std::floor(value / step);
  }
  std::sort(values.begin(), values.end());
  return values;
}

std::vector<double> together(std::vector<double> a, const std::vector<double>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// tea-tasting's test_nonparametric.py.
TEST(MannWhitney, AgreesWithTeaTasting) {
  const std::vector<double> control = {1, 2, 3, 4};
  const std::vector<double> treatment = {5, 6, 7, 8};
  const RankTest seen = mann_whitney(control, treatment, 0.05).value();
  EXPECT_TRUE(seen.exact);
  EXPECT_EQ(seen.u, 16);
  EXPECT_NEAR(seen.p, 0.02857142857142857, 1e-15);
  EXPECT_EQ(seen.superiority, 1);
  EXPECT_EQ(seen.superiority_interval.high, 1);
  EXPECT_GT(seen.superiority_interval.low, 0.5);
}

TEST(MannWhitney, WithoutTiesCountsEveryDeal) {
  numeric::Random random(8);
  for (int round = 0; round < 60; ++round) {
    const std::vector<double> control = draws(random, 1 + round % 5, 0);
    const std::vector<double> treatment = draws(random, 1 + round / 7 % 6, 0);
    const std::vector<double> deals = every_deal(together(control, treatment), treatment.size());
    for (const Sides sides : kEverySide) {
      const RankTest seen = mann_whitney(control, treatment, 0.05, sides).value();
      ASSERT_TRUE(seen.exact);
      EXPECT_EQ(seen.u, pairs_won(control, treatment));
      EXPECT_NEAR(seen.p, p_of_deals(deals, seen.u, sides), 1e-14);
    }
  }
}

// The variance of U over every deal is the tie-corrected one; p is half a pair less surprising.
TEST(MannWhitney, WithTiesHasTheVarianceOfEveryDeal) {
  numeric::Random random(9);
  for (int round = 0; round < 40; ++round) {
    const std::vector<double> control = draws(random, 3 + round % 4, 1);
    const std::vector<double> treatment = draws(random, 2 + round / 4 % 5, 1);
    const std::vector<double> deals = every_deal(together(control, treatment), treatment.size());
    const double middle = static_cast<double>(control.size() * treatment.size()) / 2;
    double variance = 0;
    for (const double u : deals) variance += (u - middle) * (u - middle);
    variance /= static_cast<double>(deals.size());
    for (const Sides sides : kEverySide) {
      const std::optional<RankTest> seen = mann_whitney(control, treatment, 0.05, sides);
      if (variance == 0) {
        EXPECT_EQ(seen, std::nullopt);
        continue;
      }
      ASSERT_TRUE(seen.has_value());
      if (seen->exact) continue;
      EXPECT_EQ(seen->u, pairs_won(control, treatment));
      EXPECT_EQ(seen->superiority, seen->u / (2 * middle));
      double excess = seen->u - middle;
      if (sides == Sides::less) excess = -excess;
      if (sides == Sides::two) excess = std::fabs(excess);
      const double tail = numeric::normal_upper((excess - 0.5) / std::sqrt(variance));
      EXPECT_NEAR(seen->p, sides == Sides::two ? std::min(1.0, 2 * tail) : tail, 1e-13);
    }
  }
}

// Two neighbours of the same side made equal move no pair, but end the exact count.
TEST(MannWhitney, NormalComesNearExact) {
  numeric::Random random(10);
  const std::vector<double> control = draws(random, 25, 0);
  std::vector<double> treatment = draws(random, 24, 0);
  for (double& value : treatment) value += 0.6;
  const RankTest exact = mann_whitney(control, treatment, 0.05).value();
  ASSERT_TRUE(exact.exact);
  treatment[1] = treatment[0];
  const RankTest normal = mann_whitney(control, treatment, 0.05).value();
  ASSERT_FALSE(normal.exact);
  EXPECT_EQ(normal.u, exact.u);
  EXPECT_NEAR(normal.p, exact.p, 0.2 * exact.p);
  EXPECT_NEAR(exact.superiority_interval.low, normal.superiority_interval.low, 0.03);
  EXPECT_NEAR(exact.superiority_interval.high, normal.superiority_interval.high, 0.03);
}

TEST(MannWhitney, ExactIntervalsAgreeWithTheTest) {
  numeric::Random random(11);
  int rejected = 0;
  for (int round = 0; round < 1500; ++round) {
    std::vector<double> control = draws(random, 1 + round % 12, 0);
    std::vector<double> treatment = draws(random, 1 + round / 12 % 11, 0);
    const double shift = 2 * random.normal();
    for (double& value : treatment) value += shift;
    const double alpha = 0.2 * random.uniform();
    for (const Sides sides : kEverySide) {
      const RankTest seen = mann_whitney(control, treatment, alpha, sides).value();
      const Interval& interval = seen.superiority_interval;
      EXPECT_EQ(seen.p<alpha, interval.low> 0.5 || interval.high < 0.5);
      EXPECT_LE(interval.low, seen.superiority);
      EXPECT_GE(interval.high, seen.superiority);
      rejected += seen.p < alpha ? 1 : 0;
    }
  }
  EXPECT_GT(rejected, 500);
}

TEST(MannWhitney, SwappedLabelsMirror) {
  numeric::Random random(12);
  for (const double step : {0.0, 0.5, 2.0}) {
    const std::vector<double> control = draws(random, 90, step);
    const std::vector<double> treatment = draws(random, 40, step);
    const RankTest one = mann_whitney(control, treatment, 0.05).value();
    const RankTest other = mann_whitney(treatment, control, 0.05).value();
    EXPECT_EQ(one.u + other.u, 90 * 40);
    EXPECT_EQ(one.p, other.p);
    EXPECT_NEAR(one.superiority_interval.low, 1 - other.superiority_interval.high, 1e-12);
    EXPECT_NEAR(one.superiority_interval.high, 1 - other.superiority_interval.low, 1e-12);
    EXPECT_EQ(mann_whitney(control, treatment, 0.05, Sides::greater)->p,
              mann_whitney(treatment, control, 0.05, Sides::less)->p);
  }
}

// 97% of users buy nothing. The interval's errors by hand: with only zeros and ones the chance of
// superiority is 1/2 + half the difference of the shares, so half that difference's error.
TEST(MannWhitney, OfZerosAndOnesIsADifferenceOfShares) {
  std::vector<double> control(2000, 0);
  std::vector<double> treatment(500, 0);
  std::fill(control.end() - 60, control.end(), 1);
  std::fill(treatment.end() - 25, treatment.end(), 1);
  const RankTest seen = mann_whitney(control, treatment, 0.05).value();
  EXPECT_NEAR(seen.superiority, 0.5 + 0.02 / 2, 1e-12);
  const double error = std::sqrt(0.03 * 0.97 / 2000 + 0.05 * 0.95 / 500) / 2;
  EXPECT_NEAR(seen.superiority_interval.high - seen.superiority_interval.low, 2 * 1.96 * error,
              0.02 * error);
}

TEST(MannWhitney, SeparatedSidesStillHaveAnInterval) {
  std::vector<double> control(200, 1);
  std::vector<double> treatment(100, 2);
  const RankTest seen = mann_whitney(control, treatment, 0.05).value();
  EXPECT_FALSE(seen.exact);
  EXPECT_EQ(seen.superiority_interval.high, 1);
  EXPECT_GT(seen.superiority_interval.low, 0.9);
  EXPECT_LT(seen.superiority_interval.low, 1);
}

TEST(MannWhitney, NothingToRankIsEmpty) {
  const std::vector<double> some = {1, 2};
  const std::vector<double> same = {2, 2, 2};
  EXPECT_EQ(mann_whitney({}, some, 0.05), std::nullopt);
  EXPECT_EQ(mann_whitney(some, {}, 0.05), std::nullopt);
  EXPECT_EQ(mann_whitney(same, same, 0.05), std::nullopt);
  const std::vector<double> one = {3};
  EXPECT_EQ(mann_whitney(some, one, 0.05)->p, 2.0 / 3);
}

}  // namespace
}  // namespace dangol::experiment
