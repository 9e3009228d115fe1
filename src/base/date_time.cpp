#include "base/date_time.h"

#include <array>

#include "base/utf8.h"

namespace dangol {
namespace {

constexpr int32_t kFirstYear = 1900;
constexpr int32_t kLastYear = 2199;
constexpr int32_t kSecondsPerHour = 3600;

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr size_t kShortMonth = 3;

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}
char ascii_lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}

/// A run of digits: its value and how many there were (0 = none, 9 or more never match a date).
struct Digits {
  int32_t value = 0;
  size_t count = 0;
};

class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return text_.empty(); }
  [[nodiscard]] char peek() const { return text_.empty() ? '\0' : text_.front(); }
  [[nodiscard]] char peek_next() const { return text_.size() < 2 ? '\0' : text_[1]; }

  bool take(char byte) {
    if (peek() != byte || text_.empty()) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view piece) {
    if (text_.substr(0, piece.size()) != piece) return false;
    text_.remove_prefix(piece.size());
    return true;
  }
  /// `small` in small letters; capitals match too.
  bool take_no_case(std::string_view small) {
    if (text_.size() < small.size()) return false;
    for (size_t i = 0; i < small.size(); ++i) {
      if (ascii_lower(text_[i]) != small[i]) return false;
    }
    text_.remove_prefix(small.size());
    return true;
  }
  size_t take_blanks() {
    size_t count = 0;
    // Besides the space: no-break space, and the narrow one that newer ICU puts before AM and PM.
    while (take(' ') || take("\xC2\xA0") || take("\xE2\x80\xAF")) ++count;
    return count;
  }
  Digits take_digits() {
    constexpr size_t kMost = 9;
    Digits digits;
    while (is_digit(peek()) && digits.count < kMost) {
      digits.value = digits.value * 10 + (peek() - '0');
      ++digits.count;
      text_.remove_prefix(1);
    }
    return digits;
  }
  /// A month's English name or its first three letters, 1..12; 0 = none.
  uint8_t take_month() {
    size_t letters = 0;
    while (letters < text_.size() && is_letter(text_[letters])) ++letters;
    for (size_t i = 0; i < kMonths.size(); ++i) {
      Cursor attempt = *this;
      const bool is_long = letters == kMonths[i].size() && attempt.take_no_case(kMonths[i]);
      const bool is_short =
          letters == kShortMonth && attempt.take_no_case(kMonths[i].substr(0, kShortMonth));
      if (!is_long && !is_short) continue;
      *this = attempt;
      take('.');
      return static_cast<uint8_t>(i + 1);
    }
    return 0;
  }

 private:
  std::string_view text_;
};

bool is_one_or_two(const Digits& digits) {
  return digits.count == 1 || digits.count == 2;
}

bool set_certain(int32_t year, int32_t month, int32_t day, DateFields& out) {
  if (year < kFirstYear || year > kLastYear || month < 1 || day < 1) return false;
  if (!is_valid({year, static_cast<uint32_t>(month), static_cast<uint32_t>(day)})) return false;
  out.year = year;
  out.first = static_cast<uint8_t>(month);
  out.second = static_cast<uint8_t>(day);
  out.shape = DateShape::ymd;
  return true;
}

bool set_ambiguous(int32_t first, int32_t second, int32_t year, DateFields& out) {
  if (!set_certain(year, first, second, out) && !set_certain(year, second, first, out)) {
    return false;
  }
  out.first = static_cast<uint8_t>(first);
  out.second = static_cast<uint8_t>(second);
  out.shape = DateShape::ambiguous;
  return true;
}

/// After a dot blanks may stand: `2024. 1. 5.`, `5. 1. 2024`.
bool take_separator(Cursor& cursor, char separator) {
  if (!cursor.take(separator)) return false;
  if (separator == '.') cursor.take_blanks();
  return true;
}

bool is_separator(char byte) {
  return byte == '-' || byte == '/' || byte == '.';
}

