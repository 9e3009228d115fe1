#include "models/occasions.h"

#include "base/civil.h"
#include "models/known_days.h"

namespace dangol::models {
namespace {

/// The last month that `end` does not end inside.
PeriodIndex last_complete(Day end) {
  const PeriodIndex month = period_of(end, PeriodUnit::month);
  return last_day(month, PeriodUnit::month) == end ? month : month - 1;
}

}  // namespace

Occasions make_occasions(const ledger::Orders& orders, const HistoryRule& rule) {
  Occasions occasions;
  if (!orders.as_of || !orders.has_customers) return occasions;
  const auto [from, to, end] = known_days(orders, rule);
  const PeriodIndex last = last_complete(end);
  for (uint32_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    const uint32_t past = orders.first_of[customer + 1];
    if (begin == past || orders.days[begin] < from || orders.days[begin] > to) continue;
    const PeriodIndex first = period_of(orders.days[begin], PeriodUnit::month);
    if (first >= last) continue;
    Pattern pattern{.x = 0, .t_x = 0, .T = static_cast<double>(last - first), .weight = 1};
    PeriodIndex latest = first;
    for (uint32_t i = begin; i < past; ++i) {
      const PeriodIndex month = period_of(orders.days[i], PeriodUnit::month);
      if (month > last) break;
      if (month == latest) continue;
      latest = month;
      ++pattern.x;
    }
    pattern.t_x = static_cast<double>(latest - first);
    occasions.patterns.push_back(pattern);
  }
  occasions.customers = occasions.patterns.size();
  merge_equal(occasions.patterns);
  return occasions;
}

std::optional<OccasionsForecast> forecast(const Occasions& occasions, const Fit& fit,
                                          uint32_t months) {
  if (fit.verdict != Verdict::fine) return std::nullopt;
  const BgBb bg_bb{fit.value[0], fit.value[1], fit.value[2], fit.value[3]};
  OccasionsForecast forecast;
  for (const Pattern& pattern : occasions.patterns) {
    forecast.alive += pattern.weight * p_alive(bg_bb, pattern);
    forecast.expected += pattern.weight * expected_purchases(bg_bb, pattern, months);
  }
  forecast.expected_new = expected_new(bg_bb, months);
  return forecast;
}

}  // namespace dangol::models
