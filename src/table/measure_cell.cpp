#include "table/measure_cell.h"

#include <cmath>
#include <cstdlib>

#include "base/money.h"
#include "base/utf8.h"
#include "table/word_list.h"

namespace dangol::table {

namespace {

constexpr std::string_view kYes = "true yes t y on 예 네 참 はい ja oui sí si o";
constexpr std::string_view kNo = "false no f n off 아니오 아니요 거짓 いいえ nein non x";
constexpr std::string_view kNothing = "null (null) nan na n/a #n/a none nil \\n - – —";
constexpr size_t kLongestWord = 16;    // bytes
constexpr size_t kLongestNumber = 64;  // bytes

/// Digits, a mark, an exponent, as a double: for what money does not hold.
bool read_decimal(std::string_view text, const NumberFormat& format, double& value) {
  char plain[kLongestNumber + 1];
  size_t size = 0;
  if (text.size() > kLongestNumber) return false;
  for (const char c : text) {
    if (c == format.group) continue;
    const bool known = (c >= '0' && c <= '9') || c == '-' || c == '+' || c == 'e' || c == 'E';
    if (!known && c != format.decimal) return false;
    plain[size++] = c == format.decimal ? '.' : c;
  }
  plain[size] = '\0';
  char* end = nullptr;
  const double read = std::strtod(plain, &end);
  if (size == 0 || end != plain + size || !std::isfinite(read)) return false;
  value = read;
  return true;
}

}  // namespace

bool says_yes_or_no(std::string_view text, std::string& scratch) {
  if (text.size() > kLongestWord) return false;
  const std::string_view word = fold_case(text, scratch);
  return holds_word(kYes, word) || holds_word(kNo, word);
}

MeasureCell read_measure(std::string_view text, const NumberFormat& format, double& value,
                         std::string& scratch) {
  if (text.empty()) return MeasureCell::blank;
  Money amount = 0;
  bool rounded = false;
  const NumberProblem problem = parse_money(text, format, amount, rounded);
  if (problem == NumberProblem::none) {
    value = to_major_units(amount);
    // Where the text is more than digits, four decimals have to do.
    if (rounded) static_cast<void>(read_decimal(text, format, value));
    return MeasureCell::number;
  }
  if (problem == NumberProblem::blank) return MeasureCell::blank;
  if (problem == NumberProblem::out_of_range) {
    return read_decimal(text, format, value) ? MeasureCell::number : MeasureCell::unreadable;
  }
  if (text.size() > kLongestWord) return MeasureCell::unreadable;
  const std::string_view word = fold_case(text, scratch);
  if (holds_word(kNothing, word)) return MeasureCell::blank;
  const bool yes = holds_word(kYes, word);
  if (!yes && !holds_word(kNo, word)) return MeasureCell::unreadable;
  value = yes ? 1 : 0;
  return MeasureCell::number;
}

}  // namespace dangol::table
