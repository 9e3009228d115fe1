// What the data can be split and filtered by, and the filters in force.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/sections.h"

namespace dangol::engine {
namespace {

report::Dimension make_dimension(const ledger::AttributeSummary& from) {
  report::Dimension dimension;
  dimension.name = from.name;
  dimension.distinct = from.distinct;
  for (const auto& value : from.values) dimension.values.push_back({value.name, value.lines});
  return dimension;
}

}  // namespace

std::vector<report::Dimension> make_dimensions(const Analysis& analysis) {
  std::vector<report::Dimension> dimensions;
  for (const auto& dimension : analysis.data.dimensions) {
    dimensions.push_back(make_dimension(dimension));
  }
  return dimensions;
}

report::Selection make_selection(const Analysis& analysis) {
  const metrics::Filters& filters = analysis.options.filters;
  const auto day = [](const std::optional<Day>& of) {
    return of ? format_day(*of) : std::string();
  };
  report::Selection selection;
  selection.from = day(filters.from);
  selection.to = day(filters.to);
  selection.first_order_from = day(filters.first_order_from);
  selection.first_order_to = day(filters.first_order_to);
  selection.segment = filters.segments;
  for (const auto& filter : filters.values) {
    selection.columns.push_back({filter.dimension, filter.values});
  }
  const ledger::Orders& orders = analysis.orders;
  const Day from = orders.counted_from.value_or(std::numeric_limits<Day>::min());
  selection.orders = static_cast<uint64_t>(
      std::count_if(orders.days.begin(), orders.days.end(), [&](Day of) { return of >= from; }));
  selection.customers = orders.customers;
  selection.revenue = optional_money(orders.has_amounts, orders.revenue);
  return selection;
}

}  // namespace dangol::engine
