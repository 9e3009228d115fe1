#include "ui/charts/value_grid.h"

#include <algorithm>

namespace dangol::ui {
namespace {

constexpr float kRowHeight = 38;
constexpr float kCellGap = 2;
constexpr float kRadius = 4;
constexpr float kNamesGap = 10;
constexpr double kDeepest = 0.86;

}  // namespace

ValueCellState cell_state(const ValueGridCell& cell, double minimum_n) {
  if (!cell.value || cell.n <= 0) return ValueCellState::nobody;
  return cell.n < minimum_n ? ValueCellState::too_few : ValueCellState::told;
}

ValueGridResult draw_value_grid(Canvas& canvas, Point at, float width,
                                const ValueGridChart& chart) {
  const Palette& colors = canvas.colors();
  ValueGridResult result{at.y, std::nullopt};
  if (chart.cells.empty()) return result;
  float names = 0;
  for (const std::string& name : chart.rows) {
    names = std::max(names, canvas.text_width(name, kCaption));
  }
  names += kNamesGap;
  const size_t columns = chart.columns.size();
  const float w = (width - names) / static_cast<float>(columns);
  const float left = at.x + names;
  // Titles name the axes above both of their ends.
  float y = at.y;
  canvas.text_in({left, y, width - names, kCaption.line}, chart.columns_title, kCaption,
                 colors.faint);
  y += kCaption.line;
  for (size_t c = 0; c < columns; ++c) {
    canvas.text_in({left + static_cast<float>(c) * w, y, w, kCaption.line}, chart.columns[c],
                   kCaption, colors.muted, Align::center);
  }
  y += kCaption.line + 4;
  for (size_t r = 0; r < chart.rows.size(); ++r) {
    canvas.text_in({at.x, y, names - kNamesGap, kRowHeight}, chart.rows[r], kCaption, colors.muted,
                   Align::right);
    for (size_t c = 0; c < columns; ++c) {
      const size_t i = r * columns + c;
      const ValueGridCell& one = chart.cells[i];
      const Rect cell{left + static_cast<float>(c) * w, y, w - kCellGap, kRowHeight - kCellGap};
      const ValueCellState state = cell_state(one, chart.minimum_n);
      Color ink = colors.muted;
      if (state == ValueCellState::nobody) continue;
      if (state == ValueCellState::too_few) {
        canvas.outline(cell, colors.line, kRadius);
        canvas.hatch(cell, colors.line);
      } else {
        const Color ground = ramp(colors, kDeepest * *one.value / chart.most);
        canvas.fill(cell, ground, kRadius);
        ink = label_on(ground, colors.label_dark, colors.label_light);
      }
      if (canvas.hovers(cell)) {
        result.hovered = i;
        canvas.outline(cell, colors.ink, kRadius, 2);
      }
      if (state != ValueCellState::told) continue;
      // Half a number would be read as another one; without its sign it still says the same.
      std::string text = chart.format(*one.value);
      const auto fits = [&] { return canvas.text_width(text, kCaption) <= cell.w - 2; };
      if (!fits() && text.ends_with('%')) text.pop_back();
      if (fits()) canvas.text_in(cell, text, kCaption, ink, Align::center);
    }
    y += kRowHeight;
  }
  canvas.text_in({at.x, y + 2, width, kCaption.line}, chart.rows_title, kCaption, colors.faint);
  result.bottom = y + 2 + kCaption.line;
  return result;
}

}  // namespace dangol::ui
