// Equivalence against golden/experiment.json J17, K02 and K03, and against the intervals that it is
// the other side of.
#include "experiment/equivalence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "experiment/estimate.h"
#include "experiment/two_proportions.h"

namespace dangol::experiment {
namespace {

// J17: PASS and statsmodels, exact binomial tests.
TEST(Equivalence, PowerAsPass) {
  const CountRange range = equivalent_counts(500, .5, .7, .05);
  EXPECT_EQ(range.first, 269);
  EXPECT_EQ(range.last, 332);
  const double expected[] = {.9965, .9940, .9815, .9482, .8783, .7583, .5914, .4041, .2352, .1139};
  for (int i = 0; i < 10; ++i) {
    EXPECT_NEAR(equivalence_power(500, .6 + .01 * i, .5, .7, .05), expected[i], 1e-4) << i;
  }
}

TEST(Equivalence, NoCountOfFewUsersShowsIt) {
  const CountRange range = equivalent_counts(10, .45, .55, .05);
  EXPECT_GT(range.first, range.last);
  EXPECT_EQ(equivalence_power(10, .5, .45, .55, .05), 0);
  // Limits that nothing passes: every count shows it.
  EXPECT_EQ(equivalent_counts(1, 0, 1, .05).first, 1);
}

// K02: SAS, one share by its own standard error.
TEST(Equivalence, OneShareAsSas) {
  const double share = 228. / 762;
  const double error = std::sqrt(share * (1 - share) / 762);
  const Equivalence test = equivalence(share, error, .18, .38);
  EXPECT_NEAR(test.above.statistic, 7.1865, 1e-4);
  EXPECT_NEAR(test.below.statistic, -4.8701, 1e-4);
  EXPECT_NEAR(test.p(), 5.578e-7, 1e-9);  // Phi(-4.8701)
  const double reach = normal_reach(.1, Sides::two) * error;
  EXPECT_NEAR(share - reach, .2719, 1e-4);
  EXPECT_NEAR(share + reach, .3265, 1e-4);
  EXPECT_NEAR(equivalence(share, error, share - reach, share + reach).p(), .05, 1e-12);
}

// K03: at the limits of the 90% interval both tests are at 5%, whatever the method.
TEST(Equivalence, IsAtAlphaAtTheLimits) {
  const Count control{1, 34};
  const Count treatment{7, 34};
  const double small_sample = 68. / 67;
  for (const double alpha : {.05, .01, .2}) {
    const auto hold = [&](Effect effect, const Interval& limits, double factor) {
      const Equivalence test =
          equivalence(effect, control, treatment, limits.low, limits.high, factor);
      EXPECT_NEAR(test.above.p, alpha, 1e-10);
      EXPECT_NEAR(test.below.p, alpha, 1e-10);
    };
    hold(Effect::difference, score_difference(control, treatment, 2 * alpha), 1);
    hold(Effect::difference, miettinen_nurminen(control, treatment, 2 * alpha), small_sample);
    hold(Effect::ratio, ratio_score(control, treatment, 2 * alpha), 1);
    hold(Effect::odds_ratio, odds_ratio_score(control, treatment, 2 * alpha), small_sample);
    const Interval wald =
        wald_difference(control, treatment, 2 * alpha, Variance::unpooled, Continuity::none);
    const double error = std::sqrt(7. * 27 / 34 / 34 / 34 + 33. / 34 / 34 / 34);
    EXPECT_NEAR(equivalence(6. / 34, error, wald.low, wald.high).above.p, alpha, 1e-10);
    EXPECT_NEAR(equivalence(6. / 34, error, wald.low, wald.high).below.p, alpha, 1e-10);
    const Interval log_ratio = *katz_ratio(control, treatment, 2 * alpha);
    const double log_error = std::sqrt(27. / 34 / 7 + 33. / 34);
    const Equivalence of_log =
        equivalence(std::log(7.), log_error, std::log(log_ratio.low), std::log(log_ratio.high));
    EXPECT_NEAR(of_log.above.p, alpha, 1e-10);
    EXPECT_NEAR(of_log.below.p, alpha, 1e-10);
  }
}

// The same of means and their lift: Welch and Fieller.
TEST(Equivalence, OfMeansIsAtAlphaAtTheLimits) {
  const Estimate control{10, .16, 40};
  const Estimate treatment{11, .36, 25};
  const Contrast both = *contrast(control, treatment, .1);
  const Equivalence test =
      equivalence(both.difference, std::sqrt(.52), both.difference_interval.low,
                  both.difference_interval.high, both.test.df);
  EXPECT_NEAR(test.above.p, .05, 1e-10);
  EXPECT_NEAR(test.below.p, .05, 1e-10);
  EXPECT_NEAR(test_lift(control, treatment, both.lift_interval->low, Sides::greater)->p, .05,
              1e-10);
  EXPECT_NEAR(test_lift(control, treatment, both.lift_interval->high, Sides::less)->p, .05, 1e-10);
}

}  // namespace
}  // namespace dangol::experiment
