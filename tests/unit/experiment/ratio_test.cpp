#include "experiment/ratio.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <vector>

#include "numeric/distributions.h"
#include "numeric/random.h"
#include "unit/experiment/users.h"

namespace dangol::experiment {
namespace {

// tea-tasting's test_mean.py: orders per session, one variance for both, one-sided.
TEST(RatioEstimate, AgreesWithTeaTasting) {
  const test::Column orders = test::users(100, "orders");
  const test::Column sessions = test::users(100, "sessions");
  if (orders[0].empty()) GTEST_SKIP() << test::kNoUsers;
  const Estimate control = ratio_estimate(cross_moments_of(sessions[0], orders[0])).value();
  const Estimate treatment = ratio_estimate(cross_moments_of(sessions[1], orders[1])).value();
  EXPECT_NEAR(control.value, 0.2857142857, 1e-9);
  EXPECT_NEAR(treatment.value, 0.2022471910, 1e-9);
  const Contrast seen =
      contrast(control, treatment, 0.05, Sides::greater, Reference::pooled).value();
  EXPECT_NEAR(seen.difference, -0.0834670947, 1e-9);
  EXPECT_NEAR(seen.difference_interval.low, -0.21187246704, 1e-9);
  EXPECT_NEAR(seen.test.statistic, -1.0794048813446926, 1e-12);
  EXPECT_NEAR(seen.test.p, 0.8584716347525132, 1e-12);
  EXPECT_NEAR(log_lift_interval(control, treatment, 0.05, Sides::greater, Reference::pooled)->low,
              -0.58523846543, 1e-9);
}

// growthbook's test_gbstats.py. Its denominators cannot be: 100 numbers that sum to 510 have
// squares of at least 2601, not 810. So the moments are written down, where typed sums would be
// put right. Its p and chance are of the relative difference by the delta method, which this
// variance gives; ours is of the difference.
TEST(RatioEstimate, AgreesWithGrowthBook) {
  const auto of_sums = [](double n, double y, double yy, double x, double xx, double xy) {
    return ratio_estimate({n, x / n, y / n, xx - x * x / n, yy - y * y / n, xy - x * y / n})
        .value();
  };
  const Estimate control = of_sums(100, 270, 848.79, 510, 810, -900);
  const Estimate treatment = of_sums(120, 300, 869, 500, 800, -905);
  EXPECT_NEAR(control.value, 0.529411765, 1e-9);
  EXPECT_NEAR(treatment.value, 0.6, 1e-12);
  const Contrast seen = contrast(control, treatment, 0.05).value();
  EXPECT_NEAR(seen.lift.value(), 0.133333333, 1e-9);
  EXPECT_NEAR(seen.test.p, 0.58798191876427673, 1e-12);
  EXPECT_NEAR(seen.lift_interval->low, -0.29122264967326016, 1e-12);
  EXPECT_NEAR(seen.lift_interval->high, 0.83573646527195732, 1e-12);
  const double ratio = treatment.value / control.value;
  const double relative_error =
      std::sqrt(treatment.variance + ratio * ratio * control.variance) / control.value;
  EXPECT_NEAR(numeric::normal_cdf((ratio - 1) / relative_error), 0.694926359, 1e-9);
}

// The delta method is the mean of y - ratio x, whose mean is zero: written out, user by user.
TEST(RatioEstimate, IsTheMeanOfResiduals) {
  numeric::Random random(5);
  std::vector<double> x(200);
  std::vector<double> y(200);
  double sum_x = 0;
  double sum_y = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] = random.poisson(2);
    y[i] = 1000 * random.poisson(x[i]);
    sum_x += x[i];
    sum_y += y[i];
  }
  const Estimate seen = ratio_estimate(cross_moments_of(x, y)).value();
  EXPECT_NEAR(seen.value, sum_y / sum_x, 1e-10);
  double squares = 0;
  for (size_t i = 0; i < x.size(); ++i) squares += std::pow(y[i] - sum_y / sum_x * x[i], 2);
  EXPECT_NEAR(seen.variance, squares / 199 * 200 / sum_x / sum_x, 1e-10 * seen.variance);

  // Users with nothing change the degrees of freedom alone.
  CrossMoments more = cross_moments_of(x, y);
  for (int i = 0; i < 300; ++i) more.add(0, 0);
  const Estimate diluted = ratio_estimate(more).value();
  EXPECT_NEAR(diluted.value, seen.value, 1e-10);
  EXPECT_NEAR(diluted.variance * 499 / 500, seen.variance * 199 / 200, 1e-10 * seen.variance);
}

TEST(RatioEstimate, WithoutDenominatorsIsEmpty) {
  EXPECT_EQ(ratio_estimate({}), std::nullopt);
  EXPECT_EQ(ratio_estimate({1, 2, 3, 0, 0, 0}), std::nullopt);
  const std::vector<double> none = {0, 0, 0};
  const std::vector<double> some = {1, 2, 4};
  EXPECT_EQ(ratio_estimate(cross_moments_of(none, some)), std::nullopt);
  // The same ratio for every user is a sure one.
  EXPECT_EQ(ratio_estimate(cross_moments_of(some, some))->variance, 0);
}

}  // namespace
}  // namespace dangol::experiment
