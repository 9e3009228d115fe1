#include "metrics/second_order.h"

#include <cstddef>
#include <limits>

#include "numeric/wilson.h"

namespace dangol::metrics {

std::vector<SecondOrderRate> second_order_rates(const ledger::Orders& orders, Day as_of,
                                                std::span<const uint32_t> days, Grouping grouping) {
  std::vector<SecondOrderRate> rates(days.size() * grouping.count);
  for (size_t i = 0; i < rates.size(); ++i) rates[i].days = days[i % days.size()];
  for_each_new_customer(orders, as_of, grouping, [&](uint32_t group, uint32_t begin, uint32_t end) {
    const Day first = orders.days[begin];
    const auto age = static_cast<uint32_t>(as_of - first);
    const uint32_t gap = end - begin > 1 ? static_cast<uint32_t>(orders.days[begin + 1] - first)
                                         : std::numeric_limits<uint32_t>::max();
    SecondOrderRate* const of_group = rates.data() + size_t{group} * days.size();
    for (size_t i = 0; i < days.size(); ++i) {
      if (age < days[i]) continue;
      ++of_group[i].n;
      of_group[i].with_second += gap <= days[i] ? 1 : 0;
    }
  });
  for (SecondOrderRate& rate : rates) {
    if (rate.n == 0) continue;
    rate.value = static_cast<double>(rate.with_second) / static_cast<double>(rate.n);
    const auto interval = numeric::wilson_interval(rate.with_second, rate.n);
    rate.low = interval.low;
    rate.high = interval.high;
  }
  return rates;
}

Measure second_order_measure(const ledger::Orders& orders, uint32_t maturity_days) {
  Measure measure{"second_order_rate", "rate", {}, {}, {}, {}};
  if (!orders.as_of) return measure;
  const auto rate = second_order_rates(orders, *orders.as_of, {&maturity_days, 1}).front();
  measure.value = rate.value;
  measure.n = rate.n;
  measure.low = rate.low;
  measure.high = rate.high;
  return measure;
}

}  // namespace dangol::metrics
