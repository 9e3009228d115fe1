// A column's name as reports show it and users give it back, whatever line breaks the header has.
#pragma once

#include <string>
#include <string_view>

#include "base/utf8.h"

namespace dangol::table {

/// On one line and at most 180 characters long, so that a number fits behind a repeated name.
[[nodiscard]] inline std::string column_label(std::string_view name) {
  constexpr size_t kCharacters = 180;
  return shorten(trim(name), kCharacters);
}

}  // namespace dangol::table
