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

/// What colours a cell: its own number, or the share where cells count customers.
CohortMode heat_mode(CohortMode mode) {
  return mode == CohortMode::customers ? CohortMode::share : mode;
}

double heat_value(const CohortTable& table, const CohortRow& row, size_t column) {
  return value_at(values_of(row, heat_mode(table.mode)), column).value_or(0);
}

double strongest_value(const CohortTable& table, size_t columns) {
  double strongest = 0;
  for (const CohortRow& row : table.cohorts.rows) {
    for (size_t k = telling_column(table.cohorts); k < columns; ++k) {
      if (state_of(row, k) == CellState::value) {
        strongest = std::max(strongest, heat_value(table, row, k));
      }
    }
  }
  return strongest > 0 ? strongest : 1;
}

std::string cell_text(const Sheet& sheet, const CohortRow& row, size_t column) {
  const CohortMode mode = sheet.table.mode;
  return short_value(value_at(values_of(row, mode), column).value_or(0), mode,
                     sheet.canvas.language());
}

/// Over the column; a phone has room for the bare number only.
std::string column_header(const Canvas& canvas, const report::Cohorts& cohorts, size_t column) {
  const bool bare = canvas.phone() && column > 0 && !cohorts.rolling_days;
  return bare ? std::to_string(column) : column_name(cohorts, column, canvas.strings());
}

float narrowest_cell(const Canvas& canvas, const CohortTable& table, size_t columns) {
  float text = canvas.text_width(is_money(table.mode) ? "88.8만*" : "46.2*", kCaption);
  if (table.mode == CohortMode::customers || table.mode == CohortMode::orders) {
    double largest = 0;
    for (const CohortRow& row : table.cohorts.rows) {
      for (const report::Number& value : values_of(row, table.mode)) {
        largest = std::max(largest, value.value_or(0));
      }
    }
    text = canvas.text_width(format_count(largest) + "*", kCaption);
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
  CellState state = state_of(row, column);
  if (state == CellState::not_observed) return;
  // Nobody counts in it, but there were orders: who has not bought again has bought once.
  if (state == CellState::zero && heat_value(sheet.table, row, column) != 0) {
    state = CellState::value;
  }
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
    const bool whole = holds_everybody(sheet.table.cohorts, column) &&
                       heat_mode(sheet.table.mode) == CohortMode::share;
    const Color ground = ramp(colors, whole ? kFirstColumn : std::min(heat, 1.0) * kRestOfRamp);
    canvas.fill(cell, ground, kCellRadius);
    ink = label_on(ground, colors.label_dark, colors.label_light);
  }
  canvas.text_in(cell, label, kCaption, ink, Align::center);
}

/// A press on a column's head follows that column over the cohorts.
void draw_header(Sheet& sheet, float y, std::optional<size_t> hovered) {
  Canvas& canvas = sheet.canvas;
  const Palette& colors = canvas.colors();
  const report::Cohorts& cohorts = sheet.table.cohorts;
  canvas.text_in({sheet.x, y, sheet.sizes_right - sheet.x, kRowHeight},
                 canvas.strings().get("ui.cohorts.size"), kCaption, colors.faint, Align::right);
  canvas.push_clip(sheet.window);
  for (size_t k = 0; k < sheet.columns; ++k) {
    const Rect cell{sheet.column_x(k), y, sheet.cell_width - kCellGap, kRowHeight};
    const float left = std::max(cell.x, sheet.window.x);
    const Rect shown{left, y, std::min(cell.right(), sheet.window.right()) - left, kRowHeight};
    if (shown.w < kCellRadius) continue;
    const bool on = sheet.table.column == k;
    // What is cut to less than a finger's width is reached by scrolling.
    if (shown.w > 24) {
      const Response response = canvas.use(
          {.id = "cohorts.column." + std::to_string(k),
           .kind = ControlKind::toggle,
           .label = canvas.strings().fill("ui.cohorts.follow",
                                          {{"column", column_name(cohorts, k, canvas.strings())}}),
           .rect = shown,
           .checked = on});
      if (response.activated) {
        sheet.table.column = on ? std::nullopt : std::optional(k);
      }
      if (response.hovered) hovered = k;
    }
    if (on) canvas.fill(cell.inset(0, 3), colors.accent_wash, kCellRadius);
    const bool lit = hovered == k || on;
    canvas.text_in(cell, column_header(canvas, cohorts, k), lit ? kCaptionBold : kCaption,
                   on    ? colors.accent
                   : lit ? colors.ink
                         : colors.faint,
                   Align::center);
  }
  canvas.pop_clip();
}

