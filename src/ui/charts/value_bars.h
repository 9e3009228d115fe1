// Bars beside one another for each class: what was expected, what came.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/charts/plot.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct ValueBarSeries {
  std::string name;
  Color color;
  std::vector<std::optional<double>> values;  ///< none = no bar
};

/// Where the bars of one class stand, from its left edge: each bar's left end and width, with a
/// hairline between them. `count` > 0.
struct ValueBarSpan {
  float left = 0;
  float width = 0;
};
[[nodiscard]] std::vector<ValueBarSpan> bars_beside(float step, size_t count);

/// Returns the class under the pointer, which is marked.
std::optional<size_t> draw_value_bars(Canvas& canvas, const Rect& area,
                                      std::span<const std::string> labels,
                                      std::span<const ValueBarSeries> series,
                                      const FormatTick& format);

}  // namespace dangol::ui
