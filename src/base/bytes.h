// Short texts compared and read eight bytes at a time. Keys and dates are a few bytes long and
// looked at millions of times; a call of memcmp() costs more than they do, and the one of a
// WebAssembly libc goes byte by byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace dangol {

/// The eight bytes at `bytes`, the first in the lowest place on the little-endian machines that
/// Dangol runs on.
[[nodiscard]] inline uint64_t load_word(const char* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

/// The `size` <= 8 bytes at `bytes`, zeros above them; reads no byte beyond.
[[nodiscard]] inline uint64_t load_short_word(const char* bytes, size_t size) {
  if (size == 8) return load_word(bytes);
  if (size >= 4) {
    uint32_t low = 0;
    uint32_t high = 0;
    std::memcpy(&low, bytes, 4);
    std::memcpy(&high, bytes + size - 4, 4);
    // The two halves overlap; shifted into place they agree where they do.
    return low | static_cast<uint64_t>(high) << (8 * (size - 4));
  }
  uint64_t word = 0;
  for (size_t i = 0; i < size; ++i) {
    word |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return word;
}

/// `size` bytes at `a` and at `b` are the same. O(size)
[[nodiscard]] inline bool same_bytes(const char* a, const char* b, size_t size) {
  if (size < 8) return load_short_word(a, size) == load_short_word(b, size);
  for (size_t i = 0; i + 8 < size; i += 8) {
    if (load_word(a + i) != load_word(b + i)) return false;
  }
  return load_word(a + size - 8) == load_word(b + size - 8);
}

[[nodiscard]] inline bool same_bytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() && same_bytes(a.data(), b.data(), a.size());
}

}  // namespace dangol
