// What the models see of each customer, against plain loops over the purchases.
#include "models/history.h"

#include <gtest/gtest.h>

#include <set>

#include "metrics/selection.h"
#include "unit/metrics/histories.h"

namespace dangol::models {
namespace {

using test::Purchase;

struct Plain {
  uint32_t x = 0;
  uint32_t t_x = 0;
  uint32_t T = 0;
  double value = 0;  ///< mean of repeat days
};

Plain plain_history(const std::vector<Purchase>& purchases, int customer, Day end,
                    bool first_in_money) {
  std::set<Day> days;
  for (const Purchase& one : purchases) {
    if (one.customer == customer && one.day <= end) days.insert(one.day);
  }
  double sum = 0;
  for (const Purchase& one : purchases) {
    if (one.customer != customer || one.day > end) continue;
    if (first_in_money || one.day != *days.begin()) {
      sum += static_cast<double>(one.amount) / kMoneyScale;
    }
  }
  Plain plain;
  plain.x = static_cast<uint32_t>(days.size() - 1);
  plain.t_x = static_cast<uint32_t>(*days.rbegin() - *days.begin());
  plain.T = static_cast<uint32_t>(end - *days.begin());
  const size_t count = days.size() - (first_in_money ? 0 : 1);
  plain.value = count > 0 ? sum / static_cast<double>(count) : 0;
  return plain;
}

/// The ledger's numbers of customers: as they appear.
std::vector<int> numbered(const std::vector<Purchase>& purchases) {
  std::vector<int> customers;
  for (const Purchase& one : purchases) {
    if (std::find(customers.begin(), customers.end(), one.customer) == customers.end()) {
      customers.push_back(one.customer);
    }
  }
  return customers;
}

TEST(Histories, AreWhatPlainLoopsFind) {
  std::mt19937 random(11);
  for (int round = 0; round < 8; ++round) {
    const auto purchases = test::random_purchases(random, 500, 80, 40 + 100 * round);
    const auto orders = test::settle_purchases(purchases);
    const Day end = *orders.as_of - (round % 3) * 10;
    const bool first_in_money = round % 2 == 1;
    const auto histories = make_histories(orders, {end, {}, {}, first_in_money});
    const auto customers = numbered(purchases);
    uint64_t counted = 0;
    for (size_t i = 0; i < customers.size(); ++i) {
      const bool begun = std::any_of(purchases.begin(), purchases.end(), [&](const Purchase& one) {
        return one.customer == customers[i] && one.day <= end;
      });
      ASSERT_EQ(histories.pattern_of[i] != kNoPattern, begun);
      if (!begun) continue;
      ++counted;
      const Plain plain = plain_history(purchases, customers[i], end, first_in_money);
      const DayPattern& pattern = histories.patterns[histories.pattern_of[i]];
      EXPECT_EQ(pattern.x, plain.x);
      EXPECT_EQ(pattern.t_x, plain.t_x);
      EXPECT_EQ(pattern.T, plain.T);
      EXPECT_NEAR(histories.order_value[i], plain.value, 1e-9);
    }
    EXPECT_EQ(histories.customers, counted);
    uint64_t weights = 0;
    for (const DayPattern& pattern : histories.patterns) weights += pattern.customers;
    EXPECT_EQ(weights, counted);
  }
}

TEST(Histories, PatternsAreDistinctAndSorted) {
  std::mt19937 random(12);
  const auto histories =
      make_histories(test::settle_purchases(test::random_purchases(random, 900, 300, 60)), {});
  EXPECT_LT(histories.patterns.size(), histories.customers);
  const auto key = [](const DayPattern& p) { return std::tuple(p.x, p.T, p.t_x); };
  for (size_t i = 1; i < histories.patterns.size(); ++i) {
    EXPECT_LT(key(histories.patterns[i - 1]), key(histories.patterns[i]));
  }
}

TEST(Histories, TakeWhoBeganInTheWindow) {
  constexpr Day kStart = 19'000;
  const auto orders = test::settle_purchases({{1, kStart, 10'000},
                                              {2, kStart + 10, 10'000},
                                              {3, kStart + 20, 10'000},
                                              {1, kStart + 30, 10'000}});
  const auto histories = make_histories(orders, {{}, kStart + 5, kStart + 15, false});
  EXPECT_EQ(histories.customers, 1U);
  EXPECT_EQ(histories.pattern_of[0], kNoPattern);
  EXPECT_NE(histories.pattern_of[1], kNoPattern);
  EXPECT_EQ(histories.pattern_of[2], kNoPattern);
}

TEST(Histories, LeaveOutWhoOrderedBeforeWhatIsCounted) {
  constexpr Day kStart = 19'000;
  const auto all = test::settle_purchases(
      {{1, kStart, 10'000}, {1, kStart + 30, 10'000}, {2, kStart + 20, 10'000}});
  const auto orders = metrics::select(all, {{}, {}, kStart + 10, {}});
  const auto histories = make_histories(orders, {});
  EXPECT_EQ(histories.customers, 1U);
  EXPECT_EQ(histories.pattern_of[0], kNoPattern);
}

TEST(Histories, ScaleToAnyUnit) {
  const auto weeks = in_unit({{2, 213, 272, 5}}, 7);
  EXPECT_DOUBLE_EQ(weeks[0].t_x, 213.0 / 7);
  EXPECT_DOUBLE_EQ(weeks[0].T, 272.0 / 7);
  EXPECT_EQ(weeks[0].weight, 5);
}

}  // namespace
}  // namespace dangol::models
