// Finds the bytes that give a delimited file its shape (delimiters and line ends outside quotes),
// 64 bytes a step: the innermost loop of an import.
//
// The rules, one byte at a time, are those of walk(): a field that starts with a quote runs to the
// next quote that is not doubled; every other quote is an ordinary byte. The fast path finds the
// quoted stretches of a block by the parity of the quotes before each byte, which is the same thing
// as long as every opening quote stands at the start of a field. It checks exactly that, and hands
// a block that holds any other quote to walk(). So both paths agree on every input.
#pragma once

#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>  // Emscripten maps these to WebAssembly SIMD
#define DANGOL_CSV_SIMD 1
#endif

namespace dangol::csv {

inline constexpr uint32_t kBlockSize = 64;

/// What a block holds; bit i speaks of byte i.
struct BlockStructure {
  uint64_t delimiters = 0;     ///< delimiters that end a field
  uint64_t line_ends = 0;      ///< the first byte of each CR, LF or CRLF that ends a record
  uint64_t quoted_breaks = 0;  ///< the first byte of each CR, LF or CRLF within quotes
  bool plain_quotes = true;    ///< no doubled quote and no quote out of place
  bool quotes = false;         ///< some byte is a quote or stands within quotes
  bool ascii = true;           ///< no byte is above 0x7F
};

/// Where the scan stands between two bytes.
enum class ScanState : uint8_t {
  field_start,
  unquoted,  ///< in a field without quotes, or behind a closing quote
  quoted,
  after_quote,  ///< behind a quote within quotes: it closes the field unless another follows
};

class StructuralScanner {
 public:
  explicit StructuralScanner(char delimiter) : delimiter_(delimiter) {}

  [[nodiscard]] ScanState state() const { return state_; }
  /// Whether the byte before was CR, so that an LF belongs to the same line end.
  [[nodiscard]] bool after_carriage_return() const { return after_carriage_return_; }
  /// Stands at the start of a record again.
  void restart(bool after_carriage_return) {
    state_ = ScanState::field_start;
    after_carriage_return_ = after_carriage_return;
  }

  /// Reads `size` <= 64 bytes one by one. O(size).
  BlockStructure walk(const char* bytes, uint32_t size) {
    BlockStructure found;
    for (uint32_t i = 0; i < size; ++i) step(bytes[i], uint64_t{1} << i, found);
    return found;
  }

#if defined(DANGOL_CSV_SIMD)
  /// The same as walk(block, 64), at several bytes a cycle.
  BlockStructure scan(const char* block) {
    const Masks masks = find(block);
    if (masks.quotes == 0 && state_ != ScanState::quoted) return scan_unquoted(masks);
    return scan_quoted(block, masks);
  }
#else
  BlockStructure scan(const char* block) {
    return walk(block, kBlockSize);
  }
#endif

 private:
  void step(char byte, uint64_t bit, BlockStructure& found) {
    found.quotes = found.quotes || byte == '"' || state_ == ScanState::quoted;
    found.ascii = found.ascii && static_cast<unsigned char>(byte) < 0x80;
    const bool breaks_line = byte == '\r' || (byte == '\n' && !after_carriage_return_);
    const bool second_of_pair = byte == '\n' && after_carriage_return_;
    after_carriage_return_ = byte == '\r';
    if (state_ == ScanState::quoted) {
      if (byte == '"') state_ = ScanState::after_quote;
      if (breaks_line) found.quoted_breaks |= bit;
      return;
    }
    if (byte == '"') {
      if (state_ == ScanState::unquoted) {
        found.plain_quotes = false;
      } else {
        found.plain_quotes = found.plain_quotes && state_ == ScanState::field_start;
        state_ = ScanState::quoted;
      }
    } else if (byte == delimiter_) {
      found.delimiters |= bit;
      state_ = ScanState::field_start;
    } else if (breaks_line || second_of_pair) {
      if (breaks_line) found.line_ends |= bit;
      state_ = ScanState::field_start;
    } else {
      found.plain_quotes = found.plain_quotes && state_ != ScanState::after_quote;
      state_ = ScanState::unquoted;
    }
  }

#if defined(DANGOL_CSV_SIMD)
  struct Masks {
    uint64_t delimiters = 0;
    uint64_t quotes = 0;
    uint64_t carriage_returns = 0;
    uint64_t line_feeds = 0;
    bool ascii = true;
  };

