// The customers in groups: by what they bought first, where, or who they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/options.h"
#include "engine/sections.h"
#include "metrics/grouping.h"

namespace dangol::engine {

/// The most groups that are shown one by one; the smaller ones are one group together.
inline constexpr size_t kMostGroups = 8;

struct Split {
  std::vector<uint32_t> group_of;  ///< by customer; metrics::kNoGroup = in none
  /// The largest first; empty = the smaller ones together, always the last one.
  std::vector<std::string> names;
  uint64_t without = 0;  ///< customers with counted orders who have no value

  [[nodiscard]] metrics::Grouping grouping() const {
    return {group_of, static_cast<uint32_t>(names.size())};
  }
};

/// Splits the customers who have counted orders as `options.split_by` asks: by the value of their
/// first order ("product", "channel" or a column), by "segment" or by "first_period" (of
/// options.cohorts.unit). With `options.compare`, into those groups alone, in that order. None
/// where the data hold no such column. O(customers log groups), and O(lines) for a column.
/// REQUIRES: orders.order_of_line is filled for a column
[[nodiscard]] std::optional<Split> split_customers(const Analysis& analysis);

}  // namespace dangol::engine
