#include "experiment/group_sequential.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "numeric/distributions.h"
#include "numeric/random.h"

namespace dangol::experiment {
namespace {

using Numbers = std::vector<double>;

TEST(GroupSequential, Spending) {
  // zalando/expan, test_early_stopping.py.
  constexpr double kExpected[][2] = {{0.2, 1.17264468e-05}, {0.4, 1.94191300e-03},
                                     {0.6, 1.13964185e-02}, {0.8, 2.84296308e-02},
                                     {1.0, 5e-02},          {0.5, 0.005574596680784305}};
  for (const auto& [fraction, error] : kExpected) {
    EXPECT_NEAR(spent(Spending::obrien_fleming, fraction, 0.05), error, 1e-9);
  }
  for (const Spending spending : {Spending::obrien_fleming, Spending::pocock}) {
    EXPECT_EQ(spent(spending, 0, 0.05), 0);
    EXPECT_EQ(spent(spending, 1, 0.05), 0.05);
    EXPECT_EQ(spent(spending, 1.7, 0.05), 0.05);
    EXPECT_NEAR(spent(spending, 1 - 1e-12, 0.05), 0.05, 1e-12);
  }
}

TEST(GroupSequential, BoundsOfPlans) {
  // Two sides, alpha 0.05, five looks. Pocock at 40 digits; O'Brien-Fleming from the tables of
  // D. M. Reboussin, D. L. DeMets, K. Kim, K. K. G. Lan, Controlled Clinical Trials 21 (2000).
  constexpr double kPocock[] = {2.437977, 2.426814, 2.410194, 2.396645, 2.385985};
  constexpr double kOBrienFleming[] = {4.8769, 3.3569, 2.6803, 2.2898, 2.0310};
  for (int look = 1; look <= 5; ++look) {
    const LookNow pocock = look_now({5, Spending::pocock, 0.05, Sides::two}, look / 5.0);
    EXPECT_NEAR(pocock.bound, kPocock[look - 1], 1e-6);
    EXPECT_EQ(pocock.look, look);
    EXPECT_NEAR(pocock.width_ratio, pocock.bound / 1.959963984540054, 1e-12);
    const LookNow late = look_now({5, Spending::obrien_fleming, 0.05, Sides::two}, look / 5.0);
    EXPECT_NEAR(late.bound, kOBrienFleming[look - 1], 2e-4);
    // Each side of two is a plan of its own with half of alpha, but for who left by the other side.
    const LookNow one = look_now({5, Spending::obrien_fleming, 0.025, Sides::less}, look / 5.0);
    EXPECT_NEAR(one.bound, late.bound, 1e-4);
  }
  // One look is the fixed-horizon test.
  EXPECT_NEAR(look_now({1, Spending::pocock, 0.05, Sides::two}, 1).bound, 1.959963984540054, 1e-12);
  EXPECT_NEAR(look_now({1, Spending::pocock, 0.05, Sides::greater}, 1).width_ratio, 1, 1e-12);
}

TEST(GroupSequential, BoundsOfSpendingGiven) {
  // gsDesign, test-normal-density-constant-regression.R. Its grid leaves errors of up to 8e-8 after
  // the first look; what is compared more closely here is by mpmath at 20 digits.
  const Numbers information = {0.25, 0.5, 0.75, 1};
  const Numbers below = {0.01, 0.02, 0.03, 0.04};
  const Numbers above = {0.005, 0.01, 0.015, 0.02};
  const auto bounds = spending_bounds(information, below, above);
  EXPECT_NEAR(bounds[0].high, 2.5758293035489, 1e-12);
  EXPECT_NEAR(bounds[0].low, -2.32634787404084, 1e-12);
  EXPECT_NEAR(bounds[1].high, 2.2598608164553239, 1e-11);
  EXPECT_NEAR(bounds[1].low, -1.9681818469751311, 1e-11);
  EXPECT_NEAR(bounds[2].high, 2.00956235500466, 1e-11);
  EXPECT_NEAR(bounds[2].low, -1.67671153315465335, 1e-7);
  EXPECT_NEAR(bounds[3].high, 1.79397591800809, 1e-7);
  EXPECT_NEAR(bounds[3].low, -1.41871200118752, 1e-7);
  const auto crossings = crossing_probabilities(information, bounds, 0);
  for (size_t look = 0; look < 4; ++look) {
    EXPECT_NEAR(crossings[look].below, below[look], 1e-12);
    EXPECT_NEAR(crossings[look].above, above[look], 1e-12);
  }
  // spotify/confidence, test_seq_bounds_run_over: alpha 0.01 spent with the square of the fraction.
  Numbers fractions, steps;
  double before = 0;
  for (const double users : {250.0, 450.0, 630.0, 810.0}) {
    fractions.push_back(users / 810);
    const double now = 0.01 / 2 * fractions.back() * fractions.back();
    steps.push_back(now - before);
    before = now;
  }
  const auto symmetric = spending_bounds(fractions, steps, steps);
  constexpr double kLevels[] = {0.000953, 0.002412, 0.004097, 0.006361};
  for (size_t look = 0; look < 4; ++look) {
    EXPECT_NEAR(2 * numeric::normal_upper(symmetric[look].high), kLevels[look], 1e-6);
    EXPECT_NEAR(symmetric[look].low, -symmetric[look].high, 1e-11);
  }
}

TEST(GroupSequential, ClassicalBoundsOfOBrienFleming) {
  // A constant c on the scale of sums: gsDesign, test-outputs.R, 4.05, 2.86, 2.34, 2.02.
  const Numbers information = {0.25, 0.5, 0.75, 1};
  constexpr double kExpected[] = {4.05, 2.86, 2.34, 2.02};
  double low = 1;
  double high = 3;
  std::vector<Interval> bounds(4);
  for (int i = 0; i < 40; ++i) {
    const double constant = (low + high) / 2;
    double error = 0;
    for (size_t look = 0; look < 4; ++look) {
      const double bound = constant / std::sqrt(information[look]);
      bounds[look] = {-bound, bound};
    }
    for (const Crossing& crossing : crossing_probabilities(information, bounds, 0)) {
      error += crossing.below + crossing.above;
    }
    (error > 0.05 ? low : high) = constant;
  }
  for (size_t look = 0; look < 4; ++look) EXPECT_NEAR(bounds[look].high, kExpected[look], 5e-3);
}

TEST(GroupSequential, CrossingsAreThoseOfTwoNormalVariables) {
  // Two looks by a plain sum over the first z: P(|Z1| <= a, Z2 >= b) with a drift.
  const Numbers information = {0.3, 1.1};
  const std::vector<Interval> bounds = {{-1.5, 2.2}, {-1, 1.9}};
  constexpr double kDrift = 1.3;
  const auto crossings = crossing_probabilities(information, bounds, kDrift);
  const double mean = kDrift * std::sqrt(0.3);
  EXPECT_NEAR(crossings[0].above, numeric::normal_upper(2.2 - mean), 1e-14);
  EXPECT_NEAR(crossings[0].below, numeric::normal_cdf(-1.5 - mean), 1e-14);
  double above = 0;
  constexpr int kSteps = 20'000;
  for (int i = 0; i < kSteps; ++i) {
    const double z = -1.5 + 3.7 * (i + 0.5) / kSteps;
    const double second =
        (1.9 * std::sqrt(1.1) - z * std::sqrt(0.3) - kDrift * 0.8) / std::sqrt(0.8);
    above += 3.7 / kSteps * numeric::normal_density(z - mean) * numeric::normal_upper(second);
  }
  EXPECT_NEAR(crossings[1].above, above, 1e-9);
}

TEST(GroupSequential, OffThePlannedMoments) {
  const LookPlan plan = {4, Spending::obrien_fleming, 0.05, Sides::two};
  // Late by a little: the same look, a bound between its neighbours'.
  const LookNow late = look_now(plan, 0.55);
  EXPECT_EQ(late.look, 2);
  EXPECT_LT(late.bound, look_now(plan, 0.5).bound);
  EXPECT_GT(late.bound, look_now(plan, 0.75).bound);
  // Beyond the plan: the last look, with more information behind it and nothing kept back.
  const LookNow over = look_now(plan, 1.5);
  EXPECT_EQ(over.look, 4);
  EXPECT_GT(over.bound, 1.96);
  EXPECT_LT(over.bound, look_now(plan, 1).bound + 0.1);
  // Far beyond, the looks before say nothing about it any more.
  const double before = spent(plan.spending, 0.75, 0.025);
  EXPECT_NEAR(numeric::normal_upper(look_now(plan, 1e9).bound), (0.025 - before) / (1 - 2 * before),
              1e-6);
  // So early that nothing is spent.
  EXPECT_TRUE(std::isinf(look_now(plan, 1e-4).bound));
  EXPECT_EQ(repeated_p(plan, 1e-4, 50), 1);
  // The first look by itself, solved for alpha: both sides together may have spent 2 P(Z >= 5).
  const double quantile = numeric::normal_upper_quantile(numeric::normal_upper(5) / 2);
  EXPECT_NEAR(repeated_p(plan, 0.05, 5), 4 * numeric::normal_upper(quantile * std::sqrt(0.05)),
              1e-9);
}

TEST(GroupSequential, RepeatedPMeetsTheBound) {
  for (const Spending spending : {Spending::obrien_fleming, Spending::pocock}) {
    for (const Sides sides : {Sides::two, Sides::greater, Sides::less}) {
      for (const auto& [alpha, fraction] : {std::pair{0.05, 0.4}, std::pair{0.001, 1.0}}) {
        const LookPlan plan = {5, spending, alpha, sides};
        const double bound = look_now(plan, fraction).bound;
        const double sign = sides == Sides::less ? -1 : 1;
        EXPECT_NEAR(repeated_p(plan, fraction, sign * bound), alpha, 1e-8 * alpha);
        EXPECT_LT(repeated_p(plan, fraction, sign * bound * 1.001), alpha);
        EXPECT_GT(repeated_p(plan, fraction, sign * bound * 0.999), alpha);
      }
    }
  }
  const LookPlan plan = {3, Spending::pocock, 0.05, Sides::greater};
  EXPECT_EQ(repeated_p(plan, 1, -9), 1);
  EXPECT_GT(repeated_p(plan, 1, 0.3), 0.4);
  EXPECT_EQ(repeated_p({3, Spending::pocock, 0.05, Sides::two}, 1, 0), 1);
  // One look: the p-value of the fixed-horizon test, also far in the tail.
  const LookPlan once = {1, Spending::pocock, 0.05, Sides::two};
  EXPECT_NEAR(repeated_p(once, 1, -1.3), 2 * numeric::normal_upper(1.3), 1e-9);
  const double tail = 2 * numeric::normal_upper(13.5);
  EXPECT_NEAR(repeated_p(once, 1, 13.5), tail, 1e-7 * tail);
}

TEST(GroupSequential, SimulatedLooksErrAndFindAsOftenAsTheyShould) {
  const LookPlan plan = {4, Spending::pocock, 0.05, Sides::two};
  const double inflated = inflation(plan, 0.8);
  const double drift = std::sqrt(inflated) * (1.959963984540054 + numeric::normal_quantile(0.8));
  double bounds[4] = {};
  for (int look = 1; look <= 4; ++look) bounds[look - 1] = look_now(plan, look / 4.0).bound;
  numeric::Random random(11);
  constexpr int kRuns = 20'000;
  int errors = 0;
  int finds = 0;
  for (int run = 0; run < kRuns; ++run) {
    double sum = 0;
    bool erred = false;
    bool found = false;
    for (int look = 1; look <= 4; ++look) {
      sum += random.normal() / 2;
      const double root = std::sqrt(look / 4.0);
      erred = erred || std::abs(sum / root) > bounds[look - 1];
      found = found || (sum + drift * look / 4) / root > bounds[look - 1];
    }
    errors += erred ? 1 : 0;
    finds += found ? 1 : 0;
  }
  EXPECT_NEAR(errors, 0.05 * kRuns, 4 * std::sqrt(kRuns * 0.05 * 0.95));
  EXPECT_NEAR(finds, 0.8 * kRuns, 4 * std::sqrt(kRuns * 0.8 * 0.2));
}

TEST(GroupSequential, Inflation) {
  // C. Jennison, B. W. Turnbull, Group Sequential Methods (2000): looks cost little when errors are
  // spent late, and more looks cost more.
  EXPECT_NEAR(inflation({1, Spending::obrien_fleming, 0.05, Sides::two}, 0.8), 1, 1e-9);
  double before = 1;
  for (const int looks : {2, 3, 5, 10}) {
    const double late = inflation({looks, Spending::obrien_fleming, 0.05, Sides::two}, 0.9);
    const double even = inflation({looks, Spending::pocock, 0.05, Sides::two}, 0.9);
    EXPECT_GT(late, before);
    EXPECT_LT(late, 1.05);
    EXPECT_GT(even, late + 0.05);
    before = late;
  }
}

}  // namespace
}  // namespace dangol::experiment
