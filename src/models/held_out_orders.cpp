#include "models/held_out_orders.h"

#include <algorithm>
#include <array>

#include "numeric/radix_sort.h"

namespace dangol::models {
namespace {

constexpr size_t kMostPeriods = 60;

Day period_length(Day days) {
  constexpr std::array<Day, 4> kLengths = {7, 14, 28, 91};
  for (const Day length : kLengths) {
    if (static_cast<size_t>(days / length) <= kMostPeriods) return length;
  }
  return days / static_cast<Day>(kMostPeriods) + 1;
}

/// Counts the days with a purchase after the split, by period and in all.
uint32_t count_after(const ledger::Orders& orders, uint32_t customer, Day split, Day length,
                     HeldOutOrders& to) {
  uint32_t count = 0;
  Day last = split;
  for (uint32_t i = orders.first_of[customer]; i < orders.first_of[customer + 1]; ++i) {
    const Day day = orders.days[i];
    if (day <= last || day > to.end) continue;
    last = day;
    ++count;
    to.actual[static_cast<size_t>((day - split - 1) / length)] += 1;
  }
  return count;
}

}  // namespace

HeldOutOrders hold_out(const ledger::Orders& orders, const HistoryRule& rule, Day split,
                       double days_per_unit) {
  HeldOutOrders to;
  to.end = std::min(rule.end.value_or(*orders.as_of), *orders.as_of);
  HistoryRule first_part = rule;
  first_part.end = split;
  to.before = make_histories(orders, first_part);
  const Day length = period_length(to.end - split);
  for (Day begin = split + 1; begin <= to.end; begin += length) {
    to.periods.push_back(begin);
    to.period_ends.push_back((std::min(begin + length - 1, to.end) - split) / days_per_unit);
  }
  to.actual.resize(to.periods.size());

  std::vector<numeric::Keyed> keyed;
  keyed.reserve(static_cast<size_t>(to.before.customers));
  for (uint32_t customer = 0; customer < to.before.pattern_of.size(); ++customer) {
    const uint32_t pattern = to.before.pattern_of[customer];
    if (pattern == kNoPattern) continue;
    const uint32_t after = count_after(orders, customer, split, length, to);
    keyed.push_back({uint64_t{pattern} << 32 | after, pattern});
  }
  numeric::sort_by_key(keyed);
  const auto patterns = in_unit(to.before.patterns, days_per_unit);
  for (size_t i = 0; i < keyed.size(); ++i) {
    if (i == 0 || keyed[i].key != keyed[i - 1].key) {
      const auto after = static_cast<uint32_t>(keyed[i].key);
      to.customers.push_back({patterns[keyed[i].index], static_cast<double>(after)});
      to.customers.back().before.weight = 0;
    }
    to.customers.back().before.weight += 1;
  }
  return to;
}

}  // namespace dangol::models
