// Eight digits read as one word: the numbers in names, days and amounts.
#pragma once

#include <cstdint>

namespace dangol {

/// The number whose digits, one a byte, `digits` holds: the first, highest one in the lowest place.
/// REQUIRES: no byte above 9
[[nodiscard]] inline uint64_t join_digits(uint64_t digits) {
  // Neighbours are joined: to numbers of two digits, of four, of eight.
  digits = digits * 2561 >> 8U;
  digits = (digits & 0x00FF00FF00FF00FFU) * 6'553'601 >> 16U;
  return (digits & 0x0000FFFF0000FFFFU) * 42'949'672'960'001 >> 32U;
}

/// Reads eight bytes of text, the first in the lowest place; false where one is no digit.
[[nodiscard]] inline bool read_eight_digits(uint64_t word, uint64_t& value) {
  constexpr uint64_t kHighHalves = 0xF0F0F0F0F0F0F0F0U;
  const uint64_t off = (word & kHighHalves) | ((word + 0x0606060606060606U) & kHighHalves) >> 4U;
  if (off != 0x3333333333333333U) return false;
  value = join_digits(word & 0x0F0F0F0F0F0F0F0FU);
  return true;
}

}  // namespace dangol