bool take_year_first(Cursor& cursor, int32_t year, DateFields& out) {
  if (cursor.take("년")) {
    cursor.take_blanks();
    const Digits month = cursor.take_digits();
    if (!is_one_or_two(month) || !cursor.take("월")) return false;
    cursor.take_blanks();
    const Digits day = cursor.take_digits();
    return is_one_or_two(day) && cursor.take("일") &&
           set_certain(year, month.value, day.value, out);
  }
  const char separator = cursor.peek();
  if (!is_separator(separator) || !take_separator(cursor, separator)) return false;
  const Digits month = cursor.take_digits();
  if (!is_one_or_two(month) || !take_separator(cursor, separator)) return false;
  const Digits day = cursor.take_digits();
  if (!is_one_or_two(day)) return false;
  if (separator == '.') cursor.take('.');
  return set_certain(year, month.value, day.value, out);
}

/// `5 Jan 2024`, `05-Jan-2024`, `5. January 2024`, after the day.
bool take_named_month(Cursor& cursor, int32_t day, DateFields& out) {
  const bool hyphen = cursor.take('-');
  if (!hyphen) {
    cursor.take('.');
    cursor.take_blanks();
  }
  const uint8_t month = cursor.take_month();
  if (month == 0) return false;
  if (hyphen) {
    if (!cursor.take('-')) return false;
  } else {
    cursor.take(',');
    if (cursor.take_blanks() == 0) return false;
  }
  const Digits year = cursor.take_digits();
  return year.count == 4 && set_certain(year.value, month, day, out);
}

/// `1/5/2024`, `05.01.2024`, `5-1-2024`, after the first number.
bool take_year_last(Cursor& cursor, int32_t first, DateFields& out) {
  const char separator = cursor.peek();
  if (!take_separator(cursor, separator)) return false;
  const Digits second = cursor.take_digits();
  if (!is_one_or_two(second) || !take_separator(cursor, separator)) return false;
  const Digits year = cursor.take_digits();
  return year.count == 4 && set_ambiguous(first, second.value, year.value, out);
}

