#include "metrics/periods.h"

#include <algorithm>

#include "metrics/bookings.h"
#include "metrics/period_table.h"
#include "numeric/wilson.h"

namespace dangol::metrics {

namespace {

constexpr double kCoveredEnough = 0.9;

/// What a period counts, without what only some periods have.
struct Tally {
  uint64_t customers = 0;
  uint64_t newly = 0;  ///< whose first order falls in it
  uint64_t retained = 0;
  uint64_t orders = 0;
  MoneySum revenue = 0;
};

/// Counts each customer once in every period of theirs.
std::vector<Tally> count_orders(const ledger::Orders& orders, const PeriodTable& period_at,
                                PeriodIndex first_index, size_t periods) {
  std::vector<Tally> tallies(periods);
  const Day* const days = orders.days.data();
  const Money* const values = orders.values.data();
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    const uint32_t end = orders.first_of[customer + 1];
    if (begin == end) continue;
    PeriodIndex last = period_at[days[begin]];
    ++tallies[static_cast<size_t>(last - first_index)].newly;
    ++tallies[static_cast<size_t>(last - first_index)].customers;
    for (uint32_t at = begin; at < end; ++at) {
      const PeriodIndex index = period_at[days[at]];
      Tally& tally = tallies[static_cast<size_t>(index - first_index)];
      tally.customers += index != last ? 1 : 0;
      tally.retained += index == last + 1 ? 1 : 0;
      ++tally.orders;
      tally.revenue += values[at];
      last = index;
    }
  }
  for_each_posting(orders, [&](Day day, uint32_t, MoneySum amount) {
    tallies[static_cast<size_t>(period_at[day] - first_index)].revenue += amount;
  });
  return tallies;
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
  const PeriodTable period_at(orders, unit);
  const std::vector<Tally> tallies = count_orders(orders, period_at, first_index, periods.size());
  for (size_t i = 0; i < periods.size(); ++i) {
    Period& period = periods[i];
    period.index = first_index + static_cast<PeriodIndex>(i);
    period.complete = *orders.as_of >= last_day(period.index, unit);
    period.end_customers = tallies[i].customers;
    period.new_customers = tallies[i].newly;
    if (i > 0) period.retained_customers = tallies[i].retained;
    period.orders = tallies[i].orders;
    period.revenue = tallies[i].revenue;
  }
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
