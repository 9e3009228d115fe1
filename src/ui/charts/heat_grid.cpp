#include "ui/charts/heat_grid.h"

#include <algorithm>

#include "ui/strings/format.h"

namespace dangol::ui {
namespace {

constexpr float kCellGap = 2;
constexpr float kRadius = 4;
constexpr float kNamesGap = 10;
/// The deep end of the ramp is kept for whole columns of cohorts.
constexpr double kDeepest = 0.86;

}  // namespace

HeatGridResult draw_heat_grid(Canvas& canvas, Point at, float width, float height,
                              const HeatGrid& grid) {
  const Palette& colors = canvas.colors();
  HeatGridResult result{at.y + height, std::nullopt};
  if (grid.counts.empty()) return result;
  float names = canvas.text_width(grid.rows_title, kCaption);
  for (const std::string& name : grid.rows) {
    names = std::max(names, canvas.text_width(name, kCaption));
  }
  names += kNamesGap;
  const float header = kCaption.line * 2 + 4;
  const Rect cells{at.x + names, at.y + header, width - names, height - header};
  const float w = cells.w / static_cast<float>(grid.columns.size());
  const float h = cells.h / static_cast<float>(grid.rows.size());
  canvas.text_in({cells.x, at.y, cells.w, kCaption.line}, grid.columns_title, kCaption,
                 colors.faint);
  canvas.text_in({at.x, at.y + kCaption.line, names, kCaption.line}, grid.rows_title, kCaption,
                 colors.faint);
  const uint64_t most = *std::max_element(grid.counts.begin(), grid.counts.end());
  for (size_t c = 0; c < grid.columns.size(); ++c) {
    canvas.text_in({cells.x + static_cast<float>(c) * w, at.y + kCaption.line, w, kCaption.line},
                   grid.columns[c], kCaption, colors.muted, Align::center);
  }
  for (size_t r = 0; r < grid.rows.size(); ++r) {
    const float y = cells.y + static_cast<float>(r) * h;
    canvas.text_in({at.x, y, names - kNamesGap, h}, grid.rows[r], kCaption, colors.muted,
                   Align::right);
    for (size_t c = 0; c < grid.columns.size(); ++c) {
      const size_t i = r * grid.columns.size() + c;
      const Rect cell{cells.x + static_cast<float>(c) * w, y, w - kCellGap, h - kCellGap};
      Color ink = colors.muted;
      if (grid.counts[i] == 0) {
        canvas.outline(cell, colors.line, kRadius);
      } else {
        const Color ground = ramp(
            colors, kDeepest * static_cast<double>(grid.counts[i]) / static_cast<double>(most));
        canvas.fill(cell, ground, kRadius);
        ink = label_on(ground, colors.label_dark, colors.label_light);
      }
      if (canvas.hovers(cell)) {
        result.hovered = i;
        canvas.outline(cell, colors.ink, kRadius, 2);
      }
      canvas.text_in(cell, format_count(static_cast<double>(grid.counts[i])), kCaption, ink,
                     Align::center);
    }
  }
  return result;
}

}  // namespace dangol::ui
