// Walks the money of the orders day by day: each order on its day, and what was posted elsewhere.
#pragma once

#include "ledger/settle.h"

namespace dangol::metrics {

/// Calls `book(day, customer, amount)` so that all amounts together are exactly the revenue and
/// each stands on the day on which it counts. O(orders + postings).
template <typename Book>
void for_each_booking(const ledger::Orders& orders, Book book) {
  for (uint32_t customer = 0; customer < orders.customer_range(); ++customer) {
    for (uint32_t at = orders.first_of[customer]; at < orders.first_of[customer + 1]; ++at) {
      book(orders.days[at], customer, MoneySum{orders.values[at]});
    }
  }
  for (const ledger::Posting& posting : orders.postings) {
    book(posting.day, posting.customer, MoneySum{posting.amount});
    if (posting.order != ledger::kNoOrder) {  // the order's value holds it already
      book(orders.days[posting.order], posting.customer, -MoneySum{posting.amount});
    }
  }
}

}  // namespace dangol::metrics
