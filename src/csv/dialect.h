// The shape of a delimited file, found by looking at its first bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace dangol::csv {

struct Dialect {
  char delimiter = ',';         ///< ',', ';', '\t', '|' or ' '
  bool aligned_spaces = false;  ///< runs of spaces separate; leading and trailing ones do not count
  uint32_t header_row = 1;      ///< 1-based record that holds the column names; 0 = none
  uint32_t byte_order_mark = 0;  ///< bytes to skip at the start (3 for UTF-8's mark)
};

/// What the user fixed; detection never overrides it.
struct ChosenDialect {
  std::optional<char> delimiter;
  std::optional<uint32_t> header_row;
};

/// Judges the first bytes of a file. `complete` says that `sample` is the whole file.
/// Errors: empty_file, binary_file, xlsx_file, locked_file, utf16_file.
[[nodiscard]] Result<Dialect> detect_dialect(std::string_view sample, bool complete,
                                             const ChosenDialect& chosen);

}  // namespace dangol::csv
