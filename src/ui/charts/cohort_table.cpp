#include "ui/charts/cohort_table.h"

#include <algorithm>
#include <cmath>

#include "ui/strings/format.h"
#include "ui/widgets/widgets.h"

namespace dangol::ui {
namespace {

using report::CohortRow;

constexpr float kRowHeight = 36;
constexpr float kCellGap = 2;
constexpr float kCellRadius = 4;
constexpr float kWidestCell = 104;
constexpr float kFadeWidth = 28;
constexpr double kFirstColumn = 1.0;
constexpr double kRestOfRamp = 0.86;

enum class CellState { not_observed, zero, too_few, value };

CellState state_of(const CohortRow& row, size_t column) {
  if (column >= row.states.size() || row.states[column] == "not_observed") {
    return CellState::not_observed;
  }
  if (row.states[column] == "zero") return CellState::zero;
  return row.states[column] == "too_few" ? CellState::too_few : CellState::value;
}

double number_at(const std::vector<report::Number>& values, size_t column) {
  return column < values.size() ? values[column].value_or(0) : 0;
}

/// Everything about one drawing of the table.
struct Sheet {
  Canvas& canvas;
  const CohortTable& table;
  size_t columns = 0;
  float x = 0;            ///< left edge of the names
  float sizes_right = 0;  ///< right edge of the sizes
  Rect window;            ///< where cells show; as tall as header and rows
  float cell_width = 0;
  float pan = 0;
  double strongest = 1;  ///< the value that gets the ramp's deep end, first column aside

