// Stacked bars over periods or classes, with their names above and marks between them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/charts/plot.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct BarSeries {
  std::string name;  ///< empty where there is only one
  Color color;
  std::vector<double> values;  ///< negative ones stack below zero
};

/// A place between the bars' left edges: 1.5 is the middle of the second bar.
struct BarMark {
  float position = 0;
  std::string name;
  Color color;
};

/// From what height to what height each bar of a stack reaches at `index`: what is positive from
/// zero up, what is negative from zero down, in the order of the series.
struct BarSpan {
  double from = 0;
  double to = 0;
};
[[nodiscard]] std::vector<BarSpan> stack_bars(std::span<const BarSeries> series, size_t index);

/// From zero outwards. `whole`: the values are counts. `marks`: from left to right. Returns the
/// position under the pointer, which is marked.
std::optional<size_t> draw_bar_chart(Canvas& canvas, const Rect& area,
                                     std::span<const std::string> labels,
                                     std::span<const BarSeries> series, const FormatTick& format,
                                     bool whole = false, std::span<const BarMark> marks = {});

}  // namespace dangol::ui
