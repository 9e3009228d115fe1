// One number with what is needed to judge it: on how many it rests, and how sure it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dangol::metrics {

struct Measure {
  std::string_view name;  ///< sentences: `measure.<name>` and `measure.<name>.definition`
  std::string_view unit;  ///< currency, rate, orders, customers, orders_per_customer
  std::optional<double> value;
  std::optional<uint64_t> n;
  std::optional<double> low;  ///< 95% interval
  std::optional<double> high;
  /// One period earlier, and the same period of the year before; only of measures of a period.
  std::optional<double> previous = std::nullopt;
  std::optional<double> year_ago = std::nullopt;
};

}  // namespace dangol::metrics
