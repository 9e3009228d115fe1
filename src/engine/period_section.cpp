// The headline measures, and the periods one after the other.
#include <string>
#include <vector>

#include "engine/sections.h"
#include "metrics/periods.h"
#include "metrics/second_order.h"
#include "metrics/summary.h"

namespace dangol::engine {
namespace {

void append(const std::vector<metrics::Measure>& from, const std::string& period,
            std::vector<report::Measure>& to) {
  for (const auto& measure : from) {
    to.push_back({std::string(measure.name), measure.value, to_number(measure.n), measure.low,
                  measure.high, measure.previous, measure.year_ago, std::string(measure.unit),
                  period});
  }
}

report::RevenueBridge make_bridge(const metrics::Bridge& from) {
  return {to_major_units(from.start), to_major_units(from.from_new), to_major_units(from.returned),
          to_major_units(from.grown), to_major_units(from.shrunk),   to_major_units(from.lost),
          to_major_units(from.other), to_major_units(from.end)};
}

report::Period make_period(const metrics::Period& from, PeriodUnit unit, bool priced) {
  report::Period period;
  period.period = format_period(from.index, unit);
  period.complete = from.complete;
  period.orders = from.orders;
  period.revenue = optional_money(priced, from.revenue);
  period.start_customers = to_number(from.start_customers);
  period.end_customers = static_cast<double>(from.end_customers);
  period.new_customers = static_cast<double>(from.new_customers);
  period.retained_customers = to_number(from.retained_customers);
  period.returned_customers = to_number(from.returned_customers);
  period.lost_customers = to_number(from.lost_customers);
  period.retention_rate_article = from.retention_rate_article;
  period.retention_rate_matched = from.retention_rate_matched;
  period.retention_low = from.retention_low;
  period.retention_high = from.retention_high;
  period.churn_rate = from.churn_rate;
  period.returning_customer_share = from.returning_customer_share;
  period.active_customers = static_cast<double>(from.active_customers);
  period.at_risk_customers = static_cast<double>(from.at_risk_customers);
  period.gone_customers = static_cast<double>(from.gone_customers);
  if (priced && from.bridge) {
    period.revenue_retention_gross = from.bridge->gross_retention();
    period.revenue_retention_net = from.bridge->net_retention();
    period.bridge = make_bridge(*from.bridge);
  }
  return period;
}

}  // namespace

const std::vector<metrics::Period>& Analysis::periods() const {
  if (!findings.periods) findings.periods = metrics::compute_periods(orders, options.period);
  return *findings.periods;
}

void add_periods(const Analysis& analysis, report::Report& report) {
  const ledger::Orders& orders = analysis.orders;
  const PeriodUnit unit = analysis.options.period;
  auto periods = analysis.periods();
  if (periods.empty()) return;
  auto& statuses = analysis.findings.statuses;
  if (!statuses) statuses.emplace(orders, analysis.window.days);
  metrics::tell_statuses(periods, orders, unit, *statuses);
  for (const auto& period : periods) {
    report.periods.push_back(make_period(period, unit, orders.has_amounts));
  }
}

void add_measures(const Analysis& analysis, report::Report& report) {
  const ledger::Orders& orders = analysis.orders;
  const Options& options = analysis.options;
  const auto& periods = analysis.periods();
  append(metrics::summarise(orders, options.maturity_days), {}, report.measures);
  const auto headline = metrics::headline_period(periods, orders, options.period);
  append(metrics::period_measures(periods, orders, options.period),
         headline ? format_period(periods[*headline].index, options.period) : std::string(),
         report.measures);
  append({metrics::second_order_measure(orders, options.maturity_days)}, {}, report.measures);
}

}  // namespace dangol::engine
