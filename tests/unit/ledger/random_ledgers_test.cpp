// Whole ledgers against plain_ledger.h, under every policy.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "unit/ledger/plain_ledger.h"

namespace dangol::ledger {
namespace {

using table::AmountScope;
using test::import_files;
using test::kPlainRoles;
using test::PlainLedger;
using test::tell;
using test::TestFile;
using test::Texts;
using test::Told;

std::string decimal(uint32_t hundredths) {
  const std::string digits = std::to_string(100 + hundredths % 100);
  return std::to_string(hundredths / 100) + "." + digits.substr(1);
}

/// Orders of several rows, far apart or together, in two currencies, cancelled, refunded, free,
/// with holes, and written twice.
Texts random_rows(std::mt19937& random, size_t count, AmountScope scope) {
  const auto below = [&](uint32_t n) { return static_cast<uint32_t>(random() % n); };
  const auto one_in = [&](uint32_t n) { return below(n) == 0; };
  Texts rows;
  uint32_t number = 0;
  while (rows.size() < count) {
    if (!rows.empty() && one_in(12)) {
      const auto again = rows[random() % rows.size()];
      if (scope == AmountScope::line || again[3][0] != '-') rows.push_back(again);
      continue;
    }
    if (!one_in(3)) number = below(40);
    const bool numbered = !one_in(8);
    const uint32_t total = number % 7 == 0 ? 0 : 100 + number * 37;
    std::vector<std::string> row(7);
    row[0] = numbered ? "#" + std::to_string(1'000 + number) : "";
    row[1] = "c" + std::to_string(one_in(20) ? below(9) : number % 9);
    row[2] = "2024-0" + std::to_string(1 + below(3)) + "-1" + std::to_string(below(4));
    if (one_in(3)) row[2] += one_in(2) ? " 09:30:00" : " 23:59:59";
    row[3] = decimal(scope == AmountScope::order && numbered ? total : below(900));
    if (numbered && number % 5 == 0) row[5] = "usd";
    if (numbered && number % 5 != 0 && number % 5 < 4) row[5] = "KRW";
    for (char& c : row[5]) c = static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
    if (one_in(6)) {
      // No two refunds of an order are equal.
      row[3] = "-" + decimal(static_cast<uint32_t>(rows.size()) + 1);
      if (one_in(4)) row[3] = "-" + decimal(total + static_cast<uint32_t>(rows.size()) + 1);
    }
    if (one_in(5)) row[4] = one_in(3) ? "Failed" : one_in(2) ? "Cancelled" : "Refunded";
    if (scope == AmountScope::line && one_in(6)) row[6] = decimal(1 + below(300));
    if (one_in(30)) row[1].clear();
    if (one_in(30)) row[2] = one_in(2) ? "?" : "";
    if (one_in(20)) row[3] = "?";
    if (one_in(scope == AmountScope::order ? 3 : 20)) row[3].clear();
    rows.push_back(row);
  }
  return rows;
}

std::vector<Policy> all_policies() {
  std::vector<Policy> policies;
  for (const auto key : {OrderKey::id, OrderKey::day, OrderKey::timestamp}) {
    for (const auto refunds : {Refunds::refund_day, Refunds::order_day, Refunds::gross}) {
      for (const auto zero : {ZeroValueOrders::count, ZeroValueOrders::ignore}) {
        for (const bool drop : {false, true}) {
          Policy policy;
          policy.order_key = key;
          policy.refunds = refunds;
          policy.zero_value_orders = zero;
          policy.drop_duplicates = drop;
          policies.push_back(policy);
          if (drop) policy.currency = "USD";
          policy.as_of = parse_iso_day("2024-02-12");
          policies.push_back(policy);
        }
      }
    }
  }
  return policies;
}

void expect_reconciled(const Orders& orders) {
  EXPECT_EQ(orders.rows_read, orders.rows_used + orders.set_aside.rows());
  EXPECT_TRUE(orders.amount_read ==
              orders.revenue + orders.set_aside.amount() + orders.repeated_totals.amount);
}

void expect_same(const Told& told, const Told& expected) {
  EXPECT_EQ(told.orders, expected.orders);
  EXPECT_EQ(told.set_aside, expected.set_aside);
  EXPECT_EQ(told.counts, expected.counts);
  EXPECT_EQ(told.revenue_of_day, expected.revenue_of_day);
}

void compare_with_plain(AmountScope scope, uint32_t seed) {
  std::mt19937 random(seed);
  const std::vector<Policy> policies = all_policies();
  for (int round = 0; round < 15; ++round) {
    const Texts rows = random_rows(random, 3 + random() % 120, scope);
    const std::vector<TestFile> files = {{kPlainRoles, rows, scope, ""}};
    const Lines lines = import_files(files, 1 + random() % 50);
    const PlainLedger plain(files);
    for (const Policy& policy : policies) {
      const Orders orders = settle(lines, policy);
      expect_reconciled(orders);
      expect_same(tell(lines, orders), plain.settle(policy));
      if (::testing::Test::HasFailure()) {
        for (const auto& row : rows) {
          std::string text;
          for (const auto& cell : row) text += cell + ",";
          std::puts(text.c_str());
        }
        FAIL() << "round " << round;
      }
    }
  }
}

TEST(RandomLedgers, AgreeWithPlainRulesWhereRowsHaveTheirOwnAmounts) {
  compare_with_plain(AmountScope::line, 1);
}

TEST(RandomLedgers, AgreeWithPlainRulesWhereOrdersHaveTotals) {
  compare_with_plain(AmountScope::order, 2);
}

TEST(RandomLedgers, TwoFilesAreAsGoodAsOne) {
  std::mt19937 random(3);
  for (int round = 0; round < 5; ++round) {
    const AmountScope scope = round % 2 == 0 ? AmountScope::line : AmountScope::order;
    const Texts rows = random_rows(random, 150, scope);
    const Lines whole = import_files({{kPlainRoles, rows, scope, ""}});
    // A file that begins with a further row of an order has no row above it.
    std::ptrdiff_t cut = 75;
    while (rows[static_cast<size_t>(cut)][3].empty()) ++cut;
    const Lines parts =
        import_files({{kPlainRoles, Texts(rows.begin(), rows.begin() + cut), scope, ""},
                      {kPlainRoles, Texts(rows.begin() + cut, rows.end()), scope, ""}});
    for (const Policy& policy : all_policies()) {
      expect_same(tell(parts, settle(parts, policy)), tell(whole, settle(whole, policy)));
    }
  }
}

/// Files of sales alone take a shorter way.
TEST(RandomLedgers, ColumnsThatSayNothingChangeNothing) {
  std::mt19937 random(5);
  for (int round = 0; round < 5; ++round) {
    Texts rows;
    Texts with_more;
    const uint32_t lines_each = 1 + static_cast<uint32_t>(random() % 3);
    const uint32_t odd = static_cast<uint32_t>(random() % 3) * 40;  // none, or one row in so many
    const auto is_odd = [&] { return odd > 0 && random() % odd == 0; };
    for (uint32_t i = 0; i < 300; ++i) {
      const std::string order = "#" + std::to_string(1'000 + i / lines_each);
      const std::string customer = "c" + std::to_string(random() % 30);
      const std::string day = "2024-01-" + std::to_string(10 + random() % 20);
      const std::string amount = (is_odd() ? "-" : "") + std::to_string(random() % 50);
      rows.push_back({is_odd() ? "" : order, is_odd() ? "guest" : customer, day, amount});
      with_more.push_back(rows.back());
      with_more.back().resize(7);
    }
    const std::vector<std::string> few(kPlainRoles.begin(), kPlainRoles.begin() + 4);
    const Lines lines = import_files({{few, rows, AmountScope::line, ""}});
    const Lines same = import_files({{kPlainRoles, with_more, AmountScope::line, ""}});
    for (const Policy& policy : all_policies()) {
      const Orders orders = settle(lines, policy);
      expect_reconciled(orders);
      expect_same(tell(lines, orders), tell(same, settle(same, policy)));
    }
  }
}

TEST(RandomLedgers, TheOrderOfRowsDoesNotMatter) {
  std::mt19937 random(4);
  for (int round = 0; round < 5; ++round) {
    const AmountScope scope = round % 2 == 0 ? AmountScope::line : AmountScope::order;
    Texts rows = random_rows(random, 150, scope);
    for (auto& row : rows) {
      // The first row of an order says whose it is, and of rows set aside the first says why.
      if (!row[0].empty()) row[1] = "c" + row[0].substr(4);
      if (row[2].size() < 10) row[2] = "2024-01-12";
      if (row[3] == "?") row[3] = "1";
      if (scope == AmountScope::order && !row[0].empty()) {
        // Which of its rows counts the total must not matter for day and time.
        row[2] = "2024-02-1" + row[0].substr(4);
        if (row[3] == "1") row[3].clear();
      }
    }
    const Lines lines = import_files({{kPlainRoles, rows, scope, ""}});
    std::shuffle(rows.begin(), rows.end(), random);
    const Lines shuffled = import_files({{kPlainRoles, rows, scope, ""}});
    for (const Policy& policy : all_policies()) {
      Told a = tell(lines, settle(lines, policy));
      Told b = tell(shuffled, settle(shuffled, policy));
      if (scope == AmountScope::order) {
        // Further rows go with the row above them, so that they may change sides, worth nothing.
        for (Told* told : {&a, &b}) {
          told->counts.clear();
          for (auto& [reason, entry] : told->set_aside) entry.first = 0;
        }
      }
      EXPECT_EQ(a.orders, b.orders);
      EXPECT_EQ(a.revenue_of_day, b.revenue_of_day);
      EXPECT_EQ(a.counts, b.counts);
    }
  }
}

}  // namespace
}  // namespace dangol::ledger
