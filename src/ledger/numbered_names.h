// Names that are one prefix and a number, as most shops number their orders and customers:
// `CUST-0017611`. Their numbers tell them apart, so that they need no hashing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace dangol::ledger {

inline constexpr size_t kMostDigits = 18;  ///< their value fits 64 bits

/// The number of digits at the end of `text`, at most kMostDigits.
[[nodiscard]] size_t trailing_digits(std::string_view text);

/// Reads the last `count` <= kMostDigits bytes of `text`; false where one is no digit. O(count / 8)
[[nodiscard]] inline bool parse_digits(std::string_view text, size_t count, uint64_t& value) {
  constexpr uint64_t kZeros = 0x3030303030303030U;
  constexpr uint64_t kHighHalves = 0xF0F0F0F0F0F0F0F0U;
  value = 0;
  uint64_t scale = 1;
  size_t size = text.size();
  while (true) {
    const size_t step = count < 8 ? count : 8;
    if (step == 0) return true;
    // The last eight bytes, those before the digits replaced by zeros.
    uint64_t word = size >= 8 ? load_word(text.data() + size - 8)
                              : load_short_word(text.data(), size) << (8 * (8 - size));
    if (step < 8) word = (word & ~uint64_t{0} << (8 * (8 - step))) | kZeros >> (8 * step);
    const uint64_t off = (word & kHighHalves) | ((word + 0x0606060606060606U) & kHighHalves) >> 4U;
    if (off != 0x3333333333333333U) return false;
    // Neighbours are joined: to numbers of two digits, of four, of eight.
    word = (word & 0x0F0F0F0F0F0F0F0FU) * 2561 >> 8U;
    word = (word & 0x00FF00FF00FF00FFU) * 6'553'601 >> 16U;
    word = (word & 0x0000FFFF0000FFFFU) * 42'949'672'960'001 >> 32U;
    value += word * scale;
    if (count <= 8) return true;
    scale *= 100'000'000;
    count -= step;
    size -= step;
  }
}

/// Whether `name` ends in a digit and is none of those that spreadsheets spoil (`2.34E+17`,
/// `17850.0`): of such a name nothing is to be cleaned, and it is no word that means nobody.
[[nodiscard]] inline bool is_plain_name(std::string_view name) {
  const size_t size = name.size();
  if (size == 0 || static_cast<unsigned char>(name[size - 1] - '0') > 9) return false;
  if (size == 1) return true;
  if (name[size - 2] == '.' || name[size - 2] == '+') return false;
  return size < 4 || (name[size - 3] != '+' && name[size - 4] != '+');
}

class NumberedNames {
 public:
  /// Takes prefix and width from a name; false, changing nothing, when it does not end in a digit.
  bool begin(std::string_view name);
  /// Whether `name` is the prefix and digits, as many as the first name has, or more without a
  /// leading zero: then no other such name has its value. O(size / 8)
  [[nodiscard]] bool parse(std::string_view name, uint64_t& value) const {
    const size_t prefix = prefix_.size();
    if (name.size() < prefix + width_ || name.size() > prefix + kMostDigits) return false;
    if (!has_prefix(name)) return false;
    const size_t digits = name.size() - prefix;
    if (digits > width_ && name[prefix] == '0') return false;
    return parse_digits(name, digits, value);
  }
  /// Whether `name` is the prefix and fewer digits than the first name has, the first of them no
  /// zero: among these, too, no two have the same value. O(size / 8)
  [[nodiscard]] bool parse_shorter(std::string_view name, uint64_t& value) const {
    const size_t prefix = prefix_.size();
    if (name.size() <= prefix || name.size() >= prefix + width_ || name[prefix] == '0')
      return false;
    return has_prefix(name) && parse_digits(name, name.size() - prefix, value);
  }
  /// The name that parse() reads as `value`.
  void format(uint64_t value, std::string& name) const;

 private:
  /// REQUIRES: `name` is not shorter than the prefix
  [[nodiscard]] bool has_prefix(std::string_view name) const {
    if (prefix_.size() > 8 || name.size() < 8) {
      return same_bytes(name.data(), prefix_.data(), prefix_.size());
    }
    return ((load_word(name.data()) ^ prefix_word_) & prefix_mask_) == 0;
  }

  std::string prefix_;
  uint64_t prefix_word_ = 0;  ///< its bytes, where it has eight at the most
  uint64_t prefix_mask_ = 0;
  size_t width_ = 0;  ///< digits of the first name
};

}  // namespace dangol::ledger
