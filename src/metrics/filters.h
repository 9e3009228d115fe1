// What the visitor wants to look at: the part of the orders and customers that every measure is of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/civil.h"

namespace dangol::metrics {

/// The values of one dimension that are kept. Several values: any of them.
struct ValueFilter {
  std::string dimension;  ///< "product", "channel" or a column's name
  std::vector<std::string> values;

  friend bool operator==(const ValueFilter&, const ValueFilter&) = default;
};

/// All of them hold at once; an empty one keeps everything. Days are inclusive.
struct Filters {
  /// Orders before `from` are not counted, but stay known: whoever bought then is no new customer.
  std::optional<Day> from;
  std::optional<Day> to;  ///< what came later is as if it had not happened yet
  std::optional<Day> first_order_from;
  std::optional<Day> first_order_to;
  std::vector<std::string> segments;  ///< names of metrics::SegmentName
  /// An order is kept by its own value (product: any of its lines'); its customer's history is then
  /// that of the orders kept.
  std::vector<ValueFilter> values;

  [[nodiscard]] bool empty() const { return *this == Filters{}; }
  friend bool operator==(const Filters&, const Filters&) = default;
};

}  // namespace dangol::metrics
