// The orders that the filters leave.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/settle.h"
#include "metrics/filters.h"
#include "table/schema.h"

namespace dangol::engine {

/// The column of that name that the lines were kept with; null where there is none.
[[nodiscard]] const ledger::Attribute* find_attribute(const ledger::Lines& lines,
                                                      std::string_view name);

/// Values decide first, order by order; then the days. A column that the data lack filters nothing,
/// and a warning `filter_column_missing` says so.
/// REQUIRES: orders.order_of_line is filled where `filters` names values. O(orders), and O(lines)
/// for values
[[nodiscard]] ledger::Orders narrow_orders(const ledger::Lines& lines, const ledger::Orders& orders,
                                           const metrics::Filters& filters,
                                           std::vector<table::Warning>& warnings);

/// Whether the filters choose customers too: by their segment or by their first order.
[[nodiscard]] bool narrows_customers(const metrics::Filters& filters);

/// Then, of what narrow_orders() has left, all orders of those who are in the segments and began in
/// the days. `segments`: of those orders' customers; looked at where the filters name any.
/// O(orders)
[[nodiscard]] ledger::Orders narrow_customers(const ledger::Orders& orders,
                                              const metrics::Filters& filters,
                                              std::span<const uint8_t> segments);

}  // namespace dangol::engine
