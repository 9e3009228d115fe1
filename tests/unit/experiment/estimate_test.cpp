#include "experiment/estimate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "numeric/random.h"

namespace dangol::experiment {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Pair {
  Estimate control;
  Estimate treatment;
};

/// Pairs of every kind: far apart and near, controls that cannot be told from zero, tiny groups.
Pair random_pair(numeric::Random& random) {
  const auto estimate = [&] {
    const double n = 2 + std::floor(std::exp(8 * random.uniform()));
    return Estimate{1 + random.normal() / 2, std::exp(-8 * random.uniform()), n};
  };
  return {estimate(), estimate()};
}

bool holds_zero(const Interval& interval) {
  return interval.low <= 0 && 0 <= interval.high;
}

TEST(Contrast, IntervalsExcludeZeroExactlyWhenTheTestRejects) {
  numeric::Random random(2);
  int unbounded = 0;
  int rejected = 0;
  for (int round = 0; round < 3000; ++round) {
    const Pair pair = random_pair(random);
    for (const Sides sides : {Sides::two, Sides::greater, Sides::less}) {
      for (const Reference reference : {Reference::welch, Reference::pooled, Reference::normal}) {
        const Contrast seen =
            contrast(pair.control, pair.treatment, 0.05, sides, reference).value();
        const bool rejects = seen.test.p < 0.05;
        EXPECT_EQ(rejects, !holds_zero(seen.difference_interval));
        EXPECT_EQ(seen.lift.has_value(), pair.control.value > 0);
        if (!seen.lift_interval) {
          ++unbounded;
          continue;
        }
        EXPECT_EQ(rejects, !holds_zero(*seen.lift_interval));
        EXPECT_LE(seen.lift_interval->low, seen.lift.value());
        EXPECT_GE(seen.lift_interval->high, seen.lift.value());
        rejected += rejects ? 1 : 0;
      }
    }
  }
  EXPECT_GT(unbounded, 1000);
  EXPECT_GT(rejected, 1000);
}

TEST(Contrast, PIsAlphaAtEveryLimit) {
  numeric::Random random(3);
  for (int round = 0; round < 300; ++round) {
    const Pair pair = random_pair(random);
    for (const Sides sides : {Sides::two, Sides::greater, Sides::less}) {
      for (const Reference reference : {Reference::welch, Reference::pooled, Reference::normal}) {
        const double alpha = 0.3 * random.uniform();
        const Contrast seen =
            contrast(pair.control, pair.treatment, alpha, sides, reference).value();
        const auto p_at_difference = [&](double limit) {
          Estimate moved = pair.treatment;
          moved.value -= limit;
          return contrast(pair.control, moved, alpha, sides, reference)->test.p;
        };
        const auto p_at_lift = [&](double limit) {
          return test_lift(pair.control, pair.treatment, limit, sides, reference)->p;
        };
        if (sides != Sides::less) {
          EXPECT_NEAR(p_at_difference(seen.difference_interval.low), alpha, 1e-9);
          if (seen.lift_interval) {
            EXPECT_NEAR(p_at_lift(seen.lift_interval->low), alpha, 1e-7);
          }
        } else {
          EXPECT_EQ(seen.difference_interval.low, -kInfinity);
        }
        if (sides != Sides::greater) {
          EXPECT_NEAR(p_at_difference(seen.difference_interval.high), alpha, 1e-9);
          if (seen.lift_interval) {
            EXPECT_NEAR(p_at_lift(seen.lift_interval->high), alpha, 1e-7);
          }
        } else {
          EXPECT_EQ(seen.difference_interval.high, kInfinity);
        }
        EXPECT_EQ(test_lift(pair.control, pair.treatment, 0, sides, reference)->p, seen.test.p);
      }
    }
  }
}

TEST(Contrast, SwappedLabelsMirror) {
  numeric::Random random(4);
  for (int round = 0; round < 300; ++round) {
    const Pair pair = random_pair(random);
    for (const Reference reference : {Reference::welch, Reference::pooled, Reference::normal}) {
      const auto p = [&](const Estimate& a, const Estimate& b, Sides sides) {
        return contrast(a, b, 0.1, sides, reference)->test.p;
      };
      const Contrast one =
          contrast(pair.control, pair.treatment, 0.1, Sides::two, reference).value();
      const Contrast other =
          contrast(pair.treatment, pair.control, 0.1, Sides::two, reference).value();
      EXPECT_EQ(one.test.p, other.test.p);
      EXPECT_EQ(one.difference_interval.low, -other.difference_interval.high);
      EXPECT_EQ(p(pair.control, pair.treatment, Sides::greater),
                p(pair.treatment, pair.control, Sides::less));
      // The ratio the other way round is the reciprocal, limits and all.
      if (one.lift_interval && other.lift_interval && one.lift_interval->low > -1) {
        const double product = (1 + one.lift_interval->low) * (1 + other.lift_interval->high);
        EXPECT_NEAR(product, 1, 1e-9);
      }
    }
  }
}

// Published intervals of shares, computed at 40 digits: visits after a mail to women against none
// (Hillstrom: 2262 of 21306, 3238 of 21387), clicks on a home page (Udacity: 932 of 3332, 928 of
// 2996).
TEST(Contrast, FiellersLiftsAreThePublishedOnes) {
  const auto share = [](double successes, double n) {
    const double p = successes / n;
    return Estimate{p, p * (1 - p) / n, n};
  };
  const Contrast visits =
      contrast(share(2262, 21306), share(3238, 21387), 0.05, Sides::two, Reference::normal).value();
  EXPECT_NEAR(visits.lift.value(), 0.426055, 5e-7);
  EXPECT_NEAR(visits.lift_interval->low, 0.356482, 5e-7);
  EXPECT_NEAR(visits.lift_interval->high, 0.499965, 5e-7);
  const Contrast clicks =
      contrast(share(932, 3332), share(928, 2996), 0.05, Sides::two, Reference::normal).value();
  EXPECT_NEAR(clicks.lift.value(), 0.107376, 5e-7);
  EXPECT_NEAR(clicks.lift_interval->low, 0.025959, 5e-7);
  EXPECT_NEAR(clicks.lift_interval->high, 0.195389, 5e-7);
}

TEST(Contrast, LogLiftsAreReciprocal) {
  const Estimate a = {2, 0.1, 50};
  const Estimate b = {3, 0.2, 60};
  for (const Reference reference : {Reference::welch, Reference::pooled, Reference::normal}) {
    const Interval one = log_lift_interval(a, b, 0.05, Sides::two, reference).value();
    const Interval other = log_lift_interval(b, a, 0.05, Sides::two, reference).value();
    EXPECT_NEAR((1 + one.low) * (1 + other.high), 1, 1e-14);
    EXPECT_NEAR(std::sqrt((1 + one.low) * (1 + one.high)), 1.5, 1e-14);
    EXPECT_EQ(log_lift_interval(a, b, 0.05, Sides::greater, reference)->high, kInfinity);
  }
  EXPECT_EQ(log_lift_interval({0, 0.1, 50}, b, 0.05), std::nullopt);
  EXPECT_EQ(log_lift_interval(a, {-1, 0.1, 50}, 0.05), std::nullopt);
}

TEST(Contrast, NothingToCompareIsEmpty) {
  const Estimate some = {2, 0.1, 50};
  const Estimate sure = {1, 0, 50};
  EXPECT_EQ(contrast({1, 0.1, 1}, some, 0.05), std::nullopt);
  EXPECT_EQ(contrast(some, {1, 0.1, 0}, 0.05), std::nullopt);
  EXPECT_EQ(contrast(sure, {2, 0, 9}, 0.05), std::nullopt);
  EXPECT_EQ(contrast(some, {1, kInfinity, 9}, 0.05), std::nullopt);
  EXPECT_EQ(interval_of({1, 0.1, 1}, 0.05), std::nullopt);
  // One side's variance is enough, and gives the degrees of freedom.
  EXPECT_NEAR(contrast(sure, some, 0.05)->test.df, 49, 1e-12);
  EXPECT_NEAR(contrast(some, sure, 0.05)->test.df, 49, 1e-12);
  // A control of zero has no lift, nor has a loss.
  EXPECT_EQ(contrast({0, 0, 50}, some, 0.05)->lift, std::nullopt);
  EXPECT_EQ(contrast({-5, 0.1, 50}, some, 0.05)->lift_interval, std::nullopt);
  // Numbers that overflow when squared still compare, without a lift's interval.
  const Contrast vast = contrast({1e200, 1e290, 9}, {2e200, 1e290, 9}, 0.05).value();
  EXPECT_EQ(vast.lift, 1);
  EXPECT_EQ(vast.lift_interval, std::nullopt);
  EXPECT_EQ(vast.test.p, 0);
}

// 12.706 is the 97.5% point of Student's distribution with one degree of freedom.
TEST(Contrast, OfOneVariantIsAStudentInterval) {
  const Interval student = interval_of({5, 4, 2}, 0.05).value();
  EXPECT_NEAR(student.high, 5 + 2 * 12.706204736174694, 1e-12);
  EXPECT_NEAR(student.low, 5 - 2 * 12.706204736174694, 1e-12);
  EXPECT_NEAR(interval_of({5, 4, 2}, 0.05, Reference::normal)->low, 5 - 2 * 1.959963984540054,
              1e-12);
}

}  // namespace
}  // namespace dangol::experiment
