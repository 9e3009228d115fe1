// What customers did within so many days of their first purchase, against plain loops.
#include "models/repeat_orders.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "unit/metrics/ledgers.h"

namespace dangol::models {
namespace {

TEST(RepeatOrders, AreThoseOfThePlainLoops) {
  std::mt19937 random(22);
  const auto purchases = test::random_purchases(random, 900, 80, 400);
  const auto orders = test::settle_purchases(purchases);
  std::map<int, std::set<Day>> days_of;
  for (const test::Purchase& one : purchases) days_of[one.customer].insert(one.day);
  HistoryRule later;
  later.acquired_from = 19'050;
  later.end = 19'300;
  for (const HistoryRule& rule : {HistoryRule{}, later}) {
    const Day end = rule.end.value_or(*orders.as_of);
    for (const Day days : {0, 30, 200, 1000}) {
      RepeatOrders wanted{0, std::vector<uint64_t>(4)};
      for (const auto& [customer, bought] : days_of) {
        const Day first = *bought.begin();
        if (first < rule.acquired_from.value_or(0) || end - first < days) continue;
        const auto number = std::distance(bought.begin(), bought.upper_bound(first + days)) - 1;
        ++wanted.customers;
        ++wanted.by_number[std::min<size_t>(static_cast<size_t>(number), 3)];
      }
      const RepeatOrders found = count_repeat_orders(orders, rule, days, 4);
      EXPECT_EQ(found.customers, wanted.customers) << days;
      EXPECT_EQ(found.by_number, wanted.by_number) << days;
      EXPECT_EQ(found.customers > 0, days < 1000);
    }
  }
}

}  // namespace
}  // namespace dangol::models
