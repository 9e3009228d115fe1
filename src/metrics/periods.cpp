#include "metrics/periods.h"

#include <algorithm>

#include "metrics/bookings.h"
#include "metrics/period_table.h"
#include "numeric/wilson.h"

namespace dangol::metrics {

namespace {

constexpr double kCoveredEnough = 0.9;

/// Counts each customer once in every period of theirs.
void count_customers(const ledger::Orders& orders, const PeriodTable& period_at,
                     std::vector<Period>& periods) {
  const PeriodIndex first_index = periods.front().index;
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    const uint32_t end = orders.first_of[customer + 1];
    PeriodIndex last = 0;
    for (uint32_t at = begin; at < end; ++at) {
      const PeriodIndex index = period_at[orders.days[at]];
      Period& period = periods[static_cast<size_t>(index - first_index)];
      ++period.orders;
      if (at > begin && index == last) continue;
      ++period.end_customers;
      if (at == begin) {
        ++period.new_customers;
      } else if (index == last + 1) {
        *period.retained_customers += 1;
      }
      last = index;
    }
  }
}

void fill_rates(Period& period) {
  const uint64_t start = *period.start_customers;
  const uint64_t retained = *period.retained_customers;
  const uint64_t known = period.end_customers - period.new_customers;
  period.returned_customers = known - retained;
  if (start == 0) return;
  const auto s = static_cast<double>(start);
  period.retention_rate_article = static_cast<double>(known) / s;
  period.retention_rate_matched = static_cast<double>(retained) / s;
  period.churn_rate = static_cast<double>(start - retained) / s;
  const auto interval = numeric::wilson_interval(retained, start);
  period.retention_low = interval.low;
  period.retention_high = interval.high;
}

}  // namespace

std::vector<Period> compute_periods(const ledger::Orders& orders, PeriodUnit unit) {
  if (!orders.first_day || !orders.as_of) return {};
  const PeriodIndex first_index = period_of(*orders.first_day, unit);
  const PeriodIndex last_index = std::max(first_index, period_of(*orders.as_of, unit));
  std::vector<Period> periods(static_cast<size_t>(last_index - first_index) + 1);
  for (size_t i = 0; i < periods.size(); ++i) {
    periods[i].index = first_index + static_cast<PeriodIndex>(i);
    periods[i].complete = *orders.as_of >= last_day(periods[i].index, unit);
    if (i > 0) periods[i].retained_customers = 0;
  }
  const PeriodTable period_at(orders, unit);
  count_customers(orders, period_at, periods);
  for_each_booking(orders, [&](Day day, uint32_t, MoneySum amount) {
    periods[static_cast<size_t>(period_at[day] - first_index)].revenue += amount;
  });
  for (size_t i = 1; i < periods.size(); ++i) {
    periods[i].start_customers = periods[i - 1].end_customers;
    fill_rates(periods[i]);
  }
  return periods;
}

std::optional<size_t> headline_period(const std::vector<Period>& periods,
                                      const ledger::Orders& orders, PeriodUnit unit) {
  if (periods.empty()) return std::nullopt;
  for (size_t i = periods.size(); i-- > 0;) {
    const Day begin = first_day(periods[i].index, unit);
    const Day end = last_day(periods[i].index, unit);
    const Day seen_begin = std::max(begin, *orders.first_day);
    const Day seen_end = std::min(end, *orders.as_of);
    const auto seen = static_cast<double>(seen_end - seen_begin + 1);
    if (seen >= kCoveredEnough * static_cast<double>(end - begin + 1)) return i;
  }
  return periods.size() - 1;
}

std::vector<Measure> period_measures(const Period& period) {
  const auto count = [](std::optional<uint64_t> value) {
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
  };
  const auto n = period.start_customers;
  return {
      {"retention_rate_matched", "rate", period.retention_rate_matched, n, period.retention_low,
       period.retention_high},
      {"retention_rate_article", "rate", period.retention_rate_article, n, {}, {}},
      {"churn_rate", "rate", period.churn_rate, n, {}, {}},
      {"start_customers", "customers", count(period.start_customers), n, {}, {}},
      {"end_customers", "customers", count(period.end_customers), period.end_customers, {}, {}},
      {"new_customers", "customers", count(period.new_customers), period.new_customers, {}, {}},
  };
}

}  // namespace dangol::metrics
