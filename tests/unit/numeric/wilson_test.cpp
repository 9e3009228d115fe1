#include "numeric/wilson.h"

#include <gtest/gtest.h>

namespace dangol::numeric {
namespace {

// R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
TEST(Wilson, AgreesWithNewcombesTable) {
  struct Case {
    uint64_t successes;
    uint64_t trials;
    double low;
    double high;
  };
  for (const Case& expected : {Case{81, 263, 0.2553, 0.3662}, Case{15, 148, 0.0624, 0.1605},
                               Case{0, 20, 0.0, 0.1611}, Case{1, 29, 0.0061, 0.1718}}) {
    const Interval interval = wilson_interval(expected.successes, expected.trials);
    EXPECT_NEAR(interval.low, expected.low, 0.00005) << expected.successes;
    EXPECT_NEAR(interval.high, expected.high, 0.00005) << expected.successes;
  }
}

// The interval's ends are where the score test is exactly at its critical value.
TEST(Wilson, EndsSolveTheScoreEquation) {
  for (const double z : {1.0, kZ95, 3.29}) {
    for (uint64_t trials = 1; trials <= 60; ++trials) {
      for (uint64_t successes = 0; successes <= trials; ++successes) {
        const Interval interval = wilson_interval(successes, trials, z);
        const double share = static_cast<double>(successes) / static_cast<double>(trials);
        for (const double end : {interval.low, interval.high}) {
          const double distance = (share - end) * (share - end);
          const double variance = end * (1 - end) / static_cast<double>(trials);
          EXPECT_NEAR(distance, z * z * variance, 1e-14);
        }
        EXPECT_LE(interval.low, share);
        EXPECT_GE(interval.high, share);
      }
    }
  }
}

TEST(Wilson, IsSymmetricAndStaysWithinZeroAndOne) {
  for (uint64_t successes = 0; successes <= 50; ++successes) {
    const Interval one = wilson_interval(successes, 50);
    const Interval other = wilson_interval(50 - successes, 50);
    EXPECT_NEAR(one.low, 1 - other.high, 1e-15);
    EXPECT_GE(one.low, 0);
    EXPECT_LE(one.high, 1);
  }
  EXPECT_EQ(wilson_interval(0, 1'000'000'000).low, 0);
  EXPECT_EQ(wilson_interval(1'000'000'000, 1'000'000'000).high, 1);
}

TEST(Wilson, KnowsNothingWithoutTrials) {
  EXPECT_EQ(wilson_interval(0, 0).low, 0);
  EXPECT_EQ(wilson_interval(0, 0).high, 1);
}

}  // namespace
}  // namespace dangol::numeric
