#include "host/text_table.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/number.h"

namespace dangol::host {
namespace {

constexpr std::string_view kNone = "-";

/// Terminal cells that UTF-8 text takes: two for each Hangul syllable or other wide letter.
size_t display_width(std::string_view text) {
  size_t width = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) == 0x80U) continue;  // continuation bytes take no cell of their own
    width += byte >= 0xE1U ? 2 : 1;         // U+1000 and above: Hangul, Han, Kana, emoji
  }
  return width;
}

}  // namespace

std::string TextTable::text() const {
  std::vector<size_t> widths;
  for (const auto& cells : rows_) {
    widths.resize(std::max(widths.size(), cells.size()));
    for (size_t i = 0; i < cells.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(cells[i]));
    }
  }
  std::string result;
  for (const auto& cells : rows_) {
    result += "  ";
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string padding(widths[i] - display_width(cells[i]), ' ');
      if (i > 0) result += "  ";
      result += i == 0 ? cells[i] + padding : padding + cells[i];
    }
    result.erase(result.find_last_not_of(' ') + 1);
    result += '\n';
  }
  return result;
}

std::string money_text(double value) {
  return format_money(static_cast<MoneySum>(std::round(value * kMoneyScale)), 2);
}

std::string percent_text(double share) {
  return format_fixed(share * 100, 1) + "%";
}

std::string count_text(double value) {
  return format_count(static_cast<uint64_t>(value));
}

std::string optional_text(const report::Number& number, std::string (*write)(double)) {
  return number ? write(*number) : std::string(kNone);
}

}  // namespace dangol::host
