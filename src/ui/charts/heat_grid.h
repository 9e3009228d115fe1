// Counts in rows and columns, coloured by size: where most of them are.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct HeatGrid {
  std::span<const uint64_t> counts;  ///< row by row, all rows equally long
  std::span<const std::string> rows;
  std::span<const std::string> columns;
  std::string_view rows_title;
  std::string_view columns_title;
};

struct HeatGridResult {
  float bottom = 0;
  std::optional<size_t> hovered;  ///< index of the count
};
/// `height`: of all, titles included.
HeatGridResult draw_heat_grid(Canvas& canvas, Point at, float width, float height,
                              const HeatGrid& grid);

}  // namespace dangol::ui
