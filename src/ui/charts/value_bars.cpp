#include "ui/charts/value_bars.h"

#include <algorithm>

#include "ui/charts/bar_legend.h"

namespace dangol::ui {
namespace {

constexpr float kGroupShare = 0.76F;
constexpr float kWidestBar = 28;
constexpr float kBarGap = 2;

}  // namespace

std::vector<ValueBarSpan> bars_beside(float step, size_t count) {
  const float n = static_cast<float>(count);
  const float room = step * kGroupShare - kBarGap * (n - 1);
  const float width = std::clamp(room / n, 1.0F, kWidestBar);
  float left = (step - width * n - kBarGap * (n - 1)) / 2;
  std::vector<ValueBarSpan> spans;
  for (size_t i = 0; i < count; ++i) {
    spans.push_back({left, width});
    left += width + kBarGap;
  }
  return spans;
}

std::optional<size_t> draw_value_bars(Canvas& canvas, const Rect& area,
                                      std::span<const std::string> labels,
                                      std::span<const ValueBarSeries> series,
                                      const FormatTick& format) {
  double high = 0;
  for (const ValueBarSeries& one : series) {
    for (const auto& value : one.values) high = std::max(high, value.value_or(0));
  }
  const float legend = draw_bar_legend(canvas, area, series);
  const Rect rest{area.x, area.y + legend, area.w, area.h - legend};
  const Plot plot(canvas, rest, 0, high, labels.size(), 0, true, format);
  const std::optional<size_t> hovered = plot.hovered(canvas);
  if (hovered) {
    canvas.fill({plot.x(*hovered) - plot.step() / 2, plot.inner().y, plot.step(), plot.inner().h},
                canvas.colors().hover);
  }
  plot.draw_axes(canvas, labels);
  const std::vector<ValueBarSpan> spans = bars_beside(plot.step(), series.size());
  for (size_t i = 0; i < labels.size(); ++i) {
    for (size_t s = 0; s < series.size(); ++s) {
      const std::optional<double>& value = series[s].values[i];
      if (!value) continue;
      const float top = plot.y(*value);
      const float x = plot.x(i) - plot.step() / 2 + spans[s].left;
      canvas.fill({x, top, spans[s].width, std::max(plot.y(0) - top, 1.0F)}, series[s].color,
                  std::min(2.0F, spans[s].width / 4));
    }
  }
  return hovered;
}

}  // namespace dangol::ui