  [[nodiscard]] float column_x(size_t column) const {
    return window.x + static_cast<float>(column) * cell_width - pan;
  }
};

double heat_value(const CohortTable& table, const CohortRow& row, size_t column) {
  return table.mode == CohortMode::revenue ? number_at(row.revenue, column)
                                           : number_at(row.share, column);
}

double strongest_value(const CohortTable& table, size_t columns) {
  double strongest = 0;
  for (const CohortRow& row : table.cohorts.rows) {
    for (size_t k = 1; k < columns; ++k) {
      if (state_of(row, k) == CellState::value) {
        strongest = std::max(strongest, heat_value(table, row, k));
      }
    }
  }
  return strongest > 0 ? strongest : 1;
}

std::string cell_text(const Sheet& sheet, const CohortRow& row, size_t column) {
  switch (sheet.table.mode) {
    case CohortMode::share: {
      const double share = number_at(row.share, column);
      return format_decimal(share * 100, share >= 0.9995 || share == 0 ? 0 : 1);
    }
    case CohortMode::customers:
      return format_count(number_at(row.customers, column));
    case CohortMode::revenue:
      return format_compact(number_at(row.revenue, column), sheet.canvas.language());
  }
  return {};
}

std::string column_name(const Canvas& canvas, const report::Cohorts& cohorts, size_t column) {
  const Strings& strings = canvas.strings();
  const std::string prefix = "ui.cohorts.column." + cohorts.period;
  if (column == 0) return std::string(strings.get(prefix + ".first"));
  return strings.fill(prefix, {{"n", std::to_string(column)}});
}

/// Over the column; a phone has room for the bare number only.
std::string column_header(const Canvas& canvas, const report::Cohorts& cohorts, size_t column) {
  return canvas.phone() && column > 0 ? std::to_string(column)
                                      : column_name(canvas, cohorts, column);
}

/// The last column that this cohort has reached: the period in which the data ends.
size_t last_observed(const CohortRow& row, size_t columns) {
  size_t last = columns;
  while (last > 0 && state_of(row, last - 1) == CellState::not_observed) --last;
  return last;
}

float narrowest_cell(const Canvas& canvas, const CohortTable& table, size_t columns) {
  float text = canvas.text_width("46.2*", kCaption);
  if (table.mode == CohortMode::revenue) text = canvas.text_width("88.8만*", kCaption);
  if (table.mode == CohortMode::customers) {
    uint64_t largest = 0;
    for (const CohortRow& row : table.cohorts.rows) largest = std::max(largest, row.size);
    text = canvas.text_width(format_count(static_cast<double>(largest)) + "*", kCaption);
  }
  const float header =
      columns > 0 ? canvas.text_width(column_header(canvas, table.cohorts, columns - 1), kCaption)
                  : 0;
  return std::ceil(std::max(text, header) + (canvas.phone() ? 6.0F : 12.0F) + kCellGap);
}

void draw_cell(Sheet& sheet, const CohortRow& row, size_t column, float y, bool starred) {
  Canvas& canvas = sheet.canvas;
  const Palette& colors = canvas.colors();
  const Rect cell{sheet.column_x(column), y, sheet.cell_width - kCellGap, kRowHeight - kCellGap};
  const CellState state = state_of(row, column);
  if (state == CellState::not_observed) return;
  std::string label = cell_text(sheet, row, column);
  if (starred) label += '*';
  Color ink = colors.muted;
  if (state == CellState::zero) {
    canvas.outline(cell, colors.line, kCellRadius);
  } else if (state == CellState::too_few) {
    canvas.outline(cell, colors.line, kCellRadius);
    canvas.hatch(cell, colors.line);
    if (sheet.table.mode == CohortMode::share) label = starred ? "*" : "";
    if (!label.empty()) {
      const float width = canvas.text_width(label, kCaption) + 8;
      canvas.fill({cell.center().x - width / 2, cell.center().y - 10, width, 20}, colors.card, 3);
    }
  } else {
    const double heat = std::max(0.0, heat_value(sheet.table, row, column) / sheet.strongest);
    const bool whole = column == 0 && sheet.table.mode != CohortMode::revenue;
    const Color ground = ramp(colors, whole ? kFirstColumn : std::min(heat, 1.0) * kRestOfRamp);
    canvas.fill(cell, ground, kCellRadius);
    ink = label_on(ground, colors.label_dark, colors.label_light);
  }
  canvas.text_in(cell, label, kCaption, ink, Align::center);
}

void draw_header(Sheet& sheet, float y, std::optional<size_t> hovered) {
  Canvas& canvas = sheet.canvas;
  const Palette& colors = canvas.colors();
  canvas.text_in({sheet.x, y, sheet.sizes_right - sheet.x, kRowHeight},
                 canvas.strings().get("ui.cohorts.size"), kCaption, colors.faint, Align::right);
  canvas.push_clip(sheet.window);
  for (size_t k = 0; k < sheet.columns; ++k) {
    const Rect cell{sheet.column_x(k), y, sheet.cell_width - kCellGap, kRowHeight};
    if (!cell.overlaps(sheet.window)) continue;
    const bool lit = hovered == k;
    canvas.text_in(cell, column_header(canvas, sheet.table.cohorts, k),
                   lit ? kCaptionBold : kCaption, lit ? colors.ink : colors.faint, Align::center);
  }
  canvas.pop_clip();
}

/// Whether the average of a column rests on the period that the data ends in.
bool rests_on_unfinished(const Sheet& sheet, size_t column) {
  if (sheet.table.cohorts.last_period_complete || column == 0) return false;
  const std::vector<CohortRow>& rows = sheet.table.cohorts.rows;
  return std::any_of(rows.begin(), rows.end(), [&](const CohortRow& row) {
    return last_observed(row, sheet.columns) == column + 1;
  });
}

void draw_average(Sheet& sheet, float y) {
  Canvas& canvas = sheet.canvas;
  const Palette& colors = canvas.colors();
  const float end = std::min(sheet.window.right(), sheet.column_x(sheet.columns) - kCellGap);
  canvas.horizontal(sheet.x, y, end - sheet.x, colors.line);
  canvas.text_in({sheet.x, y + 4, sheet.sizes_right - sheet.x, kRowHeight},
                 canvas.strings().get("ui.cohorts.average"), kCaptionBold, colors.ink);
  canvas.push_clip({sheet.window.x, y, sheet.window.w, kRowHeight + 4});
  const auto& average = sheet.table.cohorts.average;
  for (size_t k = 0; k < std::min(sheet.columns, average.size()); ++k) {
    const Rect cell{sheet.column_x(k), y + 4, sheet.cell_width - kCellGap, kRowHeight};
    if (!average[k] || !cell.overlaps({sheet.window.x, y, sheet.window.w, kRowHeight + 4}))
      continue;
    if (!average_tells(sheet.table.cohorts, k)) {
      canvas.text_in(cell, "–", kCaption, colors.muted, Align::center);
      continue;
    }
    const double share = *average[k];
    std::string label = format_decimal(share * 100, share >= 0.9995 || share == 0 ? 0 : 1);
    if (rests_on_unfinished(sheet, k)) label += '*';
    canvas.text_in(cell, label, kCaptionBold, colors.ink, Align::center);
  }
  canvas.pop_clip();
}

void draw_tooltip(Sheet& sheet, const CohortRow& row, size_t column, bool starred) {
  Canvas& canvas = sheet.canvas;
  const Strings& strings = canvas.strings();
  const std::string title = strings.fill(
      "ui.cohorts.cell.title", {{"cohort", format_period_name(row.cohort, strings.language())},
                                {"column", column_name(canvas, sheet.table.cohorts, column)}});
  const std::string n = format_count(static_cast<double>(row.size));
  std::vector<TooltipLine> lines;
  lines.push_back({std::string(strings.get("ui.cohorts.cell.size")),
                   strings.fill("ui.count.customers", {{"n", n}})});
  const CellState state = state_of(row, column);
  if (state == CellState::not_observed) {
    lines.push_back({std::string(strings.get("ui.cohorts.cell.not_yet"))});
  } else {
    lines.push_back({std::string(strings.get("ui.cohorts.cell.bought")),
                     strings.fill("ui.count.customers",
                                  {{"n", format_count(number_at(row.customers, column))}})});
    lines.push_back({std::string(strings.get("ui.cohorts.cell.share")),
                     format_rate(number_at(row.share, column)), true});
    if (column > 0 && column < row.low.size() && row.low[column] && row.high[column]) {
      lines.push_back({std::string(strings.get("ui.interval")),
                       format_rate_range(*row.low[column], *row.high[column])});
    }
    if (column < row.revenue.size() && row.revenue[column]) {
      lines.push_back(
          {std::string(strings.get("ui.cohorts.cell.revenue")),
           format_money(*row.revenue[column], sheet.table.currency, strings.language()).joined()});
    }
  }
  if (state == CellState::too_few) {
    lines.push_back({strings.fill("ui.cohorts.cell.too_few",
                                  {{"n", std::to_string(sheet.table.cohorts.minimum_n)}})});
  }
  if (starred) lines.push_back({std::string(strings.get("ui.cohorts.cell.unfinished"))});
  tooltip(canvas, to_canvas(canvas, canvas.pointer()), title, lines);
}

/// Shows that there is more to either side, and keeps the names clear of it.
void draw_fades(Sheet& sheet, float most) {
  Canvas& canvas = sheet.canvas;
  const Color card = canvas.colors().card;
  const Color clear = faded(card, 0);
  const Rect& window = sheet.window;
  if (sheet.pan > 0.5F) canvas.fade({window.x, window.y, kFadeWidth, window.h}, card, clear);
  if (sheet.pan < most - 0.5F) {
    canvas.fade({window.right() - kFadeWidth, window.y, kFadeWidth, window.h}, clear, card);
  }
}

}  // namespace

size_t observed_columns(const report::Cohorts& cohorts) {
  size_t columns = 0;
  for (const CohortRow& row : cohorts.rows) {
    columns = std::max(columns, last_observed(row, row.states.size()));
  }
  return columns;
}

bool average_tells(const report::Cohorts& cohorts, size_t column) {
  uint64_t customers = 0;
  for (const CohortRow& row : cohorts.rows) {
    if (state_of(row, column) != CellState::not_observed) customers += row.size;
  }
  return customers >= cohorts.minimum_n;
}

float draw_cohort_table(Canvas& canvas, Point at, float width, const CohortTable& table,
                        CohortPan& pan) {
  const std::vector<CohortRow>& rows = table.cohorts.rows;
  Sheet sheet{canvas, table};
  sheet.columns = observed_columns(table.cohorts);
  sheet.x = at.x;
  float names = 0;
  float sizes = canvas.text_width(canvas.strings().get("ui.cohorts.size"), kCaption);
  for (const CohortRow& row : rows) {
    names = std::max(names, canvas.text_width(short_period_name(row.cohort), kCaptionBold));
    sizes =
        std::max(sizes, canvas.text_width(format_count(static_cast<double>(row.size)), kCaption));
  }
  // The last row's name takes the room of both.
  names =
      std::max(names, canvas.text_width(canvas.strings().get("ui.cohorts.average"), kCaptionBold) -
                          sizes - 12);
  sheet.sizes_right = at.x + names + 12 + sizes;
  const bool with_average = table.mode == CohortMode::share && !rows.empty();
  const float rows_height = static_cast<float>(rows.size()) * kRowHeight;
  sheet.window = {sheet.sizes_right + 12, at.y, at.x + width - sheet.sizes_right - 12,
                  kRowHeight + rows_height + (with_average ? kRowHeight + 4 : 0)};
  const float narrowest = narrowest_cell(canvas, table, sheet.columns);
  const float count = static_cast<float>(std::max<size_t>(sheet.columns, 1));
  sheet.cell_width = std::clamp(sheet.window.w / count, narrowest, kWidestCell);
  if (sheet.cell_width * count > sheet.window.w) {
    // Half a column shows at the edge: there is more, and the fade covers no whole number.
    const float whole = std::max(1.0F, std::floor(sheet.window.w / narrowest - 0.5F));
    sheet.cell_width = sheet.window.w / (whole + 0.5F);
  }
  const float most = std::max(0.0F, sheet.cell_width * count - kCellGap - sheet.window.w);
  if (most > 0) {
    pan.offset -= canvas.drag_x("cohorts.table", sheet.window);
    if (canvas.hovers(sheet.window) && canvas.cursor() == "default") canvas.set_cursor("grab");
  }
  // The buttons for it stand above the table and were drawn before.
  if ((pan.most > 0) != (most > 0)) canvas.request_frames(1);
  pan.offset = std::clamp(pan.offset, 0.0F, most);
  pan.most = most;
  pan.page = sheet.window.w - sheet.cell_width / 2;
  sheet.pan = pan.offset;
  sheet.strongest = strongest_value(table, sheet.columns);

  // What the pointer is on.
  std::optional<size_t> hovered_row;
  std::optional<size_t> hovered_column;
  const Point pointer = canvas.pointer();
  const float first_row = at.y + kRowHeight;
  const Rect cells{sheet.window.x, first_row, sheet.window.w, rows_height};
  if (cells.contains(pointer) && !canvas.dragging()) {
    hovered_row = static_cast<size_t>((pointer.y - first_row) / kRowHeight);
    const auto column = static_cast<size_t>((pointer.x - cells.x + sheet.pan) / sheet.cell_width);
    if (column < sheet.columns) hovered_column = column;
  }
  const Palette& colors = canvas.colors();
  if (hovered_row && hovered_column) {
    const float y = first_row + static_cast<float>(*hovered_row) * kRowHeight;
    canvas.fill({at.x - 6, y - 1, width + 6, kRowHeight}, colors.hover, kCellRadius);
    canvas.push_clip(sheet.window);
    canvas.fill(
        {sheet.column_x(*hovered_column) - 1, at.y, sheet.cell_width, kRowHeight + rows_height},
        colors.hover, kCellRadius);
    canvas.pop_clip();
  }

  draw_header(sheet, at.y, hovered_column);
  for (size_t r = 0; r < rows.size(); ++r) {
    const float y = first_row + static_cast<float>(r) * kRowHeight;
    if (!canvas.visible({at.x, y, width, kRowHeight})) continue;
    const bool lit = hovered_row == r && hovered_column.has_value();
    const Rect name{at.x, y, sheet.sizes_right - at.x, kRowHeight - kCellGap};
    canvas.text_in(name, short_period_name(rows[r].cohort), lit ? kCaptionBold : kCaption,
                   colors.ink);
    canvas.text_in(name, format_count(static_cast<double>(rows[r].size)), kCaption, colors.muted,
                   Align::right);
  }
  canvas.push_clip(sheet.window);
  for (size_t r = 0; r < rows.size(); ++r) {
    const float y = first_row + static_cast<float>(r) * kRowHeight;
    if (!canvas.visible({at.x, y, width, kRowHeight})) continue;
    const size_t last = last_observed(rows[r], sheet.columns);
    const auto first = static_cast<size_t>(sheet.pan / sheet.cell_width);
    for (size_t k = first; k < last; ++k) {
      if (sheet.column_x(k) > sheet.window.right()) break;
      const bool starred = k + 1 == last && !table.cohorts.last_period_complete;
      draw_cell(sheet, rows[r], k, y, starred);
      if (hovered_row == r && hovered_column == k) {
        canvas.outline({sheet.column_x(k), y, sheet.cell_width - kCellGap, kRowHeight - kCellGap},
                       colors.ink, kCellRadius, 2);
      }
    }
  }
  canvas.pop_clip();
  if (with_average) draw_average(sheet, first_row + rows_height + 2);
  draw_fades(sheet, most);
  if (hovered_row && hovered_column) {
    const CohortRow& row = rows[*hovered_row];
    const bool starred = *hovered_column + 1 == last_observed(row, sheet.columns) &&
                         !table.cohorts.last_period_complete;
    draw_tooltip(sheet, row, *hovered_column, starred);
  }
  return sheet.window.bottom() + (with_average ? 6.0F : 0.0F);
}

}  // namespace dangol::ui
