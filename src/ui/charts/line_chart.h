// Lines over periods with a shaded interval and their names at their ends, where there is room, or
// above them where there is not.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/charts/plot.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct LineSeries {
  std::string name;
  Color color;
  bool dashed = false;
  std::vector<std::optional<double>> values;
  std::vector<std::optional<double>> low;  ///< the interval; empty = none
  std::vector<std::optional<double>> high;
};

/// Returns the position under the pointer, which is marked.
std::optional<size_t> draw_line_chart(Canvas& canvas, const Rect& area,
                                      std::span<const std::string> labels,
                                      std::span<const LineSeries> series, const FormatTick& format);

}  // namespace dangol::ui
