#include "host/double_byte_tables.h"

#include <iconv.h>

#include <array>
#include <cstddef>

#include "csv/decoder.h"

namespace dangol::host {
namespace {

// What iconv_open returns when it fails; POSIX writes it so.
bool is_open(iconv_t converter) {
  return converter != reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr)
}

iconv_t open_first(const char* name, const char* other_name) {
  const iconv_t converter = iconv_open("UTF-16LE", name);
  return is_open(converter) ? converter : iconv_open("UTF-16LE", other_name);
}

/// The one UTF-16 unit of a pair of bytes; 0 = none, or more than one.
uint16_t convert_pair(iconv_t converter, size_t lead, size_t trail) {
  std::array<char, 2> in = {static_cast<char>(lead), static_cast<char>(trail)};
  std::array<unsigned char, 8> out{};
  char* from = in.data();
  char* to = reinterpret_cast<char*>(out.data());
  size_t left = in.size();
  size_t room = out.size();
  iconv(converter, nullptr, nullptr, nullptr, nullptr);
  const size_t failed = iconv(converter, &from, &left, &to, &room);
  if (failed != 0 || left != 0 || room != out.size() - 2) return 0;
  return static_cast<uint16_t>(out[0] | out[1] << 8U);
}

}  // namespace

bool iconv_double_byte_table(csv::Encoding encoding, uint16_t* table) {
  const iconv_t converter = encoding == csv::Encoding::euc_kr ? open_first("CP949", "UHC")
                                                              : open_first("CP932", "SHIFT_JIS");
  if (!is_open(converter)) return false;
  for (size_t i = 0; i < csv::kDoubleByteEntries; ++i) {
    table[i] = convert_pair(converter, csv::kFirstLead + i / csv::kTrails,
                            csv::kFirstTrail + i % csv::kTrails);
  }
  iconv_close(converter);
  return true;
}

}  // namespace dangol::host
