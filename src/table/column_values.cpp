#include "table/column_values.h"

#include <algorithm>
#include <cstdlib>

#include "base/date_time.h"
#include "base/money.h"
#include "table/column_names.h"
#include "table/word_list.h"

namespace dangol::table {

namespace {

constexpr std::string_view kNoWords =
    "n no false 0 x none na null nein non 없음 아니오 아니요 정상 いいえ";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool looks_like_email(std::string_view text) {
  const size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 &&
         text.find('@', at + 1) == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos && text.find(' ') == std::string_view::npos;
}

bool looks_like_phone(std::string_view text) {
  size_t digits = 0;
  size_t separators = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      ++digits;
    } else if (c == '-' || c == '+' || c == ' ' || c == '(' || c == ')' || c == '.') {
      ++separators;
    } else {
      return false;
    }
  }
  const bool prefixed = text.front() == '0' || text.front() == '+' || text.front() == '(';
  return digits >= 8 && digits <= 15 && prefixed && (separators > 0 || digits >= 10);
}

bool looks_like_small_integer(std::string_view text) {
  return text.size() <= 3 && std::all_of(text.begin(), text.end(), is_digit) &&
         (text.size() == 1 || text.front() != '0');
}

bool looks_like_hash_number(std::string_view text) {
  return text.size() > 1 && text.front() == '#' && is_digit(text.back());
}

bool looks_like_person(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), is_digit)) return false;
  const bool korean = std::all_of(text.begin(), text.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (korean) return text.size() >= 6 && text.size() <= 12;  // three bytes a syllable
  const size_t blank = text.find(' ');
  return blank != std::string_view::npos && blank > 0 && text.size() <= 60;
}

enum class DecimalMark { none, point, comma };

/// What one number says about the decimal mark; `1,234` says nothing.
DecimalMark decimal_mark(std::string_view text) {
  const size_t comma = text.rfind(',');
  const size_t point = text.rfind('.');
  if (comma == std::string_view::npos && point == std::string_view::npos) return DecimalMark::none;
  if (comma != std::string_view::npos && point != std::string_view::npos) {
    return comma > point ? DecimalMark::comma : DecimalMark::point;
  }
  const bool is_comma = comma != std::string_view::npos;
  const size_t last = is_comma ? comma : point;
  const bool repeated = text.find(text[last]) != last;
  if (repeated) return is_comma ? DecimalMark::point : DecimalMark::comma;  // it groups
  size_t digits = 0;
  for (size_t i = last + 1; i < text.size() && is_digit(text[i]); ++i) ++digits;
  if (digits == 3) return DecimalMark::none;
  return is_comma ? DecimalMark::comma : DecimalMark::point;
}

/// A number that stands in `times` cells.
void look_at_number(std::string_view text, size_t times, ColumnValues& values) {
  Money amount = 0;
  bool rounded = false;
  const bool with_point = parse_money(text, {'.', ','}, amount, rounded) == NumberProblem::none;
  const bool with_comma =
      !with_point && parse_money(text, {',', '.'}, amount, rounded) == NumberProblem::none;
  if (!with_point && !with_comma) return;
  values.amounts += times;
  const DecimalMark mark = decimal_mark(text);
  if (mark == DecimalMark::comma) values.comma_decimals += times;
  if (mark == DecimalMark::point) values.point_decimals += times;
  if (mark != DecimalMark::none || amount % kMoneyScale != 0) values.with_decimals += times;
  const bool no_mark = mark == DecimalMark::none;
  if (no_mark && text.find('.') != std::string_view::npos) values.grouping_points += times;
  const double size = std::abs(to_major_units(amount));
  if (no_mark && text.find_first_of(".,") == std::string_view::npos) {
    (size < 1000 ? values.below_thousand : values.above_thousand) += times;
  }
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || c == '-' || c == '+' || c == '.';
  });
  if (!plain) values.with_symbol += times;
  values.largest = std::max(values.largest, size);
}

/// What only a text with digits can be.
void look_at_digits(std::string_view text, size_t times, ColumnValues& values) {
  values.with_digits += times;
  DateFields fields;
  const bool date = parse_date_time(text, fields);
  if (date) {
    values.dates += times;
  } else if (parse_excel_serial(text, fields) || parse_epoch(text, fields)) {
    values.number_dates += times;
  } else if (parse_clock(text)) {
    values.clocks += times;
  }
  const bool digits_alone = std::all_of(text.begin(), text.end(), is_digit);
  if (!date || digits_alone) look_at_number(text, times, values);
  if (digits_alone && looks_like_small_integer(text)) values.small_integers += times;
  if (looks_like_phone(text)) values.phones += times;
  if (looks_like_hash_number(text)) values.hash_numbers += times;
}

/// Whether normalise_name() leaves some digit of a text in place that no word has.
bool keeps_digit(std::string_view text) {
  bool digit = false;
  for (const char c : text) {
    if (c == '(' || static_cast<unsigned char>(c) >= 0x80) return false;
    digit = digit || (c >= '1' && c <= '9');
  }
  return digit;
}

/// A text that stands in `times` cells.
void look_at_text(std::string_view text, size_t times, ColumnValues& values) {
  const bool has_digits = std::any_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || c == '\xEF';  // what wide digits begin with
  });
  if (has_digits) look_at_digits(text, times, values);
  if (text.size() <= 12 && !keeps_digit(text) && holds_word(kNoWords, normalise_name(text))) {
    values.no_words += times;
  }
  if (looks_like_email(text)) values.emails += times;
  if (text.find("**") != std::string_view::npos) values.masked += times;
  if (looks_like_person(text)) values.person_like += times;
}

}  // namespace

bool ColumnValues::mostly(size_t count, double share) const {
  return filled > 0 && static_cast<double>(count) >= share * static_cast<double>(filled);
}

NumberFormat ColumnValues::number_format(const NumberFormat& otherwise) const {
  constexpr NumberFormat kPoint{'.', ','};
  constexpr NumberFormat kComma{',', '.'};
  if (comma_decimals != point_decimals) return comma_decimals > point_decimals ? kComma : kPoint;
  const bool points_group =
      point_decimals == 0 && grouping_points > 0 && below_thousand > 0 && above_thousand == 0;
  return points_group ? kComma : otherwise;
}

ColumnValues look_at_column(const Sample& sample, size_t column) {
  ColumnValues values;
  values.records = sample.records.size();
  std::vector<std::string_view> texts;
  for (const auto& record : sample.records) {
    if (column < record.size() && !record[column].empty()) texts.push_back(record[column]);
  }
  values.filled = texts.size();
  // What cells repeat, as most columns do, is looked at once.
  std::sort(texts.begin(), texts.end());
  for (auto text = texts.begin(); text != texts.end();) {
    const auto next = std::find_if(text, texts.end(), [&](auto other) { return other != *text; });
    look_at_text(*text, static_cast<size_t>(next - text), values);
    ++values.distinct;
    text = next;
  }
  return values;
}

}  // namespace dangol::table
