// Whether the intervals hold what they promise: how often they cover the truth in many made-up
// shops, by fixed seeds. Times are exponential and counted in whole days, so that the truth is
// known: P(time > t) = exp(-(t + 1) / mean). Bounds: 95% and three standard errors of the count.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "metrics/survival.h"
#include "unit/metrics/survival_reference.h"

namespace dangol::metrics {
namespace {

constexpr int kShops = 2'000;
constexpr double kMonteCarlo = 0.015;  // 3 sqrt(0.95 x 0.05 / 2000)

double uniform(std::mt19937& random) {
  return (static_cast<double>(random()) + 0.5) / 4294967296.0;
}

/// Customers who joined evenly over the last 200 days, the event coming after `mean` days.
Durations simulate(std::mt19937& random, int customers, double mean) {
  std::vector<test::Person> people;
  for (int i = 0; i < customers; ++i) {
    const int event = static_cast<int>(-mean * std::log(uniform(random)));
    const int age = static_cast<int>(200 * uniform(random));
    people.push_back({std::min(event, age), event <= age, 0});
  }
  return test::durations_of(people);
}

double true_survival(uint32_t day, double mean) {
  return std::exp(-(day + 1.0) / mean);
}

double true_restricted_mean(uint32_t horizon, double mean) {
  double sum = 0;
  for (uint32_t day = 0; day < horizon; ++day) sum += true_survival(day, mean);
  return sum;
}

TEST(SurvivalSimulation, IntervalsCoverTheTruth) {
  std::mt19937 random(101);
  constexpr uint32_t kDay = 60;
  constexpr uint32_t kHorizon = 120;
  constexpr double kMean = 80;
  int survival = 0;
  int restricted = 0;
  double bias = 0;
  for (int shop = 0; shop < kShops; ++shop) {
    const SurvivalCurve curve = kaplan_meier(simulate(random, 200, kMean), kHorizon);
    const SurvivalPoint* point = nullptr;
    for (const SurvivalPoint& candidate : curve.points) {
      if (candidate.day <= kDay) point = &candidate;
    }
    const double truth = true_survival(kDay, kMean);
    survival += point->interval->low <= truth && truth <= point->interval->high ? 1 : 0;
    const double mean = true_restricted_mean(kHorizon, kMean);
    const double distance = *curve.restricted_mean - mean;
    restricted += std::abs(distance) <= numeric::kZ95 * *curve.restricted_mean_error ? 1 : 0;
    bias += distance / kShops;
  }
  EXPECT_NEAR(survival / double{kShops}, 0.95, kMonteCarlo);
  EXPECT_NEAR(restricted / double{kShops}, 0.95, kMonteCarlo);
  EXPECT_NEAR(bias, 0, 0.25);
}

TEST(SurvivalSimulation, IntervalsOfDifferencesCoverTheTruth) {
  std::mt19937 random(103);
  int covered = 0;
  const double truth = true_restricted_mean(120, 100) - true_restricted_mean(120, 60);
  for (int shop = 0; shop < kShops; ++shop) {
    const Durations a = simulate(random, 150, 60);
    const Durations b = simulate(random, 100, 100);
    const auto difference = restricted_mean_difference(a, b, 120).value();
    covered += difference.interval.low <= truth && truth <= difference.interval.high ? 1 : 0;
  }
  EXPECT_NEAR(covered / double{kShops}, 0.95, kMonteCarlo);
}

// Kolmogorov's distance to the uniform distribution stays below 1.63 / sqrt(n) 99 times in 100.
TEST(SurvivalSimulation, LogRankIsUniformWhenNothingDiffers) {
  std::mt19937 random(107);
  std::vector<double> p;
  for (int shop = 0; shop < kShops; ++shop) {
    const std::vector<Durations> groups = {simulate(random, 80, 80), simulate(random, 60, 80),
                                           simulate(random, 120, 80)};
    p.push_back(log_rank(groups).p.value());
  }
  std::sort(p.begin(), p.end());
  double distance = 0;
  for (size_t i = 0; i < p.size(); ++i) {
    const double share = static_cast<double>(i + 1) / kShops;
    distance = std::max(distance, std::abs(share - p[i]));
  }
  EXPECT_LT(distance, 1.63 / std::sqrt(kShops));
  const auto small = std::lower_bound(p.begin(), p.end(), 0.05) - p.begin();
  EXPECT_NEAR(static_cast<double>(small) / kShops, 0.05, kMonteCarlo);
}

TEST(SurvivalSimulation, LogRankFindsADifference) {
  std::mt19937 random(109);
  int found = 0;
  for (int shop = 0; shop < 200; ++shop) {
    const std::vector<Durations> groups = {simulate(random, 150, 50), simulate(random, 150, 100)};
    found += *log_rank(groups).p < 0.05 ? 1 : 0;
  }
  EXPECT_GT(found, 190);
}

}  // namespace
}  // namespace dangol::metrics
