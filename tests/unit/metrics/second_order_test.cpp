#include "metrics/second_order.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "numeric/wilson.h"
#include "unit/metrics/histories.h"

namespace dangol::metrics {
namespace {

constexpr uint32_t kDays[] = {0, 7, 30, 60};

TEST(SecondOrder, AgreesWithPlainLoops) {
  std::mt19937 random(41);
  for (int round = 0; round < 60; ++round) {
    const auto purchases = test::random_purchases(random, 1 + random() % 200, 40, 120);
    auto orders = test::settle_purchases(purchases);
    if (round % 3 == 0) orders.counted_from = 19'040;
    const Day as_of = round % 4 == 0 ? *orders.as_of - 25 : *orders.as_of;
    const auto histories = test::histories(purchases);
    std::vector<uint32_t> group_of(orders.customer_range());
    for (uint32_t& group : group_of) {
      group = random() % 4 == 0 ? kNoGroup : static_cast<uint32_t>(random() % 3);
    }
    const bool split = round % 2 == 0;
    const Grouping grouping = split ? Grouping{group_of, 3} : Grouping{};
    const auto rates = second_order_rates(orders, as_of, kDays, grouping);
    ASSERT_EQ(rates.size(), split ? 12U : 4U);
    for (uint32_t group = 0; group < grouping.count; ++group) {
      for (size_t i = 0; i < 4; ++i) {
        uint64_t old_enough = 0;
        uint64_t came_back = 0;
        for (size_t c = 0; c < histories.size(); ++c) {
          if (split && group_of[c] != group) continue;
          const Day first = histories[c][0];
          if (first < orders.counted_from.value_or(0)) continue;
          if (first + static_cast<Day>(kDays[i]) > as_of) continue;
          ++old_enough;
          const bool again =
              histories[c].size() > 1 && histories[c][1] <= first + static_cast<Day>(kDays[i]);
          came_back += again ? 1 : 0;
        }
        const SecondOrderRate& rate = rates[group * 4 + i];
        EXPECT_EQ(rate.days, kDays[i]);
        EXPECT_EQ(rate.n, old_enough);
        EXPECT_EQ(rate.with_second, came_back);
        ASSERT_EQ(rate.value.has_value(), old_enough > 0);
        if (old_enough == 0) continue;
        EXPECT_DOUBLE_EQ(*rate.value,
                         static_cast<double>(came_back) / static_cast<double>(old_enough));
        EXPECT_EQ(rate.low, numeric::wilson_interval(came_back, old_enough).low);
        EXPECT_EQ(rate.high, numeric::wilson_interval(came_back, old_enough).high);
      }
    }
  }
}

TEST(SecondOrder, DoublingEveryCustomerLeavesTheRates) {
  std::mt19937 random(43);
  const auto purchases = test::random_purchases(random, 250, 60, 200);
  const auto orders = test::settle_purchases(purchases);
  const auto twice = test::settle_purchases(test::shifted(test::doubled(purchases), 77));
  const auto before = second_order_rates(orders, *orders.as_of, kSecondOrderDays);
  const auto after = second_order_rates(twice, *twice.as_of, kSecondOrderDays);
  for (size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(after[i].value, before[i].value);
    EXPECT_EQ(after[i].n, 2 * before[i].n);
  }
}

TEST(SecondOrder, MeasureIsOfThoseWhoAreOldEnough) {
  // a: back after 30 days. b: never. c: too young to tell at 30 days, though already back.
  const auto orders = test::settle_rows({"customer", "time"}, {{"a", "2024-01-01"},
                                                               {"a", "2024-01-31"},
                                                               {"b", "2024-01-02"},
                                                               {"c", "2024-02-10"},
                                                               {"c", "2024-02-12"}});
  const Measure measure = second_order_measure(orders, 30);
  EXPECT_EQ(measure.name, "second_order_rate");
  EXPECT_EQ(measure.value, 0.5);
  EXPECT_EQ(measure.n, 2U);
  EXPECT_EQ(second_order_measure(orders, 29).value, 0);
  EXPECT_EQ(second_order_measure(orders, 365).value, std::nullopt);
  EXPECT_EQ(second_order_measure(orders, 365).n, 0U);
  EXPECT_EQ(second_order_measure(test::settle_purchases({}), 30).value, std::nullopt);
}

}  // namespace
}  // namespace dangol::metrics
