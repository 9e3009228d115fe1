// Walks the money that does not stand on the day of its order.
#pragma once

#include "ledger/settle.h"

namespace dangol::metrics {

/// Calls `book(day, customer, amount)` so that these amounts and the orders' values, each on its
/// order's day, are together exactly the revenue, and each stands on the day on which it counts.
/// O(postings).
template <typename Book>
void for_each_posting(const ledger::Orders& orders, Book book) {
  for (const ledger::Posting& posting : orders.postings) {
    book(posting.day, posting.customer, MoneySum{posting.amount});
    if (posting.order != ledger::kNoOrder) {  // the order's value holds it already
      book(orders.days[posting.order], posting.customer, -MoneySum{posting.amount});
    }
  }
}

}  // namespace dangol::metrics
