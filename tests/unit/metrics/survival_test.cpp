#include "metrics/survival.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "numeric/distributions.h"
#include "unit/metrics/histories.h"
#include "unit/metrics/survival_reference.h"

namespace dangol::metrics {
namespace {

using test::Person;

std::vector<Person> random_people(std::mt19937& random, size_t count, unsigned days,
                                  uint32_t groups) {
  std::vector<Person> people;
  for (size_t i = 0; i < count; ++i) {
    people.push_back({static_cast<int>(random() % days), random() % 3 > 0,
                      static_cast<uint32_t>(random() % groups)});
  }
  return people;
}

void expect_same(const Durations& found, const std::vector<Person>& people) {
  const Durations expected = test::durations_of(people);
  EXPECT_EQ(found.events, expected.events);
  EXPECT_EQ(found.censored, expected.censored);
}

Person second_order_of(const std::vector<Day>& days, Day as_of) {
  for (size_t i = 1; i < days.size(); ++i) {
    if (days[i] <= as_of) return {days[1] - days[0], true, 0};
  }
  return {as_of - days[0], false, 0};
}

/// Walks through the calendar until the window has passed without an order.
Person loss_of(const std::vector<Day>& days, Day as_of, Day window) {
  Day last = days[0];
  for (Day today = days[0]; today <= as_of; ++today) {
    if (std::count(days.begin(), days.end(), today) > 0 && today - last <= window) last = today;
    if (today - last > window) return {last + window - days[0], true, 0};
  }
  return {as_of - days[0], false, 0};
}

TEST(SurvivalTimes, AgreeWithPlainLoops) {
  std::mt19937 random(53);
  for (int round = 0; round < 60; ++round) {
    const auto purchases = test::random_purchases(random, 1 + random() % 250, 40, 150);
    auto orders = test::settle_purchases(purchases);
    if (round % 3 == 0) orders.counted_from = 19'060;
    const Day as_of = round % 4 == 0 ? *orders.as_of - 30 : *orders.as_of + round % 2;
    const Day window = 1 + static_cast<Day>(random() % 60);
    const auto histories = test::histories(purchases);
    std::vector<uint32_t> group_of(histories.size());
    for (uint32_t& group : group_of) {
      group = random() % 4 == 0 ? kNoGroup : static_cast<uint32_t>(random() % 3);
    }
    const bool split = round % 2 == 0;
    const Grouping grouping = split ? Grouping{group_of, 3} : Grouping{};

    const auto second = second_order_times(orders, as_of, grouping);
    const auto loss = loss_times(orders, as_of, static_cast<uint32_t>(window), grouping);
    ASSERT_EQ(second.size(), grouping.count);
    ASSERT_EQ(loss.size(), grouping.count);
    for (uint32_t group = 0; group < grouping.count; ++group) {
      std::vector<Person> seconds;
      std::vector<Person> losses;
      for (size_t c = 0; c < histories.size(); ++c) {
        if (split && group_of[c] != group) continue;
        const Day first = histories[c][0];
        if (first < orders.counted_from.value_or(0) || first > as_of) continue;
        seconds.push_back(second_order_of(histories[c], as_of));
        losses.push_back(loss_of(histories[c], as_of, window));
      }
      expect_same(second[group], seconds);
      expect_same(loss[group], losses);
    }
  }
}

TEST(SurvivalTimes, AreWhatTheySay) {
  // As of day 100, window 30. a: orders on days 0, 30, 61: the second gap is longer. b: 80. c: 0,
  // 0.
  const auto orders = test::settle_purchases({{0, 19'000, kMoneyScale},
                                              {0, 19'030, kMoneyScale},
                                              {0, 19'061, kMoneyScale},
                                              {1, 19'080, kMoneyScale},
                                              {2, 19'000, kMoneyScale},
                                              {2, 19'000, kMoneyScale}});
  expect_same(second_order_times(orders, 19'100).front(),
              {{30, true, 0}, {20, false, 0}, {0, true, 0}});
  expect_same(loss_times(orders, 19'100, 30).front(),
              {{60, true, 0}, {20, false, 0}, {30, true, 0}});
  expect_same(loss_times(orders, 19'100, 31).front(),
              {{92, true, 0}, {20, false, 0}, {31, true, 0}});
  // A silence of just the window is not longer than it.
  expect_same(loss_times(orders, 19'100, 39).front(),
              {{100, false, 0}, {20, false, 0}, {39, true, 0}});
}

TEST(SurvivalTimes, DoNotDependOnTheOrderOfRowsOrOnTheDate) {
  std::mt19937 random(59);
  auto purchases = test::random_purchases(random, 300, 40, 200);
  const auto orders = test::settle_purchases(purchases);
  std::shuffle(purchases.begin(), purchases.end(), random);
  for (auto& purchase : purchases) purchase.customer = 1'000 - purchase.customer;
  const auto other = test::settle_purchases(test::shifted(purchases, 400));
  const auto before = loss_times(orders, *orders.as_of, 40).front();
  const auto after = loss_times(other, *other.as_of, 40).front();
  EXPECT_EQ(before.events, after.events);
  EXPECT_EQ(before.censored, after.censored);
  EXPECT_EQ(second_order_times(orders, *orders.as_of).front().events,
            second_order_times(other, *other.as_of).front().events);
}

TEST(KaplanMeier, AgreesWithPlainLoops) {
  std::mt19937 random(61);
  for (int round = 0; round < 150; ++round) {
    const auto people =
        random_people(random, 1 + random() % 60, 1 + static_cast<unsigned>(random() % 60), 1);
    const int last = std::max_element(people.begin(), people.end(), [](auto& a, auto& b) {
                       return a.time < b.time;
                     })->time;
    const int horizon = round % 2 == 0 ? last : static_cast<int>(random() % 60);
    const SurvivalCurve curve =
        kaplan_meier(test::durations_of(people), static_cast<uint32_t>(horizon));
    EXPECT_EQ(curve.n, people.size());
    const auto times = test::event_times(people);
    ASSERT_EQ(curve.points.size(), times.size());
    size_t i = 0;
    bool below_half = false;
    for (const int time : times) {
      const SurvivalPoint& point = curve.points[i++];
      EXPECT_EQ(static_cast<int>(point.day), time);
      EXPECT_EQ(static_cast<double>(point.at_risk), test::count_at_risk(people, time));
      EXPECT_EQ(static_cast<double>(point.events), test::count_events(people, time));
      const double survival = test::survival_after(people, time);
      const double sum = test::greenwood_sum(people, time);
      EXPECT_NEAR(point.survival, survival, 1e-12);
      EXPECT_NEAR(point.error, survival * std::sqrt(sum), 1e-12);
      ASSERT_EQ(point.interval.has_value(), survival > 0);
      if (point.interval) {
        const double scale = numeric::kZ95 * std::sqrt(sum) / -std::log(survival);
        EXPECT_NEAR(point.interval->low, std::pow(survival, std::exp(scale)), 1e-12);
        EXPECT_NEAR(point.interval->high, std::pow(survival, std::exp(-scale)), 1e-12);
      }
      if (!below_half && survival <= 0.5 + 1e-9) {
        below_half = true;
        EXPECT_EQ(static_cast<int>(curve.median.value()), time);
      }
    }
    EXPECT_EQ(curve.median.has_value(), below_half);
    const bool known = horizon > 0 && (horizon <= last || test::survival_after(people, last) <= 0);
    ASSERT_EQ(curve.restricted_mean.has_value(), known);
    if (!known) continue;
    EXPECT_NEAR(*curve.restricted_mean, test::area(people, 0, horizon), 1e-9);
    EXPECT_NEAR(*curve.restricted_mean_error,
                std::sqrt(test::restricted_mean_variance(people, horizon)), 1e-9);
  }
}

// Without censoring there is nothing to estimate: the curve is the share still there, Greenwood's
// variance the binomial one, and the restricted mean a mean, with a mean's variance (divided by n).
TEST(KaplanMeier, IsTheEmpiricalCurveWithoutCensoring) {
  std::mt19937 random(67);
  for (int round = 0; round < 40; ++round) {
    auto people = random_people(random, 2 + random() % 80, 50, 1);
    for (Person& person : people) person.event = true;
    const auto n = static_cast<double>(people.size());
    const uint32_t horizon = 10 + static_cast<uint32_t>(random() % 60);
    const SurvivalCurve curve = kaplan_meier(test::durations_of(people), horizon);
    for (const SurvivalPoint& point : curve.points) {
      const double after = test::count_at_risk(people, static_cast<int>(point.day) + 1) / n;
      EXPECT_NEAR(point.survival, after, 1e-12);
      EXPECT_NEAR(point.error, std::sqrt(after * (1 - after) / n), 1e-12);
    }
    double sum = 0;
    double squares = 0;
    for (const Person& person : people) {
      const double time = std::min(person.time, static_cast<int>(horizon));
      sum += time;
      squares += time * time;
    }
    const double mean = sum / n;
    EXPECT_NEAR(curve.restricted_mean.value(), mean, 1e-9);
    EXPECT_NEAR(curve.restricted_mean_error.value(), std::sqrt((squares / n - mean * mean) / n),
                1e-6);
  }
}

TEST(KaplanMeier, DoublingEveryoneHalvesTheVariance) {
  std::mt19937 random(71);
  const auto people = random_people(random, 80, 60, 2);
  auto twice = people;
  twice.insert(twice.end(), people.begin(), people.end());
  const SurvivalCurve one = kaplan_meier(test::durations_of(people), 50);
  const SurvivalCurve two = kaplan_meier(test::durations_of(twice), 50);
  ASSERT_EQ(one.points.size(), two.points.size());
  for (size_t i = 0; i < one.points.size(); ++i) {
    EXPECT_NEAR(two.points[i].survival, one.points[i].survival, 1e-12);
    EXPECT_NEAR(two.points[i].error * std::sqrt(2), one.points[i].error, 1e-12);
  }
  EXPECT_EQ(one.median, two.median);
  EXPECT_NEAR(*two.restricted_mean, *one.restricted_mean, 1e-9);
  EXPECT_NEAR(*two.restricted_mean_error * std::sqrt(2), *one.restricted_mean_error, 1e-9);
  const auto d1 =
      restricted_mean_difference(test::groups_of(people, 2)[0], test::groups_of(people, 2)[1], 40);
  const auto d2 =
      restricted_mean_difference(test::groups_of(twice, 2)[0], test::groups_of(twice, 2)[1], 40);
  EXPECT_NEAR(d1->value, d2->value, 1e-9);
  EXPECT_NEAR(d1->error, d2->error * std::sqrt(2), 1e-9);
}

TEST(KaplanMeier, SaysNothingOfWhatWasNotObserved) {
  const SurvivalCurve nobody = kaplan_meier({});
  EXPECT_EQ(nobody.n, 0U);
  EXPECT_TRUE(nobody.points.empty());
  EXPECT_FALSE(nobody.median.has_value());
  EXPECT_FALSE(nobody.restricted_mean.has_value());
  EXPECT_FALSE(last_observed(Durations{{0, 0}, {0}}).has_value());

  // One event on day 4 of two, the other censored on day 9.
  const Durations two = test::durations_of({{4, true, 0}, {9, false, 0}});
  EXPECT_EQ(kaplan_meier(two).horizon, 9U);
  EXPECT_DOUBLE_EQ(*kaplan_meier(two).restricted_mean, 4 + 5 * 0.5);
  EXPECT_EQ(kaplan_meier(two).median, 4U);
  EXPECT_FALSE(kaplan_meier(two, 10).restricted_mean.has_value());
  EXPECT_DOUBLE_EQ(*kaplan_meier(two, 3).restricted_mean, 3);
  EXPECT_EQ(*kaplan_meier(two, 3).restricted_mean_error, 0);

  // A file of one day.
  const SurvivalCurve day = kaplan_meier(test::durations_of({{0, true, 0}, {0, false, 0}}));
  EXPECT_EQ(day.points.size(), 1U);
  EXPECT_FALSE(day.restricted_mean.has_value());

  // Nobody is left: the curve stays at zero for good.
  const Durations gone = test::durations_of({{4, true, 0}, {6, true, 0}});
  EXPECT_EQ(kaplan_meier(gone, 100).restricted_mean, 5);
  EXPECT_FALSE(kaplan_meier(gone).points.back().interval.has_value());

  // Only censored: survival stays at one.
  const SurvivalCurve whole = kaplan_meier(test::durations_of({{4, false, 0}, {6, false, 0}}));
  EXPECT_TRUE(whole.points.empty());
  EXPECT_DOUBLE_EQ(*whole.restricted_mean, 6);
}

/// Explicit risk tables, and the inverse by Gauss and Jordan without the last group.
double plain_log_rank(const std::vector<Person>& people, uint32_t groups) {
  const size_t k = groups - 1;
  std::vector<double> u(k);
  std::vector<std::vector<double>> v(k, std::vector<double>(k));
  const auto all = test::event_times(people);
  for (const int time : all) {
    std::vector<double> n(groups);
    std::vector<double> d(groups);
    for (const Person& person : people) {
      n[person.group] += person.time >= time ? 1 : 0;
      d[person.group] += person.event && person.time == time ? 1 : 0;
    }
    const double total = test::count_at_risk(people, time);
    const double events = test::count_events(people, time);
    for (size_t g = 0; g < k; ++g) {
      u[g] += d[g] - events * n[g] / total;
      if (total < 2) continue;
      const double factor = events * (total - events) / (total - 1);
      for (size_t h = 0; h < k; ++h) {
        v[g][h] += factor * (n[g] / total) * ((g == h ? 1 : 0) - n[h] / total);
      }
    }
  }
  std::vector<double> solved = u;
  for (size_t i = 0; i < k; ++i) {
    const double pivot = v[i][i];
    for (double& entry : v[i]) entry /= pivot;
    solved[i] /= pivot;
    for (size_t row = 0; row < k; ++row) {
      if (row == i) continue;
      const double factor = v[row][i];
      for (size_t column = 0; column < k; ++column) v[row][column] -= factor * v[i][column];
      solved[row] -= factor * solved[i];
    }
  }
  return std::inner_product(u.begin(), u.end(), solved.begin(), 0.0);
}

TEST(LogRank, AgreesWithExplicitTables) {
  std::mt19937 random(73);
  for (int round = 0; round < 100; ++round) {
    const uint32_t groups = 2 + round % 5;
    auto people = random_people(random, 60 + random() % 60, 40, groups);
    // Groups that differ, too.
    for (Person& person : people)
      person.time = person.time * static_cast<int>(1 + person.group) / 2;
    for (uint32_t group = 0; group < groups; ++group) people.push_back({5, true, group});
    const LogRank test = log_rank(test::groups_of(people, groups));
    const double expected = plain_log_rank(people, groups);
    EXPECT_NEAR(test.chi_squared.value(), expected, 1e-9 * (1 + expected));
    EXPECT_EQ(test.degrees, groups - 1);
    EXPECT_NEAR(test.p.value(), numeric::chi_squared_upper(expected, groups - 1), 1e-9);
    EXPECT_GE(*test.p, 0);
    EXPECT_LE(*test.p, 1);
  }
}

TEST(LogRank, DoesNotDependOnTheNumberingOfGroups) {
  std::mt19937 random(79);
  auto people = random_people(random, 120, 40, 4);
  const LogRank before = log_rank(test::groups_of(people, 4));
  for (Person& person : people) person.group = (person.group + 3) % 4;
  const LogRank after = log_rank(test::groups_of(people, 4));
  EXPECT_NEAR(*before.chi_squared, *after.chi_squared, 1e-9);
}

TEST(LogRank, FindsNoDifferenceBetweenAGroupAndItself) {
  std::mt19937 random(83);
  const Durations group = test::durations_of(random_people(random, 100, 40, 1));
  const std::vector<Durations> same = {group, group};
  EXPECT_EQ(log_rank(same).chi_squared, 0);
  EXPECT_EQ(log_rank(same).p, 1);
  const std::vector<Durations> three = {group, group, group};
  EXPECT_NEAR(*log_rank(three).chi_squared, 0, 1e-20);
}

TEST(LogRank, LeavesOutWhoCannotBeCompared) {
  std::mt19937 random(89);
  auto groups = test::groups_of(random_people(random, 100, 40, 2), 2);
  const LogRank two = log_rank(groups);
  groups.insert(groups.begin() + 1, Durations{});  // a group of nobody
  EXPECT_EQ(log_rank(groups).chi_squared, two.chi_squared);
  EXPECT_EQ(log_rank(groups).degrees, 1U);

  EXPECT_EQ(log_rank({}).chi_squared, std::nullopt);
  EXPECT_EQ(log_rank({groups.data(), 1}).chi_squared, std::nullopt);
  // The only event takes everyone who is left: no variance.
  const std::vector<Durations> ended = {test::durations_of({{3, true, 0}, {1, false, 0}}),
                                        test::durations_of({{3, true, 0}})};
  EXPECT_EQ(log_rank(ended).chi_squared, std::nullopt);
  EXPECT_EQ(log_rank(ended).p, std::nullopt);
  // Nothing ever happened.
  const std::vector<Durations> quiet = {test::durations_of({{3, false, 0}}),
                                        test::durations_of({{4, false, 0}})};
  EXPECT_EQ(log_rank(quiet).chi_squared, std::nullopt);
}

TEST(RestrictedMeanDifference, StandsAtTheCommonHorizon) {
  std::mt19937 random(97);
  for (int round = 0; round < 30; ++round) {
    auto people = random_people(random, 80, 40, 2);
    people.push_back({60, false, 0});
    people.push_back({50, false, 1});
    std::vector<Person> members[2];
    for (const Person& person : people) members[person.group].push_back(person);
    const auto groups = test::groups_of(people, 2);
    EXPECT_EQ(common_horizon(groups), 50U);
    const auto difference = restricted_mean_difference(groups[0], groups[1]).value();
    EXPECT_EQ(difference.horizon, 50U);
    const double value = test::area(members[1], 0, 50) - test::area(members[0], 0, 50);
    const double error = std::sqrt(test::restricted_mean_variance(members[0], 50) +
                                   test::restricted_mean_variance(members[1], 50));
    EXPECT_NEAR(difference.value, value, 1e-9);
    EXPECT_NEAR(difference.error, error, 1e-9);
    EXPECT_NEAR(difference.interval.low, value - 1.959963984540054 * error, 1e-9);
    EXPECT_NEAR(difference.interval.high, value + 1.959963984540054 * error, 1e-9);
  }
  EXPECT_EQ(restricted_mean_difference({}, test::durations_of({{3, true, 0}})), std::nullopt);
  EXPECT_EQ(common_horizon({}), std::nullopt);
}

TEST(CommonHorizon, IsWhereEveryCurveIsKnown) {
  const Durations to_zero = test::durations_of({{4, true, 0}, {7, true, 0}});
  const Durations sooner = test::durations_of({{2, true, 0}, {6, false, 0}});
  const Durations later = test::durations_of({{9, true, 0}, {9, false, 0}});
  const std::vector<Durations> all = {to_zero, {}, later};
  EXPECT_EQ(common_horizon(all), 9U);  // after day 7 the first one stays at zero
  EXPECT_DOUBLE_EQ(restricted_mean_difference(to_zero, later)->value, 9 - 5.5);
  const std::vector<Durations> two = {later, sooner};
  EXPECT_EQ(common_horizon(two), 6U);
  const std::vector<Durations> zeros = {to_zero, test::durations_of({{3, true, 0}})};
  EXPECT_EQ(common_horizon(zeros), 7U);
}

}  // namespace
}  // namespace dangol::metrics
