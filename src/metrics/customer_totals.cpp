#include "metrics/customer_totals.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "metrics/bookings.h"

namespace dangol::metrics {

CustomerTotals total_customers(const ledger::Orders& orders, Day until) {
  const Day from = orders.counted_from.value_or(std::numeric_limits<Day>::min());
  const size_t range = orders.customer_range();
  CustomerTotals totals{std::vector<uint32_t>(range), std::vector<Day>(range),
                        std::vector<MoneySum>(range)};
  const Day* const days = orders.days.data();
  const Money* const values = orders.values.data();
  for (size_t customer = 0; customer < range; ++customer) {
    const uint32_t end = orders.first_of[customer + 1];
    uint32_t at = orders.first_of[customer];
    while (at < end && days[at] < from) ++at;
    const uint32_t begin = at;
    MoneySum revenue = 0;
    for (; at < end && days[at] <= until; ++at) revenue += values[at];
    if (at == begin) continue;
    totals.orders[customer] = at - begin;
    totals.last_day[customer] = days[at - 1];
    totals.revenue[customer] = revenue;
    ++totals.customers;
  }
  for_each_posting(orders, [&](Day day, uint32_t customer, MoneySum amount) {
    if (from <= day && day <= until) totals.revenue[customer] += amount;
  });
  return totals;
}

uint64_t sort_key(MoneySum revenue) {
  constexpr MoneySum kLeast = std::numeric_limits<int64_t>::min();
  constexpr MoneySum kMost = std::numeric_limits<int64_t>::max();
  return static_cast<uint64_t>(std::clamp(revenue, kLeast, kMost) - kLeast);
}

}  // namespace dangol::metrics
