// Does an amount column hold each line's own value, or the order's total, written again on every
// line or on the first one only? Adding up totals would count an order as often as it has lines.
#pragma once

#include <cstddef>
#include <string_view>

#include "table/sample.h"
#include "table/schema.h"

namespace dangol::table {

/// The columns to judge by: positions in the records of a sample.
struct ScopeColumns {
  size_t order = 0;
  size_t amount = 0;
  std::string_view amount_name;  ///< normalised
};

/// Order, where at least three orders of the sample have several rows that differ in some other
/// cell, and in each of them either the amount is filled on the first row alone, or it is the same
/// on all rows under a name that speaks of totals. Line otherwise. O(cells of the sample).
[[nodiscard]] AmountScope detect_amount_scope(const Sample& sample, const ScopeColumns& columns);

}  // namespace dangol::table
