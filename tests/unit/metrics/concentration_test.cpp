#include "metrics/concentration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "unit/metrics/refunded_ledgers.h"

namespace dangol::metrics {
namespace {

/// Revenues above zero, by looking at every row.
std::vector<double> plain_revenues(const std::vector<test::PlainRow>& rows, Day as_of) {
  std::vector<double> revenues;
  for (const auto& [customer, index] : test::customer_indices(rows)) {
    const auto found = test::look_at(rows, customer, as_of);
    if (found.orders > 0 && found.revenue > 0) {
      revenues.push_back(static_cast<double>(found.revenue));
    }
  }
  return revenues;
}

/// Every pair of customers.
double plain_gini(const std::vector<double>& revenues) {
  double differences = 0;
  double sum = 0;
  for (const double a : revenues) {
    sum += a;
    for (const double b : revenues) differences += std::abs(a - b);
  }
  return differences / (2 * static_cast<double>(revenues.size()) * sum);
}

/// Each customer cut into ten equal ones, so that a tenth of them is a whole number.
double plain_best(const std::vector<double>& revenues, size_t tenth) {
  std::vector<double> parts;
  for (const double revenue : revenues) parts.insert(parts.end(), 10, revenue);
  std::sort(parts.begin(), parts.end(), std::greater<>());
  double sum = 0;
  double best = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    sum += parts[i];
    if (i < tenth * revenues.size()) best += parts[i];
  }
  return best / sum;
}

TEST(Concentration, AgreesWithPlainLoops) {
  std::mt19937 random(67);
  for (int round = 0; round < 40; ++round) {
    const auto rows =
        test::random_rows(random, 1 + random() % 150, 1 + static_cast<int>(random() % 45), 200);
    const auto orders = test::settle_plain(rows);
    const auto revenues = plain_revenues(rows, *orders.as_of);
    const Concentration found = compute_concentration(total_customers(orders, *orders.as_of));
    ASSERT_EQ(found.n, revenues.size());
    ASSERT_EQ(found.gini.has_value(), !revenues.empty());
    if (revenues.empty()) continue;
    EXPECT_NEAR(*found.gini, plain_gini(revenues), 1e-12);
    for (size_t tenth = 0; tenth <= 10; ++tenth) {
      EXPECT_NEAR((*found.cumulative)[tenth], plain_best(revenues, tenth), 1e-12) << tenth;
    }
    EXPECT_EQ((*found.cumulative)[0], 0);
    EXPECT_EQ((*found.cumulative)[10], 1);
  }
}

TEST(Concentration, IsTheSameOfTwiceTheCustomers) {
  std::mt19937 random(71);
  const auto rows = test::random_rows(random, 137, 33, 200);
  const auto orders = test::settle_plain(rows);
  const auto twice = test::settle_plain(test::doubled(rows));
  const Concentration one = compute_concentration(total_customers(orders, *orders.as_of));
  const Concentration two = compute_concentration(total_customers(twice, *twice.as_of));
  EXPECT_EQ(two.n, 2 * one.n);
  EXPECT_NEAR(*two.gini, *one.gini, 1e-14);
  for (size_t tenth = 0; tenth <= 10; ++tenth) {
    EXPECT_NEAR((*two.cumulative)[tenth], (*one.cumulative)[tenth], 1e-14);
  }
}

TEST(Concentration, EqualsAreEqualAndOneHasItAll) {
  std::vector<test::Purchase> purchases;
  for (int customer = 0; customer < 7; ++customer) purchases.push_back({customer, 19'000, 90'000});
  const auto equal = test::settle_purchases(purchases);
  const Concentration even = compute_concentration(total_customers(equal, 19'000));
  EXPECT_EQ(*even.gini, 0);
  EXPECT_NEAR((*even.cumulative)[1], 0.1, 1e-15);
  purchases.clear();
  purchases.push_back({0, 19'000, 1'000'000 * kMoneyScale});
  for (int customer = 1; customer < 1'000; ++customer) purchases.push_back({customer, 19'000, 100});
  const auto one = test::settle_purchases(purchases);
  const Concentration uneven = compute_concentration(total_customers(one, 19'000));
  EXPECT_NEAR(*uneven.gini, 0.999, 1e-4);
  EXPECT_GT((*uneven.cumulative)[1], 0.9999);
}

TEST(Concentration, NobodyWithRevenueGivesNoValues) {
  const Concentration none = compute_concentration(total_customers(test::settle_purchases({}), 0));
  EXPECT_EQ(none.n, 0U);
  EXPECT_FALSE(none.gini);
  EXPECT_FALSE(none.cumulative);
  const auto free = test::settle_purchases({{0, 19'000, 0}});
  EXPECT_FALSE(compute_concentration(total_customers(free, 19'000)).gini);
}

}  // namespace
}  // namespace dangol::metrics
