#include "base/date_time.h"

#include <array>

#include "base/time_zone.h"
#include "base/utf8.h"

namespace dangol {
namespace {

constexpr int32_t kFirstYear = 1900;
constexpr int32_t kLastYear = 2199;
constexpr int32_t kSecondsPerHour = 3600;
constexpr int64_t kSecondsPerDay = 86'400;

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 7> kKoreanWeekdays = {"월", "화", "수", "목",
                                                             "금", "토", "일"};
constexpr size_t kShortName = 3;

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
  [[nodiscard]] std::string_view rest() const { return text_; }
  void skip_all() { text_ = {}; }
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
  /// The place, from 1, of the name that stands here, whole or as its first three letters (a dot
  /// may follow); 0 = none.
  template <size_t count>
  uint8_t take_name(const std::array<std::string_view, count>& names) {
    size_t letters = 0;
    while (letters < text_.size() && is_letter(text_[letters])) ++letters;
    for (size_t i = 0; i < count; ++i) {
      Cursor attempt = *this;
      const bool is_long = letters == names[i].size() && attempt.take_no_case(names[i]);
      const bool is_short =
          letters == kShortName && attempt.take_no_case(names[i].substr(0, kShortName));
      if (!is_long && !is_short) continue;
      *this = attempt;
      take('.');
      return static_cast<uint8_t>(i + 1);
    }
    return 0;
  }
  uint8_t take_month() { return take_name(kMonths); }

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

/// The year that two digits mean.
int32_t full_year(int32_t digits) {
  constexpr int32_t kPivot = 70;  // as POSIX has it, a year later
  return digits + (digits < kPivot ? 2000 : 1900);
}

bool exists(int32_t year, int32_t month, int32_t day) {
  return month >= 1 && day >= 1 &&
         is_valid({year, static_cast<uint32_t>(month), static_cast<uint32_t>(day)});
}

/// Three numbers below 100; `year_in_front` and `year_behind` say which of them have two digits and
/// may thus be the year.
bool set_two_digit(int32_t first, int32_t second, int32_t third, bool year_in_front,
                   bool year_behind, DateFields& out) {
  const int32_t behind = full_year(third);
  const bool readable =
      (year_in_front && exists(full_year(first), second, third)) ||
      (year_behind && (exists(behind, first, second) || exists(behind, second, first)));
  out.year = third;
  out.first = static_cast<uint8_t>(first);
  out.second = static_cast<uint8_t>(second);
  out.shape = DateShape::two_digit;
  return readable;
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

/// `2024년 1월 5일`, after the sign of the year.
bool take_korean(Cursor& cursor, int32_t year, DateFields& out) {
  cursor.take_blanks();
  const Digits month = cursor.take_digits();
  if (!is_one_or_two(month) || !cursor.take("월")) return false;
  cursor.take_blanks();
  const Digits day = cursor.take_digits();
  return is_one_or_two(day) && cursor.take("일") && set_certain(year, month.value, day.value, out);
}

bool take_year_first(Cursor& cursor, int32_t year, DateFields& out) {
  if (cursor.take("년")) return take_korean(cursor, year, out);
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
  if (year.count == 2 && hyphen) return set_certain(full_year(year.value), month, day, out);
  return year.count == 4 && set_certain(year.value, month, day, out);
}

/// `1/5/2024`, `05.01.2024`, `5-1-2024`, `24/01/05`, after the first number.
bool take_year_last(Cursor& cursor, const Digits& first, DateFields& out) {
  const char separator = cursor.peek();
  if (!take_separator(cursor, separator)) return false;
  const Digits second = cursor.take_digits();
  if (!is_one_or_two(second) || !take_separator(cursor, separator)) return false;
  const Digits third = cursor.take_digits();
  if (third.count == 4) return set_ambiguous(first.value, second.value, third.value, out);
  if (!is_one_or_two(third)) return false;
  if (separator == '.') cursor.take('.');
  return set_two_digit(first.value, second.value, third.value, first.count == 2, third.count == 2,
                       out);
}

bool take_date(Cursor& cursor, DateFields& out) {
  if (cursor.take_name(kWeekdays) != 0) {
    cursor.take(',');
    cursor.take_blanks();
  }
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
  if (number.count == 2 && cursor.take("년")) {
    return take_korean(cursor, full_year(number.value), out);
  }
  if (is_separator(cursor.peek()) && take_year_last(attempt, number, out)) {
    cursor = attempt;
    return true;
  }
  return take_named_month(cursor, number.value, out);
}

enum class HalfDay { none, morning, afternoon };

HalfDay take_half_day(Cursor& cursor) {
  const auto take = [&](std::string_view word) {
    Cursor attempt = cursor;
    if (!attempt.take_no_case(word) || is_letter(attempt.peek())) return false;  // "America"
    cursor = attempt;
    return true;
  };
  for (const std::string_view morning : {"오전", "am", "a.m."}) {
    if (take(morning)) return HalfDay::morning;
  }
  for (const std::string_view afternoon : {"오후", "pm", "p.m."}) {
    if (take(afternoon)) return HalfDay::afternoon;
  }
  return HalfDay::none;
}

/// Exactly two digits below 60.
bool take_sixtieths(Cursor& cursor, int32_t& value) {
  const Digits digits = cursor.take_digits();
  value = digits.value;
  return digits.count == 2 && digits.value < 60;
}

/// `15시 4분 5초` after the hour; minutes and seconds may lack.
bool take_korean_clock(Cursor& cursor, int32_t& minute, int32_t& second) {
  Cursor attempt = cursor;
  attempt.take_blanks();
  const Digits minutes = attempt.take_digits();
  if (minutes.count == 0) return true;
  if (!is_one_or_two(minutes) || minutes.value > 59 || !attempt.take("분")) return false;
  minute = minutes.value;
  cursor = attempt;
  attempt.take_blanks();
  const Digits seconds = attempt.take_digits();
  if (seconds.count == 0) return true;
  if (!is_one_or_two(seconds) || seconds.value > 59 || !attempt.take("초")) return false;
  second = seconds.value;
  cursor = attempt;
  return true;
}

/// `04:05.125` after the hour's colon; seconds may lack.
bool take_minutes(Cursor& cursor, int32_t& minute, int32_t& second) {
  if (!take_sixtieths(cursor, minute)) return false;
  if (!cursor.take(':')) return true;
  if (!take_sixtieths(cursor, second)) return false;
  const bool fraction =
      (cursor.peek() == '.' || cursor.peek() == ',') && is_digit(cursor.peek_next());
  if (fraction) {
    cursor.take(cursor.peek());
    cursor.take_digits();
  }
  return true;
}

bool take_clock(Cursor& cursor, int32_t& second_of_day) {
  HalfDay half = take_half_day(cursor);
  if (half != HalfDay::none) cursor.take_blanks();
  const Digits hour = cursor.take_digits();
  int32_t minute = 0;
  int32_t second = 0;
  if (!is_one_or_two(hour)) return false;
  const bool read = cursor.take("시") ? take_korean_clock(cursor, minute, second)
                                      : cursor.take(':') && take_minutes(cursor, minute, second);
  if (!read) return false;
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
  second_of_day = hours * kSecondsPerHour + minute * 60 + second;
  return true;
}

/// A zone, which ends the cell: an offset, perhaps with its name in brackets behind, or a name.
bool take_zone(Cursor& cursor, DateFields& out) {
  std::string_view name = cursor.rest();
  cursor.skip_all();
  const size_t bracket = name.find_first_of("[(");
  const char closing = bracket == std::string_view::npos || name[bracket] == '(' ? ')' : ']';
  auto zone = parse_time_zone(name);
  if (!zone && bracket != std::string_view::npos && bracket > 0 && name.back() == closing) {
    zone = parse_time_zone(name.substr(0, bracket));
  }
  if (!zone) return false;
  if (zone->summer == SummerTime::none) {
    out.zone_minutes = zone->minutes;
    return true;
  }
  if (out.shape != DateShape::ymd) return false;  // its offset depends on the day
  const Day day = to_day({out.year, out.first, out.second});
  out.zone_minutes =
      offset_at_local(*zone, static_cast<int64_t>(day) * kSecondsPerDay + out.second_of_day);
  return true;
}

/// `(금)`, `(Fri)`, `금요일`, `Fri` behind a date.
void take_weekday(Cursor& cursor) {
  Cursor attempt = cursor;
  attempt.take_blanks();
  if (is_digit(attempt.peek())) return;  // nearly always the time
  const bool open = attempt.take('(');
  const auto korean = [&]() {
    for (const std::string_view day : kKoreanWeekdays) {
      if (attempt.take(day)) return attempt.take("요일") || open;
    }
    return false;
  };
  if (!korean() && attempt.take_name(kWeekdays) == 0) return;
  if (open && !attempt.take(')')) return;
  cursor = attempt;
}

/// What follows the date: nothing, or a separator, a time, and perhaps a zone.
bool take_time(Cursor& cursor, DateFields& out) {
  if (cursor.at_end()) return true;
  if (!cursor.take('T')) {
    take_weekday(cursor);
    if (cursor.at_end()) return true;
    const bool comma = cursor.take(',');
    if (cursor.take_blanks() == 0 && !comma) return false;
    if (cursor.at_end()) return !comma;
  }
  if (!take_clock(cursor, out.second_of_day)) return false;
  cursor.take_blanks();
  return cursor.at_end() || (take_zone(cursor, out) && cursor.at_end());
}

/// Sets a certain date without a zone.
void set_day(Day day, DateFields& out) {
  const CivilDate date = to_civil(day);
  out.year = date.year;
  out.first = static_cast<uint8_t>(date.month);
  out.second = static_cast<uint8_t>(date.day);
  out.shape = DateShape::ymd;
  out.zone_minutes.reset();
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
  const bool swap = fields.shape != DateShape::ymd && day_first;
  const int32_t year = fields.shape == DateShape::two_digit ? full_year(fields.year) : fields.year;
  const CivilDate date{year, swap ? fields.second : fields.first,
                       swap ? fields.first : fields.second};
  if (!is_valid(date)) return std::nullopt;
  return to_day(date);
}

std::optional<Day> resolve_year_first(const DateFields& fields) {
  if (fields.shape != DateShape::two_digit) return resolve_day(fields, false);
  const CivilDate date{full_year(fields.first), fields.second, static_cast<uint32_t>(fields.year)};
  if (!is_valid(date)) return std::nullopt;
  return to_day(date);
}

std::optional<int32_t> parse_clock(std::string_view text) {
  Cursor cursor(trim(text));
  int32_t second_of_day = 0;
  if (!take_clock(cursor, second_of_day) || !cursor.at_end()) return std::nullopt;
  return second_of_day;
}

bool parse_excel_serial(std::string_view text, DateFields& out) {
  constexpr int32_t kFirst = 20'000;
  constexpr int32_t kLast = 80'000;
  constexpr int32_t kOf1970 = 25'569;
  Cursor cursor(trim(text));
  const Digits whole = cursor.take_digits();
  if (whole.count != 5 || whole.value < kFirst || whole.value > kLast) return false;
  Day day = whole.value - kOf1970;
  out.second_of_day = -1;
  if (cursor.take('.') || cursor.take(',')) {
    // The first nine decimals are far below a second.
    const Digits decimals = cursor.take_digits();
    if (decimals.count == 0) return false;
    int64_t scale = 1;
    for (size_t i = 0; i < decimals.count; ++i) scale *= 10;
    while (is_digit(cursor.peek())) cursor.take(cursor.peek());
    const int64_t seconds = (decimals.value * kSecondsPerDay + scale / 2) / scale;
    day += seconds == kSecondsPerDay ? 1 : 0;
    out.second_of_day = static_cast<int32_t>(seconds % kSecondsPerDay);
  }
  if (!cursor.at_end()) return false;
  set_day(day, out);
  return true;
}

bool parse_epoch(std::string_view text, DateFields& out) {
  constexpr int64_t kFirst = 1'000'000'000;  // with ten digits: 2001-09-09
  constexpr int64_t kLast = 4'102'444'799;   // 2099-12-31
  constexpr size_t kSecondDigits = 10;
  constexpr size_t kMilliDigits = 13;
  text = trim(text);
  size_t digits = 0;
  int64_t seconds = 0;
  while (digits < text.size() && is_digit(text[digits])) {
    if (digits < kSecondDigits) seconds = seconds * 10 + (text[digits] - '0');
    ++digits;
  }
  if (digits != kSecondDigits && digits != kMilliDigits) return false;
  Cursor decimals(text.substr(digits));
  if (decimals.take('.')) {
    while (is_digit(decimals.peek())) decimals.take(decimals.peek());
  }
  if (!decimals.at_end() || seconds < kFirst || seconds > kLast) return false;
  set_day(static_cast<Day>(seconds / kSecondsPerDay), out);
  out.second_of_day = static_cast<int32_t>(seconds % kSecondsPerDay);
  out.zone_minutes = 0;
  return true;
}

}  // namespace dangol
