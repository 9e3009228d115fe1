#include "experiment/proportion_comparison.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "experiment/exact_test.h"
#include "experiment/two_proportions.h"

namespace dangol::experiment {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Counts at the edges and between, of so many users.
std::vector<Count> counts_of(const std::vector<double>& sizes) {
  std::vector<Count> counts;
  for (const double n : sizes) {
    double last = -1;
    for (const double successes : {0., 1., std::floor(n * .3), n - 1, n}) {
      if (successes > last) counts.push_back({successes, n});
      last = std::max(last, successes);
    }
  }
  return counts;
}

bool holds_zero(Interval interval) {
  return interval.low <= 0 && interval.high >= 0;
}

std::string named(Count control, Count treatment, double alpha) {
  return std::to_string(control.successes) + "/" + std::to_string(control.n) + " v " +
         std::to_string(treatment.successes) + "/" + std::to_string(treatment.n) + " at " +
         std::to_string(alpha);
}

void expect_agreement(Count control, Count treatment, double alpha, Sides sides) {
  SCOPED_TRACE(named(control, treatment, alpha));
  const ProportionComparison got = compare(control, treatment, alpha, sides);
  const bool accepted = got.test.p >= alpha;
  EXPECT_EQ(holds_zero(got.difference_interval), accepted);
  EXPECT_LE(got.difference_interval.low, got.difference);
  EXPECT_GE(got.difference_interval.high, got.difference);
  ASSERT_EQ(got.lift.has_value(), control.successes > 0);
  ASSERT_EQ(got.lift_interval.has_value(), control.successes > 0);
  if (got.lift) {
    EXPECT_EQ(holds_zero(*got.lift_interval), accepted);
    EXPECT_LE(got.lift_interval->low, *got.lift + 1e-12);
    EXPECT_GE(got.lift_interval->high, *got.lift - 1e-12);
  }
  if (sides == Sides::two) {
    EXPECT_GE(got.difference_interval.low, -1);
    EXPECT_LE(got.difference_interval.high, 1);
  }
  EXPECT_EQ(got.difference_interval.high == kInfinity, sides == Sides::greater);
  EXPECT_EQ(got.difference_interval.low == -kInfinity, sides == Sides::less);
}

TEST(ProportionComparison, IntervalsLeaveOutZeroExactlyWhenTheTestRejects) {
  const std::vector<Count> small = counts_of({1, 2, 7});
  for (const Count& control : small) {
    for (const Count& treatment : small) expect_agreement(control, treatment, .05, Sides::two);
  }
  for (const Sides sides : {Sides::two, Sides::greater, Sides::less}) {
    for (const double alpha : {.3, .001}) {
      for (const Count& control : counts_of({1, 7})) {
        for (const Count& treatment : counts_of({7})) {
          expect_agreement(control, treatment, alpha, sides);
        }
      }
    }
    for (const double alpha : {.05, .01, .2}) {
      for (double x = 25; x <= 75; x += 10) {
        for (double y = 250; y <= 750; y += 25) {
          expect_agreement({x, 100}, {y, 1000}, alpha, sides);
        }
      }
    }
  }
  for (const Count& few : counts_of({20})) expect_agreement(few, {4, 31}, .05, Sides::two);
  expect_agreement({3, 40}, {1, 100000}, .05, Sides::two);
  expect_agreement({490, 1000}, {0, 9}, .05, Sides::two);
}

TEST(ProportionComparison, LabelSwapMirrors) {
  const auto hold = [](Count control, Count treatment) {
    SCOPED_TRACE(named(control, treatment, .05));
    for (const Sides sides : {Sides::two, Sides::greater}) {
      const ProportionComparison one = compare(control, treatment, .05, sides);
      const ProportionComparison other =
          compare(treatment, control, .05, sides == Sides::two ? Sides::two : Sides::less);
      EXPECT_EQ(one.method, other.method);
      EXPECT_NEAR(one.test.p, other.test.p, 1e-9);
      EXPECT_EQ(one.test.statistic, -other.test.statistic);
      EXPECT_EQ(one.difference, -other.difference);
      EXPECT_NEAR(one.difference_interval.low, -other.difference_interval.high, 1e-8);
      if (sides == Sides::greater) continue;
      EXPECT_NEAR(one.difference_interval.high, -other.difference_interval.low, 1e-8);
      if (!one.lift_interval || !other.lift_interval) continue;
      // The lift turned round is one over the ratio.
      const auto place = [](double ratio) { return ratio / (1 + ratio); };
      EXPECT_NEAR(place(one.lift_interval->high + 1), 1 - place(other.lift_interval->low + 1),
                  1e-8);
    }
  };
  for (const Count& control : counts_of({1, 7})) hold(control, {2, 9});
  for (const Count& control : counts_of({400})) hold(control, {91, 320});
  hold({5000, 1000000}, {5200, 1000000});
}

// Of the z test every digit; of the exact test, whose p jumps where tables tie, alpha lies between
// the two sides of the limit.
TEST(ProportionComparison, PAtTheLimitsIsAlpha) {
  const auto p = [](Effect effect, Count control, Count treatment, double value) {
    return normal_p(score_statistic(effect, control, treatment, value), Sides::two);
  };
  const Count counts[] = {{30, 100}, {70, 1000}, {412, 903}, {52000, 1000000}};
  for (const double alpha : {.05, .001}) {
    for (const Count& control : counts) {
      for (const Count& treatment : counts) {
        const ProportionComparison got = compare(control, treatment, alpha);
        ASSERT_EQ(got.method, ProportionTest::z);
        for (const double end : {got.difference_interval.low, got.difference_interval.high}) {
          EXPECT_NEAR(p(Effect::difference, control, treatment, end) / alpha, 1, 1e-8);
        }
        for (const double end : {got.lift_interval->low, got.lift_interval->high}) {
          EXPECT_NEAR(p(Effect::ratio, control, treatment, end + 1) / alpha, 1, 1e-8);
          EXPECT_NEAR(test_lift(control, treatment, end, Sides::two).p / alpha, 1, 1e-8);
        }
      }
    }
  }
  const Count small[] = {{1, 30}, {4, 12}, {6, 7}};
  for (const Count& control : small) {
    for (const Count& treatment : small) {
      SCOPED_TRACE(named(control, treatment, .05));
      const ProportionComparison got = compare(control, treatment, .05);
      ASSERT_EQ(got.method, ProportionTest::barnard);
      const auto hold = [&](Effect effect, double end, double outwards) {
        EXPECT_GE(score_p(effect, control, treatment, end, Sides::two), .05 - 1e-9);
        EXPECT_LT(score_p(effect, control, treatment, end + outwards, Sides::two), .05 + 1e-9);
      };
      hold(Effect::difference, got.difference_interval.low, -1e-8);
      hold(Effect::difference, got.difference_interval.high, 1e-8);
      const Interval ratio{got.lift_interval->low + 1, got.lift_interval->high + 1};
      hold(Effect::ratio, ratio.low, -1e-8 * (1 + ratio.low) * (1 + ratio.low));
      hold(Effect::ratio, ratio.high, 1e-8 * (1 + ratio.high) * (1 + ratio.high));
    }
  }
}

TEST(ProportionComparison, SmallExpectedCountsAreExact) {
  EXPECT_EQ(fitting_test({0, 50}, {9, 50}), ProportionTest::barnard);
  EXPECT_EQ(fitting_test({0, 50}, {10, 50}), ProportionTest::z);
  EXPECT_EQ(fitting_test({50, 50}, {41, 50}), ProportionTest::barnard);  // failures as well
  EXPECT_EQ(fitting_test({400, 4000}, {1, 49}), ProportionTest::barnard);
  EXPECT_EQ(fitting_test({500000, 1000000}, {1, 9}), ProportionTest::barnard);
  EXPECT_EQ(fitting_test({5000000, 10000000}, {1, 9}), ProportionTest::z);  // would take seconds
  EXPECT_EQ(fitting_test({4, 1000000000}, {9, 1000000000}), ProportionTest::z);
  EXPECT_EQ(fitting_test({4, 1000000000}, {5, 1000000000}), ProportionTest::barnard);
  const ProportionComparison got = compare({0, 50}, {3, 50}, .05);
  EXPECT_EQ(got.test.p, barnard({0, 50}, {3, 50}, Sides::two).p);
}

TEST(ProportionComparison, NothingHappenedAnywhere) {
  const ProportionComparison none = compare({0, 40}, {0, 60}, .05);
  EXPECT_EQ(none.test.p, 1);
  EXPECT_EQ(none.difference, 0);
  EXPECT_TRUE(holds_zero(none.difference_interval));
  EXPECT_LT(none.difference_interval.high, .2);
  EXPECT_EQ(none.lift, std::nullopt);
  const ProportionComparison all = compare({40, 40}, {60, 60}, .05);
  EXPECT_EQ(all.test.p, 1);
  EXPECT_EQ(all.lift, 0);
  const ProportionComparison stopped = compare({30, 100}, {0, 100}, .05);
  EXPECT_EQ(stopped.lift, -1);
  EXPECT_EQ(stopped.lift_interval->low, -1);
  EXPECT_LT(stopped.lift_interval->high, -.8);
}

// Of a two-sided interval at 2 alpha, each end is the one-sided limit at alpha (of the z test).
TEST(ProportionComparison, MarginIsHeldAsTheOneSidedLimitSays) {
  const Count control{300, 2000};
  const Count treatment{310, 2100};
  const double low = compare(control, treatment, .05, Sides::greater).lift_interval->low;
  EXPECT_NEAR(low, compare(control, treatment, .1).lift_interval->low, 1e-12);
  EXPECT_LT(test_lift(control, treatment, low - 1e-6, Sides::greater).p, .05);
  EXPECT_GT(test_lift(control, treatment, low + 1e-6, Sides::greater).p, .05);
  EXPECT_EQ(test_lift(control, treatment, 0, Sides::greater).p,
            compare(control, treatment, .05, Sides::greater).test.p);
  // A margin on few users is exact.
  EXPECT_EQ(test_lift({2, 20}, {3, 20}, -.5, Sides::greater).p,
            score_p(Effect::ratio, {2, 20}, {3, 20}, .5, Sides::greater));
}

// Rare events of very many users follow Poisson's law: only the scale differs. So do rare failures.
TEST(ProportionComparison, RareEventsOfManyUsersKeepTheirDigits) {
  for (const double events : {0., 4.}) {
    const ProportionComparison many = compare({3, 1e9}, {events, 1e9}, .05);
    const ProportionComparison fewer = compare({3, 1e5}, {events, 1e5}, .05);
    EXPECT_NEAR(many.test.p, fewer.test.p, 1e-4);
    EXPECT_NEAR(many.difference_interval.low / fewer.difference_interval.low, 1e-4, 1e-7);
    const ProportionComparison failures = compare({1e9 - 3, 1e9}, {1e9 - events, 1e9}, .05);
    EXPECT_NEAR(failures.test.p, many.test.p, 1e-9);
    EXPECT_NEAR(-failures.difference_interval.high / many.difference_interval.low, 1, 1e-6);
  }
}

// Newcombe (1998), table II, case (a): 56/70 - 48/80, score interval of Mee and of Miettinen and
// Nurminen.
TEST(ProportionComparison, PublishedScoreIntervals) {
  const Count control{48, 80};
  const Count treatment{56, 70};
  const Interval mee = compare(control, treatment, .05).difference_interval;
  EXPECT_NEAR(mee.low, .0533, 5e-5);
  EXPECT_NEAR(mee.high, .3377, 5e-5);
  const Interval factor = miettinen_nurminen(control, treatment, .05);
  EXPECT_NEAR(factor.low, .0528, 5e-5);
  EXPECT_NEAR(factor.high, .3382, 5e-5);
  const Interval wilson = newcombe(control, treatment, .05);
  EXPECT_NEAR(wilson.low, .0524, 5e-5);
  EXPECT_NEAR(wilson.high, .3339, 5e-5);
}

}  // namespace
}  // namespace dangol::experiment
