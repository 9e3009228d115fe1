// Value by age against plain loops over the purchases, and what must not change it.
#include "metrics/historic_value.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "metrics/article_value.h"
#include "metrics/summary.h"
#include "unit/metrics/histories.h"
#include "unit/metrics/refunded_ledgers.h"

namespace dangol::metrics {
namespace {

using test::Purchase;

/// The same day so many months on, by counting days of the calendar one by one.
Day later(Day day, uint32_t months) {
  const CivilDate start = to_civil(day);
  Day at = day;
  for (uint32_t month = 0; month < months; ++month) {
    do {
      ++at;
    } while (to_civil(at).day != 1);
  }
  if (months == 0) return day + 1;
  const uint32_t target = to_civil(at).month;
  while (to_civil(at).day < start.day && to_civil(at + 1).month == target) ++at;
  return at;
}

TEST(HistoricValue, IsWhatPlainLoopsFind) {
  std::mt19937 random(7);
  for (int round = 0; round < 6; ++round) {
    const auto purchases = test::random_purchases(random, 400, 60, 900);
    const auto orders = test::settle_purchases(purchases);
    const auto value = compute_historic_value(orders, PeriodUnit::month);
    ASSERT_FALSE(value.ages.empty());
    for (const ValueAtAge& at : value.ages) {
      std::vector<double> values;
      for (int customer = 0; customer < 60; ++customer) {
        Day first = INT32_MAX;
        for (const Purchase& one : purchases) {
          if (one.customer == customer) first = std::min(first, one.day);
        }
        if (first == INT32_MAX) continue;
        const Day end = later(first, at.age);
        if (end > *orders.as_of + 1) continue;
        Money sum = 0;
        for (const Purchase& one : purchases) {
          if (one.customer == customer && one.day < end) sum += one.amount;
        }
        values.push_back(static_cast<double>(sum) / kMoneyScale);
      }
      ASSERT_EQ(at.customers, values.size()) << at.age;
      std::sort(values.begin(), values.end());
      double sum = 0;
      for (const double one : values) sum += one;
      EXPECT_NEAR(at.mean, sum / static_cast<double>(values.size()), 1e-9);
      EXPECT_NEAR(at.median, (values[values.size() / 2] + values[(values.size() - 1) / 2]) / 2,
                  1e-9);
      EXPECT_LE(at.low, at.mean);
    }
  }
}

TEST(HistoricValue, CohortsAddUpToTheMean) {
  std::mt19937 random(8);
  const auto orders = test::settle_purchases(test::random_purchases(random, 800, 100, 700));
  const auto value = compute_historic_value(orders, PeriodUnit::month);
  uint64_t customers = 0;
  for (const auto& cohort : value.cohorts) {
    customers += cohort.size;
    EXPECT_EQ(cohort.revenue.size(), value.ages.size());
  }
  EXPECT_EQ(customers, orders.customers);
  // On the day of the first order everybody is old enough.
  double sum = 0;
  for (const auto& cohort : value.cohorts) {
    sum += *cohort.revenue[0] * static_cast<double>(cohort.size);
  }
  EXPECT_NEAR(sum / static_cast<double>(customers), value.ages[0].mean, 1e-9);
}

TEST(HistoricValue, TwiceTheCustomersAreWorthTheSameEach) {
  std::mt19937 random(9);
  const auto purchases = test::random_purchases(random, 300, 40, 500);
  const auto once = compute_historic_value(test::settle_purchases(purchases), PeriodUnit::year);
  const auto twice =
      compute_historic_value(test::settle_purchases(test::doubled(purchases)), PeriodUnit::year);
  ASSERT_EQ(once.ages.size(), twice.ages.size());
  for (size_t i = 0; i < once.ages.size(); ++i) {
    EXPECT_EQ(2 * once.ages[i].customers, twice.ages[i].customers);
    EXPECT_NEAR(once.ages[i].mean, twice.ages[i].mean, 1e-9);
    EXPECT_NEAR(once.ages[i].median, twice.ages[i].median, 1e-9);
    EXPECT_LE(twice.ages[i].high - twice.ages[i].low, once.ages[i].high - once.ages[i].low);
  }
}

TEST(ArticleValue, WithTheObservedYearsIsTheMeasure) {
  std::mt19937 random(10);
  const auto orders = test::settle_purchases(test::random_purchases(random, 500, 80, 1200));
  const auto value = compute_article_value(orders);
  for (const Measure& measure : summarise(orders, 365)) {
    if (measure.name == "clv_article") {
      EXPECT_NEAR(*value.revenue(value.observed_years), *measure.value, 1e-9);
    }
  }
}

TEST(ArticleValue, TakesChurnFromTheLastTwoYears) {
  constexpr Day kStart = 19'000;
  // a: both years; b, c: the year before last only; d: the last one only.
  const auto orders = test::settle_purchases({{1, kStart, 10 * kMoneyScale},
                                              {1, kStart + 729, 10 * kMoneyScale},
                                              {2, kStart + 5, 10 * kMoneyScale},
                                              {3, kStart + 364, 10 * kMoneyScale},
                                              {4, kStart + 365, 10 * kMoneyScale}});
  const auto value = compute_article_value(orders);
  ASSERT_TRUE(value.yearly_churn);
  EXPECT_NEAR(*value.yearly_churn, 2.0 / 3, 1e-12);
  EXPECT_NEAR(*value.years_from_churn(), 1.5, 1e-12);
}

TEST(ArticleValue, HasNoYearsWhereNobodyLeftOrTheDataAreYoung) {
  constexpr Day kStart = 19'000;
  const auto loyal = compute_article_value(
      test::settle_purchases({{1, kStart, 10 * kMoneyScale}, {1, kStart + 729, 10 * kMoneyScale}}));
  EXPECT_EQ(loyal.yearly_churn, 0.0);
  EXPECT_FALSE(loyal.years_from_churn());
  const auto young = compute_article_value(
      test::settle_purchases({{1, kStart, 10 * kMoneyScale}, {1, kStart + 728, 10 * kMoneyScale}}));
  EXPECT_FALSE(young.yearly_churn);
}

}  // namespace
}  // namespace dangol::metrics
