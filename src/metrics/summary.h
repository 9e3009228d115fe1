// The measures that describe the whole file. Formulas: definitions.md, "The measures that the
// articles ask for".
#pragma once

#include <vector>

#include "ledger/settle.h"
#include "metrics/measure.h"

namespace dangol::metrics {

/// revenue, orders, customers, average_order_value (revenue / orders), purchase_frequency (orders /
/// customers), repeat_purchase_rate (customers with two or more orders / customers, Wilson 95%
/// interval) and clv_article, in this order.
///
/// clv_article = average order value x orders per customer-year x customer-years per customer, the
/// years being observed: from each customer's first order to the as-of day, 365.25 days each. None
/// when no such time has passed. Money measures have no value when the data holds no money.
/// O(orders).
[[nodiscard]] std::vector<Measure> summarise(const ledger::Orders& orders);

}  // namespace dangol::metrics
