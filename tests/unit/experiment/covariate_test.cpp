#include "experiment/covariate.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "experiment/two_means.h"
#include "numeric/random.h"
#include "unit/experiment/users.h"

namespace dangol::experiment {
namespace {

using Arms = std::array<CrossMoments, 2>;

Arms arms_of(const std::string& measure) {
  const test::Column y = test::users(4000, measure);
  const test::Column x = test::users(4000, measure + "_covariate");
  return {cross_moments_of(x[0], y[0]), cross_moments_of(x[1], y[1])};
}

AdjustedContrast compared(const Arms& arms) {
  return compare_adjusted(arms[0], arms[1], fit_adjustment(arms).value(), 0.05).value();
}

TEST(Covariate, AgreesWithTeaTasting) {
  const Arms orders = arms_of("orders");
  if (orders[0].n == 0) GTEST_SKIP() << test::kNoUsers;
  EXPECT_NEAR(fit_adjustment(orders)->theta, 0.52129297, 5e-9);
  EXPECT_NEAR(compared(orders).contrast.test.p, 0.0073304098, 5e-11);

  const Arms revenue = arms_of("revenue");
  const AdjustedContrast seen = compared(revenue);
  EXPECT_NEAR(fit_adjustment(revenue)->theta, 0.4333752631601518, 1e-12);
  EXPECT_NEAR(seen.contrast.test.p, 0.006743929281205725, 1e-12);
  EXPECT_NEAR(seen.contrast.lift.value(), 0.1427, 5e-5);
  // Its interval is on the scale of logarithms.
  const Adjustment adjustment = fit_adjustment(revenue).value();
  const Interval logs = log_lift_interval(adjusted_mean(revenue[0], adjustment).value(),
                                          adjusted_mean(revenue[1], adjustment).value(), 0.05)
                            .value();
  EXPECT_NEAR(logs.low, 0.0377, 5e-5);
  EXPECT_NEAR(logs.high, 0.2584, 5e-5);
}

// growthbook's test_analyze_metric_df_ra. Its p of 0.003732549 and its interval are of the relative
// difference by the delta method; the difference's own p comes from the same oracle. Its lift
// divides by the unadjusted mean of the control, ours by the adjusted one.
TEST(Covariate, AgreesWithGrowthBook) {
  const Arms arms = {CrossMoments::from_sums(3001, 210, 415, 300, 600, -20),
                     CrossMoments::from_sums(3000, 120, 405, 222, 555, -10)};
  const AdjustedContrast seen = compared(arms);
  EXPECT_NEAR(fit_adjustment(arms)->theta, -0.07321194034813545, 1e-15);
  EXPECT_NEAR(seen.contrast.test.p, 0.011029368646, 1e-12);
  EXPECT_NEAR(seen.contrast.difference / arms[0].mean_y, -0.281707154, 1e-9);
  EXPECT_NEAR(seen.contrast.lift.value(), -0.27864895892972587, 1e-12);
  EXPECT_NEAR(seen.contrast.lift_interval->low, -0.45079367201279863, 1e-11);
  EXPECT_NEAR(seen.contrast.lift_interval->high, -0.071541721805558209, 1e-11);
}

// With a correlation of r the variance falls by r squared, and a difference that the covariate had
// before is taken away.
TEST(Covariate, TakesAwayWhatWasThereBefore) {
  numeric::Random random(6);
  std::array<std::vector<double>, 2> x;
  std::array<std::vector<double>, 2> y;
  for (size_t arm = 0; arm < 2; ++arm) {
    for (int i = 0; i < 20000; ++i) {
      const double before = 10 + 3 * random.normal() + (arm == 1 ? 0.2 : 0);
      x[arm].push_back(before);
      y[arm].push_back(5 + before + 4 * random.normal());
    }
  }
  const Arms arms = {cross_moments_of(x[0], y[0]), cross_moments_of(x[1], y[1])};
  const AdjustedContrast seen = compared(arms);
  EXPECT_NEAR(seen.variance_reduction, 9.0 / 25, 0.02);
  EXPECT_LT(compare_means(arms[0].y(), arms[1].y(), 0.05)->test.p, 0.01);
  EXPECT_GT(seen.contrast.test.p, 0.01);
  EXPECT_LT(seen.balance->p, 1e-6);

  // The adjusted column, made user by user.
  const Adjustment adjustment = fit_adjustment(arms).value();
  for (size_t arm = 0; arm < 2; ++arm) {
    Moments adjusted;
    for (size_t i = 0; i < x[arm].size(); ++i) {
      adjusted.add(y[arm][i] - adjustment.theta * (x[arm][i] - adjustment.covariate_mean));
    }
    const Estimate by_user = mean_estimate(adjusted).value();
    const Estimate by_moments = adjusted_mean(arms[arm], adjustment).value();
    EXPECT_NEAR(by_moments.value, by_user.value, 1e-10);
    EXPECT_NEAR(by_moments.variance, by_user.variance, 1e-10 * by_user.variance);
  }
}

TEST(Covariate, ThatSaysNothingOrAllIsEmpty) {
  const std::vector<double> x = {1, 2, 4, 8};
  const std::vector<double> same = {3, 3, 3, 3};
  const Arms constant = {cross_moments_of(same, x), cross_moments_of(same, x)};
  EXPECT_EQ(fit_adjustment(constant), std::nullopt);
  EXPECT_EQ(fit_adjustment({}), std::nullopt);
  // Nothing varies once the covariate is taken out.
  const Arms perfect = {cross_moments_of(x, x), cross_moments_of(x, x)};
  EXPECT_EQ(compare_adjusted(perfect[0], perfect[1], fit_adjustment(perfect).value(), 0.05),
            std::nullopt);
  EXPECT_EQ(compare_adjusted(perfect[0], {}, {1, 0}, 0.05), std::nullopt);
  EXPECT_EQ(compare_adjusted(constant[0], constant[1], {0, 3}, 0.05)->balance, std::nullopt);
}

}  // namespace
}  // namespace dangol::experiment
