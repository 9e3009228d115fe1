#include "ui/charts/interval_plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/charts/scale.h"
#include "ui/strings/format.h"

namespace dangol::ui {
namespace {

constexpr float kRoomForColumns = 620;  ///< values beside the bars from this width on
constexpr float kRowHeight = 52;
constexpr float kHeadHeight = 30;
constexpr float kColumnGap = 24;
constexpr float kBar = 8;
constexpr float kDot = 6;
constexpr float kTickSpacing = 76;
constexpr double kLightBar = 0.36;
/// How many times as far as the estimates the ends of intervals are followed.
constexpr double kReach = 3;
constexpr double kPadding = 0.05;

/// Where values become pixels.
struct Axis {
  IntervalScale scale;
  float x = 0;
  float w = 0;

  [[nodiscard]] float at(double value) const {
    return x + static_cast<float>(std::clamp(scale.share(value), 0.0, 1.0)) * w;
  }
};

Color tone_color(const Palette& colors, ExperimentTone tone) {
  return tone == ExperimentTone::good  ? colors.accent
         : tone == ExperimentTone::bad ? colors.bad
                                       : colors.faint;
}

std::string tick_text(double tick, double step, std::string_view unit) {
  const double percent = tick * 100;
  const int decimals = step * 100 < 0.995 ? (step * 100 < 0.0995 ? 2 : 1) : 0;
  const std::string number = format_decimal(std::fabs(percent), decimals);
  const char* sign = tick > 0 ? "+" : tick < 0 ? "−" : "";
  return sign + number + std::string(unit);
}

/// The lines behind the bars and what they stand for, under them.
void draw_axis(Canvas& canvas, const Axis& axis, float top, float bottom,
               const ExperimentPlot& plot) {
  const Palette& colors = canvas.colors();
  const int count = std::max(2, static_cast<int>(axis.w / kTickSpacing));
  const std::vector<double> ticks = nice_ticks(axis.scale.low, axis.scale.high, count);
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
  for (const double tick : ticks) {
    if (tick < axis.scale.low || tick > axis.scale.high) continue;
    const float x = axis.at(tick);
    canvas.vertical(x, top, bottom - top, tick == 0 ? colors.muted : colors.line);
    const std::string text = tick_text(tick, step, plot.unit);
    const float width = canvas.text_width(text, kCaption);
    const float left = std::clamp(x - width / 2, axis.x - 4, axis.x + axis.w + 4 - width);
    canvas.text({left, bottom + 4}, text, kCaption, tick == 0 ? colors.muted : colors.faint);
  }
  if (!plot.margin) return;
  const float x = axis.at(*plot.margin);
  const std::array<Point, 2> path{Point{x, top}, Point{x, bottom}};
  canvas.dashed(path, colors.caution, 1.6F);
  const float width = canvas.text_width(plot.margin_label, kCaptionBold);
  const float left = std::clamp(x - width / 2, axis.x, std::max(axis.x, axis.x + axis.w - width));
  canvas.text({left, top - kCaption.line - 2}, plot.margin_label, kCaptionBold, colors.caution);
}

void draw_bar(Canvas& canvas, const Axis& axis, float middle, const ExperimentInterval& row) {
  const Palette& colors = canvas.colors();
  if (!row.value) return;
  const Color color = tone_color(colors, row.tone);
  const bool open_low = !row.low || axis.scale.share(*row.low) < 0;
  const bool open_high = !row.high || axis.scale.share(*row.high) > 1;
  const float arrow = kBar + 2;
  const float left = open_low ? axis.x + arrow : axis.at(*row.low);
  const float right = open_high ? axis.x + axis.w - arrow : axis.at(*row.high);
  const Color light = mix(colors.card, color, kLightBar);
  canvas.fill({left, middle - kBar / 2, std::max(right - left, 2.0F), kBar}, light, kBar / 2);
  if (open_low) {
    canvas.triangle({left + 2, middle - kBar}, {left + 2, middle + kBar}, {axis.x, middle}, light);
  }
  if (open_high) {
    canvas.triangle({right - 2, middle - kBar}, {right - 2, middle + kBar},
                    {axis.x + axis.w, middle}, light);
  }
  canvas.circle({axis.at(*row.value), middle}, kDot, color);
}

/// Name, bar and values in one line.
IntervalPlot draw_columns(Canvas& canvas, Point at, float width, const ExperimentPlot& plot) {
  const Palette& colors = canvas.colors();
  float names = 0;
  std::array<float, 4> columns{};
  const auto cells = [](const ExperimentInterval& row) {
    return std::array<const std::string*, 4>{&row.control, &row.variant, &row.change, &row.p};
  };
  for (size_t i = 0; i < columns.size() && i < plot.heads.size(); ++i) {
    columns[i] = std::min(canvas.text_width(plot.heads[i], kCaption), width * 0.14F);
  }
  for (const ExperimentInterval& row : plot.rows) {
    names = std::max({names, canvas.text_width(row.name, kControlBold),
                      canvas.text_width(row.detail, kCaption)});
    for (size_t i = 0; i < columns.size(); ++i) {
      columns[i] = std::max(columns[i], canvas.text_width(*cells(row)[i], kControlBold));
    }
  }
  names = std::min(names, width * 0.26F);
  float right = at.x + width;
  std::array<float, 4> edges{};
  for (size_t i = columns.size(); i-- > 0;) {
    edges[i] = right;
    right -= columns[i] + kColumnGap;
  }
  const float left = at.x + names + kColumnGap;
  const Axis axis{interval_scale(plot.rows, plot.margin), left, right - left - 8};
  const float top = at.y + kHeadHeight;
  const float foot = top + kRowHeight * static_cast<float>(plot.rows.size());
  for (size_t i = 0; i < columns.size() && i < plot.heads.size(); ++i) {
    canvas.text_in({edges[i] - columns[i], at.y, columns[i], kCaption.line}, plot.heads[i],
                   kCaption, colors.muted, Align::right);
  }
  IntervalPlot result{foot + 8 + kCaption.line, std::nullopt};
  for (size_t i = 0; i < plot.rows.size(); ++i) {
    const Rect whole{at.x - 8, top + kRowHeight * static_cast<float>(i), width + 16, kRowHeight};
    if (!canvas.hovers(whole)) continue;
    result.hovered = i;
    canvas.fill(whole, colors.hover, kControlRadius);
  }
  draw_axis(canvas, axis, top, foot, plot);
  for (size_t i = 0; i < plot.rows.size(); ++i) {
    const ExperimentInterval& row = plot.rows[i];
    const Rect line{at.x, top + kRowHeight * static_cast<float>(i), names, kRowHeight};
    if (row.detail.empty()) {
      canvas.text_in(line, row.name, kControlBold, colors.ink);
    } else {
      const float y = line.center().y - (kControlBold.line + kCaption.line) / 2;
      canvas.text_in({line.x, y, names, kControlBold.line}, row.name, kControlBold, colors.ink);
      canvas.text_in({line.x, y + kControlBold.line, names, kCaption.line}, row.detail, kCaption,
                     colors.muted);
    }
    draw_bar(canvas, axis, line.center().y, row);
    const std::array<Color, 4> inks{
        colors.muted, colors.ink,
        row.tone == ExperimentTone::faint ? colors.muted : tone_color(colors, row.tone),
        colors.muted};
    for (size_t c = 0; c < columns.size(); ++c) {
      const bool strong = c == 1 || c == 2;
      canvas.text_in({edges[c] - columns[c], line.y, columns[c], kRowHeight}, *cells(row)[c],
                     strong ? kControlBold : kControl, inks[c], Align::right);
    }
  }
  return result;
}

/// On narrow screens: the name and the change, the bar over the full width, the values under it.
IntervalPlot draw_stacked(Canvas& canvas, Point at, float width, const ExperimentPlot& plot) {
  constexpr float kBarRow = 26;
  constexpr float kBetween = 14;
  const Palette& colors = canvas.colors();
  const Axis axis{interval_scale(plot.rows, plot.margin), at.x + 6, width - 12};
  const float height = kControlBold.line + kBarRow + kCaption.line + kBetween;
  const float head = plot.margin ? kCaption.line + 4 : 0;
  const float top = at.y + head;
  const float foot = top + height * static_cast<float>(plot.rows.size()) - kBetween + 6;
  IntervalPlot result{foot + 4 + kCaption.line, std::nullopt};
  draw_axis(canvas, axis, top, foot, plot);
  float y = top;
  for (size_t i = 0; i < plot.rows.size(); ++i) {
    const ExperimentInterval& row = plot.rows[i];
    if (canvas.hovers({at.x, y, width, height})) result.hovered = i;
    // What stands before the lines of the axis stays readable.
    const auto over = [&](float x, float line, std::string_view text, const TextStyle& style,
                          Color color) {
      canvas.fill({x - 2, line, canvas.text_width(text, style) + 4, style.line}, colors.card);
      canvas.text({x, line}, text, style, color);
    };
    const std::string name = row.detail.empty() ? row.name : row.name + " · " + row.detail;
    over(at.x, y, name, kControlBold, colors.ink);
    over(at.x + width - canvas.text_width(row.change, kControlBold), y, row.change, kControlBold,
         row.tone == ExperimentTone::faint ? colors.muted : tone_color(colors, row.tone));
    draw_bar(canvas, axis, y + kControlBold.line + kBarRow / 2, row);
    const float under = y + kControlBold.line + kBarRow;
    over(at.x, under, row.control + " → " + row.variant, kCaption, colors.muted);
    over(at.x + width - canvas.text_width(row.p, kCaption), under, row.p, kCaption, colors.muted);
    y += height;
  }
  return result;
}

}  // namespace

IntervalScale interval_scale(std::span<const ExperimentInterval> rows,
                             const std::optional<double>& margin) {
  double low = std::min(margin.value_or(0), 0.0);
  double high = std::max(margin.value_or(0), 0.0);
  double narrowest = 0;
  double lowest = 0;
  double highest = 0;
  for (const ExperimentInterval& row : rows) {
    if (!row.value) continue;
    low = std::min(low, *row.value);
    high = std::max(high, *row.value);
    lowest = std::min(lowest, row.low.value_or(*row.value));
    highest = std::max(highest, row.high.value_or(*row.value));
    if (!row.low || !row.high) continue;
    const double reach = std::max(std::fabs(*row.low), std::fabs(*row.high));
    if (narrowest == 0 || reach < narrowest) narrowest = reach;
  }
  const double limit = std::max(kReach * std::max(-low, high), narrowest);
  low = std::min(low, std::max(lowest, -limit));
  high = std::max(high, std::min(highest, limit));
  if (!(high - low > 0)) return {-0.1, 0.1};
  const double padding = (high - low) * kPadding;
  return {low - padding, high + padding};
}

IntervalPlot draw_experiment_intervals(Canvas& canvas, Point at, float width,
                                       const ExperimentPlot& plot) {
  return width >= kRoomForColumns ? draw_columns(canvas, at, width, plot)
                                  : draw_stacked(canvas, at, width, plot);
}

}  // namespace dangol::ui
