#include "engine/assemble.h"

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
    if (!of_orders) measure.value = measure.n = measure.low = measure.high = std::nullopt;
  }
  for (report::Period& period : report.periods) {
    for (Number* count : {&period.start_customers, &period.end_customers, &period.new_customers,
                          &period.retained_customers, &period.returned_customers,
                          &period.retention_rate_article, &period.retention_rate_matched,
                          &period.retention_low, &period.retention_high, &period.churn_rate}) {
      count->reset();
    }
  }
  report.cohorts.rows.clear();
  report.cohorts.average.clear();
}

}  // namespace

report::Report assemble(const Dataset& data, const Options& options) {
  const ledger::Orders orders = ledger::settle(data.lines, options.policy);
  const metrics::Gaps gaps = metrics::compute_gaps(orders);
  const metrics::ChurnWindow window = metrics::churn_window(gaps, options.churn_window_days);
  const Analysis analysis{data, options, orders, orders, gaps, window};

  report::Report report;
  report.generator = kGenerator;
  report.source = make_source(analysis);
  report.receipt = make_receipt(analysis);
  add_measures_and_periods(analysis, report);
  add_cohorts(analysis, report);
  add_survival(analysis, report);
  add_segments(analysis, report);
  add_scores(analysis, report);
  add_groups(analysis, report);
  if (!orders.has_customers) leave_customers_out(report);
  return report;
}

}  // namespace dangol::engine
