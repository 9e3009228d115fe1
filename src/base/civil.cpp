#include "base/civil.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace dangol {
namespace {

constexpr std::array<uint8_t, 12> kMonthDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr std::array<std::string_view, 5> kUnitNames = {"day", "week", "month", "quarter", "year"};
/// Monday of the ISO week of 1970-01-01, a Thursday.
constexpr Day kFirstMonday = -3;

bool is_leap(int32_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t floor_divide(int32_t value, int32_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

void append_padded(std::string& text, int32_t value, size_t width) {
  const std::string digits = std::to_string(value < 0 ? -value : value);
  if (value < 0) text += '-';
  if (digits.size() < width) text.append(width - digits.size(), '0');
  text += digits;
}

std::string padded_year(int32_t year) {
  std::string text;
  append_padded(text, year, 4);
  return text;
}

}  // namespace

bool is_valid(const CivilDate& date) {
  if (date.month < 1 || date.month > 12 || date.day < 1) return false;
  const uint32_t leap_day = date.month == 2 && is_leap(date.year) ? 1 : 0;
  return date.day <= kMonthDays[date.month - 1] + leap_day;
}

Day to_day(const CivilDate& date) {
  const int32_t year = date.year - (date.month <= 2 ? 1 : 0);
  const int32_t era = floor_divide(year, 400);
  const auto year_of_era = static_cast<uint32_t>(year - era * 400);
  const uint32_t month_from_march = date.month > 2 ? date.month - 3 : date.month + 9;
  const uint32_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const uint32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<int32_t>(day_of_era) - 719468;
}

CivilDate to_civil(Day day) {
  const int32_t shifted = day + 719468;
  const int32_t era = floor_divide(shifted, 146097);
  const auto day_of_era = static_cast<uint32_t>(shifted - era * 146097);
  const uint32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const uint32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const uint32_t month_from_march = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  date.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  date.year = static_cast<int32_t>(year_of_era) + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

std::string format_day(Day day) {
  const CivilDate date = to_civil(day);
  std::string text = padded_year(date.year);
  text += '-';
  append_padded(text, static_cast<int32_t>(date.month), 2);
  text += '-';
  append_padded(text, static_cast<int32_t>(date.day), 2);
  return text;
}

std::optional<Day> parse_iso_day(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  // Checks eight bytes at once: after the exclusive or a digit is 0..9 and a hyphen 0, and adding
  // what is missing to 0x80 raises the top bit of every byte that is anything else.
  constexpr uint8_t kMargin[8] = {0x76, 0x76, 0x76, 0x76, 0x7F, 0x76, 0x76, 0x7F};
  uint64_t bytes = 0;
  uint64_t pattern = 0;
  uint64_t margin = 0;
  std::memcpy(&bytes, text.data(), 8);
  std::memcpy(&pattern, "0000-00-", 8);
  std::memcpy(&margin, kMargin, 8);
  bytes ^= pattern;
  if ((((bytes + margin) | bytes) & 0x8080808080808080U) != 0) return std::nullopt;
  const auto digit = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(text[i])) - '0';
  };
  if (digit(8) > 9 || digit(9) > 9) return std::nullopt;
  CivilDate date;
  date.year = static_cast<int32_t>(digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3));
  date.month = digit(5) * 10 + digit(6);
  date.day = digit(8) * 10 + digit(9);
  if (!is_valid(date)) return std::nullopt;
  return to_day(date);
}

PeriodIndex period_of(Day day, PeriodUnit unit) {
  switch (unit) {
    case PeriodUnit::day:
      return day;
    case PeriodUnit::week:
      return floor_divide(day - kFirstMonday, 7);
    case PeriodUnit::month: {
      const CivilDate date = to_civil(day);
      return date.year * 12 + static_cast<int32_t>(date.month) - 1;
    }
    case PeriodUnit::quarter: {
      const CivilDate date = to_civil(day);
      return date.year * 4 + (static_cast<int32_t>(date.month) - 1) / 3;
    }
    case PeriodUnit::year:
      return to_civil(day).year;
  }
  return day;
}

Day first_day(PeriodIndex period, PeriodUnit unit) {
  switch (unit) {
    case PeriodUnit::day:
      return period;
    case PeriodUnit::week:
      return period * 7 + kFirstMonday;
    case PeriodUnit::month: {
      const int32_t year = floor_divide(period, 12);
      return to_day({year, static_cast<uint32_t>(period - year * 12) + 1, 1});
    }
    case PeriodUnit::quarter: {
      const int32_t year = floor_divide(period, 4);
      return to_day({year, static_cast<uint32_t>(period - year * 4) * 3 + 1, 1});
    }
    case PeriodUnit::year:
      return to_day({period, 1, 1});
  }
  return period;
}

Day last_day(PeriodIndex period, PeriodUnit unit) {
  return first_day(period + 1, unit) - 1;
}

std::string format_period(PeriodIndex period, PeriodUnit unit) {
  const Day first = first_day(period, unit);
  const CivilDate date = to_civil(first);
  switch (unit) {
    case PeriodUnit::day:
      return format_day(first);
    case PeriodUnit::week: {
      // An ISO week belongs to the year of its Thursday.
      const int32_t year = to_civil(first + 3).year;
      std::string text = padded_year(year) + "-W";
      append_padded(text, (first + 3 - to_day({year, 1, 1})) / 7 + 1, 2);
      return text;
    }
    case PeriodUnit::month: {
      std::string text = padded_year(date.year) + "-";
      append_padded(text, static_cast<int32_t>(date.month), 2);
      return text;
    }
    case PeriodUnit::quarter:
      return padded_year(date.year) + "-Q" + std::to_string((date.month - 1) / 3 + 1);
    case PeriodUnit::year:
      return padded_year(date.year);
  }
  return {};
}

Day months_later(Day day, uint32_t months) {
  const PeriodIndex month = period_of(day, PeriodUnit::month);
  const PeriodIndex later = month + static_cast<PeriodIndex>(months);
  const Day same = first_day(later, PeriodUnit::month) + day - first_day(month, PeriodUnit::month);
  return std::min(same, last_day(later, PeriodUnit::month));
}

std::optional<PeriodUnit> parse_period_unit(std::string_view name) {
  for (size_t i = 0; i < kUnitNames.size(); ++i) {
    if (kUnitNames[i] == name) return static_cast<PeriodUnit>(i);
  }
  return std::nullopt;
}

std::string_view period_unit_name(PeriodUnit unit) {
  return kUnitNames[static_cast<size_t>(unit)];
}

}  // namespace dangol
