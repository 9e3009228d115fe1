// What a cell of a date column can be besides a date as people write it: a spreadsheet's day
// number, seconds since 1970, a time without a day.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/civil.h"

namespace dangol::table {

/// How a cell writes its date.
enum class DateForm : uint8_t { text, packed, serial, epoch };

/// A day and a second of it, on the clock that the cell follows.
struct Moment {
  Day day = 0;
  int32_t second = 0;
  bool has_time = false;  ///< false: `second` is 0 because the cell names only a day
};

/// A spreadsheet's day number (`45384.3479`, days since 1899-12-30, of 1954 to 2119).
[[nodiscard]] std::optional<Moment> parse_day_number(std::string_view text);
/// Seconds (10 digits, of 2001 to 2100) or milliseconds (13 digits) since 1970, in UTC.
[[nodiscard]] std::optional<Moment> parse_seconds_since_1970(std::string_view text);
[[nodiscard]] bool is_number_date(std::string_view text);
[[nodiscard]] bool is_clock(std::string_view text);

}  // namespace dangol::table
