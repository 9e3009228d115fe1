#include "experiment/plan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "experiment/group_sequential.h"
#include "experiment/sample_size.h"
#include "experiment/sequential.h"
#include "experiment/two_means.h"
#include "experiment/two_proportions.h"
#include "numeric/random.h"
#include "support/draws.h"

namespace dangol::experiment {
namespace {

PlanQuestion of_shares() {
  PlanQuestion question;
  question.baseline = .1;
  return question;
}

PlanQuestion of_means() {
  PlanQuestion question;
  question.outcome = Outcome::mean;
  question.baseline = 20;
  question.sd = 45;
  return question;
}

TEST(Plan, OfTwoArmsIsTheSampleSize) {
  const Plan plan = *Planner(of_shares()).users(.1);
  const double users = *proportion_users({.1, .11}, 1, .8, {.05, Sides::two});
  EXPECT_EQ(plan.users, std::vector<double>(2, std::ceil(users)));
  EXPECT_EQ(plan.users[0], 14751);  // R: power.prop.test(p1 = .1, p2 = .11, power = .8), 14750.79
  EXPECT_EQ(plan.total, 2 * 14751);
  EXPECT_EQ(plan.alpha, .05);
  EXPECT_EQ(plan.inflation, 1);
  const Plan means = *Planner(of_means()).users(.05);
  EXPECT_EQ(means.users[0], std::ceil(*mean_users({1, 45, 45}, 1, .8, {.05, Sides::two})));
}

TEST(Plan, TheSmallestArmDecides) {
  PlanQuestion question = of_shares();
  question.shares = {4, 1, 3};
  question.correction = Correction::none;
  const Plan plan = *Planner(question).users(.1);
  const double control = *proportion_users({.1, .11}, .25, .8, {.05, Sides::two});
  EXPECT_EQ(plan.users[0], std::ceil(control));
  EXPECT_EQ(plan.users[1], std::ceil(control / 4));
  EXPECT_EQ(plan.users[2], std::ceil(control * .75));
}

TEST(Plan, CorrectsForSeveralArms) {
  PlanQuestion question = of_shares();
  question.shares = {1, 1, 1, 1};
  for (const Correction correction :
       {Correction::holm, Correction::bonferroni, Correction::benjamini_hochberg}) {
    question.correction = correction;
    const Plan plan = *Planner(question).users(.1);
    EXPECT_DOUBLE_EQ(plan.alpha, .05 / 3);
    EXPECT_EQ(plan.users[3], std::ceil(*proportion_users({.1, .11}, 1, .8, {.05 / 3, Sides::two})));
  }
  EXPECT_DOUBLE_EQ(comparison_alpha(.1, 2, Correction::sidak), 1 - std::sqrt(.9));
  EXPECT_DOUBLE_EQ(comparison_alpha(.1, 2, Correction::benjamini_yekutieli), .1 / 3);
  EXPECT_EQ(comparison_alpha(.1, 2, Correction::none), .1);
}

/// Every kind of question with two or more arms.
std::vector<PlanQuestion> questions() {
  std::vector<PlanQuestion> all;
  for (PlanQuestion question : {of_shares(), of_means()}) {
    all.push_back(question);
    question.sides = Sides::greater;
    question.shares = {9, 1};
    all.push_back(question);
    question.margin = -.05;
    all.push_back(question);
    question.margin = 0;
    question.shares = {2, 1, 1};
    question.sides = Sides::two;
    question.peeking = Peeking::always;
    all.push_back(question);
    question.peeking = Peeking::planned;
    all.push_back(question);
  }
  all.push_back(of_means());
  all.back().outcome = Outcome::ratio;
  return all;
}

TEST(Plan, PowerAndDetectableEffectTurnItAround) {
  for (const PlanQuestion& question : questions()) {
    ASSERT_TRUE(is_sound(question));
    const Planner planner(question);
    const Plan plan = *planner.users(.08);
    EXPECT_NEAR(*planner.power(.08, plan.total), question.power, 2e-3);
    EXPECT_GE(*planner.power(.08, plan.total), question.power - 1e-9);
    EXPECT_LT(*planner.power(.08, plan.total * .9), question.power);
    EXPECT_NEAR(*planner.detectable(plan.total), .08, 2e-4);
    EXPECT_LE(*planner.detectable(plan.total), .08 + 1e-9);
  }
}

TEST(Plan, LookingHasItsPrice) {
  PlanQuestion question = of_shares();
  const double once = Planner(question).users(.1)->total;
  question.peeking = Peeking::planned;
  const Plan planned = *Planner(question).users(.1);
  LookPlan looks;
  EXPECT_DOUBLE_EQ(planned.inflation, inflation(looks, .8));
  EXPECT_NEAR(planned.total / once, planned.inflation, 1e-4);
  EXPECT_GT(planned.inflation, 1);
  EXPECT_LT(planned.inflation, 1.06);
  question.peeking = Peeking::always;
  const Plan always = *Planner(question).users(.1);
  EXPECT_NEAR(always.total / once, always.inflation, 1e-4);
  // The z of the interval instead of 1.96: ((1.96 ratio + 0.84) / (1.96 + 0.84))^2.
  const double ratio = anytime_test(0, 1, 1e4, 1e4, .05, Sides::two).width_ratio;
  EXPECT_NEAR(always.inflation, std::pow((1.959964 * ratio + .841621) / 2.801585, 2), .01);
}

TEST(Plan, NoneWhereNoUsersAreEnough) {
  PlanQuestion question = of_shares();
  EXPECT_FALSE(Planner(question).users(0).has_value());
  EXPECT_FALSE(Planner(question).users(10).has_value()) << "a share above 1";
  EXPECT_FALSE(Planner(question).detectable(4).has_value()) << "not even 100% against 10%";
  question.sides = Sides::greater;
  EXPECT_FALSE(Planner(question).users(-.1).has_value());
  question.sides = Sides::less;
  EXPECT_LT(*Planner(question).detectable(5000), 0);
  question.margin = .02;  // less by more than an increase of 2%
  EXPECT_TRUE(Planner(question).users(0).has_value());
}

TEST(Plan, SoundQuestions) {
  const auto unsound = [](auto change) {
    PlanQuestion question = of_means();
    change(question);
    return !is_sound(question);
  };
  EXPECT_TRUE(is_sound(of_shares()));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.shares = {1}; }));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.shares = {1, 0}; }));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.alpha = 0; }));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.power = .04; }));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.power = 1; }));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.baseline = 0; }));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.sd = 0; }));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.sd = NAN; }));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.margin = -1; }));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.looks = 0; }));
  EXPECT_TRUE(unsound([](PlanQuestion& question) { question.outcome = Outcome::proportion; }));
}

