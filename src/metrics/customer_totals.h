// What each customer has come to by a day: the base of every measure that ranks customers.
#pragma once

#include <cstdint>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/settle.h"

namespace dangol::metrics {

/// By customer, as in Orders.
struct CustomerTotals {
  std::vector<uint32_t> orders;  ///< counted ones; 0 = the customer is not counted
  std::vector<Day> last_day;     ///< of the last order; meaningless without one
  /// The values of the orders, and what was posted on other days: refunds may come before the first
  /// order and leave less than nothing.
  std::vector<MoneySum> revenue;
  uint64_t customers = 0;  ///< with an order
};

/// Of the orders and postings from `orders.counted_from` to the end of `until`.
/// O(orders + customers + postings).
[[nodiscard]] CustomerTotals total_customers(const ledger::Orders& orders, Day until);

/// A revenue as a number to sort by. What lies beyond 64 bits, in nonsense only, counts as their
/// end.
[[nodiscard]] uint64_t sort_key(MoneySum revenue);

}  // namespace dangol::metrics
