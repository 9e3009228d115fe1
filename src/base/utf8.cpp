#include "base/utf8.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>  // Emscripten maps these to WebAssembly SIMD
#endif

namespace dangol {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::array<std::string_view, 4> kWideBlanks = {
    "\xC2\xA0",      // U+00A0 no-break space
    "\xE3\x80\x80",  // U+3000 ideographic space
    "\xE2\x80\x8B",  // U+200B zero-width space
    "\xEF\xBB\xBF",  // U+FEFF byte-order mark
};

bool is_narrow_blank(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r') || byte == '\0';
}

/// The small letter of a Latin capital in U+00C0..U+017F, or the code point itself.
uint32_t latin_small(uint32_t code) {
  if (code >= 0xC0 && code <= 0xDE && code != 0xD7) return code + 0x20;
  if (code == 0x178) return 0xFF;
  // In Latin Extended-A capitals are even, except where an unpaired letter shifts the rhythm.
  const bool odd_capitals = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
  const bool even_capitals =
      (code >= 0x100 && code <= 0x137 && code != 0x130) || (code >= 0x14A && code <= 0x177);
  if ((odd_capitals && code % 2 == 1) || (even_capitals && code % 2 == 0)) return code + 1;
  return code;
}

uint32_t two_byte_code(char lead, char trail) {
  return ((static_cast<uint32_t>(static_cast<unsigned char>(lead)) & 0x1FU) << 6U) |
         (static_cast<uint32_t>(static_cast<unsigned char>(trail)) & 0x3FU);
}

bool is_latin_lead(char byte) {
  return byte >= '\xC3' && byte <= '\xC5';
}

}  // namespace

size_t ascii_run(std::string_view text, size_t from) {
#if defined(__SSE2__)
  if (from + 16 <= text.size()) {
    const auto* const bytes = reinterpret_cast<const __m128i*>(text.data() + from);
    const auto high = static_cast<uint32_t>(_mm_movemask_epi8(_mm_loadu_si128(bytes)));
    if (high != 0) return static_cast<size_t>(std::countr_zero(high));
  }
#endif
  return ascii_prefix(text.substr(from));
}

size_t ascii_prefix(std::string_view text) {
  size_t at = 0;
#if defined(__SSE2__)
  const auto load = [&](size_t i) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
  };
  for (; at + 64 <= text.size(); at += 64) {
    const __m128i any = _mm_or_si128(_mm_or_si128(load(at), load(at + 16)),
                                     _mm_or_si128(load(at + 32), load(at + 48)));
    if (_mm_movemask_epi8(any) != 0) break;
  }
#endif
  for (; at + 8 <= text.size(); at += 8) {
    uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, 8);
    if ((bytes & 0x8080808080808080U) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

Utf8Unit first_utf8_unit(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>(text[i])); };
  const uint32_t lead = byte(0);
  if (lead < 0x80) return {1, true, false};
  if (lead < 0xC2 || lead > 0xF4) return {1, false, false};
  const size_t wanted = lead < 0xE0 ? 2 : (lead < 0xF0 ? 3 : 4);
  // The second byte's range excludes overlong forms, surrogates and values above U+10FFFF.
  uint32_t low = 0x80;
  uint32_t high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (size_t i = 1; i < wanted; ++i) {
    if (i == text.size()) return {i, false, true};
    if (byte(i) < low || byte(i) > high) return {i, false, false};
    low = 0x80;
    high = 0xBF;
  }
  return {wanted, true, false};
}

size_t valid_utf8_prefix(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>(text[i])); };
  const auto continues = [&](size_t i) { return (byte(i) & 0xC0U) == 0x80; };
  size_t at = ascii_prefix(text);
  while (at < text.size()) {
    // Korean, Japanese and Chinese letters, whose bytes need no further look.
    const uint32_t lead = byte(at);
    if (lead > 0xE0 && lead < 0xF0 && lead != 0xED && at + 3 <= text.size() && continues(at + 1) &&
        continues(at + 2)) {
      at += 3;
    } else {
      const Utf8Unit unit = first_utf8_unit(text.substr(at));
      if (!unit.valid) break;
      at += unit.size;
    }
    at += ascii_run(text, at);
  }
  return at;
}

bool is_valid_utf8(std::string_view text) {
  return valid_utf8_prefix(text) == text.size();
}

std::string sanitize_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Utf8Unit unit = first_utf8_unit(text);
    result += unit.valid ? text.substr(0, unit.size) : kReplacement;
    text.remove_prefix(unit.size);
  }
  return result;
}

std::string shorten(std::string_view text, size_t code_points) {
  std::string result;
  size_t before_last = 0;  // where the last code point of the result starts
  for (size_t count = 0; !text.empty(); ++count) {
    if (count == code_points) {
      result.resize(before_last);
      if (code_points > 0) result += kEllipsis;
      break;
    }
    const Utf8Unit unit = first_utf8_unit(text);
    before_last = result.size();
    const auto lead = static_cast<unsigned char>(text.front());
    if (!unit.valid) {
      result += kReplacement;
    } else if (lead < 0x20 || lead == 0x7F) {
      result += ' ';
    } else {
      result += text.substr(0, unit.size);
    }
    text.remove_prefix(unit.size);
  }
  return result;
}

std::string_view trim(std::string_view text) {
  const auto blank_at_start = [&]() -> size_t {
    if (text.empty()) return 0;
    if (is_narrow_blank(text.front())) return 1;
    if (static_cast<unsigned char>(text.front()) < 0x80) return 0;
    for (const std::string_view blank : kWideBlanks) {
      if (text.substr(0, blank.size()) == blank) return blank.size();
    }
    return 0;
  };
  const auto blank_at_end = [&]() -> size_t {
    if (text.empty()) return 0;
    if (is_narrow_blank(text.back())) return 1;
    if (static_cast<unsigned char>(text.back()) < 0x80) return 0;
    for (const std::string_view blank : kWideBlanks) {
      if (text.size() >= blank.size() && text.substr(text.size() - blank.size()) == blank) {
        return blank.size();
      }
    }
    return 0;
  };
  while (const size_t size = blank_at_start()) text.remove_prefix(size);
  while (const size_t size = blank_at_end()) text.remove_suffix(size);
  return text;
}

std::string_view fold_case(std::string_view text, std::string& scratch) {
  text = trim(text);
  const auto small_at = [&](size_t i) -> uint32_t {  // the changed code point, or 0
    const char byte = text[i];
    if (byte >= 'A' && byte <= 'Z') return static_cast<uint32_t>(byte) + 0x20;
    if (!is_latin_lead(byte) || i + 1 == text.size()) return 0;
    if ((static_cast<unsigned char>(text[i + 1]) & 0xC0U) != 0x80) return 0;
    const uint32_t code = two_byte_code(byte, text[i + 1]);
    const uint32_t small = latin_small(code);
    return small == code ? 0 : small;
  };
  size_t i = 0;
  while (i < text.size() && small_at(i) == 0) ++i;
  if (i == text.size()) return text;
  scratch.assign(text);
  for (; i < text.size(); ++i) {
    const uint32_t small = small_at(i);
    if (small == 0) continue;
    if (small < 0x80) {
      scratch[i] = static_cast<char>(small);
    } else {
      scratch[i] = static_cast<char>(0xC0U | (small >> 6U));
      scratch[i + 1] = static_cast<char>(0x80U | (small & 0x3FU));
    }
  }
  return scratch;
}

}  // namespace dangol
