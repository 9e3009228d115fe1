#include "metrics/bridge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "metrics/periods.h"
#include "unit/metrics/ledgers.h"
#include "unit/metrics/refunded_ledger.h"

namespace dangol::metrics {
namespace {

/// One customer's purchases and money in one period, by looking at every row.
struct Presence {
  bool bought = false;
  MoneySum revenue = 0;
};

Presence presence(const test::RefundedLedger& ledger,
                  const std::vector<test::RefundedLedger::Purchase>& purchases, int customer,
                  PeriodIndex period, PeriodUnit unit) {
  Presence found;
  for (const auto& purchase : purchases) {
    if (purchase.customer != customer || ledger.skipped(purchase.day, unit)) continue;
    found.bought = found.bought || period_of(purchase.day, unit) == period;
  }
  for (const auto& row : ledger.rows) {
    if (row.customer != customer || ledger.skipped(row.day, unit)) continue;
    if (period_of(row.day, unit) == period) found.revenue += row.amount;
  }
  return found;
}

/// The bridge by its definition: customer by customer, `other` included.
Bridge plain_bridge(const test::RefundedLedger& ledger, PeriodIndex period, PeriodUnit unit) {
  const auto purchases = ledger.purchases();
  Bridge bridge;
  for (const int customer : ledger.customers()) {
    const Presence now = presence(ledger, purchases, customer, period, unit);
    const Presence before = presence(ledger, purchases, customer, period - 1, unit);
    bool ever_before = false;
    for (const auto& purchase : purchases) {
      ever_before = ever_before ||
                    (purchase.customer == customer && (period_of(purchase.day, unit) < period ||
                                                       ledger.skipped(purchase.day, unit)));
    }
    const MoneySum change = now.revenue - before.revenue;
    bridge.start += before.revenue;
    bridge.end += now.revenue;
    bridge.base += before.bought ? before.revenue : 0;
    if (now.bought && before.bought) {
      (change > 0 ? bridge.grown : bridge.shrunk) += change > 0 ? change : -change;
    } else if (now.bought) {
      (ever_before ? bridge.returned : bridge.from_new) += change;
    } else if (before.bought) {
      (change > 0 ? bridge.grown : bridge.lost) += change > 0 ? change : -change;
    } else {
      bridge.other += change;
    }
  }
  return bridge;
}

void expect_same(const Bridge& bridge, const Bridge& wanted) {
  EXPECT_TRUE(bridge.start == wanted.start);
  EXPECT_TRUE(bridge.from_new == wanted.from_new);
  EXPECT_TRUE(bridge.returned == wanted.returned);
  EXPECT_TRUE(bridge.grown == wanted.grown);
  EXPECT_TRUE(bridge.shrunk == wanted.shrunk);
  EXPECT_TRUE(bridge.lost == wanted.lost);
  EXPECT_TRUE(bridge.other == wanted.other);
  EXPECT_TRUE(bridge.end == wanted.end);
  EXPECT_TRUE(bridge.base == wanted.base);
}

/// What the rounds went through, so that a test can tell that they met what they are for.
struct Met {
  int bridges = 0;
  int with_other = 0;
};

void expect_bridges(const test::RefundedLedger& ledger, PeriodUnit unit, Met& met) {
  for (const Period& period : compute_periods(ledger.settle(), unit, 365)) {
    if (!period.bridge) continue;
    const Bridge& bridge = *period.bridge;
    expect_same(bridge, plain_bridge(ledger, period.index, unit));
    EXPECT_TRUE(bridge.start + bridge.from_new + bridge.returned + bridge.grown - bridge.shrunk -
                    bridge.lost + bridge.other ==
                bridge.end);
    EXPECT_TRUE(bridge.end == period.revenue);
    EXPECT_TRUE(bridge.grown >= 0 && bridge.shrunk >= 0 && bridge.lost >= 0);
    ++met.bridges;
    met.with_other += bridge.other != 0 ? 1 : 0;
    const auto gross = bridge.gross_retention();
    const auto net = bridge.net_retention();
    ASSERT_EQ(gross.has_value(), bridge.base > 0);
    ASSERT_EQ(net.has_value(), bridge.base > 0);
    if (!gross) continue;
    EXPECT_LE(*gross, *net);
    EXPECT_LE(*gross, 1);
  }
}

TEST(Bridge, AgreesWithPlainLoopsAndSums) {
  std::mt19937 random(29);
  Met met;
  for (const PeriodUnit unit : test::kUnits) {
    for (int round = 0; round < 4; ++round) {
      SCOPED_TRACE(std::string(period_unit_name(unit)) + " " + std::to_string(round));
      const bool days = unit == PeriodUnit::day;
      auto ledger = test::random_refunded_ledger(random, days ? 25 : 120, 15, days ? 30 : 400);
      if (round % 2 == 1) ledger.counted_from = 19'000 + static_cast<Day>(random() % 40);
      expect_bridges(ledger, unit, met);
    }
  }
  EXPECT_GT(met.bridges, 100);
  EXPECT_GT(met.with_other, 10);
}

TEST(Bridge, HoldsAmountsOfAnySize) {
  // Some orders of up to 62 trillion beside small ones; two customers, so that one has many
  // refunds.
  std::mt19937 random(37);
  Met met;
  for (const int customers : {2, 12}) {
    auto ledger = test::random_refunded_ledger(random, 150, customers, 400);
    for (auto& row : ledger.rows) {
      if (row.order % 3 == 0) row.amount *= 500'000'000'000;
    }
    expect_bridges(ledger, PeriodUnit::month, met);
    expect_bridges(ledger, PeriodUnit::year, met);
  }
  EXPECT_GT(met.with_other, 0);

  auto large = test::random_refunded_ledger(random, 150, 60, 400);  // all large, none refunded
  large.rows.erase(std::remove_if(large.rows.begin(), large.rows.end(),
                                  [](const auto& row) { return row.amount < 0; }),
                   large.rows.end());
  for (auto& row : large.rows) row.amount *= 500'000'000'000;
  expect_bridges(large, PeriodUnit::quarter, met);
  expect_bridges(large, PeriodUnit::year, met);
}

TEST(Bridge, SmallExampleByHand) {
  // January: a 10, b 20, c 30, e 5 that is refunded in March. February: a 15, b 5, d 7; c is lost.
  const auto orders =
      test::settle_rows({"order", "customer", "time", "amount"}, {{"1", "a", "2024-01-05", "10"},
                                                                  {"2", "b", "2024-01-05", "20"},
                                                                  {"3", "c", "2024-01-05", "30"},
                                                                  {"4", "a", "2024-02-05", "15"},
                                                                  {"5", "b", "2024-02-05", "5"},
                                                                  {"6", "d", "2024-02-05", "7"},
                                                                  {"3", "c", "2024-03-05", "-2"},
                                                                  {"7", "b", "2024-03-06", "4"},
                                                                  {"8", "c", "2024-04-06", "9"}});
  const auto periods = compute_periods(orders, PeriodUnit::month, 365);
  ASSERT_EQ(periods.size(), 4U);
  EXPECT_FALSE(periods[0].bridge);
  const auto units = [](int amount) { return amount * kMoneyScale; };
  const auto bridge = [&](int start, int fresh, int returned, int grown, int shrunk, int lost,
                          int other, int end, int base) {
    return Bridge{units(start), units(fresh), units(returned), units(grown), units(shrunk),
                  units(lost),  units(other), units(end),      units(base)};
  };
  expect_same(*periods[1].bridge, bridge(60, 7, 0, 5, 15, 30, 0, 27, 60));
  EXPECT_DOUBLE_EQ(*periods[1].bridge->gross_retention(), 0.25);
  EXPECT_DOUBLE_EQ(*periods[1].bridge->net_retention(), 20.0 / 60);
  // c's refund in March is of somebody who bought in neither month.
  expect_same(*periods[2].bridge, bridge(27, 0, 0, 0, 1, 22, -2, 2, 27));
  // April sets c's 9 against the refund of March.
  expect_same(*periods[3].bridge, bridge(2, 0, 11, 0, 0, 4, 0, 9, 4));
}

TEST(Bridge, HasNoRetentionOfNothing) {
  const auto orders = test::settle_rows({"customer", "time", "amount"},
                                        {{"a", "2024-01-05", "0"}, {"a", "2024-03-05", "5"}});
  const auto periods = compute_periods(orders, PeriodUnit::month, 365);
  ASSERT_EQ(periods.size(), 3U);
  EXPECT_FALSE(periods[1].bridge->gross_retention());
  EXPECT_FALSE(periods[2].bridge->net_retention());
}

}  // namespace
}  // namespace dangol::metrics
