#include "table/currency_sign.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"

namespace dangol::table {

namespace {

struct Sign {
  std::string_view text;
  std::string_view code;
};

constexpr Sign kSigns[] = {{"KRW", "KRW"}, {"₩", "KRW"},   {"￦", "KRW"},  {"원", "KRW"},
                           {"USD", "USD"}, {"US$", "USD"}, {"EUR", "EUR"}, {"€", "EUR"},
                           {"GBP", "GBP"}, {"£", "GBP"},   {"JPY", "JPY"}, {"CNY", "CNY"},
                           {"CAD", "CAD"}, {"AUD", "AUD"}, {"SGD", "SGD"}, {"HKD", "HKD"},
                           {"CHF", "CHF"}, {"INR", "INR"}, {"THB", "THB"}, {"VND", "VND"}};

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// The last pair of parentheses of a heading holds nothing but a currency.
std::string_view code_of_heading(std::string_view heading) {
  const size_t open = heading.rfind('(');
  const size_t close = heading.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  const std::string_view inside = trim(heading.substr(open + 1, close - open - 1));
  const auto* sign = std::find_if(std::begin(kSigns), std::end(kSigns),
                                  [&](const Sign& known) { return known.text == inside; });
  return sign == std::end(kSigns) ? std::string_view{} : sign->code;
}

std::string_view code_of_cell(std::string_view cell) {
  std::string_view text = trim(cell);
  // A sign before the currency: `-₩3,000`.
  if (starts_with(text, "-") || starts_with(text, "+")) text = trim(text.substr(1));
  for (const Sign& sign : kSigns) {
    if (starts_with(text, sign.text) || ends_with(text, sign.text)) return sign.code;
  }
  return {};
}

}  // namespace

std::string detect_currency(const Sample& sample, size_t column) {
  if (column < sample.header.size()) {
    const std::string_view code = code_of_heading(sample.header[column]);
    if (!code.empty()) return std::string(code);
  }
  std::string_view common;
  for (const auto& record : sample.records) {
    if (column >= record.size() || trim(record[column]).empty()) continue;
    const std::string_view code = code_of_cell(record[column]);
    if (code.empty() || (!common.empty() && code != common)) return {};
    common = code;
  }
  return std::string(common);
}

}  // namespace dangol::table