TEST(Plan, DaysLeft) {
  const Plan plan{{1000, 500}, 1500, .05, 1};
  const auto left = [&](std::vector<double> users, double per_day) {
    return days_left(plan, users, per_day);
  };
  EXPECT_EQ(left({0, 0}, 150), 10);
  EXPECT_EQ(left({400, 200}, 150), 6);
  EXPECT_EQ(left({400, 200}, 151), 6);
  EXPECT_EQ(left({1000, 400}, 150), 2) << "the arm that is behind decides";
  EXPECT_EQ(left({1000, 500}, 0), 0);
  EXPECT_EQ(left({1000, 499}, 0), std::nullopt);
}

// The users that a plan asks for find its effect as often as it says: 1,000 experiments each, so
// within 0.04 (three standard errors); tests/coverage draws more of them.
TEST(Plan, KeepsItsPromise) {
  constexpr int kTimes = 1000;
  numeric::Random random(4);
  PlanQuestion shares = of_shares();
  shares.shares = {3, 1};
  const Plan plan = *Planner(shares).users(.3);
  PlanQuestion small = of_means();
  small.sd = 10;
  const Plan few = *Planner(small).users(.9);
  ASSERT_LT(few.users[0], 10);
  int shares_found = 0;
  int means_found = 0;
  for (int time = 0; time < kTimes; ++time) {
    const Count control{test::binomial(random, plan.users[0], .1), plan.users[0]};
    const Count treatment{test::binomial(random, plan.users[1], .13), plan.users[1]};
    shares_found += z_test(control, treatment, Sides::two).p < .05 ? 1 : 0;
    Moments a;
    Moments b;
    for (double i = 0; i < few.users[0]; ++i) {
      a.add(20 + 10 * random.normal());
      b.add(38 + 10 * random.normal());
    }
    means_found += compare_means(a, b, .05)->test.p < .05 ? 1 : 0;
  }
  EXPECT_NEAR(shares_found / 1000., .8, .04);
  const double promised = *Planner(small).power(.9, few.total);
  EXPECT_NEAR(means_found / 1000., promised, .04);
}

}  // namespace
}  // namespace dangol::experiment
