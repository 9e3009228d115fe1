// The double-byte tables of this machine, asked for once: tests read thousands of files.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "csv/decoder.h"
#include "host/double_byte_tables.h"

namespace dangol::tests {

/// A csv::DoubleByteTableSource.
inline bool cached_double_byte_table(csv::Encoding encoding, uint16_t* table) {
  static std::array<std::optional<std::vector<uint16_t>>, 2> tables;
  auto& cached = tables[encoding == csv::Encoding::euc_kr ? 0 : 1];
  if (!cached) {
    cached.emplace(csv::kDoubleByteEntries);
    if (!host::iconv_double_byte_table(encoding, cached->data())) cached->clear();
  }
  std::copy(cached->begin(), cached->end(), table);
  return !cached->empty();
}

}  // namespace dangol::tests
