#include "metrics/periods.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "metrics/customer_status.h"
#include "unit/metrics/ledgers.h"
#include "unit/metrics/refunded_ledger.h"

namespace dangol::metrics {
namespace {

constexpr uint32_t kWindow = 41;  // odd, so that half of it is rounded

/// What a period should be, found by looking at every purchase for every customer.
class PlainPeriods {
 public:
  PlainPeriods(const test::RefundedLedger& ledger, PeriodUnit unit)
      : ledger_(ledger), unit_(unit), purchases_(ledger.purchases()) {}

  [[nodiscard]] std::set<int> buyers(PeriodIndex period) const {
    std::set<int> found;
    for (const auto& purchase : purchases_) {
      if (period_of(purchase.day, unit_) == period && !ledger_.skipped(purchase.day, unit_)) {
        found.insert(purchase.customer);
      }
    }
    return found;
  }
  [[nodiscard]] std::optional<Day> first_order(int customer) const {
    std::optional<Day> first;
    for (const auto& purchase : purchases_) {
      if (purchase.customer == customer && (!first || purchase.day < *first)) first = purchase.day;
    }
    return first;
  }
  [[nodiscard]] uint64_t newcomers(PeriodIndex period) const {
    uint64_t found = 0;
    for (const int customer : ledger_.customers()) {
      const auto first = first_order(customer);
      if (first && period_of(*first, unit_) == period && !ledger_.skipped(*first, unit_)) ++found;
    }
    return found;
  }
  [[nodiscard]] uint64_t orders(PeriodIndex period) const {
    return static_cast<uint64_t>(
        std::count_if(purchases_.begin(), purchases_.end(), [&](const auto& purchase) {
          return period_of(purchase.day, unit_) == period && !ledger_.skipped(purchase.day, unit_);
        }));
  }
  [[nodiscard]] MoneySum revenue(PeriodIndex period) const {
    MoneySum sum = 0;
    for (const auto& row : ledger_.rows) {
      if (period_of(row.day, unit_) == period && !ledger_.skipped(row.day, unit_)) {
        sum += row.amount;
      }
    }
    return sum;
  }
  /// Customers by status on a day.
  [[nodiscard]] std::map<CustomerStatus, uint64_t> statuses(Day day) const {
    std::map<CustomerStatus, uint64_t> found;
    for (const int customer : ledger_.customers()) {
      std::optional<Day> last;
      for (const auto& purchase : purchases_) {
        if (purchase.customer != customer || purchase.day > day) continue;
        if (!last || purchase.day > *last) last = purchase.day;
      }
      if (last) ++found[status_of(static_cast<uint32_t>(day - *last), kWindow)];
    }
    return found;
  }

