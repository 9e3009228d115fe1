#include "ui/widgets/json_text.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace dangol::ui {

std::string json_string(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < ' ') {
      result += "\\u00";
      result += kHex[byte >> 4U];
      result += kHex[byte & 15U];
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string json_number(double value) {
  if (!std::isfinite(value)) return "0";
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.2f", std::fmod(value, 1e15));
  return buffer.data();
}

}  // namespace dangol::ui
