#include "experiment/quantile_difference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "numeric/random.h"

namespace dangol::experiment {
namespace {

TEST(QuantileOfSorted, GoesBetweenNeighbours) {
  const std::vector<double> values = {1, 2, 4, 8};
  EXPECT_EQ(quantile_of_sorted(values, 0), 1);
  EXPECT_EQ(quantile_of_sorted(values, 0.5), 3);
  EXPECT_EQ(quantile_of_sorted(values, 1), 8);
  EXPECT_NEAR(quantile_of_sorted(values, 0.9).value(), 6.8, 1e-14);  // R: quantile(x, .9)
  EXPECT_EQ(quantile_of_sorted(std::vector<double>{7}, 0.3), 7);
  EXPECT_EQ(quantile_of_sorted({}, 0.5), std::nullopt);
}

// growthbook's TestEffectBayesianABTest (Deng 2018): P90 of two variants. Its relative interval is
// the symmetric one of the delta method, 0.0634 to 0.0865; ours, Fieller's, computed at 40 digits.
TEST(QuantileDifference, AgreesWithGrowthBook) {
  const Estimate control = quantile_from_interval(
      7.157987489967789, {7.098780136176828, 7.217194843758751}, 11054, 11054);
  const Estimate treatment = quantile_from_interval(
      7.694499927525767, {7.64180598628119, 7.747193868770344}, 10861, 10861);
  const Contrast seen = contrast(control, treatment, 0.05, Sides::two, Reference::normal).value();
  EXPECT_NEAR(seen.difference, 0.5365124375579775, 1e-12);
  EXPECT_NEAR(seen.difference_interval.low, 0.4572559589115422, 1e-12);
  EXPECT_NEAR(seen.difference_interval.high, 0.6157689162044128, 1e-12);
  EXPECT_NEAR(seen.lift.value(), 0.07495297222736319, 1e-11);
  EXPECT_NEAR(seen.lift_interval->low, 0.06348297364351299, 1e-12);
  EXPECT_NEAR(seen.lift_interval->high, 0.086570059518048967, 1e-12);
  // Half as many independent users: half the variance is left out of account no more.
  EXPECT_EQ(quantile_from_interval(1, {0, 2}, 100, 50).variance * 2,
            quantile_from_interval(1, {0, 2}, 100, 100).variance);
}

// The error of a quantile is sqrt(share (1 - share) / n) / density; of normal draws it is known.
TEST(QuantileEstimate, HasTheErrorOfTheDensity) {
  numeric::Random random(13);
  std::vector<double> values(40000);
  for (double& value : values) value = random.normal();
  std::sort(values.begin(), values.end());
  const Estimate median = quantile_estimate(values, 0.5).value();
  EXPECT_NEAR(std::sqrt(median.variance), 0.5 / 0.3989422804 / 200, 0.1 / 200);
  const Estimate ninth = quantile_estimate(values, 0.9).value();
  EXPECT_NEAR(ninth.value, 1.2815515655, 0.03);
  EXPECT_NEAR(std::sqrt(ninth.variance), 0.3 / 0.1754983319 / 200, 0.2 / 200);
}

TEST(QuantileEstimate, OfTooFewOrEqualValuesIsEmpty) {
  EXPECT_EQ(quantile_estimate({}, 0.5), std::nullopt);
  EXPECT_EQ(quantile_estimate(std::vector<double>{1, 2, 3}, 0.5), std::nullopt);
  EXPECT_EQ(quantile_estimate(std::vector<double>(1000, 4), 0.5), std::nullopt);
}

}  // namespace
}  // namespace dangol::experiment
