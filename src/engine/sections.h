// The parts of a Report, one function each. assemble.cpp calls those that are asked for; each fills
// its own members of the Report and computes nothing that a measure's own file does not declare.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/money.h"
#include "engine/import.h"
#include "engine/options.h"
#include "ledger/settle.h"
#include "metrics/customer_status.h"
#include "metrics/gaps.h"
#include "metrics/periods.h"
#include "metrics/segments.h"
#include "metrics/status_by_day.h"
#include "metrics/survival.h"
#include "report/report.h"

namespace dangol::engine {

class CustomerModels;

/// What several sections look at, kept for as long as it holds.
struct Findings {
  std::optional<std::vector<metrics::Period>> periods;  ///< without statuses
  std::optional<metrics::StatusByDay> statuses;
  std::optional<metrics::ScoredCustomers> scored;  ///< on the as-of day: see score_selection()
  std::shared_ptr<CustomerModels> models;          ///< see models_of()
};

/// What a section is made of.
struct Analysis {
  const Dataset& data;
  const Options& options;
  const ledger::Orders& all;     ///< everything in the file, for the receipt
  const ledger::Orders& orders;  ///< what the filters leave; `all` without filters
  /// Whom segments are found among: `orders`, but under a filter by segment what the filters by
  /// value and day leave.
  const ledger::Orders& compared;
  const metrics::Gaps& gaps;    ///< of `all`
  metrics::ChurnWindow window;  ///< of the whole shop, whatever the filters
  Findings& findings;           ///< of `orders`, `window` and the options

  /// metrics::compute_periods() without statuses, once for all who ask.
  [[nodiscard]] const std::vector<metrics::Period>& periods() const;
};

[[nodiscard]] report::Source make_source(const Analysis& analysis);
[[nodiscard]] report::Receipt make_receipt(const Analysis& analysis);
/// The filters in force, and what they leave.
[[nodiscard]] report::Selection make_selection(const Analysis& analysis);
/// What the data can be split and filtered by.
[[nodiscard]] std::vector<report::Dimension> make_dimensions(const Analysis& analysis);
/// The rule of the cohorts without the cohorts.
[[nodiscard]] report::Cohorts make_cohort_rule(const Options& options);

void add_measures(const Analysis& analysis, report::Report& report);
void add_periods(const Analysis& analysis, report::Report& report);
void add_cohorts(const Analysis& analysis, report::Report& report);
/// second_order and gaps
void add_second_order(const Analysis& analysis, report::Report& report);
void add_survival(const Analysis& analysis, report::Report& report);
/// A long curve is thinned evenly; its first and last points stay, and the numbers are of all.
[[nodiscard]] report::SurvivalCurve make_survival_curve(const metrics::SurvivalCurve& from);
/// segments and concentration
void add_segments(const Analysis& analysis, report::Report& report);
/// nps
void add_scores(const Analysis& analysis, report::Report& report);
void add_groups(const Analysis& analysis, report::Report& report);
/// value and models
void add_value(const Analysis& analysis, report::Report& report);
/// experiment
void add_experiment(const Analysis& analysis, report::Report& report);

template <typename T>
[[nodiscard]] report::Number to_number(const std::optional<T>& value) {
  return value ? report::Number(static_cast<double>(*value)) : std::nullopt;
}
/// Money in major units where there was any.
[[nodiscard]] inline report::Number optional_money(bool seen, MoneySum sum) {
  return seen ? report::Number(to_major_units(sum)) : std::nullopt;
}

}  // namespace dangol::engine
