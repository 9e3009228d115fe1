#include "table/date_cell.h"

#include <algorithm>
#include <cmath>

#include "base/date_time.h"

namespace dangol::table {

namespace {

constexpr int32_t kSecondsPerDay = 86'400;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The digits of `text`, all of them; empty when something else stands there.
std::optional<int64_t> parse_digits(std::string_view text) {
  if (text.empty() || text.size() > 15) return std::nullopt;
  int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Moment> parse_day_number(std::string_view text) {
  constexpr int64_t kFirst = 20'000;
  constexpr int64_t kLast = 79'999;
  constexpr int32_t kDaysBefore1970 = 25'569;
  if (text.size() < 5) return std::nullopt;
  const size_t mark = std::min(text.find_first_of(".,"), text.size());
  const auto whole = parse_digits(text.substr(0, mark));
  if (mark != 5 || !whole || *whole < kFirst || *whole > kLast) return std::nullopt;
  Moment moment{static_cast<Day>(*whole) - kDaysBefore1970, 0, false};
  if (mark == text.size()) return moment;
  const std::string_view fraction = text.substr(mark + 1);
  const auto parts = parse_digits(fraction);
  if (!parts) return std::nullopt;
  const double share =
      static_cast<double>(*parts) / std::pow(10.0, static_cast<double>(fraction.size()));
  moment.second =
      std::min(static_cast<int32_t>(std::lround(share * kSecondsPerDay)), kSecondsPerDay - 1);
  moment.has_time = true;
  return moment;
}

std::optional<Moment> parse_seconds_since_1970(std::string_view text) {
  constexpr int64_t kFirst = 1'000'000'000;
  constexpr int64_t kLast = 4'102'444'799;
  if (text.size() != 10 && text.size() != 13) return std::nullopt;
  auto seconds = parse_digits(text);
  if (!seconds) return std::nullopt;
  if (text.size() == 13) *seconds /= 1000;
  if (*seconds < kFirst || *seconds > kLast) return std::nullopt;
  return Moment{static_cast<Day>(*seconds / kSecondsPerDay),
                static_cast<int32_t>(*seconds % kSecondsPerDay), true};
}

bool is_number_date(std::string_view text) {
  return parse_day_number(text) || parse_seconds_since_1970(text);
}

bool is_clock(std::string_view text) {
  constexpr size_t kLongest = 24;
  if (text.size() < 4 || text.size() > kLongest) return false;
  char dated[kLongest + 11] = "2000-01-01 ";
  std::copy(text.begin(), text.end(), dated + 11);
  DateFields fields;
  return parse_date_time({dated, 11 + text.size()}, fields) && fields.second_of_day >= 0;
}

}  // namespace dangol::table
