#include "models/history.h"

#include <algorithm>
#include <cstddef>

#include "base/money.h"
#include "models/known_days.h"
#include "numeric/radix_sort.h"

namespace dangol::models {
namespace {

// x, T and t_x as one number to sort by. Calendars of ten thousand years have less than 2^22 days.
constexpr uint32_t kDayBits = 22;
constexpr uint64_t kDayMask = (uint64_t{1} << kDayBits) - 1;
constexpr uint32_t kMostPurchases = (1U << 20U) - 1;

uint64_t sort_key(uint32_t x, uint32_t t_x, uint32_t T) {
  return uint64_t{std::min(x, kMostPurchases)} << (2 * kDayBits) | uint64_t{T} << kDayBits | t_x;
}

/// What one customer did up to a day.
struct Visits {
  uint32_t days = 0;
  Day last = 0;
  MoneySum first_value = 0;  ///< of the first day
  MoneySum value = 0;
};

Visits visit_days(const ledger::Orders& orders, uint32_t from, uint32_t to, Day end) {
  Visits visits;
  const Day first = orders.days[from];
  for (uint32_t i = from; i < to && orders.days[i] <= end; ++i) {
    if (visits.days == 0 || orders.days[i] != visits.last) ++visits.days;
    visits.last = orders.days[i];
    visits.value += orders.values[i];
    if (orders.days[i] == first) visits.first_value += orders.values[i];
  }
  return visits;
}

/// Gives customers with equal keys one pattern. `keyed` is in the order of customers.
void compress(std::vector<numeric::Keyed>& keyed, Histories& histories) {
  numeric::sort_by_key(keyed);
  for (size_t i = 0; i < keyed.size(); ++i) {
    const uint64_t key = keyed[i].key;
    if (i == 0 || key != keyed[i - 1].key) {
      histories.patterns.push_back({static_cast<uint32_t>(key >> (2 * kDayBits)),
                                    static_cast<uint32_t>(key & kDayMask),
                                    static_cast<uint32_t>(key >> kDayBits & kDayMask), 0});
    }
    ++histories.patterns.back().customers;
    histories.pattern_of[keyed[i].index] = static_cast<uint32_t>(histories.patterns.size() - 1);
  }
}

}  // namespace

Histories make_histories(const ledger::Orders& orders, const HistoryRule& rule) {
  Histories histories;
  const size_t range = orders.customer_range();
  histories.pattern_of.assign(range, kNoPattern);
  histories.order_value.assign(range, 0);
  histories.spent.assign(range, 0);
  histories.first_order_in_money = rule.first_order_in_money;
  histories.has_amounts = orders.has_amounts;
  if (!orders.as_of || !orders.has_customers) return histories;
  const auto [from, to, end] = known_days(orders, rule);
  histories.end = end;
  histories.first_day = end;

  std::vector<numeric::Keyed> keyed;
  double squares = 0;  // about a running mean: B. P. Welford, Technometrics 4 (1962) 419-420
  for (uint32_t customer = 0; customer < range; ++customer) {
    const uint32_t begin = orders.first_of[customer];
    const uint32_t past = orders.first_of[customer + 1];
    if (begin == past || orders.days[begin] < from || orders.days[begin] > to) continue;
    const Day first = orders.days[begin];
    const Visits visits = visit_days(orders, begin, past, end);
    const uint32_t x = visits.days - 1;
    keyed.push_back({sort_key(x, static_cast<uint32_t>(visits.last - first),
                              static_cast<uint32_t>(end - first)),
                     customer});
    histories.first_day = std::min(histories.first_day, first);
    histories.purchases += visits.days;
    if (x > 0) ++histories.repeat_customers;
    histories.spent[customer] = to_major_units(visits.value);
    const uint32_t valued = x + (rule.first_order_in_money ? 1 : 0);
    const MoneySum value =
        visits.value - (rule.first_order_in_money ? MoneySum{0} : visits.first_value);
    if (valued > 0 && value > 0) histories.order_value[customer] = to_major_units(value) / valued;
    const double first_value = to_major_units(visits.first_value);
    const double off = first_value - histories.first_value_mean;
    histories.first_value_mean += off / static_cast<double>(keyed.size());
    squares += off * (first_value - histories.first_value_mean);
  }
  histories.customers = keyed.size();
  if (keyed.size() > 1) {
    histories.first_value_variance = squares / static_cast<double>(keyed.size() - 1);
  }
  compress(keyed, histories);
  return histories;
}

std::vector<Pattern> in_unit(const std::vector<DayPattern>& patterns, double days_per_unit) {
  std::vector<Pattern> scaled;
  scaled.reserve(patterns.size());
  for (const DayPattern& pattern : patterns) {
    scaled.push_back({static_cast<double>(pattern.x), pattern.t_x / days_per_unit,
                      pattern.T / days_per_unit, static_cast<double>(pattern.customers)});
  }
  return scaled;
}

}  // namespace dangol::models
