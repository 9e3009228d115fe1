// A retention table from a small file: the numbers of contract.h, out of what a spreadsheet saves.
#pragma once

#include <string>
#include <string_view>

#include "csv/decoder.h"
#include "engine/retained.h"

namespace dangol::engine {

/// Larger ones hold no retention table.
inline constexpr size_t kMostRetainedBytes = 256U << 10U;

/// Reads the bytes of a file of text, in any encoding: what read_retained() takes, or a table whose
/// first column or row says the period, in whatever words, and whose second one how many customers
/// or which share of them; titles, quotes and further columns do not matter. Errors: those of
/// read_retained(), not_text() and Decoder (encoding_unavailable); retained_too_many for a file of
/// more than kMostRetainedBytes.
[[nodiscard]] Result<Retained> read_retained_file(std::string_view bytes,
                                                  csv::DoubleByteTableSource source);

/// The numbers as one types them, a line each: customers, or per cent where shares were given.
[[nodiscard]] std::string retained_text(const Retained& retained);

}  // namespace dangol::engine
