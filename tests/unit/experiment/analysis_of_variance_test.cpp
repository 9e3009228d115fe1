#include "experiment/analysis_of_variance.h"

#include <gtest/gtest.h>

#include <vector>

#include "experiment/two_means.h"

namespace dangol::experiment {
namespace {

Estimate mean_of(const std::vector<double>& values) {
  return mean_estimate(moments_of(values)).value();
}

// R: oneway.test(weight ~ group, PlantGrowth) prints F = 5.181, df 2 and 17.128, p = 0.01739.
TEST(AnalysisOfVariance, AgreesWithR) {
  const std::vector<Estimate> groups = {
      mean_of({4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14}),
      mean_of({4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69}),
      mean_of({6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26})};
  const VarianceTest seen = welch_analysis_of_variance(groups).value();
  EXPECT_NEAR(seen.f, 5.181, 5e-4);
  EXPECT_EQ(seen.df_between, 2);
  EXPECT_NEAR(seen.df_within, 17.128, 5e-4);
  EXPECT_NEAR(seen.p, 0.01739, 5e-6);
}

TEST(AnalysisOfVariance, OfTwoIsWelchsTest) {
  const std::vector<Estimate> groups = {mean_of({1, 2, 3, 9}), mean_of({4, 8, 15, 16, 23, 42})};
  const VarianceTest seen = welch_analysis_of_variance(groups).value();
  const auto t = contrast(groups[0], groups[1], 0.05)->test;
  EXPECT_NEAR(seen.f, t.statistic * t.statistic, 1e-13);
  EXPECT_NEAR(seen.df_within, t.df, 1e-12);
  EXPECT_NEAR(seen.p, t.p, 1e-13);
}

TEST(AnalysisOfVariance, WithoutVarianceIsEmpty) {
  const Estimate some = mean_of({1, 2, 3});
  const std::vector<Estimate> one = {some};
  const std::vector<Estimate> with_a_constant = {some, mean_of({4, 4, 4}), some};
  const std::vector<Estimate> with_a_single_user = {some, {3, 1, 1}, some};
  EXPECT_EQ(welch_analysis_of_variance({}), std::nullopt);
  EXPECT_EQ(welch_analysis_of_variance(one), std::nullopt);
  EXPECT_EQ(welch_analysis_of_variance(with_a_constant), std::nullopt);
  EXPECT_EQ(welch_analysis_of_variance(with_a_single_user), std::nullopt);
}

}  // namespace
}  // namespace dangol::experiment
