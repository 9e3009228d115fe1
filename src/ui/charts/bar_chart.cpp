#include "ui/charts/bar_chart.h"

#include <algorithm>
#include <cmath>

#include "ui/charts/bar_legend.h"

namespace dangol::ui {
namespace {

constexpr float kWidestBar = 44;
constexpr float kBarShare = 0.72F;

/// A line for each mark with its name on a row of its own, so that no two names meet.
void draw_marks(Canvas& canvas, const Plot& plot, float top, std::span<const BarMark> marks) {
  float y = top;
  for (const BarMark& mark : marks) {
    const float x = plot.inner().x + mark.position * plot.step();
    const float width = canvas.text_width(mark.name, kCaptionBold);
    const bool right = x + width + 8 < plot.inner().right();
    const float left = right ? x + 6 : x - width - 6;
    canvas.vertical(x, y, plot.inner().bottom() - y, mark.color);
    canvas.fill({left - 2, y, width + 4, kCaption.line}, canvas.colors().card);
    canvas.text({left, y}, mark.name, kCaptionBold, mark.color);
    y += kCaption.line;
  }
}

}  // namespace

std::vector<BarSpan> stack_bars(std::span<const BarSeries> series, size_t index) {
  std::vector<BarSpan> spans;
  double above = 0;
  double below = 0;
  for (const BarSeries& one : series) {
    double& base = one.values[index] < 0 ? below : above;
    spans.push_back({base, base + one.values[index]});
    base = spans.back().to;
  }
  return spans;
}

std::optional<size_t> draw_bar_chart(Canvas& canvas, const Rect& area,
                                     std::span<const std::string> labels,
                                     std::span<const BarSeries> series, const FormatTick& format,
                                     bool whole, std::span<const BarMark> marks) {
  double low = 0;
  double high = 0;
  for (size_t i = 0; i < labels.size(); ++i) {
    for (const BarSpan& span : stack_bars(series, i)) {
      low = std::min(low, span.to);
      high = std::max(high, span.to);
    }
  }
  Rect rest = area;
  if (series.size() > 1) {
    const float legend = draw_bar_legend(canvas, area, series);
    rest = {area.x, area.y + legend, area.w, area.h - legend};
  }
  const float marked = kCaption.line * static_cast<float>(marks.size());
  rest = {rest.x, rest.y + marked, rest.w, rest.h - marked};
  const Plot plot(canvas, rest, low, high, labels.size(), 0, true, format, whole);
  const std::optional<size_t> hovered = plot.hovered(canvas);
  if (hovered) {
    canvas.fill({plot.x(*hovered) - plot.step() / 2, plot.inner().y, plot.step(), plot.inner().h},
                canvas.colors().hover);
  }
  plot.draw_axes(canvas, labels);
  const float width = std::min(kWidestBar, std::max(1.0F, plot.step() * kBarShare));
  for (size_t i = 0; i < labels.size(); ++i) {
    const std::vector<BarSpan> spans = stack_bars(series, i);
    for (size_t s = 0; s < spans.size(); ++s) {
      const auto [from, to] = spans[s];
      if (from == to) continue;
      const float top = plot.y(std::max(from, to));
      const float bottom = plot.y(std::min(from, to));
      // A hairline of the card between the parts of a stack.
      const float gap = from != 0 && bottom - top > 3 ? 1.0F : 0.0F;
      canvas.fill({plot.x(i) - width / 2, to < 0 ? top + gap : top, width, bottom - top - gap},
                  series[s].color, std::min(2.0F, width / 4));
    }
  }
  draw_marks(canvas, plot, rest.y - marked, marks);
  return hovered;
}

}  // namespace dangol::ui
