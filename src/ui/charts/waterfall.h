// How one amount became another: a row for each step, so that names and amounts have room on a
// phone too, and every bar starts where the one above it ends.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/charts/plot.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct WaterfallStep {
  std::string name;
  double amount = 0;
  bool total = false;  ///< stands on zero: the amount from which or at which one arrives
};

struct WaterfallSpan {
  double from = 0;
  double to = 0;
};
/// Where each bar begins and ends. A total starts anew, so that what does not sum shows as a step
/// between two bars.
[[nodiscard]] std::vector<WaterfallSpan> waterfall_spans(std::span<const WaterfallStep> steps);

struct WaterfallResult {
  float bottom = 0;
  std::optional<size_t> hovered;
};
WaterfallResult draw_waterfall(Canvas& canvas, Point at, float width,
                               std::span<const WaterfallStep> steps, const FormatTick& format);

}  // namespace dangol::ui