 private:
  const test::RefundedLedger& ledger_;
  PeriodUnit unit_;
  std::vector<test::RefundedLedger::Purchase> purchases_;
};

uint64_t common(const std::set<int>& a, const std::set<int>& b) {
  return static_cast<uint64_t>(
      std::count_if(a.begin(), a.end(), [&](int customer) { return b.count(customer) > 0; }));
}

void expect_rates(const Period& period, const std::set<int>& now, const std::set<int>& before,
                  uint64_t fresh) {
  EXPECT_EQ(period.start_customers, before.size());
  EXPECT_EQ(period.retained_customers, common(now, before));
  EXPECT_EQ(*period.retained_customers + *period.returned_customers + period.new_customers,
            period.end_customers);
  EXPECT_EQ(*period.lost_customers + *period.retained_customers, *period.start_customers);
  EXPECT_EQ(period.returning_customer_share.has_value(), !now.empty());
  if (!now.empty()) {
    EXPECT_DOUBLE_EQ(*period.returning_customer_share,
                     static_cast<double>(now.size() - fresh) / static_cast<double>(now.size()));
  }
  EXPECT_EQ(period.retention_rate_article.has_value(), !before.empty());
  if (before.empty()) return;
  const auto s = static_cast<double>(before.size());
  EXPECT_DOUBLE_EQ(*period.retention_rate_article, static_cast<double>(now.size() - fresh) / s);
  EXPECT_DOUBLE_EQ(*period.retention_rate_matched, static_cast<double>(common(now, before)) / s);
  EXPECT_NEAR(*period.churn_rate + *period.retention_rate_matched, 1, 1e-15);
  EXPECT_LE(*period.retention_low, *period.retention_rate_matched);
  EXPECT_GE(*period.retention_high, *period.retention_rate_matched);
}

void expect_periods(const test::RefundedLedger& ledger, PeriodUnit unit) {
  const auto orders = ledger.settle();
  const auto periods = compute_periods(orders, unit, kWindow);
  const PlainPeriods plain(ledger, unit);
  const PeriodIndex first = period_of(*orders.first_day, unit);
  const Day from = std::max(*orders.first_day, ledger.counted_from.value_or(*orders.first_day));
  if (from > ledger.as_of) {
    EXPECT_TRUE(periods.empty());
    return;
  }
  const PeriodIndex listed = period_of(from, unit);
  ASSERT_EQ(periods.size(), static_cast<size_t>(period_of(ledger.as_of, unit) - listed) + 1);
  for (size_t i = 0; i < periods.size(); ++i) {
    const Period& period = periods[i];
    ASSERT_EQ(period.index, listed + static_cast<PeriodIndex>(i));
    EXPECT_EQ(period.complete, last_day(period.index, unit) <= ledger.as_of);
    const auto now = plain.buyers(period.index);
    const uint64_t fresh = plain.newcomers(period.index);
    EXPECT_EQ(period.end_customers, now.size());
    EXPECT_EQ(period.new_customers, fresh);
    EXPECT_EQ(period.orders, plain.orders(period.index));
    EXPECT_TRUE(period.revenue == plain.revenue(period.index));
    auto statuses = plain.statuses(std::min(ledger.as_of, last_day(period.index, unit)));
    EXPECT_EQ(period.active_customers, statuses[CustomerStatus::active]);
    EXPECT_EQ(period.at_risk_customers, statuses[CustomerStatus::at_risk]);
    EXPECT_EQ(period.gone_customers, statuses[CustomerStatus::gone]);
    EXPECT_EQ(period.bridge.has_value(), period.index > first);
    if (period.index > first) {
      expect_rates(period, now, plain.buyers(period.index - 1), fresh);
    } else {
      EXPECT_FALSE(period.start_customers);
      EXPECT_FALSE(period.retained_customers);
      EXPECT_FALSE(period.lost_customers);
      EXPECT_FALSE(period.retention_rate_matched);
      EXPECT_FALSE(period.returning_customer_share);
    }
  }
}

TEST(Periods, AgreeWithPlainLoops) {
  std::mt19937 random(17);
  for (const PeriodUnit unit : test::kUnits) {
    for (int round = 0; round < 6; ++round) {
      SCOPED_TRACE(std::string(period_unit_name(unit)) + " " + std::to_string(round));
      auto ledger = test::random_refunded_ledger(random, 1 + static_cast<int>(random() % 120), 20,
                                                 1 + static_cast<int>(random() % 200));
      if (round % 2 == 1) {  // somewhere inside the data, or just past them
        ledger.counted_from = 18'995 + static_cast<Day>(random() % 210);
      }
      expect_periods(ledger, unit);
    }
  }
}

TEST(Periods, AddUpToTheWholeFile) {
  std::mt19937 random(5);
  for (const PeriodUnit unit : test::kUnits) {
    const auto orders = test::random_refunded_ledger(random, 100, 30, 300).settle();
    uint64_t count = 0;
    uint64_t fresh = 0;
    MoneySum revenue = 0;
    const auto periods = compute_periods(orders, unit, kWindow);
    for (const Period& period : periods) {
      count += period.orders;
      fresh += period.new_customers;
      revenue += period.revenue;
      EXPECT_EQ(period.active_customers + period.at_risk_customers + period.gone_customers, fresh);
    }
    EXPECT_EQ(count, orders.size());
    EXPECT_EQ(fresh, orders.customers);
    EXPECT_TRUE(revenue == orders.revenue);
  }
}

/// Everything that is a rate, and the counts divided by `scale`.
std::vector<double> shape(const std::vector<Period>& periods, double scale) {
  std::vector<double> numbers;
  for (const Period& period : periods) {
    for (const auto& rate : {period.retention_rate_matched, period.retention_rate_article,
                             period.churn_rate, period.returning_customer_share,
                             period.bridge ? period.bridge->gross_retention() : std::nullopt,
                             period.bridge ? period.bridge->net_retention() : std::nullopt}) {
      numbers.push_back(rate.value_or(-1));
    }
    for (const uint64_t count : {period.end_customers, period.new_customers, period.orders,
                                 period.active_customers, period.gone_customers}) {
      numbers.push_back(static_cast<double>(count) / scale);
    }
  }
  return numbers;
}

TEST(Periods, KeepTheirShapeWhenNothingThatMattersChanges) {
  std::mt19937 random(41);
  for (const PeriodUnit unit : test::kUnits) {
    const auto ledger = test::random_refunded_ledger(random, 90, 25, 250);
    const auto wanted = shape(compute_periods(ledger.settle(), unit, kWindow), 1);

    auto twice = ledger;  // every customer has a twin
    for (const auto& row : ledger.rows) {
      twice.rows.push_back({row.customer + 1'000, row.order + 10'000, row.day, row.amount});
    }
    const auto doubled = shape(compute_periods(twice.settle(), unit, kWindow), 2);
    ASSERT_EQ(doubled.size(), wanted.size());
    for (size_t i = 0; i < wanted.size(); ++i) EXPECT_NEAR(doubled[i], wanted[i], 1e-12);

    auto renamed = ledger;  // other rows first, other customers' numbers
    for (auto& row : renamed.rows) row.customer = (row.customer * 7 + 3) % 1'009;
    std::shuffle(renamed.rows.begin(), renamed.rows.end(), random);
    EXPECT_EQ(shape(compute_periods(renamed.settle(), unit, kWindow), 1), wanted);

    auto later = ledger;  // 28 years: the same months and weekdays
    for (auto& row : later.rows) row.day += 10'227;
    later.as_of += 10'227;
    EXPECT_EQ(shape(compute_periods(later.settle(), unit, kWindow), 1), wanted);
  }
}

TEST(Periods, ListEmptyOnesUpToTheAsOfDay) {
  ledger::Policy policy;
  policy.as_of = parse_iso_day("2024-06-15");
  const auto orders = test::settle_rows(
      {"customer", "time", "amount"},
      {{"a", "2024-01-05", "1"}, {"a", "2024-03-05", "1"}, {"b", "2024-04-05", "1"}}, policy);
  const auto periods = compute_periods(orders, PeriodUnit::month, 365);
  ASSERT_EQ(periods.size(), 6U);
  EXPECT_EQ(periods[1].end_customers, 0U);
  EXPECT_DOUBLE_EQ(*periods[1].churn_rate, 1);
  EXPECT_EQ(periods[1].lost_customers, 1U);
  EXPECT_FALSE(periods[1].returning_customer_share);
  EXPECT_FALSE(periods[2].churn_rate);
  EXPECT_EQ(periods[2].returned_customers, 1U);
  EXPECT_TRUE(periods[4].complete);
  EXPECT_FALSE(periods[5].complete);
  EXPECT_EQ(headline_period(periods, orders, PeriodUnit::month), 4U);
}

TEST(Periods, StatusChangesTheDayAfterTheWindow) {
  // Bought on 2024-01-01 and 2024-03-01; a window of 20 days: at risk after 10, gone after 20.
  ledger::Policy policy;
  policy.as_of = parse_iso_day("2024-03-31");
  const auto orders = test::settle_rows(
      {"customer", "time", "amount"}, {{"a", "2024-01-01", "1"}, {"a", "2024-03-01", "1"}}, policy);
  const auto days = compute_periods(orders, PeriodUnit::day, 20);
  const auto status = [&](const char* day) {
    const Period& period = days[static_cast<size_t>(*parse_iso_day(day) - *orders.first_day)];
    return std::vector<uint64_t>{period.active_customers, period.at_risk_customers,
                                 period.gone_customers};
  };
  const std::vector<uint64_t> active = {1, 0, 0};
  const std::vector<uint64_t> at_risk = {0, 1, 0};
  const std::vector<uint64_t> gone = {0, 0, 1};
  EXPECT_EQ(status("2024-01-11"), active);
  EXPECT_EQ(status("2024-01-12"), at_risk);
  EXPECT_EQ(status("2024-01-21"), at_risk);
  EXPECT_EQ(status("2024-01-22"), gone);
  EXPECT_EQ(status("2024-02-29"), gone);
  EXPECT_EQ(status("2024-03-01"), active);
  EXPECT_EQ(status("2024-03-31"), gone);
}

TEST(Periods, RefundsStandWhereThePolicyPutsThem) {
  const std::vector<std::string> roles = {"order", "customer", "time", "amount"};
  const test::Texts rows = {{"1", "a", "2024-01-05", "10"},
                            {"1", "a", "2024-02-05", "-4"},
                            {"2", "b", "2024-01-05", "3"},
                            {"2", "b", "2024-02-05", "-3"},
                            {"9", "a", "2024-02-07", "-1"}};
  ledger::Policy policy;
  const auto own_day =
      compute_periods(test::settle_rows(roles, rows, policy), PeriodUnit::month, 365);
  EXPECT_TRUE(own_day[0].revenue == 13 * kMoneyScale);
  EXPECT_TRUE(own_day[1].revenue == -8 * kMoneyScale);
  policy.refunds = ledger::Refunds::order_day;
  const auto order_day =
      compute_periods(test::settle_rows(roles, rows, policy), PeriodUnit::month, 365);
  EXPECT_TRUE(order_day[0].revenue == 6 * kMoneyScale);
  EXPECT_TRUE(order_day[1].revenue == -1 * kMoneyScale);
  EXPECT_EQ(order_day[0].end_customers, 1U);
}

TEST(Periods, WhatLiesBeforeTheFirstCountedDayIsKnownButNotCounted) {
  auto orders = test::settle_rows({"customer", "time", "amount"}, {{"a", "2024-01-05", "1"},
                                                                   {"b", "2024-02-20", "2"},
                                                                   {"a", "2024-03-02", "4"},
                                                                   {"b", "2024-03-20", "8"},
                                                                   {"c", "2024-03-21", "16"},
                                                                   {"c", "2024-03-31", "32"}});
  orders.counted_from = parse_iso_day("2024-03-10");
  const auto periods = compute_periods(orders, PeriodUnit::month, 365);
  ASSERT_EQ(periods.size(), 1U);
  EXPECT_EQ(format_period(periods[0].index, PeriodUnit::month), "2024-03");
  EXPECT_EQ(periods[0].start_customers, 1U);  // b in February
  EXPECT_EQ(periods[0].end_customers, 2U);    // b and c: a bought before the 10th
  EXPECT_EQ(periods[0].retained_customers, 1U);
  EXPECT_EQ(periods[0].new_customers, 1U);
  EXPECT_EQ(periods[0].orders, 3U);
  EXPECT_TRUE(periods[0].revenue == 56 * kMoneyScale);
  EXPECT_EQ(periods[0].active_customers, 3U);
  orders.counted_from = *orders.as_of + 1;
  EXPECT_TRUE(compute_periods(orders, PeriodUnit::month, 365).empty());
}

TEST(Periods, HeadlineNeedsNineTenthsOfItsDays) {
  const auto headline = [](const char* last) {
    const auto orders = test::settle_rows({"customer", "time", "amount"},
                                          {{"a", "2024-01-01", "1"}, {"a", last, "1"}});
    return *headline_period(compute_periods(orders, PeriodUnit::month, 365), orders,
                            PeriodUnit::month);
  };
  EXPECT_EQ(headline("2024-03-30"), 2U);
  EXPECT_EQ(headline("2024-03-28"), 2U);  // 28 of 31
  EXPECT_EQ(headline("2024-03-27"), 1U);
  const auto empty = test::settle_purchases({});
  EXPECT_FALSE(
      headline_period(compute_periods(empty, PeriodUnit::month, 365), empty, PeriodUnit::month));
  const auto short_data = test::settle_purchases({{0, 19'000, 1}});
  EXPECT_EQ(headline_period(compute_periods(short_data, PeriodUnit::month, 365), short_data,
                            PeriodUnit::month),
            0U);
}

std::map<std::string, Measure> by_name(const std::vector<Measure>& measures) {
  std::map<std::string, Measure> map;
  for (const Measure& measure : measures) map.emplace(measure.name, measure);
  return map;
}

TEST(Periods, MeasuresCarryTheirBase) {
  const auto orders = test::settle_rows(
      {"customer", "time", "amount"},
      {{"a", "2024-01-05", "1"}, {"b", "2024-01-05", "1"}, {"a", "2024-02-29", "1"}});
  const auto periods = compute_periods(orders, PeriodUnit::month, 365);
  auto measures = by_name(period_measures(periods, orders, PeriodUnit::month));
  EXPECT_DOUBLE_EQ(*measures["retention_rate_matched"].value, 0.5);
  EXPECT_EQ(measures["retention_rate_matched"].n, 2U);
  EXPECT_DOUBLE_EQ(*measures["churn_rate"].value, 0.5);
  EXPECT_DOUBLE_EQ(*measures["lost_customers"].value, 1);
  EXPECT_DOUBLE_EQ(*measures["returning_customer_share"].value, 1);
  EXPECT_EQ(measures["returning_customer_share"].n, 1U);
  EXPECT_DOUBLE_EQ(*measures["returning_customer_share"].high, 1);
  EXPECT_DOUBLE_EQ(*measures["revenue_retention_gross"].value, 0.5);
  // January is seen from the 5th on: 27 of 31 days are too few to be compared with.
  EXPECT_FALSE(measures["end_customers"].previous);
  for (const auto& [name, measure] :
       by_name(period_measures({}, test::settle_purchases({}), PeriodUnit::month))) {
    EXPECT_FALSE(measure.value) << name;
    EXPECT_FALSE(measure.n) << name;
  }
}

TEST(Periods, MeasuresStandBesideTheirOwnPast) {
  // Period i of each unit has i + 1 customers, all of them new and gone again.
  struct Case {
    PeriodUnit unit;
    int year;  ///< periods back to the same one of the year before; 0: none
  };
  for (const Case& c :
       {Case{PeriodUnit::day, 0}, Case{PeriodUnit::week, 52}, Case{PeriodUnit::month, 12},
        Case{PeriodUnit::quarter, 4}, Case{PeriodUnit::year, 1}}) {
    SCOPED_TRACE(period_unit_name(c.unit));
    const int count = 56;
    const PeriodIndex first = period_of(to_day({2000, 1, 3}), c.unit) + 1;
    std::vector<test::Purchase> purchases;
    int customer = 0;
    for (int i = 0; i < count; ++i) {
      for (int j = 0; j <= i; ++j) {
        purchases.push_back({customer++, first_day(first + i, c.unit), kMoneyScale});
      }
    }
    ledger::Policy policy;
    policy.as_of = last_day(first + count - 1, c.unit);
    const auto orders = test::settle_purchases(purchases, policy);
    const auto periods = compute_periods(orders, c.unit, 365);
    auto fresh = by_name(period_measures(periods, orders, c.unit))["new_customers"];
    EXPECT_DOUBLE_EQ(*fresh.value, count);
    EXPECT_DOUBLE_EQ(*fresh.previous, count - 1);
    ASSERT_EQ(fresh.year_ago.has_value(), c.year > 0);
    if (c.year > 0) {
      EXPECT_DOUBLE_EQ(*fresh.year_ago, count - c.year);
    }
  }
}

}  // namespace
}  // namespace dangol::metrics
