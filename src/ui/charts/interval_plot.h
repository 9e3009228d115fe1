// Changes against the control under one another, each with its interval, around a line at zero and,
// where there is one, the margin. What holds zero is grey; an end that does not fit is an arrow.
#pragma once

#include <optional>
#include <span>

#include "ui/experiment_page.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

/// What the plot shows of the changes: from `low` to `high`, as fractions.
struct IntervalScale {
  double low = 0;
  double high = 0;

  /// 0 at the left end, 1 at the right one; beyond them what does not fit.
  [[nodiscard]] double share(double value) const { return (value - low) / (high - low); }
};
/// Zero, the margin and every estimate are always within it. The ends of intervals are, unless they
/// are open or so far out that the others would become dots.
[[nodiscard]] IntervalScale interval_scale(std::span<const ExperimentInterval> rows,
                                           const std::optional<double>& margin);

struct IntervalPlot {
  float bottom = 0;
  std::optional<size_t> hovered;
};
IntervalPlot draw_experiment_intervals(Canvas& canvas, Point at, float width,
                                       const ExperimentPlot& plot);

}  // namespace dangol::ui
