// Random ledgers with refunds of every kind, and what plain loops over their rows say of them: the
// yardstick for measures of money.
#pragma once

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "base/civil.h"
#include "ledger/settle.h"
#include "unit/ledger/import.h"

namespace dangol::test {

struct LedgerRow {
  int customer = 0;
  int order = 0;  ///< every order has one sale; refunds name it, or an order of their own
  Day day = 0;
  Money amount = 0;
};

struct RefundedLedger {
  std::vector<LedgerRow> rows;
  std::optional<Day> counted_from;
  Day as_of = 0;

  struct Purchase {
    int customer = 0;
    Day day = 0;
  };
  /// Orders that their refunds leave something of.
  [[nodiscard]] std::vector<Purchase> purchases() const {
    std::vector<Purchase> found;
    for (const LedgerRow& sale : rows) {
      if (sale.amount < 0) continue;
      Money left = 0;
      for (const LedgerRow& row : rows) left += row.order == sale.order ? row.amount : 0;
      if (left > 0) found.push_back({sale.customer, sale.day});
    }
    return found;
  }
  [[nodiscard]] std::vector<int> customers() const {
    std::vector<int> found;
    for (const LedgerRow& row : rows) found.push_back(row.customer);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }
  /// Of a day that is not counted although its period is listed.
  [[nodiscard]] bool skipped(Day day, PeriodUnit unit) const {
    return counted_from && day < *counted_from &&
           period_of(day, unit) == period_of(*counted_from, unit);
  }
  [[nodiscard]] ledger::Orders settle() const {
    Texts texts;
    for (const LedgerRow& row : rows) {
      const Money size = row.amount < 0 ? -row.amount : row.amount;
      texts.push_back({std::to_string(row.order), "c" + std::to_string(row.customer),
                       format_day(row.day),
                       (row.amount < 0 ? "-" : "") + std::to_string(size / kMoneyScale) + "." +
                           std::to_string(kMoneyScale + size % kMoneyScale).substr(1)});
    }
    ledger::Policy policy;
    policy.as_of = as_of;
    auto orders = settle_rows({"order", "customer", "time", "amount"}, texts, policy);
    orders.counted_from = counted_from;
    return orders;
  }
};

/// Sales on `days` days from 2022-01-08 on; some customers buy far more often than others. About
/// one order in four is refunded in part on a later day, one in twelve wholly, and one refund in
/// ten names no order; the as-of day lies up to 40 days after the last sale could.
inline RefundedLedger random_refunded_ledger(std::mt19937& random, int sales, int customers,
                                             int days) {
  RefundedLedger ledger;
  const auto below = [&](int limit) {
    return static_cast<int>(random() % static_cast<unsigned>(limit));
  };
  const Day first = 19'000;
  ledger.as_of = first + days - 1 + below(40);
  const auto later = [&](Day day) { return std::min(ledger.as_of, day + 1 + below(45)); };
  for (int order = 0; order < sales; ++order) {
    const LedgerRow sale{below(1 + below(customers)), order, first + below(days),
                         (4 + below(500)) * kMoneyScale / 4};
    ledger.rows.push_back(sale);
    if (below(4) == 0) {
      ledger.rows.push_back({sale.customer, order, later(sale.day), -sale.amount / 4});
    } else if (below(12) == 0) {
      ledger.rows.push_back({sale.customer, order, later(sale.day), -sale.amount});
    }
    if (below(10) == 0) {
      ledger.rows.push_back({below(customers), sales + order, first + below(days),
                             -(1 + below(200)) * kMoneyScale / 4});
    }
  }
  return ledger;
}

}  // namespace dangol::test
