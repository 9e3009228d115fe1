// Timestamps as exports write them. A cell alone does not tell whether 1/5/2024 is in January or in
// May, so reading a cell and deciding on the order of its numbers are two steps.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/civil.h"

namespace dangol {

enum class DateShape : uint8_t {
  ymd,        ///< certain: `first` is the month, `second` the day
  ambiguous,  ///< `first` and `second` as written; either may be the month
  two_digit   ///< `24/01/05`, `01/05/24`: `first`, `second` and `year` are the three numbers as
              ///< written (`year` is below 100); the first or the last of them is the year
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
/// `24년 1월 5일`, `20240105`, `Jan 5, 2024`, `5 January 2024`, `05-Jan-2024`, `05-Jan-24`.
/// Ambiguous: `1/5/2024`, `05.01.2024`, `5-1-2024`; two-digit: the same with a year of two digits,
/// in front or behind (both are accepted when at least one of their readings exists). A weekday may
/// stand before (`Fri, 5 Jan 2024`) or behind (`2024-01-05 (금)`, `금요일`); it is not checked.
/// Times, after a blank or `T`, as parse_clock() reads them. Zones: `Z`, `+09`, `+0900`, `+09:00`,
/// `UTC+9`, the abbreviations and names of time_zone.h; `[Asia/Seoul]` or `(KST)` behind an offset
/// is passed over. A zone with summer time behind an ambiguous date is refused.
///
/// Returns false, `out` then being unspecified, for everything else: years outside 1900..2199, days
/// that do not exist, trailing text. O(size); allocates nothing.
[[nodiscard]] bool parse_date_time(std::string_view text, DateFields& out);

/// The day that the fields mean, when the year of a two-digit date is its last number. `day_first`
/// decides on dates that are not certain. Empty when that reading does not exist (13/1/2024 with
/// the month first). Years of two digits are 1970..2069.
[[nodiscard]] std::optional<Day> resolve_day(const DateFields& fields, bool day_first);
/// The same when the year of a two-digit date is its first number (`24/01/05`); other dates as
/// resolve_day() with the month first.
[[nodiscard]] std::optional<Day> resolve_year_first(const DateFields& fields);

/// A time of day alone, in seconds: `15:04`, `15:04:05.9`, `3:04:05 PM`, `오후 3:04`, `15시 4분
/// 5초`.
[[nodiscard]] std::optional<int32_t> parse_clock(std::string_view text);

/// A day as Excel counts them, `45384` or with the time of day `45384.3479` (to the nearest
/// second), in the 1900 system: day 60, the 1900-02-29 that never was, lies before the 20,000 to
/// 80,000 (1954..2119) that are accepted. Only a whole column tells such days from other numbers.
[[nodiscard]] bool parse_excel_serial(std::string_view text, DateFields& out);

/// Seconds (10 digits) or milliseconds (13 digits) since 1970, in UTC, from 2001-09-09 to 2099;
/// decimals are cut off. Only a whole column tells them from other numbers.
[[nodiscard]] bool parse_epoch(std::string_view text, DateFields& out);

}  // namespace dangol
