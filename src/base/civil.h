// Calendar days, ISO weeks and periods as plain integers: no clock, no time zone, no locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dangol {

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
using Day = int32_t;

struct CivilDate {
  int32_t year = 1970;
  uint32_t month = 1;  ///< 1..12
  uint32_t day = 1;    ///< 1..31
};

[[nodiscard]] bool is_valid(const CivilDate& date);
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil).
[[nodiscard]] Day to_day(const CivilDate& date);
[[nodiscard]] CivilDate to_civil(Day day);
/// `YYYY-MM-DD`.
[[nodiscard]] std::string format_day(Day day);
/// Reads `YYYY-MM-DD` exactly.
[[nodiscard]] std::optional<Day> parse_iso_day(std::string_view text);

enum class PeriodUnit { day, week, month, quarter, year };

/// A period's position on its own scale: periods that follow each other differ by one.
/// Weeks are ISO weeks (Monday to Sunday).
using PeriodIndex = int32_t;

[[nodiscard]] PeriodIndex period_of(Day day, PeriodUnit unit);
[[nodiscard]] Day first_day(PeriodIndex period, PeriodUnit unit);
[[nodiscard]] Day last_day(PeriodIndex period, PeriodUnit unit);
/// `2019`, `2019-Q4`, `2019-12`, `2019-W51` or `2019-12-30`.
[[nodiscard]] std::string format_period(PeriodIndex period, PeriodUnit unit);

/// The same day so many months later; the last one of a month that is too short.
[[nodiscard]] Day months_later(Day day, uint32_t months);

[[nodiscard]] std::optional<PeriodUnit> parse_period_unit(std::string_view name);
[[nodiscard]] std::string_view period_unit_name(PeriodUnit unit);

}  // namespace dangol
