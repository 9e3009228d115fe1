// Scores and segments of the customers that the filters leave.
#pragma once

#include "base/civil.h"
#include "engine/sections.h"
#include "metrics/segments.h"

namespace dangol::engine {

/// By what was known at the end of `as_of`. A filter by segment says whom to look at, not whom to
/// compare them with: their scores and segments stay those among all customers, so that a filter by
/// `champions` leaves champions. Those whom it leaves out have no segment here, and no orders.
/// O(orders)
[[nodiscard]] metrics::ScoredCustomers score_selection(const Analysis& analysis, Day as_of);

/// Those of the orders' as-of day, kept in `findings`. REQUIRES: there is an as-of day
[[nodiscard]] const metrics::ScoredCustomers& score_selection(const Analysis& analysis);

/// Takes out those who have no counted order among `orders`.
void leave_others_out(const ledger::Orders& orders, metrics::ScoredCustomers& scored);

}  // namespace dangol::engine
