// The orders that the filters leave.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ledger/settle.h"
#include "metrics/customer_status.h"
#include "metrics/filters.h"
#include "table/schema.h"

namespace dangol::engine {

/// The column of that name that the lines were kept with; null where there is none.
[[nodiscard]] const ledger::Attribute* find_attribute(const ledger::Lines& lines,
                                                      std::string_view name);

/// Values decide first, order by order; then the days; then, of what is left, segments and first
/// orders decide customer by customer. A column that the data lack filters nothing, and a warning
/// `filter_column_missing` says so.
/// REQUIRES: orders.order_of_line is filled where `filters` names values. O(lines)
[[nodiscard]] ledger::Orders narrow(const ledger::Lines& lines, const ledger::Orders& orders,
                                    const metrics::Filters& filters, uint32_t window_days,
                                    std::vector<table::Warning>& warnings);

}  // namespace dangol::engine
