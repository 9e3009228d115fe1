// Lines over periods or days with a shaded interval and their names at their ends, where there is
// room, or above them where there is not.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/charts/plot.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct LineSeries {
  static constexpr size_t kAll = static_cast<size_t>(-1);

  std::string name;
  Color color;
  bool dashed =
      false;  ///< a model's: thinner, and all of it dashed unless `observed` says where from
  std::vector<std::optional<double>> values;
  std::vector<std::optional<double>> low;  ///< the interval; empty = none
  std::vector<std::optional<double>> high;
  std::vector<double> days;  ///< where the values are, rising; empty = 0, 1, 2, ...
  bool steps = false;        ///< holds each value until the next one
  size_t observed = kAll;    ///< values from this index on are joined by dashes
};

/// A place on the x axis, with a name beside the line that goes up to `value`.
struct LineMark {
  double day = 0;
  double value = 0;
  std::string name;
  Color color;
  bool above = false;  ///< the name: where the line falls, there is room above it
};

struct LineChart {
  std::span<const std::string> labels;  ///< of the periods; unused where there are days
  std::span<const LineSeries> series;
  FormatTick format;
  size_t days = 0;                         ///< > 0: the x axis counts days, up to this one
  std::string_view unit = "ui.unit.days";  ///< what it counts, as a key with an {n}
  std::span<const LineMark> marks = {};
};

/// Returns the position (or day) under the pointer, which is marked.
std::optional<size_t> draw_line_chart(Canvas& canvas, const Rect& area, const LineChart& chart);

/// The value in force at `position`; with `days`, the last one that is not later.
[[nodiscard]] std::optional<size_t> index_at(const LineSeries& series, size_t position);

}  // namespace dangol::ui
