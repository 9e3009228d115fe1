#include "engine/narrow.h"

#include <algorithm>
#include <array>
#include <limits>

#include "ledger/order_values.h"
#include "metrics/segments.h"
#include "metrics/selection.h"

namespace dangol::engine {

namespace {

using ledger::Attribute;
using ledger::Orders;
using metrics::Filters;

/// The numbers of those values that the data hold.
std::vector<uint16_t> codes_of(const Attribute& attribute, const std::vector<std::string>& values) {
  std::vector<uint16_t> codes;
  for (const std::string& value : values) {
    const uint32_t index = attribute.values.find({value, 0});
    if (index < Attribute::kOther) codes.push_back(static_cast<uint16_t>(index));
  }
  return codes;
}

/// By position: which orders have the values that the filters name. Empty = all.
std::vector<uint8_t> orders_by_value(const ledger::Lines& lines, const Orders& orders,
                                     const Filters& filters,
                                     std::vector<table::Warning>& warnings) {
  std::vector<uint8_t> kept;
  for (const metrics::ValueFilter& filter : filters.values) {
    const Attribute* const attribute = find_attribute(lines, filter.dimension);
    if (attribute == nullptr) {
      warnings.push_back({"filter_column_missing", 0, 0, filter.dimension});
      continue;
    }
    const auto with = ledger::orders_with(*attribute, orders, codes_of(*attribute, filter.values));
    if (kept.empty()) {
      kept = with;
      continue;
    }
    for (size_t i = 0; i < kept.size(); ++i) kept[i] &= with[i];
  }
  return kept;
}

/// By index: which customers are in the segments and began in the days that the filters name.
std::vector<uint8_t> customers_kept(const Orders& orders, const Filters& filters,
                                    std::span<const uint8_t> segments) {
  std::array<bool, metrics::kSegmentCount> wanted{};
  for (const std::string& name : filters.segments) {
    if (const auto segment = metrics::parse_segment_name(name)) {
      wanted[static_cast<size_t>(*segment)] = true;
    }
  }
  const bool by_segment = !filters.segments.empty() && orders.as_of;
  const Day from = filters.first_order_from.value_or(std::numeric_limits<Day>::min());
  const Day to = filters.first_order_to.value_or(std::numeric_limits<Day>::max());
  std::vector<uint8_t> kept(orders.customer_range());
  for (size_t customer = 0; customer < kept.size(); ++customer) {
    const uint32_t first = orders.first_of[customer];
    if (first == orders.first_of[customer + 1]) continue;
    if (orders.days[first] < from || orders.days[first] > to) continue;
    kept[customer] =
        !by_segment || (segments[customer] != metrics::kNoSegment && wanted[segments[customer]])
            ? 1
            : 0;
  }
  return kept;
}

}  // namespace

const Attribute* find_attribute(const ledger::Lines& lines, std::string_view name) {
  const auto found = std::find_if(lines.attributes.begin(), lines.attributes.end(),
                                  [&](const Attribute& one) { return one.name == name; });
  return found == lines.attributes.end() ? nullptr : &*found;
}

Orders narrow_orders(const ledger::Lines& lines, const Orders& orders, const Filters& filters,
                     std::vector<table::Warning>& warnings) {
  const auto by_value = orders_by_value(lines, orders, filters, warnings);
  return metrics::select(orders, {by_value, {}, filters.from, filters.to});
}

bool narrows_customers(const Filters& filters) {
  return !filters.segments.empty() || filters.first_order_from || filters.first_order_to;
}

Orders narrow_customers(const Orders& orders, const Filters& filters,
                        std::span<const uint8_t> segments) {
  const auto customers = customers_kept(orders, filters, segments);
  return metrics::select(orders, {{}, customers, filters.from, {}});
}

}  // namespace dangol::engine
