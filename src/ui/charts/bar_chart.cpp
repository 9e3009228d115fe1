#include "ui/charts/bar_chart.h"

#include <algorithm>
#include <cmath>

namespace dangol::ui {
namespace {

constexpr float kLegendHeight = 28;
constexpr float kSwatch = 10;
constexpr float kWidestBar = 44;
constexpr float kBarShare = 0.72F;

/// Wraps. Returns its height.
float draw_legend(Canvas& canvas, const Rect& area, std::span<const BarSeries> series) {
  Point at{area.x, area.y};
  for (const BarSeries& one : series) {
    const float width = kSwatch + 6 + canvas.text_width(one.name, kCaption);
    if (at.x > area.x && at.x + width > area.right()) at = {area.x, at.y + kCaption.line + 2};
    canvas.fill({at.x, at.y + (kCaption.line - kSwatch) / 2, kSwatch, kSwatch}, one.color, 2);
    canvas.text({at.x + kSwatch + 6, at.y}, one.name, kCaption, canvas.colors().muted);
    at.x += width + 16;
  }
  return at.y - area.y + kLegendHeight;
}

}  // namespace

std::optional<size_t> draw_bar_chart(Canvas& canvas, const Rect& area,
                                     std::span<const std::string> labels,
                                     std::span<const BarSeries> series, const FormatTick& format,
                                     bool whole) {
  double low = 0;
  double high = 0;
  for (size_t i = 0; i < labels.size(); ++i) {
    double total = 0;
    for (const BarSeries& one : series) total += one.values[i];
    low = std::min(low, total);
    high = std::max(high, total);
  }
  Rect rest = area;
  if (series.size() > 1) {
    const float legend = draw_legend(canvas, area, series);
    rest = {area.x, area.y + legend, area.w, area.h - legend};
  }
  const Plot plot(canvas, rest, low, high, labels.size(), 0, true, format, whole);
  const std::optional<size_t> hovered = plot.hovered(canvas);
  if (hovered) {
    canvas.fill({plot.x(*hovered) - plot.step() / 2, plot.inner().y, plot.step(), plot.inner().h},
                canvas.colors().hover);
  }
  plot.draw_axes(canvas, labels);
  const float width = std::min(kWidestBar, std::max(1.0F, plot.step() * kBarShare));
  for (size_t i = 0; i < labels.size(); ++i) {
    double base = 0;
    for (const BarSeries& one : series) {
      if (one.values[i] == 0) continue;
      const double next = base + one.values[i];
      const float top = plot.y(std::max(base, next));
      const float bottom = plot.y(std::min(base, next));
      // A hairline of the card between the parts of a stack.
      const float gap = base > 0 && bottom - top > 3 ? 1.0F : 0.0F;
      canvas.fill({plot.x(i) - width / 2, top, width, bottom - top - gap}, one.color,
                  std::min(2.0F, width / 4));
      base = next;
    }
  }
  return hovered;
}

}  // namespace dangol::ui