bool take_date(Cursor& cursor, DateFields& out) {
  if (is_letter(cursor.peek())) {
    const uint8_t month = cursor.take_month();
    if (month == 0 || cursor.take_blanks() == 0) return false;
    const Digits day = cursor.take_digits();
    if (!is_one_or_two(day)) return false;
    const bool comma = cursor.take(',');
    if (cursor.take_blanks() == 0 && !comma) return false;
    const Digits year = cursor.take_digits();
    return year.count == 4 && set_certain(year.value, month, day.value, out);
  }
  const Digits number = cursor.take_digits();
  if (number.count == 8) {
    return set_certain(number.value / 10'000, number.value / 100 % 100, number.value % 100, out);
  }
  if (number.count == 4) return take_year_first(cursor, number.value, out);
  if (!is_one_or_two(number)) return false;
  Cursor attempt = cursor;
  if (is_separator(cursor.peek()) && take_year_last(attempt, number.value, out)) {
    cursor = attempt;
    return true;
  }
  return take_named_month(cursor, number.value, out);
}

enum class HalfDay { none, morning, afternoon };

HalfDay take_half_day(Cursor& cursor) {
  for (const std::string_view morning : {"오전", "am", "a.m."}) {
    if (cursor.take_no_case(morning)) return HalfDay::morning;
  }
  for (const std::string_view afternoon : {"오후", "pm", "p.m."}) {
    if (cursor.take_no_case(afternoon)) return HalfDay::afternoon;
  }
  return HalfDay::none;
}

/// Exactly two digits below 60.
bool take_sixtieths(Cursor& cursor, int32_t& value) {
  const Digits digits = cursor.take_digits();
  value = digits.value;
  return digits.count == 2 && digits.value < 60;
}

bool take_clock(Cursor& cursor, DateFields& out) {
  HalfDay half = take_half_day(cursor);
  if (half != HalfDay::none) cursor.take_blanks();
  const Digits hour = cursor.take_digits();
  int32_t minute = 0;
  int32_t second = 0;
  if (!is_one_or_two(hour) || !cursor.take(':') || !take_sixtieths(cursor, minute)) return false;
  if (cursor.take(':')) {
    if (!take_sixtieths(cursor, second)) return false;
    const bool fraction =
        (cursor.peek() == '.' || cursor.peek() == ',') && is_digit(cursor.peek_next());
    if (fraction) {
      cursor.take(cursor.peek());
      cursor.take_digits();
    }
  }
  if (half == HalfDay::none) {
    Cursor attempt = cursor;
    attempt.take_blanks();
    half = take_half_day(attempt);
    if (half != HalfDay::none) cursor = attempt;
  }
  int32_t hours = hour.value;
  if (half == HalfDay::none) {
    if (hours > 23) return false;
  } else {
    if (hours > 12) return false;
    hours = hours % 12 + (half == HalfDay::afternoon ? 12 : 0);
  }
  out.second_of_day = hours * kSecondsPerHour + minute * 60 + second;
  return true;
}

bool take_offset(Cursor& cursor, DateFields& out) {
  constexpr int32_t kFurthestMinutes = 14 * 60;
  const bool west = cursor.take('-') || cursor.take("\xE2\x88\x92");
  if (!west && !cursor.take('+')) return false;
  const Digits hours = cursor.take_digits();
  int32_t minutes = 0;
  if (hours.count == 4) {
    if (hours.value % 100 > 59) return false;
    minutes = hours.value / 100 * 60 + hours.value % 100;
  } else {
    int32_t rest = 0;
    if (!is_one_or_two(hours)) return false;
    if (cursor.take(':') && !take_sixtieths(cursor, rest)) return false;
    minutes = hours.value * 60 + rest;
  }
  if (minutes > kFurthestMinutes) return false;
  out.zone_minutes = west ? -minutes : minutes;
  return true;
}

bool take_zone(Cursor& cursor, DateFields& out) {
  if (cursor.take('Z')) {
    out.zone_minutes = 0;
    return true;
  }
  if (cursor.take("UTC") || cursor.take("GMT")) {
    out.zone_minutes = 0;
    return cursor.at_end() || take_offset(cursor, out);
  }
  return take_offset(cursor, out);
}

/// What follows the date: nothing, or a separator, a time, and perhaps a zone.
bool take_time(Cursor& cursor, DateFields& out) {
  if (cursor.at_end()) return true;
  if (!cursor.take('T')) {
    const bool comma = cursor.take(',');
    if (cursor.take_blanks() == 0 && !comma) return false;
  }
  if (!take_clock(cursor, out)) return false;
  cursor.take_blanks();
  return cursor.at_end() || (take_zone(cursor, out) && cursor.at_end());
}

/// Sets the date when `text` starts with YYYY-MM-DD.
bool read_iso_date(std::string_view text, DateFields& out) {
  constexpr size_t kIsoSize = 10;
  if (text.size() < kIsoSize) return false;
  const std::optional<Day> day = parse_iso_day(text.substr(0, kIsoSize));
  if (!day) return false;
  const auto two = [&](size_t i) { return (text[i] - '0') * 10 + (text[i + 1] - '0'); };
  out.year = two(0) * 100 + two(2);
  out.first = static_cast<uint8_t>(two(5));
  out.second = static_cast<uint8_t>(two(8));
  out.shape = DateShape::ymd;
  return out.year >= kFirstYear && out.year <= kLastYear;
}

}  // namespace

bool parse_date_time(std::string_view text, DateFields& out) {
  out.second_of_day = -1;
  out.zone_minutes.reset();
  // A million rows of an ordinary export end here.
  if (read_iso_date(text, out)) {
    Cursor cursor(text.substr(10));
    if (take_time(cursor, out)) return true;
    out.second_of_day = -1;
    out.zone_minutes.reset();
  }
  Cursor cursor(trim(text));
  return take_date(cursor, out) && take_time(cursor, out);
}

std::optional<Day> resolve_day(const DateFields& fields, bool day_first) {
  const bool swap = fields.shape == DateShape::ambiguous && day_first;
  const CivilDate date{fields.year, swap ? fields.second : fields.first,
                       swap ? fields.first : fields.second};
  if (!is_valid(date)) return std::nullopt;
  return to_day(date);
}

}  // namespace dangol
