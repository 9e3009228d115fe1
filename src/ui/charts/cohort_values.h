// What the cells of a cohort table hold and what its columns are called, for the table, the lines
// drawn from it and the file to take along.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"
#include "ui/strings/strings.h"

namespace dangol::ui {

enum class CohortMode {
  share,
  customers,
  orders,
  revenue,
  revenue_per_customer,
  cumulative_revenue_per_customer,
  margin
};
inline constexpr CohortMode kCohortModes[] = {CohortMode::share,
                                              CohortMode::customers,
                                              CohortMode::orders,
                                              CohortMode::revenue,
                                              CohortMode::revenue_per_customer,
                                              CohortMode::cumulative_revenue_per_customer,
                                              CohortMode::margin};
[[nodiscard]] std::string_view mode_name(CohortMode mode);
[[nodiscard]] bool is_money(CohortMode mode);

enum class CellState { not_observed, zero, too_few, value };
[[nodiscard]] CellState state_of(const report::CohortRow& row, size_t column);
[[nodiscard]] const std::vector<report::Number>& values_of(const report::CohortRow& row,
                                                           CohortMode mode);
/// None where the column has not been observed.
[[nodiscard]] report::Number value_at(const std::vector<report::Number>& values, size_t column);
/// Who the share of a cell is of: the cohort's size, but for rolling periods.
[[nodiscard]] double n_at(const report::CohortRow& row, size_t column);
/// Null for what has no average. `simple`: each cohort counts the same, where that is known.
[[nodiscard]] const std::vector<report::Number>* averages_of(const report::Cohorts& cohorts,
                                                             CohortMode mode, bool simple);

/// Columns that hold anything: 1 + the last column that some cohort has reached.
[[nodiscard]] size_t observed_columns(const report::Cohorts& cohorts);
/// Of one cohort.
[[nodiscard]] size_t observed_columns(const report::CohortRow& row);
/// The first column that says who came back: 1, or the one column of a range of periods.
[[nodiscard]] size_t telling_column(const report::Cohorts& cohorts);
/// Whether everybody is in the column by definition.
[[nodiscard]] bool holds_everybody(const report::Cohorts& cohorts, size_t column);
/// Whether the cell rests on the period that the data end in.
[[nodiscard]] bool is_unfinished(const report::CohortRow& row, size_t column);
/// Whether the column's average rests on customers enough to judge by.
[[nodiscard]] bool average_tells(const report::Cohorts& cohorts, size_t column);

/// `3 mo`, `30–59 days`.
[[nodiscard]] std::string column_name(const report::Cohorts& cohorts, size_t column,
                                      const Strings& strings);
/// As an axis or a narrow cell has it: `32.1`, `88.8만`.
[[nodiscard]] std::string short_value(double value, CohortMode mode, Language language);
/// In full, with its unit.
[[nodiscard]] std::string full_value(const report::Number& value, CohortMode mode,
                                     std::string_view currency, Language language);

}  // namespace dangol::ui
