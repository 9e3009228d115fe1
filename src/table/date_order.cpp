#include "table/date_order.h"

#include <bit>

namespace dangol::table {

namespace {

// The bits of a PackedDate, from the lowest: three numbers of seven bits, or two of five and the
// years since 1900; whether the year has two digits; a shift of three bits for each order.
constexpr uint32_t kTwoDigitBit = 1U << 21U;
constexpr uint32_t kShiftBits = 22;
constexpr int32_t kFirstYear = 1900;

uint32_t shift_place(DateOrder order) {
  return kShiftBits + 3 * static_cast<uint32_t>(order);
}

uint32_t count(const std::array<uint64_t, 2>& numbers) {
  return static_cast<uint32_t>(std::popcount(numbers[0]) + std::popcount(numbers[1]));
}

/// Whether years stand on the side of `years` and days on that of `days`.
bool looks_like_years(const std::array<uint64_t, 2>& years, const std::array<uint64_t, 2>& days) {
  constexpr uint32_t kManyDays = 16;
  return count(days) >= kManyDays && count(days) >= 4 * count(years);
}

enum class YearPlace : uint8_t { unknown, front, behind };

YearPlace find_year(const DateEvidence& evidence) {
  const uint64_t front = evidence.year_first.rows;
  const uint64_t behind = evidence.day_first.rows + evidence.month_first.rows;
  if (front != behind) return front > behind ? YearPlace::front : YearPlace::behind;
  if (looks_like_years(evidence.first_numbers, evidence.last_numbers)) return YearPlace::front;
  if (looks_like_years(evidence.last_numbers, evidence.first_numbers)) return YearPlace::behind;
  return YearPlace::unknown;
}

}  // namespace

std::optional<DateOrder> parse_date_order(std::string_view name) {
  if (name == "dmy") return DateOrder::dmy;
  if (name == "mdy") return DateOrder::mdy;
  if (name == "ymd") return DateOrder::ymd;
  return std::nullopt;
}

std::string_view date_order_name(DateOrder order) {
  switch (order) {
    case DateOrder::dmy:
      return "dmy";
    case DateOrder::mdy:
      return "mdy";
    case DateOrder::ymd:
      return "ymd";
  }
  return {};
}

std::optional<Day> read_in_order(const DateFields& fields, DateOrder order) {
  if (order != DateOrder::ymd) return resolve_day(fields, order == DateOrder::dmy);
  if (fields.shape == DateShape::ambiguous) return std::nullopt;
  return resolve_year_first(fields);
}

PackedDate pack_date(const DateFields& fields, const DayShifts& shifts) {
  const uint32_t first = fields.first;
  const uint32_t second = fields.second;
  uint32_t packed = 0;
  if (fields.shape == DateShape::two_digit) {
    packed = first | second << 7U | static_cast<uint32_t>(fields.year) << 14U | kTwoDigitBit;
  } else {
    packed = first | second << 5U | static_cast<uint32_t>(fields.year - kFirstYear) << 10U;
  }
  for (const DateOrder order : kDateOrders) {
    const auto shift = static_cast<uint32_t>(shifts[static_cast<size_t>(order)]);
    packed |= (shift & 7U) << shift_place(order);
  }
  return static_cast<PackedDate>(packed);
}

std::optional<Day> unpack_date(PackedDate date, DateOrder order) {
  const auto packed = static_cast<uint32_t>(date);
  DateFields fields;
  if ((packed & kTwoDigitBit) != 0) {
    fields.first = static_cast<uint8_t>(packed & 127U);
    fields.second = static_cast<uint8_t>(packed >> 7U & 127U);
    fields.year = static_cast<int32_t>(packed >> 14U & 127U);
    fields.shape = DateShape::two_digit;
  } else {
    fields.first = static_cast<uint8_t>(packed & 31U);
    fields.second = static_cast<uint8_t>(packed >> 5U & 31U);
    fields.year = static_cast<int32_t>(packed >> 10U & 511U) + kFirstYear;
    fields.shape = DateShape::ambiguous;
  }
  const auto day = read_in_order(fields, order);
  if (!day) return std::nullopt;
  const auto shift = static_cast<int32_t>(packed >> shift_place(order) & 7U);
  return *day + (shift < 4 ? shift : shift - 8);
}

void add_evidence(const DateEvidence& other, DateEvidence& evidence) {
  evidence.day_first.rows += other.day_first.rows;
  evidence.month_first.rows += other.month_first.rows;
  evidence.year_first.rows += other.year_first.rows;
  evidence.not_month_first.rows += other.not_month_first.rows;
  evidence.either += other.either;
  evidence.two_digit += other.two_digit;
  for (size_t i = 0; i < evidence.first_numbers.size(); ++i) {
    evidence.first_numbers[i] |= other.first_numbers[i];
    evidence.last_numbers[i] |= other.last_numbers[i];
  }
}

SettledDateOrder settle_date_order(const DateEvidence& evidence, std::optional<DateOrder> chosen) {
  SettledDateOrder settled;
  settled.evidence = evidence;
  if (chosen) {
    settled.order = *chosen;
    return settled;
  }
  uint64_t day_first = evidence.day_first.rows;
  const uint64_t month_first = evidence.month_first.rows;
  const bool as_usual = evidence.usual == DateOrder::mdy && evidence.not_month_first.rows == 0;
  if (evidence.two_digit > 0 && !as_usual) {
    const YearPlace place = find_year(evidence);
    if (place == YearPlace::behind) {
      day_first += evidence.not_month_first.rows;
    } else if (place == YearPlace::front || evidence.not_month_first.rows > 0) {
      settled.order = DateOrder::ymd;
      settled.ambiguous = place == YearPlace::unknown;
      return settled;
    }
  }
  if (day_first == month_first && evidence.usual) {
    settled.order = *evidence.usual;
    return settled;
  }
  settled.order = day_first > month_first ? DateOrder::dmy : DateOrder::mdy;
  settled.ambiguous = day_first == month_first && evidence.needed();
  return settled;
}

}  // namespace dangol::table
