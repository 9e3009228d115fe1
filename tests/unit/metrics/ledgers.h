// Random ledgers, and what double loops say about them: the yardstick for every measure.
#pragma once

#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/civil.h"
#include "ledger/settle.h"
#include "unit/ledger/import.h"

namespace dangol::test {

struct Purchase {
  int customer = 0;
  Day day = 0;
  Money amount = 0;
};

inline std::vector<Purchase> random_purchases(std::mt19937& random, size_t count, int customers,
                                              int days) {
  std::vector<Purchase> purchases;
  const auto below = [&](int limit) {
    return static_cast<int>(random() % static_cast<unsigned>(limit));
  };
  for (size_t i = 0; i < count; ++i) {
    // Some customers buy far more often than others.
    const int customer = below(1 + below(customers));
    purchases.push_back({customer, 19'000 + below(days), (1 + below(500)) * kMoneyScale / 4});
  }
  return purchases;
}

/// Every purchase is an order of its own.
inline ledger::Orders settle_purchases(const std::vector<Purchase>& purchases,
                                       const ledger::Policy& policy = {}) {
  Texts rows;
  for (size_t i = 0; i < purchases.size(); ++i) {
    const Purchase& purchase = purchases[i];
    const Money whole = purchase.amount / kMoneyScale;
    const Money rest = purchase.amount % kMoneyScale;
    rows.push_back({std::to_string(i), "c" + std::to_string(purchase.customer),
                    format_day(purchase.day),
                    std::to_string(whole) + "." + std::to_string(10'000 + rest).substr(1)});
  }
  return settle_rows({"order", "customer", "time", "amount"}, rows, policy);
}

/// Customers who bought in a period.
inline std::set<int> buyers(const std::vector<Purchase>& purchases, PeriodIndex period,
                            PeriodUnit unit) {
  std::set<int> found;
  for (const Purchase& purchase : purchases) {
    if (period_of(purchase.day, unit) == period) found.insert(purchase.customer);
  }
  return found;
}

/// Period of a customer's first purchase.
inline PeriodIndex first_period(const std::vector<Purchase>& purchases, int customer,
                                PeriodUnit unit) {
  Day first = INT32_MAX;
  for (const Purchase& purchase : purchases) {
    if (purchase.customer == customer) first = std::min(first, purchase.day);
  }
  return period_of(first, unit);
}

inline constexpr PeriodUnit kUnits[] = {PeriodUnit::day, PeriodUnit::week, PeriodUnit::month,
                                        PeriodUnit::quarter, PeriodUnit::year};

}  // namespace dangol::test
