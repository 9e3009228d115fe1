// Names that are one prefix and a number, as most shops number their orders and customers:
// `CUST-0017611`. Their numbers tell them apart, so that they need no hashing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/digits.h"

namespace dangol::ledger {

inline constexpr size_t kMostDigits = 18;  ///< their value fits 64 bits

/// The number of digits at the end of `text`, at most kMostDigits.
[[nodiscard]] size_t trailing_digits(std::string_view text);

/// Reads the last `count` <= kMostDigits bytes of `text`; false where one is no digit. O(count / 8)
[[nodiscard]] inline bool parse_digits(std::string_view text, size_t count, uint64_t& value) {
  constexpr uint64_t kZeros = 0x3030303030303030U;
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
    uint64_t part = 0;
    if (!read_eight_digits(word, part)) return false;
    value += part * scale;
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
    return name.size() == two_words_ ? parse_two_words(name.data(), value) : parse_any(name, value);
  }
  /// Whether names as long as the first one are 9 to 16 bytes and end in four digits at least: then
  /// all that parse_alike() reads are plain names.
  [[nodiscard]] bool alike() const { return two_words_ != kNoSize && width_ >= 4; }
  /// parse() of a name as long as the first one; false for every other length. REQUIRES: alike()
  [[nodiscard]] bool parse_alike(std::string_view name, uint64_t& value) const {
    return name.size() == two_words_ && parse_two_words(name.data(), value);
  }
  /// The byte that names begin with, be it of the prefix or a digit. REQUIRES: begin() was true
  [[nodiscard]] char initial() const { return prefix_.empty() ? '0' : prefix_.front(); }
  /// Whether `name` is the prefix and fewer digits than the first name has, the first of them no
  /// zero: among these, too, no two have the same value. O(size / 8)
  [[nodiscard]] bool parse_shorter(std::string_view name, uint64_t& value) const;
  /// The name that parse() reads as `value`.
  void format(uint64_t value, std::string& name) const;

 private:
  /// What eight bytes of a name have to be.
  struct Pattern {
    uint64_t base = 0;  ///< the prefix; '0' for a digit
    uint64_t room = 0;  ///< 0x7F less how far each byte may lie above the base: 0, or 9 for a digit

    /// The digits, and zeros for the prefix.
    [[nodiscard]] uint64_t digits(uint64_t word) const { return word ^ base; }
    /// The highest bit of some byte is set where a byte is none that it may be.
    [[nodiscard]] uint64_t misfit(uint64_t digits) const { return digits | (digits + room); }
  };

  /// The same for names as long as the first one, read as two words that overlap.
  [[nodiscard]] bool parse_two_words(const char* name, uint64_t& value) const {
    constexpr uint64_t kHighBits = 0x8080808080808080U;
    constexpr uint64_t kHundredMillion = 100'000'000;
    const uint64_t head = head_.digits(load_word(name));
    const uint64_t tail = tail_.digits(load_word(name + two_words_ - 8));
    if (((head_.misfit(head) | tail_.misfit(tail)) & kHighBits) != 0) return false;
    // Of the head, what the tail has too is pushed out.
    value = join_digits(head << (8 * (16 - two_words_))) * kHundredMillion + join_digits(tail);
    return true;
  }
  [[nodiscard]] bool parse_any(std::string_view name, uint64_t& value) const;
  [[nodiscard]] bool has_prefix(std::string_view name) const;

  static constexpr size_t kNoSize = std::string_view::npos;

  std::string prefix_;
  size_t width_ = 0;            ///< digits of the first name
  size_t two_words_ = kNoSize;  ///< size of the first name where it is 9 to 16
  Pattern head_;                ///< of its first eight bytes
  Pattern tail_;                ///< of its last eight
};

}  // namespace dangol::ledger
