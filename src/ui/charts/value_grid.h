// Means of a table of customers, coloured by size: where nobody is, the cell is blank, and where
// there are too few to judge by, it is hatched.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/charts/plot.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct ValueGridCell {
  std::optional<double> value;  ///< none = nobody
  double n = 0;
};

struct ValueGridChart {
  std::span<const ValueGridCell> cells;  ///< row by row, all rows equally long
  std::span<const std::string> rows;
  std::span<const std::string> columns;
  std::string_view rows_title;
  std::string_view columns_title;
  FormatTick format;
  double most = 1;       ///< what the deepest colour stands for; > 0
  double minimum_n = 0;  ///< fewer are too few
};

enum class ValueCellState { nobody, too_few, told };
[[nodiscard]] ValueCellState cell_state(const ValueGridCell& cell, double minimum_n);

struct ValueGridResult {
  float bottom = 0;
  std::optional<size_t> hovered;  ///< index of the cell
};
ValueGridResult draw_value_grid(Canvas& canvas, Point at, float width, const ValueGridChart& chart);

}  // namespace dangol::ui
