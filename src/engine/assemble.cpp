#include "engine/assemble.h"

#include <utility>
#include <vector>

#include "engine/narrow.h"
#include "engine/sections.h"
#include "engine/version.h"

namespace dangol::engine {
namespace {

using report::Number;

/// Takes every count of customers out of a Report of data that cannot tell them apart.
void leave_customers_out(report::Report& report) {
  for (report::Measure& measure : report.measures) {
    const bool of_orders = measure.name == "revenue" || measure.name == "orders" ||
                           measure.name == "average_order_value";
    if (of_orders) continue;
    for (Number* number : {&measure.value, &measure.n, &measure.low, &measure.high,
                           &measure.previous, &measure.year_ago}) {
      number->reset();
    }
  }
  for (report::Period& period : report.periods) {
    for (Number* count :
         {&period.start_customers, &period.end_customers, &period.new_customers,
          &period.retained_customers, &period.returned_customers, &period.retention_rate_article,
          &period.retention_rate_matched, &period.retention_low, &period.retention_high,
          &period.churn_rate, &period.lost_customers, &period.returning_customer_share,
          &period.active_customers, &period.at_risk_customers, &period.gone_customers,
          &period.revenue_retention_gross, &period.revenue_retention_net}) {
      count->reset();
    }
    period.bridge = {};
  }
  report.cohorts.rows.clear();
  for (auto* average : {&report.cohorts.average, &report.cohorts.average_simple,
                        &report.cohorts.average_revenue_per_customer,
                        &report.cohorts.average_cumulative_revenue_per_customer}) {
    average->clear();
  }
  report.second_order.clear();
  report.gaps = {};
  report.survival = {};
  report.segments = {};
  report.concentration = {};
}

/// Settles the lines unless that is what `settled` holds. Where each line's order stands costs time
/// and memory, so only those who look at columns have it.
void settle_again(const Dataset& data, const Options& options, std::unique_ptr<Settled>& settled) {
  ledger::Policy policy = options.policy;
  policy.map_lines =
      !options.filters.values.empty() || find_attribute(data.lines, options.split_by) != nullptr;
  if (settled && settled->policy == policy) return;
  settled.reset();  // before the new ones take their room
  settled = std::make_unique<Settled>();
  settled->policy = policy;
  settled->orders = ledger::settle(data.lines, policy);
  settled->gaps = metrics::compute_gaps(settled->orders);
}

}  // namespace

report::Report assemble(const Dataset& data, const Options& options,
                        std::unique_ptr<Settled>& settled) {
  settle_again(data, options, settled);
  const ledger::Orders& all = settled->orders;
  const metrics::ChurnWindow window =
      metrics::churn_window(settled->gaps, options.churn_window_days);
  std::vector<table::Warning> warnings;
  const bool filtered = !options.filters.empty();
  const ledger::Orders narrowed =
      filtered ? narrow(data.lines, all, options.filters, window.days, warnings) : ledger::Orders();
  const ledger::Orders& orders = filtered ? narrowed : all;
  const metrics::Gaps gaps = filtered ? metrics::compute_gaps(orders) : settled->gaps;
  const Analysis analysis{data, options, all, orders, gaps, window};

  report::Report report;
  report.generator = kGenerator;
  report.source = make_source(analysis);
  report.receipt = make_receipt(analysis);
  for (const table::Warning& warning : warnings) {
    report.receipt.warnings.push_back({warning.code, 0, 0, warning.detail});
  }
  add_measures_and_periods(analysis, report);
  add_cohorts(analysis, report);
  add_survival(analysis, report);
  add_segments(analysis, report);
  add_scores(analysis, report);
  add_groups(analysis, report);
  if (!all.has_customers) leave_customers_out(report);
  return report;
}

}  // namespace dangol::engine
