// Orders cut in two, against plain loops over the purchases.
#include "models/held_out_orders.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "unit/metrics/ledgers.h"

namespace dangol::models {
namespace {

TEST(HoldOut, CutsWhatPlainLoopsCut) {
  std::mt19937 random(21);
  for (const int days : {60, 300, 900}) {
    const auto purchases = test::random_purchases(random, 500, 70, days);
    const auto orders = test::settle_purchases(purchases);
    const Day split = 19'000 + days / 2;
    const HeldOutOrders cut = hold_out(orders, {}, split, 7);

    std::map<int, std::set<Day>> days_of;
    for (const test::Purchase& one : purchases) days_of[one.customer].insert(one.day);
    using Key = std::tuple<double, double, double, double>;
    std::map<Key, double> wanted;
    std::vector<double> actual(cut.periods.size());
    for (const auto& [customer, bought] : days_of) {
      if (*bought.begin() > split) continue;
      const auto after = bought.upper_bound(split);
      const auto x = static_cast<double>(std::distance(bought.begin(), after)) - 1;
      const Day last = *std::prev(after);
      for (auto day = after; day != bought.end(); ++day) {
        size_t period = cut.periods.size() - 1;
        while (cut.periods[period] > *day) --period;
        actual[period] += 1;
      }
      wanted[{x, (last - *bought.begin()) / 7.0, (split - *bought.begin()) / 7.0,
              static_cast<double>(std::distance(after, bought.end()))}] += 1;
    }
    std::map<Key, double> found;
    for (const HeldOut& one : cut.customers) {
      found[{one.before.x, one.before.t_x, one.before.T, one.after}] += one.before.weight;
    }
    EXPECT_EQ(found, wanted);
    EXPECT_EQ(found.size(), cut.customers.size());  // equal ones stand together
    EXPECT_EQ(cut.actual, actual);
    EXPECT_EQ(cut.end, *orders.as_of);
    EXPECT_EQ(cut.periods.front(), split + 1);
    EXPECT_LE(cut.periods.size(), 61U);
    EXPECT_DOUBLE_EQ(cut.period_ends.back(), (*orders.as_of - split) / 7.0);
  }
}

TEST(HoldOut, LeavesWhoCameLaterOut) {
  const auto orders = test::settle_purchases(
      {{1, 19'000, 10'000}, {2, 19'050, 10'000}, {2, 19'060, 10'000}, {1, 19'070, 10'000}});
  const HeldOutOrders cut = hold_out(orders, {}, 19'040, 1);
  ASSERT_EQ(cut.customers.size(), 1U);
  EXPECT_EQ(cut.customers[0].after, 1);
  double sum = 0;
  for (const double actual : cut.actual) sum += actual;
  EXPECT_EQ(sum, 1);
}

}  // namespace
}  // namespace dangol::models
