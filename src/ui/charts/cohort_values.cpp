#include "ui/charts/cohort_values.h"

#include <algorithm>

#include "ui/strings/format.h"

namespace dangol::ui {

using report::CohortRow;
using report::Cohorts;

std::string_view mode_name(CohortMode mode) {
  constexpr std::string_view kNames[] = {"share",
                                         "customers",
                                         "orders",
                                         "revenue",
                                         "revenue_per_customer",
                                         "cumulative_revenue_per_customer",
                                         "margin"};
  return kNames[static_cast<size_t>(mode)];
}

bool is_money(CohortMode mode) {
  return mode >= CohortMode::revenue;
}

CellState state_of(const CohortRow& row, size_t column) {
  if (column >= row.states.size() || row.states[column] == "not_observed") {
    return CellState::not_observed;
  }
  if (row.states[column] == "zero") return CellState::zero;
  return row.states[column] == "too_few" ? CellState::too_few : CellState::value;
}

const std::vector<report::Number>& values_of(const CohortRow& row, CohortMode mode) {
  switch (mode) {
    case CohortMode::share:
      return row.share;
    case CohortMode::customers:
      return row.customers;
    case CohortMode::orders:
      return row.orders;
    case CohortMode::revenue:
      return row.revenue;
    case CohortMode::revenue_per_customer:
      return row.revenue_per_customer;
    case CohortMode::cumulative_revenue_per_customer:
      return row.cumulative_revenue_per_customer;
    case CohortMode::margin:
      return row.margin;
  }
  return row.share;
}

report::Number value_at(const std::vector<report::Number>& values, size_t column) {
  return column < values.size() ? values[column] : report::Number();
}

double n_at(const CohortRow& row, size_t column) {
  return value_at(row.n, column).value_or(static_cast<double>(row.size));
}

const std::vector<report::Number>* averages_of(const Cohorts& cohorts, CohortMode mode,
                                               bool simple) {
  if (mode == CohortMode::share) return simple ? &cohorts.average_simple : &cohorts.average;
  if (simple) return nullptr;
  if (mode == CohortMode::revenue_per_customer) return &cohorts.average_revenue_per_customer;
  if (mode == CohortMode::cumulative_revenue_per_customer) {
    return &cohorts.average_cumulative_revenue_per_customer;
  }
  return nullptr;
}

size_t observed_columns(const CohortRow& row) {
  size_t last = row.states.size();
  while (last > 0 && state_of(row, last - 1) == CellState::not_observed) --last;
  return last;
}

size_t observed_columns(const Cohorts& cohorts) {
  size_t columns = 0;
  for (const CohortRow& row : cohorts.rows) columns = std::max(columns, observed_columns(row));
  return columns;
}

size_t telling_column(const Cohorts& cohorts) {
  return cohorts.definition == "bracket" ? 0 : 1;
}

bool holds_everybody(const Cohorts& cohorts, size_t column) {
  return column == 0 && cohorts.definition.starts_with("on");
}

bool is_unfinished(const CohortRow& row, size_t column) {
  return row.unfinished_column && static_cast<size_t>(*row.unfinished_column) == column;
}

bool average_tells(const Cohorts& cohorts, size_t column) {
  double customers = 0;
  for (const CohortRow& row : cohorts.rows) {
    if (state_of(row, column) != CellState::not_observed) customers += n_at(row, column);
  }
  return customers >= cohorts.minimum_n;
}

std::string column_name(const Cohorts& cohorts, size_t column, const Strings& strings) {
  const bool bracket = cohorts.definition == "bracket" && cohorts.bracket.size() == 2;
  size_t from = bracket ? cohorts.bracket[0] : column;
  size_t to = bracket ? cohorts.bracket[1] : column;
  std::string key = "ui.cohorts.column." + cohorts.period;
  if (cohorts.rolling_days) {
    key = "ui.unit.days";
    const auto days = static_cast<size_t>(*cohorts.rolling_days);
    from *= days;
    to = (to + 1) * days - 1;
  } else if (to == 0) {
    return std::string(strings.get(key + ".first"));
  }
  const std::string range =
      from == to ? std::to_string(from) : std::to_string(from) + "–" + std::to_string(to);
  return strings.fill(key, {{"n", range}});
}

std::string short_value(double value, CohortMode mode, Language language) {
  if (mode == CohortMode::share) {
    return format_decimal(value * 100, value >= 0.9995 || value == 0 ? 0 : 1);
  }
  return is_money(mode) ? format_compact(value, language) : format_count(value);
}

std::string full_value(const report::Number& value, CohortMode mode, std::string_view currency,
                       Language language) {
  if (!value) return "–";
  if (mode == CohortMode::share) return format_rate(*value);
  return is_money(mode) ? format_money(*value, currency, language).joined() : format_count(*value);
}

}  // namespace dangol::ui
