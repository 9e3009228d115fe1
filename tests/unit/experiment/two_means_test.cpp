#include "experiment/two_means.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

#include "unit/experiment/users.h"

namespace dangol::experiment {
namespace {

std::vector<double> steps(double from, double to, size_t n) {
  std::vector<double> values(n);
  for (size_t i = 0; i < n; ++i) {
    values[i] = from + (to - from) * static_cast<double>(i) / static_cast<double>(n - 1);
  }
  return values;
}

// SciPy's test_ttest_ind_with_uneq_var, values from R; its first sample stands for the treatment.
TEST(CompareMeans, AgreesWithR) {
  const auto welch = [](const std::vector<double>& treatment, const std::vector<double>& control) {
    return compare_means(moments_of(control), moments_of(treatment), 0.05)->test;
  };
  const auto small = welch({1, 2, 3}, {1.1, 2.9, 4.2});
  EXPECT_NEAR(small.statistic, -0.686495127355726265, 1e-12);
  EXPECT_NEAR(small.p, 0.53619490753126686, 1e-12);
  const auto equal = welch(steps(5, 105, 100), steps(1, 100, 100));
  EXPECT_NEAR(equal.statistic, 1.0912746897927283, 1e-12);
  EXPECT_NEAR(equal.p, 0.27647831993021388, 1e-12);
  const auto unequal = welch(steps(5, 105, 100), steps(1, 100, 25));
  EXPECT_NEAR(unequal.statistic, 0.66745638708050492, 1e-12);
  EXPECT_NEAR(unequal.p, 0.50873585065616544, 1e-12);
}

// growthbook's test_two_sided_ttest_absolute; all digits computed at 40.
TEST(CompareMeans, AgreesWithGrowthBookOnDifferences) {
  const Moments treatment = Moments::from_sums(3461, 2422.7, 134698.29);
  const Contrast two =
      compare_means(Moments::from_sums(3407, 1396.87, 52377.9767), treatment, 0.05).value();
  EXPECT_NEAR(two.difference, 0.29, 1e-12);
  EXPECT_NEAR(two.test.p, 0.020158402643586957, 1e-14);
  EXPECT_NEAR(two.test.df, 5841.742032093565, 1e-8);
  EXPECT_NEAR(two.difference_interval.low, 0.045377892559290054, 1e-13);
  EXPECT_NEAR(two.difference_interval.high, 0.53462210744070995, 1e-13);
  EXPECT_NEAR(two.lift_interval->low, 0.094061970771286547, 1e-12);
  EXPECT_NEAR(two.lift_interval->high, 1.7086899441918986, 1e-12);

  const Moments control = Moments::from_sums(3000, 1396.87, 52377.9767);
  const Contrast greater = compare_means(control, treatment, 0.05, Sides::greater).value();
  EXPECT_NEAR(greater.difference, 0.23437666666666668, 1e-14);
  EXPECT_NEAR(greater.difference_interval.low, 0.020791480063255646, 1e-13);
  EXPECT_NEAR(greater.test.p, 0.035542724898730267, 1e-13);
  const Contrast less = compare_means(control, treatment, 0.05, Sides::less).value();
  EXPECT_NEAR(less.difference_interval.high, 0.44796185327007765, 1e-13);
  EXPECT_NEAR(less.test.p, 0.9644572751012698, 1e-13);
}

// PostHog prints a relative interval of -0.0875 to 1.36048 with p = 0.08487, symmetric by the delta
// method: zero lies inside although Welch's test rejects. Ours agree with each other.
TEST(CompareMeans, DoesNotContradictItselfWherePostHogDoes) {
  const Contrast seen = compare_means(Moments::from_sums(2507, 1196.87, 37377.9767),
                                      Moments::from_sums(2461, 1922.7, 94698.29), 0.05)
                            .value();
  EXPECT_NEAR(seen.lift.value(), 0.63646, 5e-5);
  EXPECT_NEAR(seen.test.p, 0.037193288663765719, 1e-13);
  EXPECT_NEAR(seen.lift_interval->low, 0.032387894134498532, 1e-12);
  EXPECT_NEAR(seen.lift_interval->high, 1.5993633199384125, 1e-12);
}

// spotify/confidence tests/frequentist/test_ttest.py
TEST(CompareMeans, AgreesWithSpotify) {
  const Contrast small =
      compare_means(Moments::from_sums(10, 24, 80), Moments::from_sums(150, 330, 1010), 0.05)
          .value();
  EXPECT_NEAR(small.difference, -0.2, 1e-14);
  EXPECT_NEAR(small.difference_interval.low, -1.340533, 1e-6);
  EXPECT_NEAR(small.difference_interval.high, 0.940533, 1e-6);
  EXPECT_NEAR(small.test.p, 0.704021, 1e-6);
  EXPECT_NEAR(small.test.df, 9.940877762284563, 1e-12);

  const Contrast sure =
      compare_means(Moments::from_sums(104, 312, 984), Moments::from_sums(1009, 1969, 5767), 0.05)
          .value();
  EXPECT_NEAR(sure.difference, -1.0485629335976214, 1e-14);
  EXPECT_NEAR(sure.difference_interval.low, -1.205963169, 1e-9);
  EXPECT_NEAR(sure.difference_interval.high, -0.891162698, 1e-9);
  EXPECT_NEAR(sure.test.statistic, -13.1344931085437, 1e-12);
  EXPECT_NEAR(sure.test.p, 5.553362264519024e-29, 1e-8 * 5.553362264519024e-29);
}

// tea-tasting's examples; relative intervals there are on the scale of logarithms.
TEST(CompareMeans, AgreesWithTeaTasting) {
  const test::Column few = test::users(100, "orders");
  const test::Column many = test::users(4000, "orders");
  if (few[0].empty() || many[0].empty()) GTEST_SKIP() << test::kNoUsers;
  const Moments control = moments_of(few[0]);
  const Moments treatment = moments_of(few[1]);
  const Contrast seen = compare_means(control, treatment, 0.05).value();
  EXPECT_NEAR(control.mean, 0.5660377358490566, 1e-12);
  EXPECT_NEAR(treatment.mean, 0.3829787234042553, 1e-12);
  EXPECT_NEAR(seen.difference, -0.18305901244480127, 1e-12);
  // The limits printed there stand on a t quantile with ten right digits (SciPy's): compared to
  // these, and to the same formula at 40 digits.
  EXPECT_NEAR(seen.difference_interval.low, -0.5004359360326984, 1e-10);
  EXPECT_NEAR(seen.difference_interval.high, 0.13431791114309583, 1e-10);
  EXPECT_NEAR(seen.difference_interval.low, -0.500435936046488063, 1e-13);
  EXPECT_NEAR(seen.difference_interval.high, 0.134317911156885494, 1e-13);
  EXPECT_NEAR(seen.test.statistic, -1.1447678040118034, 1e-12);
  EXPECT_NEAR(seen.test.p, 0.2551230546709908, 1e-12);
  const auto logs = [](const test::Column& column) {
    return log_lift_interval(mean_estimate(moments_of(column[0])).value(),
                             mean_estimate(moments_of(column[1])).value(), 0.05)
        .value();
  };
  EXPECT_NEAR(logs(few).low, -0.6593351111187646, 1e-10);
  EXPECT_NEAR(logs(few).high, 0.34378920945924096, 1e-10);
  EXPECT_NEAR(logs(few).low, -0.659335111132926576, 1e-13);
  EXPECT_NEAR(logs(few).high, 0.34378920951510415, 1e-13);

  const Contrast large = compare_means(moments_of(many[0]), moments_of(many[1]), 0.05).value();
  EXPECT_NEAR(moments_of(many[0]).mean, 0.5304003954522986, 1e-12);
  EXPECT_NEAR(moments_of(many[1]).mean, 0.5730905412240769, 1e-12);
  EXPECT_NEAR(large.difference_interval.low, -0.010800201598205522, 1e-12);
  EXPECT_NEAR(large.difference_interval.high, 0.09618049314176216, 1e-12);
  EXPECT_NEAR(large.test.p, 0.11773177998716207, 1e-12);
  EXPECT_NEAR(logs(many).low, -0.019515294044061937, 1e-12);
  EXPECT_NEAR(logs(many).high, 0.1906880061278886, 1e-12);
}

// Hillstrom's mail to women against none. Only the difference, its interval and p are at hand, so p
// is held against what the interval says the error is; the degrees of freedom are those of equal
// spreads, which leaves p four digits.
TEST(CompareMeans, SpendingAfterAMailIsThePublishedOne) {
  const auto seen = [](double error) {
    const double half = error * error / 2;
    return contrast({0, half, 21306}, {0.4244122159, half, 21387}, 0.05).value();
  };
  const double reach = seen(1).difference_interval.high - 0.4244122159;
  const Contrast spend = seen((0.679867642 - 0.168956790) / 2 / reach);
  EXPECT_NEAR(spend.difference_interval.low, 0.168956790, 1e-9);
  EXPECT_NEAR(spend.test.p, 0.00112939710, 1e-4 * 0.00112939710);
}

TEST(CompareMeans, TooFewOrAllEqualIsEmpty) {
  const Moments three = moments_of(std::vector<double>{3, 3, 3});
  const Moments one = moments_of(std::vector<double>{5});
  const Moments some = moments_of(std::vector<double>{1, 2, 4});
  EXPECT_EQ(compare_means(three, three, 0.05), std::nullopt);
  EXPECT_EQ(compare_means(three, moments_of(std::vector<double>{4, 4}), 0.05), std::nullopt);
  EXPECT_EQ(compare_means(one, some, 0.05), std::nullopt);
  EXPECT_EQ(compare_means(some, Moments{}, 0.05), std::nullopt);
  EXPECT_TRUE(compare_means(three, some, 0.05).has_value());
}

}  // namespace
}  // namespace dangol::experiment
