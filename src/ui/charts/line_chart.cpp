#include "ui/charts/line_chart.h"

#include <algorithm>
#include <cmath>

#include "ui/charts/scale.h"
#include "ui/strings/format.h"

namespace dangol::ui {
namespace {

constexpr float kEndLabelGap = 12;
constexpr float kRoomForEndLabels = 520;
constexpr float kLegendGap = 7;
constexpr float kLegendSample = 20;
constexpr float kDayTickSpacing = 90;
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

float x_of(const Plot& plot, const LineSeries& series, size_t i) {
  return series.days.empty() ? plot.x(i) : plot.x_at(static_cast<float>(series.days[i]));
}

/// The points of values first..last-1, with the corners of steps between them.
std::vector<Point> path_of(const Plot& plot, const LineSeries& series,
                           const std::vector<std::optional<double>>& values, size_t first,
                           size_t last) {
  std::vector<Point> points;
  for (size_t i = first; i < last; ++i) {
    const Point at{x_of(plot, series, i), plot.y(*values[i])};
    if (series.steps && i > first) points.push_back({at.x, points.back().y});
    points.push_back(at);
  }
  return points;
}

void draw_band(Canvas& canvas, const Plot& plot, const LineSeries& series) {
  const size_t count = std::min(series.low.size(), series.high.size());
  for_each_stretch(
      count, [&](size_t i) { return series.low[i] && series.high[i]; },
      [&](size_t first, size_t last) {
        const Color color = faded(series.color, kBandOpacity);
        // Steps are many and narrow: rectangles that share their edges leave no seams.
        for (size_t i = first; series.steps && i + 1 < last; ++i) {
          const float x = x_of(plot, series, i);
          const float a = plot.y(*series.high[i]);
          const float b = plot.y(*series.low[i]);
          canvas.fill({x, std::min(a, b), x_of(plot, series, i + 1) - x, std::fabs(a - b)}, color);
        }
        if (series.steps) return;
        canvas.band(path_of(plot, series, series.high, first, last),
                    path_of(plot, series, series.low, first, last), color);
      });
}

void draw_line(Canvas& canvas, const Plot& plot, const LineSeries& series) {
  for_each_stretch(
      series.values.size(), [&](size_t i) { return series.values[i].has_value(); },
      [&](size_t first, size_t last) {
        const bool throughout = series.dashed && series.observed == LineSeries::kAll;
        const size_t turn = throughout ? first : std::clamp(series.observed, first, last);
        const std::vector<Point> solid = path_of(plot, series, series.values, first, turn);
        if (solid.size() > 1) canvas.polyline(solid, series.color, series.dashed ? 1.6F : 2.2F);
        if (last == first + 1) {
          canvas.circle(path_of(plot, series, series.values, first, last).front(), 3, series.color);
        }
        if (turn < last) {
          canvas.dashed(path_of(plot, series, series.values, turn > first ? turn - 1 : first, last),
                        series.color, 1.6F);
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

/// Wraps. Returns its height.
float draw_legend(Canvas& canvas, const Rect& area, std::span<const LineSeries> series) {
  Point at{area.x, area.y};
  for (const LineSeries& one : series) {
    const TextStyle& style = one.dashed ? kCaption : kCaptionBold;
    const float width = kLegendSample + 6 + canvas.text_width(one.name, style);
    if (at.x > area.x && at.x + width > area.right()) at = {area.x, at.y + kCaption.line};
    const float y = at.y + kCaption.line / 2;
    const std::vector<Point> sample{{at.x, y}, {at.x + kLegendSample, y}};
    if (one.dashed) {
      canvas.dashed(sample, one.color, 1.6F);
    } else {
      canvas.polyline(sample, one.color, 2.2F);
    }
    canvas.text({at.x + kLegendSample + 6, at.y}, one.name, style, one.color);
    at.x += width + 18;
  }
  return at.y - area.y + kCaption.line + kLegendGap;
}

void draw_days(Canvas& canvas, const Plot& plot, const Rect& area, size_t days,
               std::string_view unit) {
  const Rect& inner = plot.inner();
  const int count = std::max(2, static_cast<int>(inner.w / kDayTickSpacing));
  for (const double tick : nice_ticks(0, static_cast<double>(days), count, true)) {
    if (tick > static_cast<double>(days)) continue;
    const std::string label = canvas.strings().fill(unit, {{"n", format_count(tick)}});
    const float width = canvas.text_width(label, kCaption);
    const float x = plot.x_at(static_cast<float>(tick)) - width / 2;
    canvas.text({std::min(x, area.right() - width), area.bottom() - kCaption.line}, label, kCaption,
                canvas.colors().faint);
  }
}

void draw_mark(Canvas& canvas, const Plot& plot, const LineMark& mark) {
  const float x = plot.x_at(static_cast<float>(mark.day));
  const float top = plot.y(mark.value);
  const std::vector<Point> path{{x, top}, {x, plot.inner().bottom()}};
  canvas.dashed(path, mark.color, 1);
  const float width = canvas.text_width(mark.name, kCaptionBold);
  const bool right = x + width + 10 < plot.inner().right();
  const float left = right ? x + 8 : x - width - 8;
  const float y = mark.above ? top - kCaption.line - 4 : (top + plot.inner().bottom()) / 2;
  canvas.text({left, y}, mark.name, kCaptionBold, canvas.colors().ink);
}

}  // namespace

std::optional<size_t> index_at(const LineSeries& series, size_t position) {
  if (series.days.empty()) {
    return position < series.values.size() ? std::optional(position) : std::nullopt;
  }
  const auto later =
      std::upper_bound(series.days.begin(), series.days.end(), static_cast<double>(position));
  if (later == series.days.begin()) return std::nullopt;
  return static_cast<size_t>(later - series.days.begin()) - 1;
}

std::optional<size_t> draw_line_chart(Canvas& canvas, const Rect& area, const LineChart& chart) {
  double low = 0;
  double high = 0;
  float end_room = 0;
  for (const LineSeries& one : chart.series) {
    for (const auto* values : {&one.values, &one.low, &one.high}) {
      for (const auto& value : *values) {
        low = std::min(low, value.value_or(0));
        high = std::max(high, value.value_or(0));
      }
    }
    end_room = std::max(end_room, canvas.text_width(one.name, kCaptionBold) + kEndLabelGap + 2);
  }
  const bool named = std::any_of(chart.series.begin(), chart.series.end(),
                                 [](const LineSeries& one) { return !one.name.empty(); });
  const bool at_ends = area.w >= kRoomForEndLabels && named;
  Rect rest = area;
  if (!at_ends && named) {
    const float legend = draw_legend(canvas, area, chart.series);
    rest = {area.x, area.y + legend, area.w, area.h - legend};
  }
  const size_t count = chart.days > 0 ? chart.days + 1 : chart.labels.size();
  const Plot plot(canvas, rest, low, high, count, at_ends ? end_room : 6, false, chart.format);
  plot.draw_axes(canvas, chart.labels);
  if (chart.days > 0) draw_days(canvas, plot, rest, chart.days, chart.unit);

  const std::optional<size_t> hovered = plot.hovered(canvas);
  if (hovered) {
    canvas.vertical(plot.x(*hovered), plot.inner().y, plot.inner().h, canvas.colors().field_line);
  }
  for (const LineSeries& one : chart.series) draw_band(canvas, plot, one);
  for (const LineMark& mark : chart.marks) draw_mark(canvas, plot, mark);
  for (const LineSeries& one : chart.series) {
    draw_line(canvas, plot, one);
    if (const auto last = last_value(one)) {
      canvas.circle({x_of(plot, one, *last), plot.y(*one.values[*last])}, 3.5F, one.color);
    }
    const auto at = hovered ? index_at(one, *hovered) : std::nullopt;
    if (at && one.values[*at]) {
      const Point dot{plot.x(*hovered), plot.y(*one.values[*at])};
      canvas.circle(dot, 5.5F, canvas.colors().card);
      canvas.circle(dot, 4, one.color);
    }
  }
  if (at_ends) draw_end_labels(canvas, plot, chart.series);
  return hovered;
}

}  // namespace dangol::ui
