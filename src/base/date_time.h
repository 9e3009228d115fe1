// Timestamps as exports write them. A cell alone does not tell whether 1/5/2024 is in January or in
// May, so reading a cell and deciding on the order of day and month are two steps.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/civil.h"

namespace dangol {

enum class DateShape : uint8_t {
  ymd,       ///< certain: `first` is the month, `second` the day
  ambiguous  ///< `first` and `second` as written; either may be the month
};

struct DateFields {
  int32_t year = 0;
  uint8_t first = 0;
  uint8_t second = 0;
  DateShape shape = DateShape::ymd;
  int32_t second_of_day = -1;  ///< 0..86399; fractions are cut off; -1 = the cell holds no time
  std::optional<int32_t> zone_minutes;  ///< minutes east of UTC when the cell names its zone
};

/// Reads one cell: a date, then optionally a time and a zone.
///
/// Dates, certain: `2024-01-05`, `2024/1/5`, `2024.01.05`, `2024. 1. 5.`, `2024년 1월 5일`,
/// `20240105`, `Jan 5, 2024`, `5 January 2024`, `05-Jan-2024`. Ambiguous: `1/5/2024`, `05.01.2024`,
/// `5-1-2024` (an ambiguous date is accepted when at least one of its readings exists).
/// Times, after a blank or `T`: `09:30`, `9:30:00`, `09:30:00.125`, with `AM`/`PM` after or
/// `오전`/`오후` before or after. Zones: `Z`, `UTC`, `GMT`, `+09`, `+0900`, `+09:00`, `UTC+9`.
///
/// Returns false, `out` then being unspecified, for everything else: years outside 1900..2199, days
/// that do not exist, trailing text. O(size); allocates nothing.
[[nodiscard]] bool parse_date_time(std::string_view text, DateFields& out);

/// The day that the fields mean. `day_first` decides on an ambiguous date and does not matter for
/// a certain one. Empty when that reading does not exist (13/1/2024 with the month first).
[[nodiscard]] std::optional<Day> resolve_day(const DateFields& fields, bool day_first);

}  // namespace dangol
