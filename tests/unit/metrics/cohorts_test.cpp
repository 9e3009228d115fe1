#include "metrics/cohorts.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "unit/metrics/ledgers.h"

namespace dangol::metrics {
namespace {

/// One cell by looking at every purchase.
void expect_cell(const Cohort& row, size_t k, const std::vector<test::Purchase>& purchases,
                 PeriodUnit unit, uint32_t minimum_n) {
  const PeriodIndex period = row.index + static_cast<PeriodIndex>(k);
  std::set<int> customers;
  uint64_t orders = 0;
  MoneySum revenue = 0;
  for (const auto& purchase : purchases) {
    if (period_of(purchase.day, unit) != period) continue;
    if (test::first_period(purchases, purchase.customer, unit) != row.index) continue;
    customers.insert(purchase.customer);
    ++orders;
    revenue += purchase.amount;
  }
  const CohortCell& cell = row.cells[k];
  EXPECT_EQ(cell.customers, customers.size());
  EXPECT_EQ(cell.orders, orders);
  EXPECT_TRUE(cell.revenue == revenue);
  EXPECT_DOUBLE_EQ(cell.share,
                   static_cast<double>(customers.size()) / static_cast<double>(row.size));
  EXPECT_LE(cell.low, cell.share);
  EXPECT_GE(cell.high, cell.share);
  const CellState expected = row.size < minimum_n ? CellState::too_few
                             : customers.empty()  ? CellState::zero
                                                  : CellState::value;
  EXPECT_EQ(cell.state, expected);
}

TEST(Cohorts, AgreeWithPlainLoops) {
  std::mt19937 random(23);
  for (const PeriodUnit unit : test::kUnits) {
    for (int round = 0; round < 4; ++round) {
      const auto purchases = test::random_purchases(random, 1 + random() % 150, 30, 90);
      const auto orders = test::settle_purchases(purchases);
      const Cohorts cohorts = compute_cohorts(orders, unit, 3);
      const PeriodIndex last = period_of(*orders.as_of, unit);
      uint64_t customers = 0;
      MoneySum revenue = 0;
      for (const Cohort& row : cohorts.rows) {
        customers += row.size;
        EXPECT_EQ(row.cells.size(), cohorts.rows.front().cells.size());
        EXPECT_EQ(row.cells[0].customers, row.size);
        EXPECT_EQ(row.too_few, row.size < 3);
        for (size_t k = 0; k < row.cells.size(); ++k) {
          const bool observed = row.index + static_cast<PeriodIndex>(k) <= last;
          if (observed) {
            expect_cell(row, k, purchases, unit, 3);
          } else {
            EXPECT_EQ(row.cells[k].state, CellState::not_observed);
          }
          revenue += row.cells[k].revenue;
        }
      }
      EXPECT_EQ(customers, orders.customers);
      EXPECT_TRUE(revenue == orders.revenue);
    }
  }
}

TEST(Cohorts, AverageWeighsBySizeOverWhatWasObserved) {
  // January: three customers, one back in February, none in March. February: one customer, back.
  const auto orders = test::settle_rows({"customer", "time", "amount"}, {{"a", "2024-01-05", "1"},
                                                                         {"b", "2024-01-05", "1"},
                                                                         {"c", "2024-01-05", "1"},
                                                                         {"a", "2024-02-05", "1"},
                                                                         {"d", "2024-02-05", "1"},
                                                                         {"d", "2024-03-05", "1"}});
  const Cohorts cohorts = compute_cohorts(orders, PeriodUnit::month, 2);
  ASSERT_EQ(cohorts.rows.size(), 2U);
  ASSERT_EQ(cohorts.average.size(), 3U);
  EXPECT_DOUBLE_EQ(*cohorts.average[0], 1);
  EXPECT_DOUBLE_EQ(*cohorts.average[1], 0.5);  // (1 + 1) of (3 + 1)
  EXPECT_DOUBLE_EQ(*cohorts.average[2], 0);    // 0 of 3: only January was observed that long
  EXPECT_FALSE(cohorts.last_period_complete);
  EXPECT_TRUE(cohorts.rows[1].too_few);
  EXPECT_EQ(cell_state_name(cohorts.rows[0].cells[2].state), "zero");
  EXPECT_EQ(cell_state_name(cohorts.rows[0].cells[1].state), "value");
  EXPECT_EQ(cell_state_name(cohorts.rows[1].cells[1].state), "too_few");
  EXPECT_EQ(cell_state_name(cohorts.rows[1].cells[2].state), "not_observed");
}

TEST(Cohorts, RefundsLowerTheCohortTheyBelongTo) {
  const auto orders = test::settle_rows({"order", "customer", "time", "amount"},
                                        {{"1", "a", "2024-01-05", "10"},
                                         {"1", "a", "2024-02-05", "-4"},
                                         {"8", "a", "2024-02-06", "-1"},
                                         {"9", "nobody", "2024-02-06", "-2"}});
  const Cohorts cohorts = compute_cohorts(orders, PeriodUnit::month, 1);
  ASSERT_EQ(cohorts.rows.size(), 1U);
  EXPECT_TRUE(cohorts.rows[0].cells[0].revenue == 10 * kMoneyScale);
  EXPECT_TRUE(cohorts.rows[0].cells[1].revenue == -5 * kMoneyScale);
  EXPECT_EQ(cohorts.rows[0].cells[1].state, CellState::zero);
}

TEST(Cohorts, KeepTheNewestPeriodsOfAVeryLongFile) {
  const auto orders = test::settle_purchases(
      {{0, 0, kMoneyScale}, {1, 19'000, kMoneyScale}, {0, 19'100, kMoneyScale}});
  const Cohorts cohorts = compute_cohorts(orders, PeriodUnit::day, 1);
  EXPECT_TRUE(cohorts.truncated);
  ASSERT_EQ(cohorts.rows.size(), 1U);
  EXPECT_EQ(cohorts.rows[0].index, 19'000);
  EXPECT_EQ(cohorts.rows[0].cells.size(), static_cast<size_t>(kMaxPeriods));
  EXPECT_FALSE(compute_cohorts(orders, PeriodUnit::year, 1).truncated);
}

TEST(Cohorts, NothingGivesNoRows) {
  const Cohorts cohorts = compute_cohorts(test::settle_purchases({}), PeriodUnit::month, 5);
  EXPECT_TRUE(cohorts.rows.empty());
  EXPECT_TRUE(cohorts.average.empty());
}

}  // namespace
}  // namespace dangol::metrics
