// Turns the bytes of a file, in chunks of any size, into UTF-8. What is UTF-8 already passes
// through without a copy; what cannot be decoded becomes U+FFFD and is counted, so that nothing is
// silent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv/encoding.h"

namespace dangol::csv {

inline constexpr size_t kFirstLead = 0x81;   ///< up to 0xFE
inline constexpr size_t kFirstTrail = 0x40;  ///< up to 0xFE
inline constexpr size_t kTrails = 191;
inline constexpr size_t kDoubleByteEntries = 126 * kTrails;

/// Fills the kDoubleByteEntries code units of a double-byte encoding, row by row (leads
/// 0x81..0xFE, trails 0x40..0xFE each), 0 = no character. False = the host cannot. Browsers, Node
/// and iconv know these tables, so that the core need not carry them.
using DoubleByteTableSource = bool (*)(Encoding encoding, uint16_t* table);

/// Fills a table from `source` and settles what hosts see differently: the 8,822 Hangul syllables
/// that CP949 has beyond KS X 1001 and its euro and registered signs are added, private-use areas
/// removed, and the punctuation of CP932 that other Shift_JIS tables map elsewhere is fixed. So
/// every host gives the same table. REQUIRES: encoding is euc_kr or shift_jis.
[[nodiscard]] bool make_double_byte_table(Encoding encoding, DoubleByteTableSource source,
                                          uint16_t* table);

class Decoder {
 public:
  /// Without a choice the encoding is detected: from the first 64 KB a byte-order mark or UTF-16,
  /// else from the first byte that is not ASCII on, wherever it stands. Chunks make no difference.
  Decoder(std::optional<Encoding> chosen, DoubleByteTableSource source);

  /// The text of the next bytes; valid until the next call and no longer than `bytes`. May hold
  /// back an unfinished character, and up to 128 KB while the encoding is open. UTF-8's byte-order
  /// mark stays in the text (Dialect::byte_order_mark skips it), UTF-16's does not. Takes up to
  /// three times the memory of `bytes` for encodings other than UTF-8. O(size).
  [[nodiscard]] std::string_view decode(std::string_view bytes);
  /// What was held back; an unfinished character becomes U+FFFD.
  [[nodiscard]] std::string_view finish();

  /// What was chosen or detected; utf8 while all bytes were ASCII.
  [[nodiscard]] Encoding encoding() const { return encoding_; }
  /// The host has no table of this encoding: its double-byte characters all become U+FFFD. For
  /// error encoding_unavailable; to be asked after each call.
  [[nodiscard]] bool lacks_table() const { return lacks_table_; }
  /// Parts that became U+FFFD, and where in the text (a byte offset) the first of them stands.
  [[nodiscard]] uint64_t replaced() const { return replaced_; }
  [[nodiscard]] uint64_t first_replaced() const { return first_replaced_; }

 private:
  enum class State : uint8_t { start, ascii, settled };
  class Writer;

  std::string_view gather(std::string_view bytes, bool complete);
  std::string_view hold(std::string_view text, size_t from);
  void settle(Encoding encoding);
  std::string_view convert(std::string_view bytes, bool complete);
  std::string_view convert_utf8(std::string_view bytes, bool complete);
  size_t convert_utf16(std::string_view bytes, Writer& writer);
  size_t convert_double_byte(std::string_view bytes, Writer& writer) const;
  std::string_view deliver(std::string_view text);
  std::string_view written(Writer& writer);

  DoubleByteTableSource source_;
  State state_ = State::start;
  Encoding encoding_ = Encoding::utf8;
  bool lacks_table_ = false;
  bool at_start_ = true;    ///< nothing converted yet: a mark of UTF-16 may come
  char last_ascii_ = '\0';  ///< the byte before those whose encoding is open
  uint64_t replaced_ = 0;
  uint64_t first_replaced_ = 0;
  uint64_t delivered_ = 0;  ///< bytes of text so far

  std::string held_;      ///< bytes whose encoding is open
  std::string released_;  ///< bytes that were held; the text handed out may stand in them
  std::string rest_;      ///< an unfinished character
  std::string joined_;    ///< the same and the bytes after it
  std::vector<char> out_;
  std::unique_ptr<uint16_t[]> table_;
};

}  // namespace dangol::csv
