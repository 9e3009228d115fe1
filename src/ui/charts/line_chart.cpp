#include "ui/charts/line_chart.h"

#include <algorithm>

#include "ui/charts/scale.h"

namespace dangol::ui {
namespace {

constexpr float kEndLabelGap = 12;
constexpr float kRoomForEndLabels = 520;
constexpr float kLegendHeight = 28;
constexpr double kBandOpacity = 0.16;

/// Calls `draw(first, last)` for each stretch without a hole; last is one past its end.
template <typename Present, typename Draw>
void for_each_stretch(size_t count, const Present& present, const Draw& draw) {
  for (size_t first = 0; first < count;) {
    size_t last = first;
    while (last < count && present(last)) ++last;
    if (last > first) draw(first, last);
    first = last + 1;
  }
}

void draw_band(Canvas& canvas, const Plot& plot, const LineSeries& series) {
  const size_t count = std::min(series.low.size(), series.high.size());
  for_each_stretch(
      count, [&](size_t i) { return series.low[i] && series.high[i]; },
      [&](size_t first, size_t last) {
        std::vector<Point> upper;
        std::vector<Point> lower;
        for (size_t i = first; i < last; ++i) {
          upper.push_back({plot.x(i), plot.y(*series.high[i])});
          lower.push_back({plot.x(i), plot.y(*series.low[i])});
        }
        canvas.band(upper, lower, faded(series.color, kBandOpacity));
      });
}

void draw_line(Canvas& canvas, const Plot& plot, const LineSeries& series) {
  for_each_stretch(
      series.values.size(), [&](size_t i) { return series.values[i].has_value(); },
      [&](size_t first, size_t last) {
        std::vector<Point> points;
        for (size_t i = first; i < last; ++i) {
          points.push_back({plot.x(i), plot.y(*series.values[i])});
        }
        if (points.size() == 1) canvas.circle(points.front(), 3, series.color);
        if (series.dashed) {
          canvas.dashed(points, series.color, 1.6F);
        } else {
          canvas.polyline(points, series.color, 2.2F);
        }
      });
}

std::optional<size_t> last_value(const LineSeries& series) {
  for (size_t i = series.values.size(); i-- > 0;) {
    if (series.values[i]) return i;
  }
  return std::nullopt;
}

void draw_end_labels(Canvas& canvas, const Plot& plot, std::span<const LineSeries> series) {
  std::vector<float> heights;
  for (const LineSeries& one : series) {
    const auto last = last_value(one);
    heights.push_back(last ? plot.y(*one.values[*last]) : plot.inner().y);
  }
  heights = spread(heights, kCaption.line, plot.inner().y, plot.inner().bottom());
  for (size_t i = 0; i < series.size(); ++i) {
    if (!last_value(series[i])) continue;
    canvas.text({plot.inner().right() + kEndLabelGap, heights[i] - kCaption.line / 2},
                series[i].name, series[i].dashed ? kCaption : kCaptionBold, series[i].color);
  }
}

void draw_legend(Canvas& canvas, Point at, std::span<const LineSeries> series) {
  for (const LineSeries& one : series) {
    const float y = at.y + kCaption.line / 2;
    const std::vector<Point> sample{{at.x, y}, {at.x + 20, y}};
    if (one.dashed) {
      canvas.dashed(sample, one.color, 1.6F);
    } else {
      canvas.polyline(sample, one.color, 2.2F);
    }
    at.x += 26;
    at.x += canvas.text(at, one.name, one.dashed ? kCaption : kCaptionBold, one.color) + 18;
  }
}

}  // namespace

std::optional<size_t> draw_line_chart(Canvas& canvas, const Rect& area,
                                      std::span<const std::string> labels,
                                      std::span<const LineSeries> series,
                                      const FormatTick& format) {
  double high = 0;
  float end_room = 0;
  for (const LineSeries& one : series) {
    for (const auto& value : one.values) high = std::max(high, value.value_or(0));
    for (const auto& value : one.high) high = std::max(high, value.value_or(0));
    end_room = std::max(end_room, canvas.text_width(one.name, kCaptionBold) + kEndLabelGap + 2);
  }
  const bool at_ends = area.w >= kRoomForEndLabels;
  Rect rest = area;
  if (!at_ends) {
    draw_legend(canvas, {area.x, area.y}, series);
    rest = {area.x, area.y + kLegendHeight, area.w, area.h - kLegendHeight};
  }
  const Plot plot(canvas, rest, 0, high, labels.size(), at_ends ? end_room : 6, false, format);
  plot.draw_axes(canvas, labels);

  const std::optional<size_t> hovered = plot.hovered(canvas);
  if (hovered) {
    canvas.vertical(plot.x(*hovered), plot.inner().y, plot.inner().h, canvas.colors().field_line);
  }
  for (const LineSeries& one : series) draw_band(canvas, plot, one);
  for (const LineSeries& one : series) {
    draw_line(canvas, plot, one);
    if (const auto last = last_value(one)) {
      canvas.circle({plot.x(*last), plot.y(*one.values[*last])}, 3.5F, one.color);
    }
    if (hovered && *hovered < one.values.size() && one.values[*hovered]) {
      const Point at{plot.x(*hovered), plot.y(*one.values[*hovered])};
      canvas.circle(at, 5.5F, canvas.colors().card);
      canvas.circle(at, 4, one.color);
    }
  }
  if (at_ends) draw_end_labels(canvas, plot, series);
  return hovered;
}

}  // namespace dangol::ui
