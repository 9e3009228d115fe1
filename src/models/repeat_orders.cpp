#include "models/repeat_orders.h"

#include <algorithm>

#include "models/known_days.h"

namespace dangol::models {

RepeatOrders count_repeat_orders(const ledger::Orders& orders, const HistoryRule& rule, Day days,
                                 size_t classes) {
  RepeatOrders counts{0, std::vector<uint64_t>(classes)};
  if (!orders.as_of || !orders.has_customers) return counts;
  const auto [from, to, end] = known_days(orders, rule);
  for (uint32_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    const uint32_t past = orders.first_of[customer + 1];
    if (begin == past || orders.days[begin] < from || orders.days[begin] > to) continue;
    const Day first = orders.days[begin];
    if (end - first < days) continue;
    size_t number = 0;
    for (uint32_t i = begin + 1; i < past && orders.days[i] - first <= days; ++i) {
      if (orders.days[i] != orders.days[i - 1]) ++number;
    }
    ++counts.customers;
    ++counts.by_number[std::min(number, classes - 1)];
  }
  return counts;
}

}  // namespace dangol::models
