// Numbers, money and periods as people write them, in both languages. Pure text work: no Dear
// ImGui, no platform locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace dangol::ui {

/// Rounded to an integer, thousands grouped: `12,345`.
[[nodiscard]] std::string format_count(double value);
/// `decimals` digits after the point, thousands grouped. Never "-0".
[[nodiscard]] std::string format_decimal(double value, int decimals);
/// A fraction as a percentage: 0.5394 gives `53.9%`, and `100%` without decimals.
[[nodiscard]] std::string format_rate(double fraction);
/// `48.7–59.1%`.
[[nodiscard]] std::string format_rate_range(double low, double high);
/// `43.0 MB`, decimal units.
[[nodiscard]] std::string format_bytes(double bytes);

/// Money as a number with a sign for its currency, before or after it. Either may be empty.
struct MoneyText {
  std::string before;
  std::string number;
  std::string after;

  [[nodiscard]] std::string joined() const { return before + number + after; }
};
/// `currency`: ISO code, empty = unknown. Currencies without minor units get no decimals, and an
/// amount that is told roughly at most so many.
[[nodiscard]] MoneyText format_money(double value, std::string_view currency, Language language,
                                     int most_decimals = 4);
/// At most about five characters, for axes and narrow cells: `1.2만`, `12.3K`.
[[nodiscard]] std::string format_compact(double value, Language language);

/// `2019-Q4` as `2019년 4분기` or `Q4 2019`; other units likewise.
[[nodiscard]] std::string format_period_name(std::string_view period, Language language);
/// For axes and cohort names: `19 Q4`, `19-12`, `19 W51`, `2019`.
[[nodiscard]] std::string short_period_name(std::string_view period);
/// `2024년 4월 3일` or `April 3, 2024`. REQUIRES: month 1..12.
[[nodiscard]] std::string format_day(int year, int month, int day, Language language);
/// The same period one year earlier (`2019-Q4` gives `2018-Q4`); empty for days.
[[nodiscard]] std::string year_before(std::string_view period);

/// One way to read a date whose day and month cannot be told apart.
struct DateReading {
  std::string_view order;  ///< "mdy", "dmy" or "ymd"
  int year = 0;
  int month = 0;
  int day = 0;
};
/// The readings of `03/04/2024` that exist and differ from one another; none where the text does
/// not start with three numbers. Two-digit years are those of 1970 to 2069.
[[nodiscard]] std::vector<DateReading> date_readings(std::string_view text);

}  // namespace dangol::ui
