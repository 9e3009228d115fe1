#include "metrics/periods.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <vector>

#include "unit/metrics/ledgers.h"

namespace dangol::metrics {
namespace {

uint64_t common(const std::set<int>& a, const std::set<int>& b) {
  std::vector<int> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

void expect_period(const Period& period, const std::vector<test::Purchase>& purchases,
                   PeriodUnit unit, bool first) {
  const auto now = test::buyers(purchases, period.index, unit);
  const auto before = test::buyers(purchases, period.index - 1, unit);
  uint64_t fresh = 0;
  for (const int customer : now) {
    if (test::first_period(purchases, customer, unit) == period.index) ++fresh;
  }
  uint64_t orders = 0;
  MoneySum revenue = 0;
  for (const auto& purchase : purchases) {
    if (period_of(purchase.day, unit) != period.index) continue;
    ++orders;
    revenue += purchase.amount;
  }
  EXPECT_EQ(period.end_customers, now.size());
  EXPECT_EQ(period.new_customers, fresh);
  EXPECT_EQ(period.orders, orders);
  EXPECT_TRUE(period.revenue == revenue);
  if (first) {
    EXPECT_FALSE(period.start_customers);
    EXPECT_FALSE(period.retained_customers);
    EXPECT_FALSE(period.retention_rate_matched);
    return;
  }
  EXPECT_EQ(period.start_customers, before.size());
  EXPECT_EQ(period.retained_customers, common(now, before));
  EXPECT_EQ(*period.retained_customers + *period.returned_customers + period.new_customers,
            period.end_customers);
  EXPECT_EQ(period.retention_rate_article.has_value(), !before.empty());
  if (before.empty()) return;
  const auto s = static_cast<double>(before.size());
  EXPECT_DOUBLE_EQ(*period.retention_rate_article, static_cast<double>(now.size() - fresh) / s);
  EXPECT_DOUBLE_EQ(*period.retention_rate_matched, static_cast<double>(common(now, before)) / s);
  EXPECT_NEAR(*period.churn_rate + *period.retention_rate_matched, 1, 1e-15);
  EXPECT_LE(*period.retention_low, *period.retention_rate_matched);
  EXPECT_GE(*period.retention_high, *period.retention_rate_matched);
}

TEST(Periods, AgreeWithPlainLoops) {
  std::mt19937 random(17);
  for (const PeriodUnit unit : test::kUnits) {
    for (int round = 0; round < 6; ++round) {
      const auto purchases = test::random_purchases(random, 1 + random() % 150, 25, 150);
      const auto orders = test::settle_purchases(purchases);
      const auto periods = compute_periods(orders, unit);
      MoneySum revenue = 0;
      for (size_t i = 0; i < periods.size(); ++i) {
        expect_period(periods[i], purchases, unit, i == 0);
        if (i > 0) {
          EXPECT_EQ(periods[i].index, periods[i - 1].index + 1);
        }
        revenue += periods[i].revenue;
      }
      EXPECT_TRUE(revenue == orders.revenue);
    }
  }
}

TEST(Periods, ListEmptyOnesUpToTheAsOfDay) {
  ledger::Policy policy;
  policy.as_of = parse_iso_day("2024-06-15");
  const auto orders = test::settle_rows(
      {"customer", "time", "amount"},
      {{"a", "2024-01-05", "1"}, {"a", "2024-03-05", "1"}, {"b", "2024-04-05", "1"}}, policy);
  const auto periods = compute_periods(orders, PeriodUnit::month);
  ASSERT_EQ(periods.size(), 6U);
  EXPECT_EQ(periods[1].end_customers, 0U);
  EXPECT_DOUBLE_EQ(*periods[1].churn_rate, 1);
  EXPECT_FALSE(periods[2].churn_rate);
  EXPECT_EQ(periods[2].returned_customers, 1U);
  EXPECT_TRUE(periods[4].complete);
  EXPECT_FALSE(periods[5].complete);
  EXPECT_EQ(headline_period(periods, orders, PeriodUnit::month), 4U);
}

TEST(Periods, RefundsStandWhereThePolicyPutsThem) {
  const std::vector<std::string> roles = {"order", "customer", "time", "amount"};
  const test::Texts rows = {{"1", "a", "2024-01-05", "10"},
                            {"1", "a", "2024-02-05", "-4"},
                            {"2", "b", "2024-01-05", "3"},
                            {"2", "b", "2024-02-05", "-3"},
                            {"9", "a", "2024-02-07", "-1"}};
  ledger::Policy policy;
  const auto own_day = compute_periods(test::settle_rows(roles, rows, policy), PeriodUnit::month);
  EXPECT_TRUE(own_day[0].revenue == 13 * kMoneyScale);
  EXPECT_TRUE(own_day[1].revenue == -8 * kMoneyScale);
  policy.refunds = ledger::Refunds::order_day;
  const auto order_day = compute_periods(test::settle_rows(roles, rows, policy), PeriodUnit::month);
  EXPECT_TRUE(order_day[0].revenue == 6 * kMoneyScale);
  EXPECT_TRUE(order_day[1].revenue == -1 * kMoneyScale);
  EXPECT_EQ(order_day[0].end_customers, 1U);
}

TEST(Periods, HeadlineNeedsNineTenthsOfItsDays) {
  const auto headline = [](const char* last) {
    const auto orders = test::settle_rows({"customer", "time", "amount"},
                                          {{"a", "2024-01-01", "1"}, {"a", last, "1"}});
    return *headline_period(compute_periods(orders, PeriodUnit::month), orders, PeriodUnit::month);
  };
  EXPECT_EQ(headline("2024-03-30"), 2U);
  EXPECT_EQ(headline("2024-03-28"), 2U);  // 28 of 31
  EXPECT_EQ(headline("2024-03-27"), 1U);
  const auto empty = test::settle_purchases({});
  EXPECT_FALSE(
      headline_period(compute_periods(empty, PeriodUnit::month), empty, PeriodUnit::month));
  const auto short_data = test::settle_purchases({{0, 19'000, 1}});
  EXPECT_EQ(headline_period(compute_periods(short_data, PeriodUnit::month), short_data,
                            PeriodUnit::month),
            0U);
}

TEST(Periods, MeasuresCarryTheirBase) {
  const auto orders = test::settle_rows(
      {"customer", "time", "amount"},
      {{"a", "2024-01-05", "1"}, {"b", "2024-01-05", "1"}, {"a", "2024-02-05", "1"}});
  const auto measures = period_measures(compute_periods(orders, PeriodUnit::month)[1]);
  EXPECT_EQ(measures[0].name, "retention_rate_matched");
  EXPECT_DOUBLE_EQ(*measures[0].value, 0.5);
  EXPECT_EQ(measures[0].n, 2U);
  EXPECT_EQ(measures[2].name, "churn_rate");
  EXPECT_DOUBLE_EQ(*measures[2].value, 0.5);
}

}  // namespace
}  // namespace dangol::metrics
