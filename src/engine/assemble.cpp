#include "engine/assemble.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/experiment_columns.h"
#include "engine/narrow.h"
#include "engine/sections.h"
#include "engine/selection_scores.h"
#include "engine/version.h"
#include "metrics/segments.h"

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

/// What the options may have changed since the last Report. A section is asked of some of these.
enum Change : uint32_t {
  kOrders = 1U << 0,
  kWindow = 1U << 1,
  kAge = 1U << 2,
  kPeriod = 1U << 3,
  kCohorts = 1U << 4,
  kSplit = 1U << 5,
  kFits = 1U << 6,
  kWorth = 1U << 7,
  kExperiment = 1U << 8,
};

/// The policy, but as it was before where the difference makes none for these data.
ledger::Policy policy_in_effect(const Options& options, bool map_lines, const Answered* last) {
  ledger::Policy policy = options.policy;
  policy.map_lines = map_lines;
  if (last == nullptr) return policy;
  if (last->policy.map_lines) policy.map_lines = true;
  // Whether there are duplicates and refunds was told of one currency; whether free orders are, of
  // one policy.
  if (policy.currency != last->policy.currency) return policy;
  if (last->all.duplicates.rows == 0) policy.drop_duplicates = last->policy.drop_duplicates;
  if (!last->all.has_refunds) policy.refunds = last->policy.refunds;
  ledger::Policy same = policy;
  same.zero_value_orders = last->policy.zero_value_orders;
  return last->all.zero_value_orders == 0 && same == last->policy ? same : policy;
}

/// Settles the lines unless that is what `last` holds. Where each line's order stands costs time
/// and memory, so only those who look at columns have it. Returns whether anything is new.
bool settle_again(const Dataset& data, const Options& options, std::unique_ptr<Answered>& last) {
  const bool map_lines =
      !options.filters.values.empty() || find_attribute(data.lines, options.split_by) != nullptr ||
      (options.sections.has(Section::value) && find_attribute(data.lines, "channel") != nullptr) ||
      (options.sections.has(Section::experiment) &&
       experiment_attribute(data, options.experiment) != nullptr);
  const ledger::Policy policy = policy_in_effect(options, map_lines, last.get());
  if (last && last->policy == policy) return false;
  last.reset();  // before the new ones take their room
  last = std::make_unique<Answered>();
  last->policy = policy;
  last->all = ledger::settle(data.lines, policy);
  last->gaps_of_all = metrics::compute_gaps(last->all);
  return true;
}

/// Finds what the filters leave.
void narrow_again(const Dataset& data, const metrics::Filters& filters, Answered& last) {
  last.findings = {};
  last.filter_warnings.clear();
  last.narrowed = {};
  last.compared = {};
  if (filters.empty()) return;
  ledger::Orders left = narrow_orders(data.lines, last.all, filters, last.filter_warnings);
  if (!narrows_customers(filters)) {
    last.narrowed = std::move(left);
  } else if (filters.segments.empty() || !left.as_of) {
    last.narrowed = narrow_customers(left, filters, {});
  } else {
    last.compared = std::move(left);
    auto scored = metrics::score_customers(last.compared, *last.compared.as_of, last.window.days);
    last.narrowed = narrow_customers(last.compared, filters, scored.segment);
    leave_others_out(last.narrowed, scored);
    last.findings.scored = std::move(scored);
  }
}

/// Forgets the findings of which the change speaks. Scores are kept: they do not depend on the
/// window, only what the segments are called by does.
void refresh_findings(uint32_t changed, const Analysis& analysis) {
  Findings& findings = analysis.findings;
  if ((changed & kPeriod) != 0) findings.periods.reset();
  if ((changed & kWindow) == 0) return;
  findings.statuses.reset();
  if (findings.scored) {
    metrics::name_segments(*findings.scored, analysis.compared, *analysis.orders.as_of,
                           analysis.window.days);
  }
}

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
    Plan{Section::value, kOrders | kWindow | kCohorts | kFits | kWorth, add_value,
         [](const Report& from, Report& to) { keep(from, to, &Report::value, &Report::models); }},
    Plan{Section::experiment, kOrders | kExperiment, add_experiment,
         [](const Report& from, Report& to) { keep(from, to, &Report::experiment); }},
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
  note(options.models.fitting == before.models.fitting, kFits);
  note(options.models.worth == before.models.worth, kWorth);
  note(options.experiment == before.experiment && options.margin == before.margin, kExperiment);
  last->options = options;
  if ((changed & (kOrders | kFits)) != 0) last->findings.models.reset();
  if ((changed & kOrders) != 0) {
    narrow_again(data, options.filters, *last);
    last->selection = make_selection(analysis_of(data, options, *last));
  } else {
    refresh_findings(changed, analysis_of(data, options, *last));
  }
  for (const Plan& plan : kPlans) {
    if ((changed & plan.asked_of) != 0) last->known[static_cast<size_t>(plan.section)].reset();
  }
}

/// Tables of users have nothing to tell but their experiment, and tell it unless sections are
/// named.
SectionSet sections_to_compute(const Dataset& data, const Options& options) {
  if (!data.users_alone()) return options.sections;
  const bool experiment =
      options.sections.has(Section::experiment) || options.sections.is_standard();
  SectionSet sections{};
  if (experiment) sections.add(Section::experiment);
  return sections;
}

}  // namespace

Analysis analysis_of(const Dataset& data, const Options& options, Answered& last) {
  const ledger::Orders& orders = options.filters.empty() ? last.all : last.narrowed;
  const ledger::Orders& compared = options.filters.segments.empty() ? orders : last.compared;
  return {data, options, last.all, orders, compared, last.gaps_of_all, last.window, last.findings};
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
  const SectionSet sections = sections_to_compute(data, options);
  for (const Plan& plan : kPlans) {
    if (!sections.has(plan.section)) continue;
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
