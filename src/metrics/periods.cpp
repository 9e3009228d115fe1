#include "metrics/periods.h"

#include <algorithm>

#include "metrics/bridge.h"
#include "metrics/period_table.h"
#include "numeric/wilson.h"

namespace dangol::metrics {

namespace {

constexpr double kCoveredEnough = 0.9;

/// What a period counts, without what only some periods have.
struct Tally {
  uint32_t customers = 0;
  uint32_t newly = 0;  ///< whose first order falls in it
  uint32_t retained = 0;
  uint32_t orders = 0;
};

/// Counts each customer once in every period of theirs, and hands the money on to `bridges`.
std::vector<Tally> count_orders(const ledger::Orders& orders, const PeriodTable& period_at,
                                PeriodIndex first, size_t periods, BridgeBuilder& bridges) {
  std::vector<Tally> tallies(periods);
  const Day* const days = orders.days.data();
  const Money* const values = orders.values.data();
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    const uint32_t end = orders.first_of[customer + 1];
    if (begin == end) continue;
    bridges.begin_customer(customer);
    PeriodIndex last = kNotCounted;
    for (uint32_t at = begin; at < end;) {
      const PeriodIndex period = period_at[days[at]];
      const uint32_t from = at;
      MoneySum revenue = 0;
      do {
        revenue += values[at];
        ++at;
      } while (at < end && period_at[days[at]] == period);
      if (period == kNotCounted) continue;
      Tally& tally = tallies[static_cast<size_t>(period - first)];
      ++tally.customers;
      tally.newly += from == begin ? 1 : 0;
      tally.retained += period == last + 1 ? 1 : 0;
      tally.orders += at - from;
      bridges.add(period, revenue, from == begin);
      last = period;
    }
    bridges.end_customer();
  }
  return tallies;
}

void fill_rates(Period& period) {
  const uint64_t start = *period.start_customers;
  const uint64_t retained = *period.retained_customers;
  const uint64_t known = period.end_customers - period.new_customers;
  period.returned_customers = known - retained;
  period.lost_customers = start - retained;
  if (period.end_customers > 0) {
    period.returning_customer_share =
        static_cast<double>(known) / static_cast<double>(period.end_customers);
  }
  if (start == 0) return;
  const auto s = static_cast<double>(start);
  period.retention_rate_article = static_cast<double>(known) / s;
  period.retention_rate_matched = static_cast<double>(retained) / s;
  period.churn_rate = static_cast<double>(start - retained) / s;
  const auto interval = numeric::wilson_interval(retained, start);
  period.retention_low = interval.low;
  period.retention_high = interval.high;
}

/// The first day that is both in the data and counted. REQUIRES: there is a first day
Day first_counted_day(const ledger::Orders& orders) {
  return std::max(*orders.first_day, orders.counted_from.value_or(*orders.first_day));
}

/// Whether the data cover nine tenths of the period's days.
bool is_covered(PeriodIndex index, const ledger::Orders& orders, PeriodUnit unit) {
  const Day begin = first_day(index, unit);
  const Day end = last_day(index, unit);
  const Day seen_begin = std::max(begin, first_counted_day(orders));
  const Day seen_end = std::min(end, *orders.as_of);
  const auto seen = static_cast<double>(seen_end - seen_begin + 1);
  return seen >= kCoveredEnough * static_cast<double>(end - begin + 1);
}

/// How many periods make a year; 0 where a day of the year before is no fair comparison.
size_t periods_per_year(PeriodUnit unit) {
  switch (unit) {
    case PeriodUnit::day:
      return 0;
    case PeriodUnit::week:
      return 52;
    case PeriodUnit::month:
      return 12;
    case PeriodUnit::quarter:
      return 4;
    case PeriodUnit::year:
      return 1;
  }
  return 0;
}

/// The measures of one period. None of them has a value without one.
std::vector<Measure> measures_of(const Period* period) {
  static const Period kNone;
  const Period& from = period != nullptr ? *period : kNone;
  const auto count = [](std::optional<uint64_t> value) {
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
  };
  const auto counted = [&](uint64_t value) {
    return period != nullptr ? std::optional(value) : std::nullopt;
  };
  const auto n = from.start_customers;
  const auto end = counted(from.end_customers);
  const auto fresh = counted(from.new_customers);
  Measure returning{"returning_customer_share", "rate", from.returning_customer_share, end, {}, {}};
  if (returning.value) {
    const auto interval =
        numeric::wilson_interval(from.end_customers - from.new_customers, from.end_customers);
    returning.low = interval.low;
    returning.high = interval.high;
  }
  const auto gross = from.bridge ? from.bridge->gross_retention() : std::nullopt;
  const auto net = from.bridge ? from.bridge->net_retention() : std::nullopt;
  return {
      {"retention_rate_matched", "rate", from.retention_rate_matched, n, from.retention_low,
       from.retention_high},
      {"retention_rate_article", "rate", from.retention_rate_article, n, {}, {}},
      {"churn_rate", "rate", from.churn_rate, n, {}, {}},
      returning,
      {"revenue_retention_gross", "rate", gross, n, {}, {}},
      {"revenue_retention_net", "rate", net, n, {}, {}},
      {"start_customers", "customers", count(n), n, {}, {}},
      {"end_customers", "customers", count(end), end, {}, {}},
      {"new_customers", "customers", count(fresh), fresh, {}, {}},
      {"lost_customers", "customers", count(from.lost_customers), n, {}, {}},
  };
}

}  // namespace

