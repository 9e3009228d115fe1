// The measures that describe the whole file. Formulas: definitions.md, "The measures that the
// articles ask for".
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/settle.h"
#include "metrics/measure.h"

namespace dangol::metrics {

/// revenue, orders, customers, average_order_value (revenue / orders), purchase_frequency (orders /
/// customers), repeat_purchase_rate (customers with two or more orders / customers, Wilson 95%
/// interval), repeat_purchase_rate_mature (the same of those alone whose first order lies at least
/// `maturity_days` before the as-of day) and clv_article, in this order.
///
/// clv_article = average order value x orders per customer-year x customer-years per customer, the
/// years being observed: from each customer's first order to the as-of day, 365.25 days each. None
/// when no such time has passed. Money measures have no value when the data holds no money.
///
/// From orders.counted_from on, everything is of the counted orders alone: customers are those who
/// gave one, a first order is the first counted one, and the years of who was known before begin on
/// that day. Customers that nothing tells apart are not counted. O(orders).
[[nodiscard]] std::vector<Measure> summarise(const ledger::Orders& orders, uint32_t maturity_days);

}  // namespace dangol::metrics
