// Writes the little JSON that leaves the interface: controls and actions. Reading is messages.cpp.
#pragma once

#include <string>
#include <string_view>

namespace dangol::ui {

/// `"text"` with JSON's escapes.
[[nodiscard]] std::string json_string(std::string_view text);
/// At most two decimals; not a number becomes 0.
[[nodiscard]] std::string json_number(double value);

}  // namespace dangol::ui
