// The cohort table in the Report's terms.
#include "engine/sections.h"
#include "metrics/cohorts.h"

namespace dangol::engine {
namespace {

using report::Number;

/// What the cells' money is shown with.
struct Money {
  bool priced = true;
  std::optional<double> margin;
};

report::CohortRow make_cohort(const metrics::Cohort& from, PeriodUnit unit, const Money& money) {
  report::CohortRow row;
  row.cohort = format_period(from.index, unit);
  row.size = from.size;
  row.too_few = from.too_few;
  for (const metrics::CohortCell& cell : from.cells) {
    const bool seen = cell.state != metrics::CellState::not_observed;
    const bool priced = seen && money.priced;
    const auto when_seen = [&](double value) { return seen ? Number(value) : std::nullopt; };
    const auto per_customer = [&](MoneySum sum) {
      return priced ? Number(metrics::per_customer(sum, cell.n)) : std::nullopt;
    };
    row.customers.push_back(when_seen(static_cast<double>(cell.customers)));
    row.share.push_back(when_seen(cell.share));
    row.low.push_back(when_seen(cell.low));
    row.high.push_back(when_seen(cell.high));
    row.n.push_back(when_seen(static_cast<double>(cell.n)));
    row.orders.push_back(when_seen(static_cast<double>(cell.orders)));
    const Number revenue = optional_money(priced, cell.revenue);
    row.revenue.push_back(revenue);
    row.revenue_per_customer.push_back(per_customer(cell.revenue));
    row.cumulative_revenue_per_customer.push_back(per_customer(cell.cumulative));
    if (money.margin) {
      row.margin.push_back(revenue ? Number(*revenue * *money.margin) : std::nullopt);
    }
    row.states.emplace_back(metrics::cell_state_name(cell.state));
  }
  return row;
}

/// The calendar column of the cohort that the last period falls in, if the table has it.
Number column_of_last_period(PeriodIndex cohort, const ledger::Orders& orders,
                             const metrics::CohortRule& rule) {
  const PeriodIndex age = period_of(*orders.as_of, rule.unit) - cohort;
  if (rule.definition != metrics::CohortDefinition::bracket) return Number(age);
  return age == static_cast<PeriodIndex>(rule.bracket_to) ? Number(0) : std::nullopt;
}

void add_columns(const std::vector<metrics::CohortColumn>& columns, bool priced,
                 report::Cohorts& to) {
  for (const metrics::CohortColumn& column : columns) {
    const auto per_customer = [&](MoneySum sum) {
      return priced && column.n > 0 ? Number(metrics::per_customer(sum, column.n)) : std::nullopt;
    };
    to.average.push_back(column.weighted());
    to.average_simple.push_back(column.simple);
    to.average_revenue_per_customer.push_back(per_customer(column.revenue));
    to.average_cumulative_revenue_per_customer.push_back(per_customer(column.cumulative));
  }
}

}  // namespace

report::Cohorts make_cohort_rule(const Options& options) {
  const metrics::CohortRule& rule = options.cohorts;
  report::Cohorts to;
  to.period = period_unit_name(rule.unit);
  to.definition = metrics::cohort_definition_name(rule.definition);
  to.basis = metrics::cohort_basis_name(rule.basis);
  if (rule.definition == metrics::CohortDefinition::bracket) {
    to.bracket = {rule.bracket_from, rule.bracket_to};
  }
  if (rule.basis == metrics::CohortBasis::rolling) {
    to.rolling_days = metrics::rolling_days(rule.unit);
  }
  to.minimum_n = rule.minimum_n;
  return to;
}

void add_cohorts(const Analysis& analysis, report::Report& report) {
  const ledger::Orders& orders = analysis.orders;
  const metrics::CohortRule& rule = analysis.options.cohorts;
  report::Cohorts& to = report.cohorts;
  to = make_cohort_rule(analysis.options);
  if (!orders.has_customers) return;
  const auto cohorts = metrics::compute_cohorts(orders, rule);
  to.last_period_complete = cohorts.last_period_complete;
  for (const auto& cohort : cohorts.rows) {
    to.rows.push_back(
        make_cohort(cohort, rule.unit, {orders.has_amounts, analysis.options.margin}));
    if (!cohorts.last_period_complete) {
      to.rows.back().unfinished_column = column_of_last_period(cohort.index, orders, rule);
    }
  }
  add_columns(cohorts.columns, orders.has_amounts, to);
  if (cohorts.truncated) {
    report.receipt.warnings.push_back({"cohorts_truncated", cohorts.rows.size(), 0, {}});
  }
}

}  // namespace dangol::engine
