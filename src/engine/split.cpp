#include "engine/split.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "engine/narrow.h"
#include "engine/selection_scores.h"
#include "ledger/order_values.h"
#include "metrics/segments.h"

namespace dangol::engine {

namespace {

using ledger::Attribute;
using ledger::Orders;

constexpr uint32_t kNoValue = metrics::kNoGroup;

/// The customers' values as small numbers, and what these are called.
struct Values {
  std::vector<uint32_t> of;  ///< by customer; kNoValue
  std::vector<std::string> names;
};

/// `value_of(position of the first order)` for each customer who has one.
template <typename ValueOf>
std::vector<uint32_t> by_first_order(const Orders& orders, ValueOf value_of) {
  std::vector<uint32_t> of(orders.customer_range(), kNoValue);
  for (size_t customer = 0; customer < of.size(); ++customer) {
    const uint32_t first = orders.first_of[customer];
    if (first < orders.first_of[customer + 1]) of[customer] = value_of(first);
  }
  return of;
}

Values by_segment(const Analysis& analysis) {
  const Orders& orders = analysis.orders;
  Values values;
  values.of.assign(orders.customer_range(), kNoValue);
  if (!orders.as_of) return values;
  const auto& segments = score_selection(analysis).segment;
  for (size_t customer = 0; customer < segments.size(); ++customer) {
    if (segments[customer] != metrics::kNoSegment) values.of[customer] = segments[customer];
  }
  for (size_t i = 0; i < metrics::kSegmentCount; ++i) {
    values.names.emplace_back(metrics::segment_name(static_cast<metrics::SegmentName>(i)));
  }
  return values;
}

Values by_first_period(const Analysis& analysis) {
  const Orders& orders = analysis.orders;
  const PeriodUnit unit = analysis.options.cohorts.unit;
  Values values;
  if (!orders.first_day) return values;
  const PeriodIndex start = period_of(*orders.first_day, unit);
  const PeriodIndex end = period_of(*orders.last_day, unit);
  for (PeriodIndex index = start; index <= end; ++index) {
    values.names.push_back(format_period(index, unit));
  }
  values.of = by_first_order(orders, [&](uint32_t order) {
    return static_cast<uint32_t>(period_of(orders.days[order], unit) - start);
  });
  return values;
}

Values by_attribute(const Attribute& attribute, const Orders& orders) {
  const auto of_orders = ledger::values_of_orders(attribute, orders);
  Values values;
  values.of = by_first_order(orders, [&](uint32_t order) {
    return of_orders[order] >= Attribute::kOther ? kNoValue : uint32_t{of_orders[order]};
  });
  const uint32_t count = std::min<uint32_t>(attribute.values.size(), Attribute::kOther);
  for (uint32_t i = 0; i < count; ++i) values.names.emplace_back(attribute.values.key(i).text);
  return values;
}

/// The groups by the numbers of their values: those to compare, or the largest ones.
std::vector<uint32_t> choose_groups(const Values& values, const std::vector<uint64_t>& sizes,
                                    const std::vector<std::string>& compare) {
  std::vector<uint32_t> chosen;
  if (!compare.empty()) {
    for (const std::string& name : compare) {
      const auto at = std::find(values.names.begin(), values.names.end(), name);
      if (at != values.names.end()) {
        chosen.push_back(static_cast<uint32_t>(at - values.names.begin()));
      }
    }
    return chosen;
  }
  for (uint32_t value = 0; value < sizes.size(); ++value) {
    if (sizes[value] > 0) chosen.push_back(value);
  }
  const auto larger = [&](uint32_t a, uint32_t b) {
    return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : a < b;
  };
  std::sort(chosen.begin(), chosen.end(), larger);
  return chosen;
}

}  // namespace

std::optional<Split> split_customers(const Analysis& analysis) {
  const Options& options = analysis.options;
  Values values;
  if (options.split_by == "segment") {
    values = by_segment(analysis);
  } else if (options.split_by == "first_period") {
    values = by_first_period(analysis);
  } else if (const auto* attribute = find_attribute(analysis.data.lines, options.split_by)) {
    values = by_attribute(*attribute, analysis.orders);
  } else {
    return std::nullopt;
  }

  Split split;
  std::vector<uint64_t> sizes(values.names.size());
  for (size_t customer = 0; customer < values.of.size(); ++customer) {
    const bool counted =
        analysis.orders.first_of[customer] < analysis.orders.first_of[customer + 1];
    if (!counted) continue;
    if (values.of[customer] == kNoValue) {
      ++split.without;
    } else {
      ++sizes[values.of[customer]];
    }
  }
  const auto chosen = choose_groups(values, sizes, options.compare);
  const bool rest = options.compare.empty();
  std::vector<uint32_t> group_of_value(values.names.size(), metrics::kNoGroup);
  for (size_t i = 0; i < chosen.size(); ++i) {
    const size_t group = rest ? std::min(i, kMostGroups) : i;
    if (group == split.names.size()) {
      split.names.push_back(rest && i == kMostGroups ? std::string() : values.names[chosen[i]]);
    }
    group_of_value[chosen[i]] = static_cast<uint32_t>(group);
  }
  split.group_of.assign(values.of.size(), metrics::kNoGroup);
  for (size_t customer = 0; customer < values.of.size(); ++customer) {
    if (values.of[customer] != kNoValue) {
      split.group_of[customer] = group_of_value[values.of[customer]];
    }
  }
  return split;
}

}  // namespace dangol::engine
