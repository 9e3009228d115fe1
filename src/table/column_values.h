// What the values of one column look like, counted over the sample.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/number.h"
#include "table/sample.h"

namespace dangol::table {

/// Counts of cells that have some shape; one cell can have several. Blank cells count for nothing
/// but `records`.
struct ColumnValues {
  size_t records = 0;
  size_t filled = 0;
  size_t dates = 0;          ///< written as dates, packed ones (20240105) too
  size_t number_dates = 0;   ///< a spreadsheet's day numbers, seconds since 1970: only a name tells
  size_t clocks = 0;         ///< times without a day
  size_t no_words = 0;       ///< `N`, `false`, `0`, `없음`
  size_t amounts = 0;        ///< numbers in either way of writing them
  size_t with_decimals = 0;  ///< amounts with a fraction
  size_t with_symbol = 0;    ///< amounts with a currency sign or thousands separators
  size_t small_integers = 0;  ///< plain, up to three digits, without leading zeros
  size_t emails = 0;
  size_t phones = 0;
  size_t masked = 0;           ///< `abcd****`
  size_t hash_numbers = 0;     ///< `#1001`
  size_t person_like = 0;      ///< words with a blank between them, or two to four Korean syllables
  size_t comma_decimals = 0;   ///< `1.234,50`, `399,00`
  size_t point_decimals = 0;   ///< `1,234.50`, `399.00`
  size_t grouping_points = 0;  ///< `12.000`: a group or three decimals
  size_t below_thousand = 0;   ///< whole numbers without any mark
  size_t above_thousand = 0;
  size_t with_digits = 0;  ///< any text that holds a digit
  size_t distinct = 0;
  double largest = 0;

  /// Whether at least `share` of the filled cells are `count`; false when all are blank.
  [[nodiscard]] bool mostly(size_t count, double share = 0.6) const;
  /// How most of the numbers are written; `otherwise` where none of them says so. Points stand
  /// between thousands also where `12.000` and `500` occur and neither `12000` nor `12.00` does.
  [[nodiscard]] NumberFormat number_format(const NumberFormat& otherwise) const;
};

/// O(cells of the column x log).
[[nodiscard]] ColumnValues look_at_column(const Sample& sample, size_t column);

}  // namespace dangol::table
