// The chosen cohorts by age, and the chosen column over the cohorts.
#include <array>

#include "ui/charts/line_chart.h"
#include "ui/strings/csv_text.h"
#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"
#include "ui/views/cohort_parts.h"

namespace dangol::ui {
namespace {

using report::CohortRow;
using report::Cohorts;

constexpr float kChartHeight = 280;

FormatTick value_tick(const Page& page) {
  return page.state.cohort_mode == CohortMode::share ? FormatTick(percent_tick) : number_tick(page);
}

std::string value_text(const Page& page, const report::Number& value) {
  return full_value(value, page.state.cohort_mode, page.report().receipt.currency,
                    page.strings().language());
}

/// Those that the table still has, in the order in which they were chosen.
std::vector<const CohortRow*> picked_rows(const Page& page) {
  std::vector<const CohortRow*> rows;
  for (const std::string& pick : page.state.cohort_picks) {
    for (const CohortRow& row : page.report().cohorts.rows) {
      if (row.cohort == pick) rows.push_back(&row);
    }
  }
  return rows;
}

/// The chosen cohorts by age, with the average behind them.
float draw_curves(Page& page, const Rect& inner, float y) {
  const Palette& colors = page.colors();
  const Cohorts& cohorts = page.report().cohorts;
  const CohortMode mode = page.state.cohort_mode;
  const size_t columns = observed_columns(cohorts);
  // Where everybody is in by definition the line would only say 100% and flatten the rest.
  const size_t first = holds_everybody(cohorts, 0) && mode <= CohortMode::customers ? 1 : 0;
  std::vector<std::string> labels;
  for (size_t k = first; k < columns; ++k) labels.push_back(std::to_string(k));
  const auto part = [&](const std::vector<report::Number>& values) {
    std::vector<report::Number> shown;
    for (size_t k = first; k < columns; ++k) shown.push_back(value_at(values, k));
    return shown;
  };
  std::vector<LineSeries> series;
  const auto* average = averages_of(cohorts, mode, page.state.cohort_simple);
  if (average != nullptr && !average->empty()) {
    series.push_back({std::string(page.text("ui.cohorts.average_short")),
                      colors.faint,
                      true,
                      part(*average),
                      {},
                      {}});
  }
  const std::vector<const CohortRow*> rows = picked_rows(page);
  for (size_t i = 0; i < rows.size(); ++i) {
    LineSeries line{short_period_name(rows[i]->cohort),
                    colors.series[i],
                    false,
                    part(values_of(*rows[i], mode)),
                    {},
                    {}};
    const size_t last = observed_columns(*rows[i]);
    if (last > first && is_unfinished(*rows[i], last - 1)) line.observed = last - 1 - first;
    series.push_back(std::move(line));
  }
  const auto hovered = draw_line_chart(page.canvas, {inner.x, y, inner.w, kChartHeight},
                                       {labels, series, value_tick(page)});
  if (hovered) {
    Tip tip(page);
    for (const LineSeries& line : series) {
      tip.named(line.name, value_text(page, line.values[*hovered]));
    }
    tip.sentence(page.text("ui.cohorts.definition." + cohorts.definition));
    tip.show(column_name(cohorts, *hovered + first, page.strings()));
  }
  return y + kChartHeight;
}

/// One column over the cohorts, the oldest first.
float draw_trend(Page& page, const Rect& inner, float y) {
  const Cohorts& cohorts = page.report().cohorts;
  const CohortMode mode = page.state.cohort_mode;
  const size_t column = page.state.cohort_column.value_or(0);
  std::vector<std::string> labels;
  std::array<LineSeries, 1> series{LineSeries{{}, page.colors().accent, false, {}, {}, {}}};
  for (const CohortRow& row : cohorts.rows) {
    labels.push_back(short_period_name(row.cohort) + (is_unfinished(row, column) ? "*" : ""));
    const CellState state = state_of(row, column);
    const bool told = state == CellState::value || state == CellState::zero;
    series[0].values.push_back(told ? value_at(values_of(row, mode), column) : report::Number());
    if (mode != CohortMode::share) continue;
    series[0].low.push_back(told ? value_at(row.low, column) : report::Number());
    series[0].high.push_back(told ? value_at(row.high, column) : report::Number());
  }
  const auto hovered = draw_line_chart(page.canvas, {inner.x, y, inner.w, kChartHeight - 40},
                                       {labels, series, value_tick(page)});
  if (hovered) {
    const CohortRow& row = cohorts.rows[*hovered];
    Tip tip(page);
    tip.add("ui.cohorts.mode." + std::string(mode_name(mode)),
            value_text(page, value_at(values_of(row, mode), column)), true);
    if (mode == CohortMode::share) {
      tip.interval(value_at(row.low, column), value_at(row.high, column));
    }
    tip.people("ui.cohorts.cell.size", n_at(row, column));
    if (state_of(row, column) == CellState::too_few) {
      tip.sentence(page.strings().fill("ui.cohorts.cell.too_few",
                                       {{"n", std::to_string(cohorts.minimum_n)}}));
    }
    if (is_unfinished(row, column)) {
      tip.sentence(page.text("ui.cohorts.cell.unfinished"));
    }
    tip.show(period_name(page, row.cohort));
  }
  return y + kChartHeight - 40;
}

std::string curves_csv(const Page& page) {
  const Cohorts& cohorts = page.report().cohorts;
  const std::vector<const CohortRow*> rows = picked_rows(page);
  CsvText csv;
  csv.cell(page.text("ui.cohorts.csv.column"));
  for (const CohortRow* row : rows) csv.cell(row->cohort);
  csv.end_row();
  for (size_t k = 0; k < observed_columns(cohorts); ++k) {
    csv.number(static_cast<double>(k));
    for (const CohortRow* row : rows)
      csv.number(value_at(values_of(*row, page.state.cohort_mode), k));
    csv.end_row();
  }
  return csv.take();
}

std::string trend_csv(const Page& page) {
  const size_t column = page.state.cohort_column.value_or(0);
  CsvText csv;
  for (const char* key : {"ui.cohorts.csv.cohort", "ui.cohorts.size", "ui.cohorts.csv.value",
                          "ui.overview.low", "ui.overview.high"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  const CohortMode mode = page.state.cohort_mode;
  for (const CohortRow& row : page.report().cohorts.rows) {
    csv.cell(row.cohort);
    csv.number(n_at(row, column));
    csv.number(value_at(values_of(row, mode), column));
    const bool share = mode == CohortMode::share;
    csv.number(share ? value_at(row.low, column) : report::Number());
    csv.number(share ? value_at(row.high, column) : report::Number());
    csv.end_row();
  }
  return csv.take();
}

}  // namespace

float draw_chosen_cohorts(Page& page, float top) {
  const Strings& strings = page.strings();
  const Cohorts& cohorts = page.report().cohorts;
  const std::string what(
      page.text("ui.cohorts.mode." + std::string(mode_name(page.state.cohort_mode))));
  float y = top;
  if (!picked_rows(page).empty()) {
    const ChartCard card{"curves", std::string(page.text("ui.cohorts.curves")), what, draw_curves,
                         curves_csv};
    y = draw_chart_cards(page, y + kGap, "cohorts", {&card, 1});
  }
  const std::optional<size_t>& column = page.state.cohort_column;
  if (column && *column < observed_columns(cohorts)) {
    const ChartCard card{
        "trend",
        strings.fill("ui.cohorts.trend", {{"column", column_name(cohorts, *column, strings)}}),
        page.state.cohort_mode == CohortMode::share
            ? what + " · " + std::string(page.text("ui.cohorts.trend.detail"))
            : what,
        draw_trend, trend_csv};
    y = draw_chart_cards(page, y + kGap, "cohorts", {&card, 1});
  }
  return y;
}

}  // namespace dangol::ui
