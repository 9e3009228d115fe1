#include "metrics/summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "unit/metrics/ledgers.h"
#include "unit/metrics/refunded_ledger.h"

namespace dangol::metrics {
namespace {

std::map<std::string, Measure> by_name(const std::vector<Measure>& measures) {
  std::map<std::string, Measure> map;
  for (const Measure& measure : measures) map.emplace(measure.name, measure);
  return map;
}

TEST(Summary, SmallExampleByHand) {
  // a: 10 on day 0, 20 on day 100; b: 30 on day 365. As of day 365.
  const auto orders = test::settle_purchases({{0, 19'000, 10 * kMoneyScale},
                                              {0, 19'100, 20 * kMoneyScale},
                                              {1, 19'365, 30 * kMoneyScale}});
  auto measures = by_name(summarise(orders, 365));
  EXPECT_DOUBLE_EQ(*measures["revenue"].value, 60);
  EXPECT_DOUBLE_EQ(*measures["orders"].value, 3);
  EXPECT_DOUBLE_EQ(*measures["customers"].value, 2);
  EXPECT_DOUBLE_EQ(*measures["average_order_value"].value, 20);
  EXPECT_DOUBLE_EQ(*measures["purchase_frequency"].value, 1.5);
  EXPECT_DOUBLE_EQ(*measures["repeat_purchase_rate"].value, 0.5);
  // Wilson's interval for 1 of 2, computed by hand: centre (0.5 + z^2/4) / (1 + z^2/2) = 0.5,
  // half width z sqrt(0.125 + z^2/16) / (1 + z^2/2) = 0.40547.
  EXPECT_NEAR(*measures["repeat_purchase_rate"].low, 0.5 - 0.40547, 1e-5);
  EXPECT_NEAR(*measures["repeat_purchase_rate"].high, 0.5 + 0.40547, 1e-5);
  // 20 x (3 orders / (365 / 365.25 years)) x (365 / 365.25 years / 2 customers) = 30
  EXPECT_NEAR(*measures["clv_article"].value, 30, 1e-9);
  EXPECT_EQ(measures["average_order_value"].n, 3U);
  EXPECT_EQ(measures["repeat_purchase_rate"].n, 2U);
  // b is too young to tell; a is just old enough.
  EXPECT_EQ(measures["repeat_purchase_rate_mature"].n, 1U);
  EXPECT_DOUBLE_EQ(*measures["repeat_purchase_rate_mature"].value, 1);
  EXPECT_FALSE(by_name(summarise(orders, 366))["repeat_purchase_rate_mature"].value);
}

TEST(Summary, OneDayGivesNoLifetime) {
  const auto orders = test::settle_purchases({{0, 19'000, kMoneyScale}, {1, 19'000, kMoneyScale}});
  EXPECT_FALSE(by_name(summarise(orders, 365))["clv_article"].value);
}

TEST(Summary, WhoWasKnownBeforeIsWatchedFromTheFirstCountedDayOn) {
  auto orders =
      test::settle_purchases({{0, 19'000, 10 * kMoneyScale}, {0, 19'100, 20 * kMoneyScale}});
  orders.counted_from = 19'050;
  auto measures = by_name(summarise(orders, 30));
  EXPECT_NEAR(*measures["clv_article"].value, 20, 1e-9);  // 50 days have passed
  EXPECT_DOUBLE_EQ(*measures["repeat_purchase_rate"].value, 0);
  EXPECT_FALSE(measures["repeat_purchase_rate_mature"].value);  // the counted order is of today
}

TEST(Summary, NothingGivesNoRates) {
  auto measures = by_name(summarise(test::settle_purchases({}), 365));
  EXPECT_DOUBLE_EQ(*measures["orders"].value, 0);
  for (const char* name : {"average_order_value", "purchase_frequency", "repeat_purchase_rate",
                           "repeat_purchase_rate_mature", "clv_article"}) {
    EXPECT_FALSE(measures[name].value) << name;
    EXPECT_FALSE(measures[name].low) << name;
  }
}

TEST(Summary, WithoutMoneyThereAreNoMoneyMeasures) {
  const auto orders =
      test::settle_rows({"customer", "time"}, {{"a", "2024-01-05"}, {"a", "2024-03-05"}});
  auto measures = by_name(summarise(orders, 365));
  EXPECT_FALSE(measures["revenue"].value);
  EXPECT_FALSE(measures["average_order_value"].value);
  EXPECT_FALSE(measures["clv_article"].value);
  EXPECT_DOUBLE_EQ(*measures["repeat_purchase_rate"].value, 1);
}

/// Customers of at least `age` days with two or more purchases, and all of that age, from a day on.
void expect_repeat_rate(const Measure& rate, const test::RefundedLedger& ledger, Day from,
                        uint32_t age) {
  uint64_t repeating = 0;
  uint64_t all = 0;
  const auto purchases = ledger.purchases();
  for (const int customer : ledger.customers()) {
    uint64_t count = 0;
    Day first = ledger.as_of + 1;
    for (const auto& purchase : purchases) {
      if (purchase.customer != customer || purchase.day < from) continue;
      ++count;
      first = std::min(first, purchase.day);
    }
    if (count == 0 || ledger.as_of - first < static_cast<Day>(age)) continue;
    ++all;
    repeating += count > 1 ? 1 : 0;
  }
  EXPECT_EQ(rate.n, all);
  ASSERT_EQ(rate.value.has_value(), all > 0);
  if (all == 0) return;
  EXPECT_DOUBLE_EQ(*rate.value, static_cast<double>(repeating) / static_cast<double>(all));
  EXPECT_LE(*rate.low, *rate.value);
  EXPECT_GE(*rate.high, *rate.value);
}

TEST(Summary, AgreesWithPlainLoopsFromTheFirstCountedDayOn) {
  std::mt19937 random(13);
  for (int round = 0; round < 30; ++round) {
    auto ledger =
        test::random_refunded_ledger(random, 1 + static_cast<int>(random() % 90), 30, 300);
    if (round % 3 > 0) ledger.counted_from = 18'990 + static_cast<Day>(random() % 360);
    const Day from = ledger.counted_from.value_or(0);
    const uint32_t maturity = 1 + static_cast<uint32_t>(random() % 200);
    const auto orders = ledger.settle();
    auto measures = by_name(summarise(orders, maturity));
    uint64_t count = 0;
    for (const auto& purchase : ledger.purchases()) count += purchase.day >= from ? 1 : 0;
    MoneySum revenue = 0;
    for (const auto& row : ledger.rows) revenue += row.day >= from ? row.amount : 0;
    EXPECT_DOUBLE_EQ(*measures["orders"].value, static_cast<double>(count));
    EXPECT_DOUBLE_EQ(*measures["revenue"].value, to_major_units(revenue));
    expect_repeat_rate(measures["repeat_purchase_rate"], ledger, from, 0);
    expect_repeat_rate(measures["repeat_purchase_rate_mature"], ledger, from, maturity);
    EXPECT_EQ(measures["customers"].n, measures["repeat_purchase_rate"].n);

    const auto rates = [&](const test::RefundedLedger& other) {
      auto found = by_name(summarise(other.settle(), maturity));
      return std::vector<double>{found["average_order_value"].value.value_or(-1),
                                 found["purchase_frequency"].value.value_or(-1),
                                 found["repeat_purchase_rate"].value.value_or(-1),
                                 found["repeat_purchase_rate_mature"].value.value_or(-1)};
    };
    auto other = ledger;  // every customer has a twin, and the rows come in another order
    for (const auto& row : ledger.rows) {
      other.rows.push_back({row.customer + 1'000, row.order + 10'000, row.day, row.amount});
    }
    std::shuffle(other.rows.begin(), other.rows.end(), random);
    EXPECT_EQ(rates(other), rates(ledger));
  }
}

TEST(Summary, IdentitiesHoldOnRandomLedgers) {
  std::mt19937 random(3);
  for (int round = 0; round < 30; ++round) {
    const auto purchases = test::random_purchases(random, 1 + random() % 400, 50, 700);
    auto measures = by_name(summarise(test::settle_purchases(purchases), 365));
    const double revenue = *measures["revenue"].value;
    EXPECT_NEAR(*measures["average_order_value"].value * *measures["orders"].value, revenue, 1e-6);
    EXPECT_NEAR(*measures["purchase_frequency"].value * *measures["customers"].value,
                *measures["orders"].value, 1e-9);
    if (measures["clv_article"].value) {
      EXPECT_NEAR(*measures["clv_article"].value * *measures["customers"].value, revenue, 1e-6);
    }
    const Measure& repeat = measures["repeat_purchase_rate"];
    EXPECT_LE(*repeat.low, *repeat.value);
    EXPECT_GE(*repeat.high, *repeat.value);
  }
}

}  // namespace
}  // namespace dangol::metrics