  static uint64_t bits_of(const __m128i equal[4]) {
    const auto bits = [&](int i) {
      return static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(equal[i])));
    };
    return bits(0) | bits(1) << 16U | bits(2) << 32U | bits(3) << 48U;
  }

  static uint64_t positions(const __m128i bytes[4], char wanted) {
    const __m128i pattern = _mm_set1_epi8(wanted);
    const __m128i equal[4] = {_mm_cmpeq_epi8(bytes[0], pattern), _mm_cmpeq_epi8(bytes[1], pattern),
                              _mm_cmpeq_epi8(bytes[2], pattern), _mm_cmpeq_epi8(bytes[3], pattern)};
    return bits_of(equal);
  }

  Masks find(const char* block) const {
    __m128i bytes[4];
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i carriage_return = _mm_set1_epi8('\r');
    __m128i rare = _mm_setzero_si128();
    __m128i any = _mm_setzero_si128();
    for (int i = 0; i < 4; ++i) {
      bytes[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i);
      any = _mm_or_si128(any, bytes[i]);
      rare = _mm_or_si128(rare, _mm_or_si128(_mm_cmpeq_epi8(bytes[i], quote),
                                             _mm_cmpeq_epi8(bytes[i], carriage_return)));
    }
    Masks masks;
    masks.delimiters = positions(bytes, delimiter_);
    masks.line_feeds = positions(bytes, '\n');
    // One question for most blocks: the highest bit of a byte tells either.
    if (_mm_movemask_epi8(_mm_or_si128(rare, any)) != 0) {
      masks.ascii = _mm_movemask_epi8(any) == 0;
      masks.quotes = positions(bytes, '"');
      masks.carriage_returns = positions(bytes, '\r');
    }
    return masks;
  }

  /// Each bit becomes the parity of the bits up to and including it. WebAssembly has no carry-less
  /// multiplication, which would do this in one instruction.
  static uint64_t prefix_parity(uint64_t bits) {
    bits ^= bits << 1U;
    bits ^= bits << 2U;
    bits ^= bits << 4U;
    bits ^= bits << 8U;
    bits ^= bits << 16U;
    bits ^= bits << 32U;
    return bits;
  }

  [[nodiscard]] uint64_t line_breaks(const Masks& masks) const {
    const uint64_t after_cr =
        masks.carriage_returns << 1U | static_cast<uint64_t>(after_carriage_return_);
    return masks.carriage_returns | (masks.line_feeds & ~after_cr);
  }

  /// A block without a quote, entered outside quotes.
  BlockStructure scan_unquoted(const Masks& masks) {
    BlockStructure found;
    found.ascii = masks.ascii;
    found.delimiters = masks.delimiters;
    found.line_ends = line_breaks(masks);
    const uint64_t ends = masks.delimiters | masks.carriage_returns | masks.line_feeds;
    // A byte behind a closing quote that is not structural belongs to the field.
    found.plain_quotes = state_ != ScanState::after_quote || (ends & 1U) != 0;
    state_ = ends >> 63U != 0 ? ScanState::field_start : ScanState::unquoted;
    after_carriage_return_ = masks.carriage_returns >> 63U != 0;
    return found;
  }

  BlockStructure scan_quoted(const char* block, const Masks& masks) {
    const uint64_t entered_quoted = state_ == ScanState::quoted ? ~uint64_t{0} : 0;
    // Set from an opening quote up to the byte before its closing one.
    const uint64_t inside = prefix_parity(masks.quotes) ^ entered_quoted;
    const uint64_t opening = masks.quotes & inside;
    const uint64_t closing = masks.quotes & ~inside;
    const uint64_t ends = (masks.delimiters | masks.carriage_returns | masks.line_feeds) & ~inside;

    const uint64_t field_starts =
        ends << 1U | static_cast<uint64_t>(state_ == ScanState::field_start);
    const uint64_t behind_closing =
        closing << 1U | static_cast<uint64_t>(state_ == ScanState::after_quote);
    if ((opening & ~(field_starts | behind_closing)) != 0) return walk(block, kBlockSize);

    BlockStructure found;
    found.quotes = true;
    found.ascii = masks.ascii;
    const uint64_t breaks = line_breaks(masks);
    found.delimiters = masks.delimiters & ~inside;
    found.line_ends = breaks & ~inside;
    found.quoted_breaks = breaks & inside;
    found.plain_quotes = (behind_closing & ~ends) == 0;  // neither doubled nor followed by text
    after_carriage_return_ = masks.carriage_returns >> 63U != 0;
    if (inside >> 63U != 0) {
      state_ = ScanState::quoted;
    } else if (closing >> 63U != 0) {
      state_ = ScanState::after_quote;
    } else {
      state_ = ends >> 63U != 0 ? ScanState::field_start : ScanState::unquoted;
    }
    return found;
  }
#endif

  char delimiter_;
  ScanState state_ = ScanState::field_start;
  bool after_carriage_return_ = false;
};

}  // namespace dangol::csv
