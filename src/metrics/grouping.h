// Which customer belongs to which group, for every measure that can be split.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "base/civil.h"
#include "ledger/settle.h"

namespace dangol::metrics {

/// A customer who is in no group.
inline constexpr uint32_t kNoGroup = std::numeric_limits<uint32_t>::max();

/// `of[customer]` is a number below `count`, or kNoGroup. An empty `of` puts everyone in group 0.
struct Grouping {
  std::span<const uint32_t> of;
  uint32_t count = 1;

  [[nodiscard]] uint32_t operator[](size_t customer) const { return of.empty() ? 0 : of[customer]; }
};

/// Calls `visit(group, begin, end)`, with the positions of the orders, for every customer in a
/// group whose first order came neither before `orders.counted_from` nor after `as_of`: those whose
/// history since then is known from its start. O(customers).
template <typename Visit>
void for_each_new_customer(const ledger::Orders& orders, Day as_of, Grouping grouping,
                           Visit visit) {
  const Day counted_from = orders.counted_from.value_or(std::numeric_limits<Day>::min());
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    const uint32_t end = orders.first_of[customer + 1];
    const uint32_t group = grouping[customer];
    if (begin == end || group == kNoGroup) continue;
    if (orders.days[begin] < counted_from || orders.days[begin] > as_of) continue;
    visit(group, begin, end);
  }
}

}  // namespace dangol::metrics
