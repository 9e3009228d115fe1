// Amounts under one another on one scale from zero, each with its 95% interval.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "ui/charts/plot.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct ValueRow {
  std::string name;
  std::optional<double> value;
  std::optional<double> low;
  std::optional<double> high;
  std::string text;  ///< the amount, as it is written
  std::string note;  ///< what it rests on
};

struct ValueRows {
  float bottom = 0;
  std::optional<size_t> hovered;
};
ValueRows draw_value_rows(Canvas& canvas, Point at, float width, std::span<const ValueRow> rows);

}  // namespace dangol::ui
