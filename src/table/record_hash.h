// A hash of a record's bytes, so that rows of the same content can be told by comparing numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace dangol::table {

/// 32 bits that depend on every byte, for comparison within one run of the program. Eight bytes a
/// step, in two chains that do not wait for each other. O(size).
[[nodiscard]] inline uint32_t hash_record(std::string_view bytes) {
  constexpr uint64_t kFirst = 0x9E3779B97F4A7C15;   // 2^64 / golden ratio
  constexpr uint64_t kSecond = 0xC2B2AE3D27D4EB4F;  // a prime of xxHash64
  const char* at = bytes.data();
  size_t left = bytes.size();
  uint64_t even = left * kFirst;
  uint64_t odd = kSecond;
  for (; left >= 16; left -= 16, at += 16) {
    even = (even ^ load_word(at)) * kFirst;
    even ^= even >> 32U;
    odd = (odd ^ load_word(at + 8)) * kSecond;
    odd ^= odd >> 29U;
  }
  if (left >= 8) {
    even = (even ^ load_word(at)) * kFirst;
    even ^= even >> 32U;
    left -= 8;
    at += 8;
  }
  if (left > 0) odd = (odd ^ load_short_word(at, left)) * kSecond;
  uint64_t hash = (even ^ odd >> 31U ^ odd) * kFirst;
  hash ^= hash >> 32U;
  return static_cast<uint32_t>(hash * kSecond >> 32U);
}

}  // namespace dangol::table
