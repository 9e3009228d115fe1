#include "engine/assemble.h"

#include <string_view>
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

/// Settles the lines unless that is what `last` holds. Where each line's order stands costs time
/// and memory, so only those who look at columns have it. Returns whether anything is new.
bool settle_again(const Dataset& data, const Options& options, std::unique_ptr<Answered>& last) {
  ledger::Policy policy = options.policy;
  policy.map_lines =
      !options.filters.values.empty() || find_attribute(data.lines, options.split_by) != nullptr;
  if (last && last->policy == policy) return false;
  last.reset();  // before the new ones take their room
  last = std::make_unique<Answered>();
  last->policy = policy;
  last->all = ledger::settle(data.lines, policy);
  last->gaps_of_all = metrics::compute_gaps(last->all);
  return true;
}

/// The members of a Report that one function fills, kept or computed.
template <typename... Members>
void keep(const report::Report& from, report::Report& to, Members... members) {
  ((to.*members = from.*members), ...);
}

/// What a kept section has told of itself.
void keep_warning(const report::Report& from, report::Report& to, std::string_view code) {
  for (const report::Warning& warning : from.receipt.warnings) {
    if (warning.code == code) to.receipt.warnings.push_back(warning);
  }
}

}  // namespace

const report::Report& assemble(const Dataset& data, const Options& options,
                               std::unique_ptr<Answered>& last) {
  using report::Report;
  const bool settled = settle_again(data, options, last);
  const Options& before = last->options;
  const metrics::ChurnWindow window =
      metrics::churn_window(last->gaps_of_all, options.churn_window_days);
  const bool filtered = !options.filters.empty();
  const bool same_window = window == last->window;
  const bool same_orders = !settled && options.filters == before.filters &&
                           (same_window || options.filters.segments.empty());
  if (!same_orders) {
    last->filter_warnings.clear();
    last->narrowed = filtered ? narrow(data.lines, last->all, options.filters, window.days,
                                       last->filter_warnings)
                              : ledger::Orders();
  }
  last->window = window;
  const ledger::Orders& orders = filtered ? last->narrowed : last->all;
  const Analysis analysis{data, options, last->all, orders, last->gaps_of_all, window};
  const bool same_customers = same_orders && same_window;
  const bool same_age = options.maturity_days == before.maturity_days;
  const bool same_cohorts = options.cohorts == before.cohorts && options.margin == before.margin;

  Report report;
  report.generator = kGenerator;
  report.source = make_source(analysis);
  report.receipt = make_receipt(analysis);
  for (const table::Warning& warning : last->filter_warnings) {
    report.receipt.warnings.push_back({warning.code, 0, 0, warning.detail});
  }
  const Report& old = last->report;
  if (same_customers && same_age && options.period == before.period) {
    keep(old, report, &Report::period, &Report::measures, &Report::periods, &Report::second_order,
         &Report::gaps, &Report::survival);
  } else {
    add_measures_and_periods(analysis, report);
    add_survival(analysis, report);
  }
  if (same_orders && same_cohorts) {
    keep(old, report, &Report::cohorts);
    keep_warning(old, report, "cohorts_truncated");
  } else {
    add_cohorts(analysis, report);
  }
  if (same_customers) {
    keep(old, report, &Report::segments, &Report::concentration, &Report::nps);
  } else {
    add_segments(analysis, report);
    add_scores(analysis, report);
  }
  if (same_customers && same_age && same_cohorts && options.split_by == before.split_by &&
      options.compare == before.compare) {
    keep(old, report, &Report::dimensions, &Report::groups, &Report::selection);
    keep_warning(old, report, "split_column_missing");
  } else {
    add_groups(analysis, report);
  }
  if (!last->all.has_customers) leave_customers_out(report);
  last->options = options;
  last->report = std::move(report);
  return last->report;
}

}  // namespace dangol::engine
