// Stacked bars over periods, with their names above.
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
  std::vector<double> values;  ///< negative ones only where there is one series
};

/// From the bottom of the stack to its top. `whole`: the values are counts. Returns the position
/// under the pointer, which is marked.
std::optional<size_t> draw_bar_chart(Canvas& canvas, const Rect& area,
                                     std::span<const std::string> labels,
                                     std::span<const BarSeries> series, const FormatTick& format,
                                     bool whole = false);

}  // namespace dangol::ui
