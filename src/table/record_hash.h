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
  const auto word = [](const char* at) {
    uint64_t value = 0;
    std::memcpy(&value, at, 8);
    return value;
  };
  const size_t size = bytes.size();
  const char* const end = bytes.data() + size;
  uint64_t even = size * kFirst;
  uint64_t odd = kSecond;
  const auto mix = [&](uint64_t first, uint64_t second) {
    even = (even ^ first) * kFirst;
    even ^= even >> 32U;
    odd = (odd ^ second) * kSecond;
    odd ^= odd >> 29U;
  };
  if (size >= 16) {
    // The last step may take bytes a second time, which does no harm.
    for (const char* at = bytes.data(); at + 16 < end; at += 16) mix(word(at), word(at + 8));
    mix(word(end - 16), word(end - 8));
  } else if (size >= 8) {
    mix(word(bytes.data()), word(end - 8));
  } else {
    uint64_t few = 0;
    for (const char byte : bytes) few = few << 8U | static_cast<unsigned char>(byte);
    mix(few, 0);
  }
  uint64_t hash = (even ^ odd >> 31U ^ odd) * kFirst;
  hash ^= hash >> 32U;
  return static_cast<uint32_t>(hash * kSecond >> 32U);
}

}  // namespace dangol::table
