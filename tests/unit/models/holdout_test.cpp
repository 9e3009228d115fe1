#include "models/holdout.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "models/bg_nbd.h"
#include "numeric/random.h"

namespace dangol::models {
namespace {

/// Everybody buys twice a unit of time, but who bought once only does not.
double twice(const Pattern& pattern, double horizon) {
  return pattern.x > 0 ? 2 * horizon : 0;
}

constexpr std::array<double, 2> kEnds{1, 3};

TEST(Holdout, TellsTotalsBinsAndErrors) {
  const std::vector<HeldOut> customers{
      {{0, 0, 10, 3}, 0}, {{0, 0, 10, 1}, 4}, {{2, 5, 10, 2}, 6}, {{9, 9, 10, 1}, 3}};
  const HoldoutCheck check = check_holdout(customers, kEnds, std::array<double, 2>{4, 15}, twice);
  EXPECT_EQ(check.customers, 7);
  EXPECT_EQ(check.actual, 4 + 12 + 3);
  EXPECT_EQ(check.predicted, 3 * 6);
  EXPECT_DOUBLE_EQ(check.naive, 2 * 0.6 + 2.7);
  EXPECT_DOUBLE_EQ(*check.bias, 18.0 / 19 - 1);
  EXPECT_DOUBLE_EQ(*check.naive_bias, 3.9 / 19 - 1);
  EXPECT_DOUBLE_EQ(check.mean_absolute_error, (4 + 0 + 3) / 7.0);
  EXPECT_DOUBLE_EQ(check.naive_mean_absolute_error, (4 + 2 * 5.4 + 0.3) / 7);
  EXPECT_EQ(check.bins[0].customers, 4);
  EXPECT_EQ(check.bins[0].actual, 1);
  EXPECT_EQ(check.bins[2].predicted, 6);
  EXPECT_EQ(check.bins[7].customers, 1);
  EXPECT_DOUBLE_EQ(check.bins[7].naive, 2.7);
  EXPECT_EQ(check.bins[1].customers, 0);
  ASSERT_EQ(check.periods.size(), 2U);
  EXPECT_DOUBLE_EQ(check.periods[0].predicted, 6);
  EXPECT_DOUBLE_EQ(check.periods[1].predicted, 12);
  EXPECT_DOUBLE_EQ(check.periods[1].cumulative_predicted, 18);
  EXPECT_EQ(check.periods[1].cumulative_actual, 19);
  EXPECT_EQ(check.believe, Believe::roughly);  // near enough, but of too few purchases
}

TEST(Holdout, CustomersMayComeInAnyOrderAndAlreadyMerged) {
  const std::vector<HeldOut> merged{{{1, 5, 10, 2}, 3}, {{0, 0, 10, 2}, 0}};
  const std::vector<HeldOut> loose{
      {{0, 0, 10, 1}, 0}, {{1, 5, 10, 1}, 3}, {{0, 0, 10, 1}, 0}, {{1, 5, 10, 1}, 3}};
  const std::array<double, 2> actual{2, 4};
  const HoldoutCheck one = check_holdout(merged, kEnds, actual, twice);
  const HoldoutCheck other = check_holdout(loose, kEnds, actual, twice);
  EXPECT_EQ(one.predicted, other.predicted);
  EXPECT_EQ(one.mean_absolute_error, other.mean_absolute_error);
  EXPECT_EQ(one.bins[1].actual, other.bins[1].actual);
}

TEST(Holdout, BelievesWhatComesNearAndBeatsTheGuess) {
  const auto believe = [](double after, double weight) {
    const std::vector<HeldOut> customers{{{4, 5, 10, weight}, after}};
    const std::array<double, 2> actual{0, after * weight};
    return check_holdout(customers, kEnds, actual, twice).believe;
  };
  EXPECT_EQ(believe(6, 100), Believe::yes);
  EXPECT_EQ(believe(5.5, 100), Believe::yes);
  EXPECT_EQ(believe(5, 100), Believe::roughly);
  EXPECT_EQ(believe(4, 100), Believe::no);
  EXPECT_EQ(believe(0, 100), Believe::no);
  EXPECT_EQ(believe(6, 1), Believe::roughly);
}

TEST(Holdout, NobodyAtAllIsNoReasonToBelieve) {
  const HoldoutCheck check =
      check_holdout(std::vector<HeldOut>{}, kEnds, std::array<double, 2>{0, 0}, twice);
  EXPECT_FALSE(check.bias);
  EXPECT_EQ(check.mean_absolute_error, 0);
  EXPECT_EQ(check.believe, Believe::no);
}

// Customers drawn from the model itself: the truth predicts without bias, in every bin.
TEST(Holdout, TheModelThatMadeTheDataIsBelieved) {
  const BgNbd truth{0.8, 8, 0.8, 2.5};
  numeric::Random random(31);
  constexpr double kSeen = 40;
  constexpr double kAhead = 30;
  const std::array<double, 3> ends{10, 20, kAhead};
  std::array<double, 3> actual{};
  std::vector<HeldOut> customers;
  for (int i = 0; i < 20'000; ++i) {
    const double rate = random.gamma(truth.r, truth.alpha);
    const double leave = random.beta(truth.a, truth.b);
    HeldOut one{{0, 0, kSeen, 1}, 0};
    for (double now = random.exponential(rate); now < kSeen + kAhead;
         now += random.exponential(rate)) {
      if (now <= kSeen) {
        one.before.x += 1;
        one.before.t_x = now;
      } else {
        one.after += 1;
        actual[static_cast<size_t>((now - kSeen) / 10)] += 1;
      }
      if (random.uniform() < leave) break;
    }
    customers.push_back(one);
  }
  const HoldoutCheck check =
      check_holdout(customers, ends, actual, [&](const Pattern& pattern, double horizon) {
        return expected_purchases(truth, pattern, horizon);
      });
  EXPECT_LT(std::fabs(*check.bias), 0.03);
  EXPECT_GT(std::fabs(*check.naive_bias), 0.1);
  EXPECT_LT(check.mean_absolute_error, check.naive_mean_absolute_error);
  EXPECT_EQ(check.believe, Believe::yes);
  for (const HeldOutBin& bin : check.bins) {
    ASSERT_GT(bin.customers, 100);
    EXPECT_NEAR(bin.predicted / bin.actual, 1, 0.15);
  }
  for (const HeldOutPeriod& period : check.periods) {
    EXPECT_NEAR(period.predicted / period.actual, 1, 0.05);
  }
}

}  // namespace
}  // namespace dangol::models
