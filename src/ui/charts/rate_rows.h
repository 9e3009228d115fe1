// Rates under one another, each with its interval and what it rests on.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "report/report.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct RateRow {
  std::string name;
  report::Estimate rate;
};

struct RateRows {
  float bottom = 0;
  std::optional<size_t> hovered;
};
/// A rate that rests on fewer than `minimum_n` is hatched: too few to judge by.
RateRows draw_rate_rows(Canvas& canvas, Point at, float width, std::span<const RateRow> rows,
                        uint32_t minimum_n);

}  // namespace dangol::ui
