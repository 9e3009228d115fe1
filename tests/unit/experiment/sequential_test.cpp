#include "experiment/sequential.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "numeric/random.h"

namespace dangol::experiment {
namespace {

TEST(Sequential, NormalMixture) {
  // gostevehoward/confseq, uniform_boundaries_unittest.cpp.
  const NormalMixture two = normal_mixture(100, 0.05, Sides::two);
  EXPECT_NEAR(two.rho, 12.60056, 1e-5);
  EXPECT_NEAR(log_factor(two, 10, 100), -0.6510052, 1e-5);
  EXPECT_NEAR(mixture_bound(two, 100, 0.05), 30.35209, 1e-5);
  const NormalMixture one = normal_mixture(100, 0.05, Sides::greater);
  EXPECT_NEAR(log_factor(one, 10, 100), -0.06502391, 1e-5);
  EXPECT_NEAR(mixture_bound(one, 100, 0.05), 27.66071, 1e-5);
  // The unit-information Bayes factor of means 10 and 11, variance 4, 200 each: z is 5 and the
  // effective number of users 100 (bucketeer, sequential_bayes_factor_test.go).
  const double bayes_factor = std::exp(log_factor({1, Sides::two}, 5 * 10, 100));
  EXPECT_NEAR(bayes_factor, 23592.34007751288, 1e-9 * bayes_factor);
}

TEST(Sequential, FactorIsAnAverageOverAlternatives) {
  // exp(drift s - drift^2 v / 2) under a normal weight of variance 1 / rho; half of it for one
  // side.
  for (const double s : {-400.0, -3.0, 0.0, 2.0, 40.0}) {
    constexpr double kVariance = 30;
    constexpr double kRho = 7;
    double two = 0;
    double above = 0;
    constexpr double kStep = 1e-4;
    for (double drift = kStep / 2; drift < 12; drift += kStep) {
      const double weight = kStep * std::sqrt(kRho / 6.283185307179586);
      const double fall = -drift * drift * (kVariance + kRho) / 2;
      above += weight * std::exp(drift * s + fall);
      two += weight * (std::exp(drift * s + fall) + std::exp(-drift * s + fall));
    }
    if (std::isfinite(two)) {
      EXPECT_NEAR(log_factor({kRho, Sides::two}, s, kVariance), std::log(two), 1e-6);
    }
    EXPECT_NEAR(log_factor({kRho, Sides::less}, s, kVariance), std::log(2 * above), 1e-4);
  }
}

TEST(Sequential, ConfidenceSequence) {
  // growthbook, test_sequential_test_runs: the lift of 1396.87 / 3000 and 2422.7 / 3461 users, with
  // squares of 52377.9767 and 134698.29, by the delta method.
  const AnytimeTest lift =
      anytime_test(0.5033610858562356, 0.3334122146400735, 6461, 1'000, 0.05, Sides::two);
  EXPECT_NEAR(lift.interval.low, -0.55844, 5e-6);
  EXPECT_NEAR(lift.interval.high, 1.56516, 5e-6);
  EXPECT_EQ(lift.p, 1);
  // Eppo, statistical-nitty-gritty.md, equation 15.
  constexpr double kExpected[][2] = {
      {1'000, 3.855055}, {5'000, 3.083569}, {10'000, 3.035209}, {50'000, 3.153030}};
  for (const auto& [n, multiplier] : kExpected) {
    const AnytimeTest test = anytime_test(0, 1, n, 10'000, 0.05, Sides::two);
    EXPECT_NEAR(test.interval.high, multiplier, 1e-6);
    EXPECT_EQ(test.interval.low, -test.interval.high);
    EXPECT_NEAR(test.width_ratio, multiplier / 1.959963984540054, 1e-6);
  }
}

TEST(Sequential, LimitsAgreeWithP) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const double alpha : {0.05, 0.01, 0.2}) {
    for (const double n : {10.0, 1e3, 1e7}) {
      for (const Sides sides : {Sides::two, Sides::greater, Sides::less}) {
        const double sign = sides == Sides::less ? -1 : 1;
        const AnytimeTest at_zero = anytime_test(0, 0.3, n, 1'000, alpha, sides);
        const double limit = sign > 0 ? -at_zero.interval.low : at_zero.interval.high;
        const AnytimeTest at_limit = anytime_test(sign * limit, 0.3, n, 1'000, alpha, sides);
        EXPECT_NEAR(at_limit.p, alpha, 1e-9 * n);
        EXPECT_LT(anytime_test(sign * limit * 1.001, 0.3, n, 1'000, alpha, sides).p, alpha);
        EXPECT_GT(anytime_test(sign * limit * 0.999, 0.3, n, 1'000, alpha, sides).p, alpha);
        EXPECT_GT(at_zero.width_ratio, 1);
        const double open = sign > 0 ? at_zero.interval.high : -at_zero.interval.low;
        EXPECT_EQ(open == kInfinity, sides != Sides::two);
        // The other direction never speaks for a one-sided alternative, however far it goes.
        if (sides != Sides::two) {
          EXPECT_EQ(anytime_test(-sign * 100, 0.3, n, 1'000, alpha, sides).p, 1);
        }
      }
    }
  }
}

TEST(Sequential, LookingAfterEveryUserErrsNoMoreOftenThanItSays) {
  numeric::Random random(7);
  constexpr int kRuns = 2'000;
  constexpr double kUsers = 600;
  int sequence = 0;
  int fixed = 0;
  for (int run = 0; run < kRuns; ++run) {
    double sum = 0;
    bool crossed = false;
    bool peeked = false;
    const NormalMixture mixture = normal_mixture(200, 0.05, Sides::two);
    for (double n = 1; n <= kUsers; ++n) {
      sum += random.normal();
      crossed = crossed || log_factor(mixture, sum, n) > std::log(20.0);
      peeked = peeked || std::abs(sum) > 1.96 * std::sqrt(n);
    }
    sequence += crossed ? 1 : 0;
    fixed += peeked ? 1 : 0;
  }
  EXPECT_LT(sequence, 0.05 * kRuns);
  EXPECT_GT(fixed, 0.3 * kRuns);  // what looking costs without it
}

}  // namespace
}  // namespace dangol::experiment