std::vector<Period> compute_periods(const ledger::Orders& orders, PeriodUnit unit) {
  if (!orders.first_day || !orders.as_of) return {};
  // History is counted with the rest, for the sake of the first period listed.
  const PeriodIndex first = period_of(*orders.first_day, unit);
  const PeriodIndex last = std::max(first, period_of(*orders.as_of, unit));
  const PeriodIndex listed = period_of(first_counted_day(orders), unit);
  if (first_counted_day(orders) > std::max(*orders.as_of, *orders.first_day)) return {};
  const auto count = static_cast<size_t>(last - first) + 1;
  const PeriodTable period_at(orders, unit);
  BridgeBuilder builder(orders, period_at, first, count);
  const std::vector<Tally> tallies = count_orders(orders, period_at, first, count, builder);
  const std::vector<Bridge> bridges = builder.finish();

  std::vector<Period> periods(static_cast<size_t>(last - listed) + 1);
  for (size_t i = 0; i < periods.size(); ++i) {
    Period& period = periods[i];
    period.index = listed + static_cast<PeriodIndex>(i);
    const auto at = static_cast<size_t>(period.index - first);
    const Tally& tally = tallies[at];
    const Day end = last_day(period.index, unit);
    period.complete = *orders.as_of >= end;
    period.end_customers = tally.customers;
    period.new_customers = tally.newly;
    period.orders = tally.orders;
    period.revenue = bridges[at].end;
    if (at == 0) continue;
    period.start_customers = tallies[at - 1].customers;
    period.retained_customers = tally.retained;
    period.bridge = bridges[at];
    fill_rates(period);
  }
  return periods;
}

void tell_statuses(std::vector<Period>& periods, const ledger::Orders& orders, PeriodUnit unit,
                   const StatusByDay& statuses) {
  for (Period& period : periods) {
    const StatusCounts& on = statuses.at(std::min(last_day(period.index, unit), *orders.as_of));
    period.active_customers = on.active;
    period.at_risk_customers = on.at_risk;
    period.gone_customers = on.gone;
  }
}

std::vector<Period> compute_periods(const ledger::Orders& orders, PeriodUnit unit,
                                    uint32_t window_days) {
  auto periods = compute_periods(orders, unit);
  if (!periods.empty()) {
    tell_statuses(periods, orders, unit, StatusByDay(orders, window_days));
  }
  return periods;
}

std::optional<size_t> headline_period(const std::vector<Period>& periods,
                                      const ledger::Orders& orders, PeriodUnit unit) {
  if (periods.empty()) return std::nullopt;
  for (size_t i = periods.size(); i-- > 0;) {
    if (is_covered(periods[i].index, orders, unit)) return i;
  }
  return periods.size() - 1;
}

std::vector<Measure> period_measures(const std::vector<Period>& periods,
                                     const ledger::Orders& orders, PeriodUnit unit) {
  const auto headline = headline_period(periods, orders, unit);
  const auto measures_before = [&](size_t distance) -> std::vector<Measure> {
    if (!headline || distance == 0 || distance > *headline) return measures_of(nullptr);
    const Period& period = periods[*headline - distance];
    return measures_of(is_covered(period.index, orders, unit) ? &period : nullptr);
  };
  auto measures = measures_of(headline ? &periods[*headline] : nullptr);
  const auto previous = measures_before(1);
  const auto year_ago = measures_before(periods_per_year(unit));
  for (size_t i = 0; i < measures.size(); ++i) {
    measures[i].previous = previous[i].value;
    measures[i].year_ago = year_ago[i].value;
  }
  return measures;
}

}  // namespace dangol::metrics
