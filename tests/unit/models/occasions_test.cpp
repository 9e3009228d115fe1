// Months as occasions, against calendars read as text, and what the BG/BB makes of them.
#include "models/occasions.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "numeric/random.h"
#include "unit/metrics/histories.h"

namespace dangol::models {
namespace {

using test::Purchase;

std::string month_of(Day day) {
  return format_day(day).substr(0, 7);
}

/// Every month from the first to the last one that is complete at `end`, as text.
std::vector<std::string> months_until(Day first, Day end) {
  std::vector<std::string> months;
  for (Day day = first; day <= end; ++day) {
    const bool ends_a_month = month_of(day + 1) != month_of(day);
    if (ends_a_month) months.push_back(month_of(day));
  }
  return months;
}

TEST(Occasions, AreTheMonthsOfTheCalendar) {
  std::mt19937 random(21);
  for (int round = 0; round < 6; ++round) {
    const auto purchases = test::random_purchases(random, 400, 60, 60 + 70 * round);
    const auto orders = test::settle_purchases(purchases);
    const Day end = *orders.as_of - 7 * round;
    std::map<int, std::set<Day>> days;
    for (const Purchase& one : purchases) days[one.customer].insert(one.day);
    std::map<std::array<size_t, 3>, double> expected;
    double customers = 0;
    for (const auto& [customer, on] : days) {
      if (*on.begin() > end) continue;
      const auto months = months_until(*on.begin(), end);
      if (months.size() < 2) continue;  // the first one alone is no occasion
      std::set<std::string> bought;
      for (const Day day : on) bought.insert(month_of(day));
      size_t x = 0;
      size_t latest = 0;
      for (size_t i = 1; i < months.size(); ++i) {
        if (!bought.contains(months[i])) continue;
        ++x;
        latest = i;
      }
      ++expected[{x, latest, months.size() - 1}];
      ++customers;
    }
    const Occasions occasions = make_occasions(orders, {.end = end});
    EXPECT_EQ(static_cast<double>(occasions.customers), customers);
    ASSERT_EQ(occasions.patterns.size(), expected.size());
    for (const Pattern& pattern : occasions.patterns) {
      const std::array key{static_cast<size_t>(pattern.x), static_cast<size_t>(pattern.t_x),
                           static_cast<size_t>(pattern.T)};
      EXPECT_EQ(pattern.weight, expected[key]) << key[0] << " " << key[1] << " " << key[2];
    }
  }
}

TEST(Occasions, WhoCameInTheLastMonthHadNone) {
  const Day first = to_day({2024, 3, 31});
  const auto orders = test::settle_purchases({{0, first, 100}, {1, first + 1, 100}});
  // March is complete, April has begun: neither customer has had a whole month after their first.
  EXPECT_EQ(make_occasions(orders, {}).customers, 0U);
  const auto later = make_occasions(orders, {.end = to_day({2024, 4, 30})});
  EXPECT_EQ(later.customers, 0U);  // the data end on April 1
}

// Occasions drawn as the model tells it: half of them fitted, and what follows is as expected.
TEST(Occasions, ForecastsWhatSimulatedCustomersDo) {
  constexpr int kCustomers = 20000;
  constexpr int kSeen = 12;
  constexpr int kAhead = 6;
  numeric::Random random(7);
  Occasions occasions;
  double alive = 0;
  double taken = 0;
  for (int i = 0; i < kCustomers; ++i) {
    const double act = random.beta(1.2, 0.75);
    const double leave = random.beta(0.66, 2.8);
    Pattern pattern{.x = 0, .t_x = 0, .T = kSeen, .weight = 1};
    bool there = true;
    for (int month = 1; month <= kSeen + kAhead; ++month) {
      there = there && random.uniform() >= leave;
      if (there && month == kSeen + 1) ++alive;
      const bool acts = there && random.uniform() < act;
      if (acts && month > kSeen) ++taken;
      if (acts && month <= kSeen) {
        ++pattern.x;
        pattern.t_x = month;
      }
    }
    occasions.patterns.push_back(pattern);
  }
  merge_equal(occasions.patterns);
  occasions.customers = kCustomers;
  const Fit fit = fit_bg_bb(occasions.patterns);
  const auto ahead = forecast(occasions, fit, kAhead);
  ASSERT_TRUE(ahead);
  EXPECT_NEAR(ahead->alive / alive, 1, 0.03);
  EXPECT_NEAR(ahead->expected / taken, 1, 0.03);
  EXPECT_FALSE(forecast(occasions, Fit{}, kAhead));
}

}  // namespace
}  // namespace dangol::models
