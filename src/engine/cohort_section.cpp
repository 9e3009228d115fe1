// The cohort table in the Report's terms.
#include "engine/sections.h"
#include "metrics/cohorts.h"

namespace dangol::engine {
namespace {

using report::Number;

report::CohortRow make_cohort(const metrics::Cohort& from, PeriodUnit unit, bool priced) {
  report::CohortRow row;
  row.cohort = format_period(from.index, unit);
  row.size = from.size;
  row.too_few = from.too_few;
  for (const metrics::CohortCell& cell : from.cells) {
    const bool seen = cell.state != metrics::CellState::not_observed;
    const auto when_seen = [&](double value) { return seen ? Number(value) : std::nullopt; };
    row.customers.push_back(when_seen(static_cast<double>(cell.customers)));
    row.share.push_back(when_seen(cell.share));
    row.low.push_back(when_seen(cell.low));
    row.high.push_back(when_seen(cell.high));
    row.revenue.push_back(optional_money(seen && priced, cell.revenue));
    row.states.emplace_back(metrics::cell_state_name(cell.state));
  }
  return row;
}

}  // namespace

void add_cohorts(const Analysis& analysis, report::Report& report) {
  const ledger::Orders& orders = analysis.orders;
  const metrics::CohortRule& rule = analysis.options.cohorts;
  const auto cohorts = metrics::compute_cohorts(orders, rule.unit, rule.minimum_n);
  report.cohorts.period = period_unit_name(rule.unit);
  report.cohorts.definition = metrics::cohort_definition_name(rule.definition);
  report.cohorts.basis = metrics::cohort_basis_name(rule.basis);
  report.cohorts.minimum_n = rule.minimum_n;
  report.cohorts.last_period_complete = cohorts.last_period_complete;
  for (const auto& cohort : cohorts.rows) {
    report.cohorts.rows.push_back(make_cohort(cohort, rule.unit, orders.has_amounts));
  }
  report.cohorts.average.assign(cohorts.average.begin(), cohorts.average.end());
  if (cohorts.truncated) {
    report.receipt.warnings.push_back({"cohorts_truncated", cohorts.rows.size(), 0, {}});
  }
}

}  // namespace dangol::engine
