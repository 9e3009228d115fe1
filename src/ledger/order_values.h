// From a column's value on each line to that of each order.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/attributes.h"
#include "ledger/settle.h"

namespace dangol::ledger {

/// The value of each counted order, by position: that of its first line which has one, or
/// Attribute::kNone. O(lines). REQUIRES: orders.order_of_line is filled
[[nodiscard]] std::vector<uint16_t> values_of_orders(const Attribute& attribute,
                                                     const Orders& orders);

/// Whether any line of each counted order has one of `values`, by position: 1 or 0. O(lines)
/// REQUIRES: as above
[[nodiscard]] std::vector<uint8_t> orders_with(const Attribute& attribute, const Orders& orders,
                                               std::span<const uint16_t> values);

}  // namespace dangol::ledger
