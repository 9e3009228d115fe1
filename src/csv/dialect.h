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

/// Why the first bytes of a file, as they are, hold no table of text: the code of an error, or
/// empty when they may. Codes: xlsx_file, compressed_file (.zip, .gz), locked_file (an Excel file
/// with a password), old_xls_file, binary_file. UTF-16 is text. The more bytes are given, the surer
/// the two kinds of Excel file are told apart. O(size).
[[nodiscard]] std::string_view not_text(std::string_view raw);

/// Judges the first text of a file, decoded to UTF-8; a mark may stand before it. `complete` says
/// that `sample` is the whole file. Errors: empty_file.
[[nodiscard]] Result<Dialect> detect_dialect(std::string_view sample, bool complete,
                                             const ChosenDialect& chosen);

}  // namespace dangol::csv