/// A press on a cohort's name keeps it for comparison.
void draw_name(Sheet& sheet, const CohortRow& row, const Rect& name, bool lit) {
  Canvas& canvas = sheet.canvas;
  const Palette& colors = canvas.colors();
  std::vector<std::string>& picks = sheet.table.picks;
  const auto found = std::find(picks.begin(), picks.end(), row.cohort);
  const bool on = found != picks.end();
  const auto pick = static_cast<size_t>(found - picks.begin());
  const Response response = canvas.use(
      {.id = "cohorts.row." + row.cohort,
       .kind = ControlKind::toggle,
       .label = canvas.strings().fill(
           "ui.cohorts.compare", {{"cohort", format_period_name(row.cohort, canvas.language())}}),
       .rect = name,
       .checked = on});
  if (on || response.hovered) {
    canvas.fill({name.x - 6, name.y, name.w + 10, name.h}, on ? colors.accent_wash : colors.hover,
                kCellRadius);
  }
  if (on) canvas.fill({name.x - 6, name.y + 4, 3, name.h - 8}, colors.series[pick], 1);
  canvas.text_in(name, short_period_name(row.cohort), lit || on ? kCaptionBold : kCaption,
                 colors.ink);
  canvas.text_in(name, format_count(static_cast<double>(row.size)), kCaption, colors.muted,
                 Align::right);
  if (!response.activated) return;
  if (on) {
    picks.erase(found);
  } else {
    // The oldest choice makes room.
    if (picks.size() == kMostPicks) picks.erase(picks.begin());
    picks.push_back(row.cohort);
  }
}

/// Whether the average of a column rests on the period that the data ends in.
bool rests_on_unfinished(const Sheet& sheet, size_t column) {
  const report::Cohorts& cohorts = sheet.table.cohorts;
  return column > 0 &&
         std::any_of(cohorts.rows.begin(), cohorts.rows.end(),
                     [&](const CohortRow& row) { return is_unfinished(row, column); });
}

std::string_view average_name(const Canvas& canvas, bool simple) {
  return canvas.strings().get(simple ? "ui.cohorts.average_simple" : "ui.cohorts.average");
}

void draw_average(Sheet& sheet, const std::vector<report::Number>& average, float y) {
  Canvas& canvas = sheet.canvas;
  const Palette& colors = canvas.colors();
  const float end = std::min(sheet.window.right(), sheet.column_x(sheet.columns) - kCellGap);
  canvas.horizontal(sheet.x, y, end - sheet.x, colors.line);
  canvas.text_in({sheet.x, y + 4, sheet.sizes_right - sheet.x, kRowHeight},
                 average_name(sheet.canvas, sheet.table.simple), kCaptionBold, colors.ink);
  canvas.push_clip({sheet.window.x, y, sheet.window.w, kRowHeight + 4});
  for (size_t k = 0; k < std::min(sheet.columns, average.size()); ++k) {
    const Rect cell{sheet.column_x(k), y + 4, sheet.cell_width - kCellGap, kRowHeight};
    if (!average[k] || !cell.overlaps({sheet.window.x, y, sheet.window.w, kRowHeight + 4}))
      continue;
    if (!average_tells(sheet.table.cohorts, k)) {
      canvas.text_in(cell, "–", kCaption, colors.muted, Align::center);
      continue;
    }
    std::string label = short_value(*average[k], sheet.table.mode, canvas.language());
    if (rests_on_unfinished(sheet, k)) label += '*';
    canvas.text_in(cell, label, kCaptionBold, colors.ink, Align::center);
  }
  canvas.pop_clip();
}

