// A column's name as reports show it and users give it back, whatever line breaks the header has.
#pragma once

#include <string>
#include <string_view>

#include "base/normalise.h"
#include "base/utf8.h"

namespace dangol::table {

/// On one line, composed (NFC) and at most 180 characters long, so that a number fits behind a
/// repeated name.
[[nodiscard]] inline std::string column_label(std::string_view name) {
  constexpr size_t kCharacters = 180;
  std::string scratch;
  return shorten(normalise(trim(name), scratch), kCharacters);
}

}  // namespace dangol::table
