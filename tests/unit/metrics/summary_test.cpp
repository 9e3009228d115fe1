#include "metrics/summary.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "unit/metrics/ledgers.h"

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
  auto measures = by_name(summarise(orders));
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
}

TEST(Summary, OneDayGivesNoLifetime) {
  const auto orders = test::settle_purchases({{0, 19'000, kMoneyScale}, {1, 19'000, kMoneyScale}});
  EXPECT_FALSE(by_name(summarise(orders))["clv_article"].value);
}

TEST(Summary, NothingGivesNoRates) {
  auto measures = by_name(summarise(test::settle_purchases({})));
  EXPECT_DOUBLE_EQ(*measures["orders"].value, 0);
  for (const char* name :
       {"average_order_value", "purchase_frequency", "repeat_purchase_rate", "clv_article"}) {
    EXPECT_FALSE(measures[name].value) << name;
    EXPECT_FALSE(measures[name].low) << name;
  }
}

TEST(Summary, WithoutMoneyThereAreNoMoneyMeasures) {
  const auto orders =
      test::settle_rows({"customer", "time"}, {{"a", "2024-01-05"}, {"a", "2024-03-05"}});
  auto measures = by_name(summarise(orders));
  EXPECT_FALSE(measures["revenue"].value);
  EXPECT_FALSE(measures["average_order_value"].value);
  EXPECT_FALSE(measures["clv_article"].value);
  EXPECT_DOUBLE_EQ(*measures["repeat_purchase_rate"].value, 1);
}

TEST(Summary, IdentitiesHoldOnRandomLedgers) {
  std::mt19937 random(3);
  for (int round = 0; round < 30; ++round) {
    const auto purchases = test::random_purchases(random, 1 + random() % 400, 50, 700);
    auto measures = by_name(summarise(test::settle_purchases(purchases)));
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
