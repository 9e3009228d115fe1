#include "experiment/proportion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace dangol::experiment {
namespace {

// ../shared/golden/experiment.json.

TEST(ProportionGolden, A02) {
  const auto test = share_z_test({5, 83}, .05, Sides::two);
  EXPECT_NEAR(test.statistic, 0.392126026314, 1e-9);
  EXPECT_NEAR(test.p, 0.694965098115, 1e-9);
}

TEST(ProportionGolden, A17) {
  EXPECT_EQ(wilson({0, 50}, .05).low, 0);
  EXPECT_NEAR(wilson({0, 50}, .05).high, 0.071347599, 1e-8);
  EXPECT_EQ(clopper_pearson({0, 50}, .05).low, 0);
  EXPECT_NEAR(clopper_pearson({0, 50}, .05).high, 0.071121736, 1e-8);
}

TEST(ProportionGolden, A19) {
  EXPECT_NEAR(binomial_test({51, 235}, 1. / 6, Sides::less).p, 0.982022657605858, 1e-13);
  EXPECT_NEAR(binomial_test({51, 235}, 1. / 6, Sides::greater).p, 0.02654424571169085, 1e-13);
  EXPECT_NEAR(binomial_test({51, 235}, 1. / 6, Sides::two).p, 0.0437479701823997, 1e-13);
  const Interval interval = clopper_pearson({51, 235}, .05);
  EXPECT_NEAR(interval.low, 0.1660633298083073, 1e-13);
  EXPECT_NEAR(interval.high, 0.2752683640289254, 1e-13);
}

TEST(ProportionGolden, H13AndH14AsAnExactTest) {
  EXPECT_NEAR(binomial_test({53, 100}, .5, Sides::two).p, 0.6172994135892521, 1e-9);
  EXPECT_NEAR(binomial_test({2023, 4000}, .5, Sides::two).p, 0.477, 5e-4);
}

/// All counts that are no likelier, one by one.
double plain_two_sided(int seen, int n, double share) {
  const auto mass = [&](int k) {
    return std::exp(std::lgamma(n + 1.) - std::lgamma(k + 1.) - std::lgamma(n - k + 1.) +
                    k * std::log(share) + (n - k) * std::log1p(-share));
  };
  double sum = 0;
  for (int k = 0; k <= n; ++k) {
    if (mass(k) <= mass(seen) * (1 + 1e-7)) sum += mass(k);
  }
  return sum;
}

TEST(Proportion, TwoSidedExactTestCountsAllThatIsNoLikelier) {
  for (const int n : {1, 2, 7, 20, 53}) {
    for (const double share : {.01, .3, .5, 2. / 3, .97}) {
      for (int k = 0; k <= n; ++k) {
        EXPECT_NEAR(binomial_test({double(k), double(n)}, share, Sides::two).p,
                    std::min(1., plain_two_sided(k, n, share)), 1e-11)
            << k << " of " << n << " at " << share;
      }
    }
  }
  EXPECT_EQ(binomial_test({0, 5}, 0, Sides::two).p, 1);
  EXPECT_EQ(binomial_test({1, 5}, 0, Sides::two).p, 0);
  EXPECT_EQ(binomial_test({5, 5}, 1, Sides::two).p, 1);
}

// At each limit, the one-sided exact test is at alpha / 2; the mirror image is exact.
TEST(Proportion, ClopperPearsonInvertsTheExactTest) {
  for (const double n : {1., 2., 30., 4000.}) {
    for (const double share : {0., .01, .4, 1.}) {
      const Count count{std::round(n * share), n};
      for (const double alpha : {.05, .001}) {
        const Interval interval = clopper_pearson(count, alpha);
        if (count.successes > 0) {
          EXPECT_NEAR(binomial_test(count, interval.low, Sides::greater).p / alpha, .5, 1e-9);
        } else {
          EXPECT_EQ(interval.low, 0);
        }
        if (count.successes < n) {
          EXPECT_NEAR(binomial_test(count, interval.high, Sides::less).p / alpha, .5, 1e-9);
        } else {
          EXPECT_EQ(interval.high, 1);
        }
        const Interval mirrored = clopper_pearson({n - count.successes, n}, alpha);
        EXPECT_NEAR(mirrored.low, 1 - interval.high, 1e-13);
        EXPECT_NEAR(mirrored.high, 1 - interval.low, 1e-13);
      }
    }
  }
}

}  // namespace
}  // namespace dangol::experiment
