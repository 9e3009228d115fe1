// The section `experiment`: which variant did better, from tables of users or from orders.
#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "engine/experiment_analysis.h"
#include "engine/experiment_units.h"
#include "engine/sections.h"

namespace dangol::engine {
namespace {

constexpr size_t kNamesLength = 120;  // code points

/// Columns of texts and days are no measures, and those of an assignment's file are not looked at.
void tell_ignored(const Dataset& data, std::vector<report::Warning>& warnings) {
  std::string names;
  uint64_t count = 0;
  const auto add = [&](const std::string& name) {
    names += (names.empty() ? "" : ", ") + name;
    ++count;
  };
  for (const std::string& name : data.users->ignored) add(name);
  if (!data.users_alone()) {
    for (const ledger::UserMeasure& measure : data.users->measures) add(measure.name);
  }
  if (count == 0) return;
  warnings.push_back({"experiment_columns_ignored", 0, 0, shorten(names, kNamesLength)});
}

/// What a customer of each variant brings more than one of the control: the difference in revenue,
/// or in margin where it is known.
void add_value_difference(const Options& options, report::Experiment& experiment) {
  const double share = options.margin.value_or(1);
  const auto times = [&](const report::Number& value) {
    return value ? report::Number(*value * share) : std::nullopt;
  };
  for (const report::ExperimentMeasure& measure : experiment.measures) {
    if (measure.name != "revenue" || measure.kind != "money") continue;
    for (const report::ExperimentComparison& one : measure.comparisons) {
      experiment.value_difference.push_back(
          {one.variant,
           {times(one.difference.value), times(one.difference.low), times(one.difference.high)}});
    }
  }
}

void add_experiment_of_orders(const Analysis& analysis, report::Report& report) {
  const ledger::Orders& orders = analysis.orders;
  if (!orders.has_customers) return;
  const auto units = experiment_units(analysis, report.receipt.warnings);
  if (!units) return;
  const ExperimentOptions& options = analysis.options.experiment;
  const auto purchases = experiment_purchases(orders, *units);
  ExperimentData data = experiment_data_of_units(*units, purchases, orders.has_amounts, options);
  experiment_choose_measures(options, data, report.receipt.warnings);
  report::Experiment& experiment =
      report.experiment.emplace(experiment_of(data, options, orders.as_of));
  experiment.retention = experiment_retention(orders, *units, purchases, experiment, options);
  add_value_difference(analysis.options, experiment);
}

}  // namespace

void add_experiment(const Analysis& analysis, report::Report& report) {
  const Dataset& data = analysis.data;
  if (data.users) tell_ignored(data, report.receipt.warnings);
  if (!data.users_alone()) return add_experiment_of_orders(analysis, report);
  const ExperimentOptions& options = analysis.options.experiment;
  auto of_users = experiment_data_of_users(*data.users, options, report.receipt.warnings);
  if (!of_users) return;
  experiment_choose_measures(options, *of_users, report.receipt.warnings);
  report.experiment = experiment_of(*of_users, options);
}

}  // namespace dangol::engine
