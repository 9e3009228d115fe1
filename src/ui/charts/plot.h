// What every chart over periods shares: its area, its axes and the way from values to pixels. Text
// keeps its size whatever the width; labels are dropped instead.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/widgets/canvas.h"

namespace dangol::ui {

/// A value's text on the y axis.
using FormatTick = std::function<std::string(double)>;

class Plot {
 public:
  /// `area`: everything, with the axis labels. `right`: kept free for labels at the line ends.
  /// `bands`: whether each position has a width of its own (bars) or is a point on a line.
  /// `whole`: whether the values are counts.
  Plot(const Canvas& canvas, const Rect& area, double low, double high, size_t count, float right,
       bool bands, const FormatTick& format, bool whole = false);

  [[nodiscard]] const Rect& inner() const { return inner_; }
  [[nodiscard]] float step() const { return step_; }
  [[nodiscard]] float x(size_t index) const { return x_at(static_cast<float>(index)); }
  /// Between two positions too.
  [[nodiscard]] float x_at(float position) const;
  [[nodiscard]] float y(double value) const;
  /// The position nearest to the pointer, while it is over the chart.
  [[nodiscard]] std::optional<size_t> hovered(const Canvas& canvas) const;
  void draw_axes(Canvas& canvas, std::span<const std::string> labels) const;

 private:
  Rect area_;
  Rect inner_;
  size_t count_;
  bool bands_;
  float step_ = 0;
  std::vector<double> ticks_;
  std::vector<std::string> tick_texts_;
};

}  // namespace dangol::ui