void draw_tooltip(Sheet& sheet, const CohortRow& row, size_t column) {
  Canvas& canvas = sheet.canvas;
  const Strings& strings = canvas.strings();
  const report::Cohorts& cohorts = sheet.table.cohorts;
  const std::string title = strings.fill(
      "ui.cohorts.cell.title", {{"cohort", format_period_name(row.cohort, strings.language())},
                                {"column", column_name(cohorts, column, strings)}});
  std::vector<TooltipLine> lines;
  const auto add = [&](std::string_view key, std::string value, bool strong = false) {
    lines.push_back({std::string(strings.get(key)), std::move(value), strong});
  };
  const auto minimum = std::to_string(cohorts.minimum_n);
  const auto people = [&](double n) {
    return strings.fill("ui.count.customers", {{"n", format_count(n)}});
  };
  add("ui.cohorts.cell.size", people(n_at(row, column)));
  const CellState state = state_of(row, column);
  if (state == CellState::not_observed) {
    lines.push_back({std::string(strings.get("ui.cohorts.cell.not_yet"))});
  } else {
    add("ui.cohorts.cell.bought", people(value_at(row.customers, column).value_or(0)));
    add("ui.cohorts.cell.share", format_rate(value_at(row.share, column).value_or(0)),
        sheet.table.mode <= CohortMode::customers);
    const report::Number low = value_at(row.low, column);
    const report::Number high = value_at(row.high, column);
    if (!holds_everybody(cohorts, column) && low && high) {
      add("ui.interval", format_rate_range(*low, *high));
    }
    for (const CohortMode other : kCohortModes) {
      const bool shown = other == sheet.table.mode;
      const bool always = other == CohortMode::orders || other == CohortMode::revenue;
      const report::Number value = value_at(values_of(row, other), column);
      if (other <= CohortMode::customers || !value || !(shown || always)) continue;
      add("ui.cohorts.mode." + std::string(mode_name(other)),
          full_value(value, other, sheet.table.currency, strings.language()), shown);
    }
    lines.push_back({std::string(strings.get("ui.cohorts.definition." + cohorts.definition))});
  }
  if (state == CellState::too_few) {
    lines.push_back({strings.fill("ui.cohorts.cell.too_few", {{"n", minimum}})});
  }
  if (is_unfinished(row, column)) {
    lines.push_back({std::string(strings.get("ui.cohorts.cell.unfinished"))});
  }
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

float draw_cohort_table(Canvas& canvas, Point at, float width, const CohortTable& table,
                        CohortPan& pan) {
  const std::vector<CohortRow>& rows = table.cohorts.rows;
  /// The row that is drawn at a place from the top.
  const auto row_at = [&](size_t place) -> const CohortRow& {
    return rows[table.newest_first ? rows.size() - 1 - place : place];
  };
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
  names = std::max(
      names, canvas.text_width(average_name(canvas, table.simple), kCaptionBold) - sizes - 12);
  sheet.sizes_right = at.x + names + 12 + sizes;
  const std::vector<report::Number>* average = averages_of(table.cohorts, table.mode, table.simple);
  const bool with_average = average != nullptr && !average->empty() && !rows.empty();
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
    // Those out of sight too: their controls are what the keyboard moves through.
    const float y = first_row + static_cast<float>(r) * kRowHeight;
    const bool lit = hovered_row == r && hovered_column.has_value();
    draw_name(sheet, row_at(r), {at.x, y, sheet.sizes_right - at.x, kRowHeight - kCellGap}, lit);
  }
  canvas.push_clip(sheet.window);
  for (size_t r = 0; r < rows.size(); ++r) {
    const float y = first_row + static_cast<float>(r) * kRowHeight;
    if (!canvas.visible({at.x, y, width, kRowHeight})) continue;
    const CohortRow& row = row_at(r);
    const size_t last = observed_columns(row);
    const auto first = static_cast<size_t>(sheet.pan / sheet.cell_width);
    for (size_t k = first; k < last; ++k) {
      if (sheet.column_x(k) > sheet.window.right()) break;
      draw_cell(sheet, row, k, y, is_unfinished(row, k));
      if (hovered_row == r && hovered_column == k) {
        canvas.outline({sheet.column_x(k), y, sheet.cell_width - kCellGap, kRowHeight - kCellGap},
                       colors.ink, kCellRadius, 2);
      }
    }
  }
  canvas.pop_clip();
  if (with_average) draw_average(sheet, *average, first_row + rows_height + 2);
  draw_fades(sheet, most);
  if (hovered_row && hovered_column) {
    draw_tooltip(sheet, row_at(*hovered_row), *hovered_column);
  }
  return sheet.window.bottom() + (with_average ? 6.0F : 0.0F);
}

}  // namespace dangol::ui
