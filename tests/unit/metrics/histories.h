// What each customer of a random ledger did, customer by customer: for measures of the time between
// orders.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "unit/metrics/ledgers.h"

namespace dangol::test {

/// The days of each customer's purchases, ascending. At a customer's position in the ledger: the
/// ledger numbers customers as they appear.
inline std::vector<std::vector<Day>> histories(const std::vector<Purchase>& purchases) {
  std::map<int, size_t> numbers;
  std::vector<std::vector<Day>> days;
  for (const Purchase& purchase : purchases) {
    const auto number = numbers.emplace(purchase.customer, numbers.size()).first->second;
    days.resize(numbers.size());
    days[number].push_back(purchase.day);
  }
  for (auto& history : days) std::sort(history.begin(), history.end());
  return days;
}

/// Every purchase once more, by customers of their own.
inline std::vector<Purchase> doubled(std::vector<Purchase> purchases) {
  const size_t count = purchases.size();
  for (size_t i = 0; i < count; ++i) {
    purchases.push_back(purchases[i]);
    purchases.back().customer += 1'000'000;
  }
  return purchases;
}

inline std::vector<Purchase> shifted(std::vector<Purchase> purchases, Day days) {
  for (Purchase& purchase : purchases) purchase.day += days;
  return purchases;
}

}  // namespace dangol::test
