// The Report split by a column, a segment or the period of the first order.
#include <algorithm>
#include <string>
#include <vector>

#include "engine/sections.h"
#include "engine/split.h"
#include "metrics/cohorts.h"
#include "metrics/second_order.h"
#include "metrics/selection.h"
#include "metrics/summary.h"
#include "metrics/survival.h"
#include "numeric/wilson.h"

namespace dangol::engine {
namespace {

using report::Number;

/// The share by age over all cohorts of the group, and what its customers brought in by then.
void add_ages(const ledger::Orders& part, const metrics::CohortRule& rule, report::Group& group) {
  for (const metrics::CohortColumn& column : metrics::compute_cohorts(part, rule).columns) {
    group.n.emplace_back(static_cast<double>(column.n));
    if (column.n == 0) {
      for (auto* values :
           {&group.share, &group.low, &group.high, &group.cumulative_revenue_per_customer}) {
        values->emplace_back();
      }
      group.states.emplace_back(metrics::cell_state_name(metrics::CellState::not_observed));
      continue;
    }
    const auto interval = numeric::wilson_interval(column.customers, column.n);
    group.share.push_back(column.weighted());
    group.low.emplace_back(interval.low);
    group.high.emplace_back(interval.high);
    group.cumulative_revenue_per_customer.push_back(
        part.has_amounts ? Number(metrics::per_customer(column.cumulative, column.n))
                         : std::nullopt);
    group.states.emplace_back(
        metrics::cell_state_name(column.n < rule.minimum_n ? metrics::CellState::too_few
                                 : column.customers == 0   ? metrics::CellState::zero
                                                           : metrics::CellState::value));
  }
}

report::Estimate estimate(const metrics::Measure& measure) {
  return {measure.value, to_number(measure.n), measure.low, measure.high};
}

report::Group make_group(const ledger::Orders& part, const Options& options) {
  report::Group group;
  group.customers = part.customers;
  for (const metrics::Measure& measure : metrics::summarise(part, options.maturity_days)) {
    if (measure.name == "orders") group.orders = static_cast<uint64_t>(measure.value.value_or(0));
    if (measure.name == "revenue") group.revenue = measure.value;
    if (measure.name == "average_order_value") group.average_order_value = measure.value;
    if (measure.name == "repeat_purchase_rate") group.repeat_purchase_rate = estimate(measure);
  }
  group.second_order_rate = estimate(metrics::second_order_measure(part, options.maturity_days));
  add_ages(part, options.cohorts, group);
  return group;
}

report::LogRank make_log_rank(const metrics::LogRank& from) {
  if (!from.chi_squared) return {};
  return {from.chi_squared, from.degrees, from.p};
}

void add_split(const Analysis& analysis, const Split& split, report::Groups& groups) {
  const ledger::Orders& orders = analysis.orders;
  groups.by = analysis.options.split_by;
  groups.period = period_unit_name(analysis.options.cohorts.unit);
  groups.without = split.without;
  if (!orders.as_of) return;
  const auto second = metrics::second_order_times(orders, *orders.as_of, split.grouping());
  const auto loss =
      metrics::loss_times(orders, *orders.as_of, analysis.window.days, split.grouping());
  // Restricted means can be compared only at one horizon.
  const auto second_horizon = metrics::common_horizon(second);
  const auto loss_horizon = metrics::common_horizon(loss);
  std::vector<uint8_t> members(split.group_of.size());
  for (uint32_t i = 0; i < split.names.size(); ++i) {
    std::transform(split.group_of.begin(), split.group_of.end(), members.begin(),
                   [&](uint32_t group) { return group == i ? uint8_t{1} : uint8_t{0}; });
    report::Group& group = groups.groups.emplace_back(make_group(
        metrics::select(orders, {{}, members, orders.counted_from, {}, false}), analysis.options));
    group.name = split.names[i];
    group.second_order = make_survival_curve(metrics::kaplan_meier(second[i], second_horizon));
    group.loss = make_survival_curve(metrics::kaplan_meier(loss[i], loss_horizon));
  }
  // Segments are made of when and how often their customers bought: that they differ in it is no
  // finding.
  if (groups.by == "segment") return;
  groups.second_order = make_log_rank(metrics::log_rank(second));
  groups.loss = make_log_rank(metrics::log_rank(loss));
}

}  // namespace

void add_groups(const Analysis& analysis, report::Report& report) {
  if (analysis.options.split_by.empty() || !analysis.orders.has_customers) return;
  if (const auto split = split_customers(analysis)) {
    add_split(analysis, *split, report.groups);
  } else {
    report.receipt.warnings.push_back({"split_column_missing", 0, 0, analysis.options.split_by});
  }
}

}  // namespace dangol::engine
