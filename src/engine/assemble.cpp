#include "engine/assemble.h"

#include <array>
#include <cstdint>
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

/// What the options may have changed since the last Report. A section is asked of some of these.
enum Change : uint32_t {
  kOrders = 1U << 0,
  kWindow = 1U << 1,
  kAge = 1U << 2,
  kPeriod = 1U << 3,
  kCohorts = 1U << 4,
  kSplit = 1U << 5,
};

template <typename... Members>
void keep(const report::Report& from, report::Report& to, Members... members) {
  ((to.*members = from.*members), ...);
}

struct Plan {
  Section section;
  uint32_t asked_of;
  void (*compute)(const Analysis& analysis, report::Report& report);
  /// Copies the members that `compute` fills, but for the warnings.
  void (*take)(const report::Report& from, report::Report& to);
};

using report::Report;
constexpr std::array kPlans = {
    Plan{Section::measures, kOrders | kAge | kPeriod, add_measures,
         [](const Report& from, Report& to) { keep(from, to, &Report::measures); }},
    Plan{Section::periods, kOrders | kWindow | kPeriod, add_periods,
         [](const Report& from, Report& to) { keep(from, to, &Report::periods); }},
    Plan{Section::cohorts, kOrders | kCohorts, add_cohorts,
         [](const Report& from, Report& to) { keep(from, to, &Report::cohorts); }},
    Plan{Section::second_order, kOrders, add_second_order,
         [](const Report& from, Report& to) {
           keep(from, to, &Report::second_order, &Report::gaps);
         }},
    Plan{Section::survival, kOrders | kWindow, add_survival,
         [](const Report& from, Report& to) { keep(from, to, &Report::survival); }},
    Plan{Section::segments, kOrders | kWindow, add_segments,
         [](const Report& from, Report& to) {
           keep(from, to, &Report::segments, &Report::concentration);
         }},
    Plan{Section::scores, kOrders | kWindow, add_scores,
         [](const Report& from, Report& to) { keep(from, to, &Report::nps); }},
    Plan{Section::groups, kOrders | kWindow | kAge | kCohorts | kSplit, add_groups,
         [](const Report& from, Report& to) { keep(from, to, &Report::groups); }},
};

/// Settles, filters, and forgets what no longer holds.
void bring_up_to_date(const Dataset& data, const Options& options,
                      std::unique_ptr<Answered>& last) {
  uint32_t changed = 0;
  const auto note = [&](bool same, Change what) { changed |= same ? 0U : uint32_t{what}; };
  const bool settled = settle_again(data, options, last);
  const Options& before = last->options;
  const metrics::ChurnWindow window =
      metrics::churn_window(last->gaps_of_all, options.churn_window_days);
  note(window == last->window, kWindow);
  last->window = window;
  const bool same_filters =
      options.filters == before.filters && (changed == 0 || options.filters.segments.empty());
  note(!settled && same_filters, kOrders);
  note(options.maturity_days == before.maturity_days, kAge);
  note(options.period == before.period, kPeriod);
  note(options.cohorts == before.cohorts && options.margin == before.margin, kCohorts);
  note(options.split_by == before.split_by && options.compare == before.compare, kSplit);
  last->options = options;
  if ((changed & kOrders) != 0) {
    last->filter_warnings.clear();
    last->narrowed = options.filters.empty() ? ledger::Orders()
                                             : narrow(data.lines, last->all, options.filters,
                                                      window.days, last->filter_warnings);
    last->selection = make_selection(analysis_of(data, options, *last));
  }
  if ((changed & (kOrders | kWindow | kPeriod)) != 0) last->findings.periods.reset();
  for (const Plan& plan : kPlans) {
    if ((changed & plan.asked_of) != 0) last->known[static_cast<size_t>(plan.section)].reset();
  }
}

}  // namespace

Analysis analysis_of(const Dataset& data, const Options& options, Answered& last) {
  const ledger::Orders& orders = options.filters.empty() ? last.all : last.narrowed;
  return {data, options, last.all, orders, last.gaps_of_all, last.window, last.findings};
}

const report::Report& assemble(const Dataset& data, const Options& options,
                               std::unique_ptr<Answered>& last) {
  bring_up_to_date(data, options, last);
  const Analysis analysis = analysis_of(data, options, *last);
  Report report;
  report.generator = kGenerator;
  report.period = period_unit_name(options.period);
  report.source = make_source(analysis);
  report.receipt = make_receipt(analysis);
  for (const table::Warning& warning : last->filter_warnings) {
    report.receipt.warnings.push_back({warning.code, 0, 0, warning.detail});
  }
  report.cohorts = make_cohort_rule(options);
  for (const Plan& plan : kPlans) {
    if (!options.sections.has(plan.section)) continue;
    auto& known = last->known[static_cast<size_t>(plan.section)];
    if (!known) {
      known = std::make_unique<Report>();
      plan.compute(analysis, *known);
      if (!last->all.has_customers) leave_customers_out(*known);
    }
    plan.take(*known, report);
    report.receipt.warnings.insert(report.receipt.warnings.end(), known->receipt.warnings.begin(),
                                   known->receipt.warnings.end());
    report.sections.emplace_back(section_name(plan.section));
  }
  if (last->all.has_customers) {
    report.gaps.churn_window_days = last->window.days;
    report.gaps.churn_window_from = metrics::churn_window_from_name(last->window.from);
  }
  report.dimensions = make_dimensions(analysis);
  report.selection = last->selection;
  last->report = std::move(report);
  return last->report;
}

}  // namespace dangol::engine
