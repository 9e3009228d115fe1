// The tables of Korean and Japanese double-byte encodings as the machine's iconv knows them.
#pragma once

#include <cstdint>

#include "csv/encoding.h"

namespace dangol::host {

/// A csv::DoubleByteTableSource. False when this iconv does not know the encoding.
[[nodiscard]] bool iconv_double_byte_table(csv::Encoding encoding, uint16_t* table);

}  // namespace dangol::host
