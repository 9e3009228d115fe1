// A selection against the same rows settled without what it leaves out.
#include "metrics/selection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include "metrics/bookings.h"
#include "metrics/customer_totals.h"
#include "unit/metrics/ledgers.h"

namespace dangol::metrics {
namespace {

using test::Purchase;
using test::random_purchases;
using test::settle_purchases;

using History = std::vector<std::pair<Day, Money>>;

/// What each customer did, whatever their index; sorted.
std::vector<History> histories(const ledger::Orders& orders) {
  std::vector<History> all;
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    History history;
    for (uint32_t at = orders.first_of[customer]; at < orders.first_of[customer + 1]; ++at) {
      history.emplace_back(orders.days[at], orders.values[at]);
    }
    std::sort(history.begin(), history.end());
    if (!history.empty()) all.push_back(history);
  }
  std::sort(all.begin(), all.end());
  return all;
}

/// What each customer with orders came to, postings included; sorted.
std::vector<MoneySum> revenues(const ledger::Orders& orders) {
  const auto totals = total_customers(orders, *orders.as_of);
  std::vector<MoneySum> all;
  for (size_t customer = 0; customer < totals.orders.size(); ++customer) {
    if (totals.orders[customer] != 0) all.push_back(totals.revenue[customer]);
  }
  std::sort(all.begin(), all.end());
  return all;
}

void expect_same(const ledger::Orders& selected, const ledger::Orders& settled) {
  EXPECT_EQ(histories(selected), histories(settled));
  EXPECT_EQ(selected.customers, settled.customers);
  EXPECT_EQ(selected.revenue, settled.revenue);
  EXPECT_EQ(selected.first_day, settled.first_day);
  EXPECT_EQ(selected.last_day, settled.last_day);
}

TEST(Selection, KeepingEverythingChangesNothing) {
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    const auto orders = settle_purchases(random_purchases(random, 300, 40, 200));
    const auto same = select(orders, {});
    EXPECT_EQ(same.days, orders.days);
    EXPECT_EQ(same.values, orders.values);
    EXPECT_EQ(same.first_of, orders.first_of);
    EXPECT_EQ(same.as_of, orders.as_of);
    expect_same(same, orders);
  }
}

TEST(Selection, UpToADayIsAsIfTheRestHadNotHappened) {
  std::mt19937 random(2);
  for (int round = 0; round < 30; ++round) {
    auto purchases = random_purchases(random, 200, 30, 150);
    const auto orders = settle_purchases(purchases);
    const Day to = 19'000 + static_cast<Day>(random() % 150);
    std::erase_if(purchases, [&](const Purchase& purchase) { return purchase.day > to; });
    const auto selected = select(orders, {{}, {}, {}, to});
    expect_same(selected, settle_purchases(purchases));
    EXPECT_EQ(selected.as_of, std::min(to, *orders.as_of));
  }
}

TEST(Selection, OfSomeCustomersHoldsTheirOrdersAlone) {
  std::mt19937 random(3);
  for (int round = 0; round < 30; ++round) {
    auto purchases = random_purchases(random, 200, 30, 150);
    const auto orders = settle_purchases(purchases);
    // The numbers of customers are those of their first appearance in the file.
    std::map<int, size_t> index;
    for (const Purchase& purchase : purchases) index.try_emplace(purchase.customer, index.size());
    std::vector<uint8_t> keep(orders.customer_range());
    for (uint8_t& one : keep) one = random() % 3 == 0 ? 1 : 0;
    std::erase_if(purchases,
                  [&](const Purchase& purchase) { return keep[index[purchase.customer]] == 0; });
    const auto selected = select(orders, {{}, keep, {}, {}});
    expect_same(selected, settle_purchases(purchases));
    EXPECT_EQ(selected.customer_range(), orders.customer_range());
    EXPECT_EQ(selected.as_of, orders.as_of);
    const auto renumbered = select(orders, {{}, keep, {}, {}, false});
    expect_same(renumbered, selected);
    EXPECT_EQ(renumbered.customer_range(),
              static_cast<size_t>(std::count(keep.begin(), keep.end(), 1)));
    EXPECT_EQ(revenues(renumbered), revenues(selected));
  }
}

TEST(Selection, PartsOfOrdersAddUpToAll) {
  std::mt19937 random(4);
  for (int round = 0; round < 20; ++round) {
    const auto orders = settle_purchases(random_purchases(random, 200, 30, 150));
    std::vector<uint8_t> keep(orders.size());
    for (uint8_t& one : keep) one = static_cast<uint8_t>(random() % 2);
    const auto one = select(orders, {keep, {}, {}, {}});
    for (uint8_t& flag : keep) flag = flag == 0 ? 1 : 0;
    const auto other = select(orders, {keep, {}, {}, {}});
    EXPECT_EQ(one.size() + other.size(), orders.size());
    EXPECT_EQ(one.revenue + other.revenue, orders.revenue);
    EXPECT_LE(one.customers, orders.customers);
  }
}

TEST(Selection, FromADayCountsLessButForgetsNothing) {
  std::mt19937 random(5);
  const auto purchases = random_purchases(random, 400, 50, 200);
  const auto orders = settle_purchases(purchases);
  const Day from = 19'100;
  const auto selected = select(orders, {{}, {}, from, {}});
  EXPECT_EQ(selected.days, orders.days);
  EXPECT_EQ(selected.counted_from, from);
  MoneySum revenue = 0;
  std::set<int> customers;
  for (const Purchase& purchase : purchases) {
    if (purchase.day < from) continue;
    revenue += purchase.amount;
    customers.insert(purchase.customer);
  }
  EXPECT_EQ(selected.revenue, revenue);
  EXPECT_EQ(selected.customers, customers.size());
}

/// Two orders, a refund of 3 of the first ten days later, one of 2 that names no order.
ledger::Orders refunded() {
  return test::settle_rows({"order", "customer", "time", "amount"},
                           {{"1", "a", "2024-01-01", "10"},
                            {"2", "b", "2024-01-02", "20"},
                            {"1", "a", "2024-01-11", "-3"},
                            {"9", "b", "2024-01-12", "-2"}});
}

TEST(Selection, ARefundThatCameLaterIsGivenBack) {
  const auto orders = refunded();
  ASSERT_EQ(orders.revenue, 25 * kMoneyScale);
  const Day first = to_day({2024, 1, 1});
  EXPECT_EQ(select(orders, {{}, {}, {}, first + 9}).revenue, 30 * kMoneyScale);
  EXPECT_EQ(select(orders, {{}, {}, {}, first + 10}).revenue, 27 * kMoneyScale);
  EXPECT_EQ(select(orders, {{}, {}, {}, first + 11}).revenue, 25 * kMoneyScale);
  EXPECT_EQ(select(orders, {{}, {}, first + 1, {}}).revenue, 15 * kMoneyScale);
}

TEST(Selection, ARefundWithoutAnOrderStaysWithItsCustomer) {
  const auto orders = refunded();
  const std::vector<uint8_t> only_b = {0, 1};
  EXPECT_EQ(select(orders, {{}, only_b, {}, {}}).revenue, 18 * kMoneyScale);
  EXPECT_EQ(select(orders, {only_b, {}, {}, {}}).revenue, 20 * kMoneyScale);
}

}  // namespace
}  // namespace dangol::metrics
