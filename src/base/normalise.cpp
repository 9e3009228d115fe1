#include "base/normalise.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/utf8.h"

namespace dangol {
namespace {

#include "base/nfc_table.inc"

constexpr uint32_t kFirstMark = 0x300;
constexpr uint32_t kLastMark = 0x36F;
constexpr uint32_t kVoicingMark = 0x3099;  // and the half-voiced one behind it
constexpr size_t kNoMark = kClasses.size();

// Hangul, Unicode section 3.12.
constexpr uint32_t kFirstSyllable = 0xAC00;
constexpr uint32_t kFirstLead = 0x1100;
constexpr uint32_t kFirstVowel = 0x1161;
constexpr uint32_t kBeforeTails = 0x11A7;
constexpr uint32_t kLeads = 19;
constexpr uint32_t kVowels = 21;
constexpr uint32_t kTails = 28;

uint32_t byte_at(std::string_view text, size_t i) {
  return i < text.size() ? static_cast<uint32_t>(static_cast<uint8_t>(text[i])) : 0U;
}

/// The code point of a well-formed character.
uint32_t code_of(std::string_view character) {
  const uint32_t lead = byte_at(character, 0);
  if (character.size() == 1) return lead;
  uint32_t code = lead & (0x7FU >> character.size());
  for (size_t i = 1; i < character.size(); ++i) code = code << 6U | (byte_at(character, i) & 0x3FU);
  return code;
}

void append(std::string& text, uint32_t code) {
  const auto byte = [](uint32_t value) { return static_cast<char>(static_cast<uint8_t>(value)); };
  if (code < 0x80) {
    text += byte(code);
    return;
  }
  if (code < 0x800) {
    text += byte(0xC0U | code >> 6U);
  } else {
    if (code < 0x10000) {
      text += byte(0xE0U | code >> 12U);
    } else {
      text += byte(0xF0U | code >> 18U);
      text += byte(0x80U | (code >> 12U & 0x3FU));
    }
    text += byte(0x80U | (code >> 6U & 0x3FU));
  }
  text += byte(0x80U | (code & 0x3FU));
}

/// The place of a mark in the tables.
size_t mark_of(uint32_t code) {
  if (code >= kFirstMark && code <= kLastMark) return code - kFirstMark;
  const bool voicing = code == kVoicingMark || code == kVoicingMark + 1;
  return voicing ? kLastMark - kFirstMark + 1 + (code - kVoicingMark) : kNoMark;
}

uint32_t class_of(uint32_t code) {
  const size_t mark = mark_of(code);
  return mark == kNoMark ? 0 : kClasses[mark];
}

/// What a letter and a mark compose to; 0 = nothing.
uint32_t compose(uint32_t base, uint32_t mark) {
  const size_t wanted = mark_of(mark);
  const auto range = std::equal_range(kBases.begin(), kBases.end(), base);
  for (auto at = range.first; at != range.second; ++at) {
    const auto place = static_cast<size_t>(at - kBases.begin());
    if (kMarks[place] == wanted) return kComposed[place];
  }
  return 0;
}

/// Two jamo, or a syllable without a tail and its tail, as one syllable; 0 = nothing.
uint32_t compose_hangul(uint32_t first, uint32_t second) {
  if (first - kFirstLead < kLeads && second - kFirstVowel < kVowels) {
    return kFirstSyllable + ((first - kFirstLead) * kVowels + (second - kFirstVowel)) * kTails;
  }
  const uint32_t syllable = first - kFirstSyllable;
  const bool open = syllable < kLeads * kVowels * kTails && syllable % kTails == 0;
  const uint32_t tail = second - kBeforeTails;
  return open && tail > 0 && tail < kTails ? first + tail : 0;
}

/// A character and the marks behind it, which is where order and composition happen.
class Cluster {
 public:
  explicit Cluster(std::string& text) : text_(text) {}

  void add(uint32_t code) {
    if (class_of(code) == 0) {
      const uint32_t syllable =
          has_base_ && marks_.empty() ? compose_hangul(base_, code) : uint32_t{0};
      if (syllable == 0) flush();
      base_ = syllable == 0 ? code : syllable;
      has_base_ = true;
      return;
    }
    if (has_base_ && marks_.empty()) take_apart();
    add_mark(code);
  }

  void flush() {
    std::stable_sort(marks_.begin(), marks_.end(),
                     [](uint32_t a, uint32_t b) { return class_of(a) < class_of(b); });
    size_t kept = 0;
    for (const uint32_t mark : marks_) {
      // A mark left before it of the same class stands between it and the letter.
      const bool blocked = kept > 0 && class_of(marks_[kept - 1]) >= class_of(mark);
      const uint32_t composed = has_base_ && !blocked ? compose(base_, mark) : 0;
      if (composed != 0) {
        base_ = composed;
      } else {
        marks_[kept++] = mark;
      }
    }
    if (has_base_) append(text_, base_);
    for (size_t i = 0; i < kept; ++i) append(text_, marks_[i]);
    has_base_ = false;
    marks_.clear();
  }

 private:
  /// The letter's own marks join those behind it.
  void take_apart() {
    std::u32string own;
    for (size_t i = 0; i < kComposed.size();) {
      if (kComposed[i] != base_) {
        ++i;
        continue;
      }
      const uint32_t mark = kMarks[i];
      own.insert(own.begin(),
                 static_cast<char32_t>(mark <= kLastMark - kFirstMark
                                           ? kFirstMark + mark
                                           : kVoicingMark + mark - (kLastMark - kFirstMark + 1)));
      base_ = kBases[i];
      i = 0;
    }
    marks_ = std::move(own);
  }

  /// Four marks are only other names of marks.
  void add_mark(uint32_t code) {
    if (code == 0x344) marks_ += static_cast<char32_t>(0x308);
    if (code == 0x340) code = 0x300;
    if (code == 0x341 || code == 0x344) code = 0x301;
    if (code == 0x343) code = 0x313;
    marks_ += static_cast<char32_t>(code);
  }

  std::string& text_;
  uint32_t base_ = 0;
  bool has_base_ = false;
  std::u32string marks_;
};

}  // namespace

bool needs_nfc(std::string_view text) {
  for (size_t i = ascii_prefix(text); i < text.size(); ++i) {
    const uint32_t byte = byte_at(text, i);
    if (byte < 0xCC || byte > 0xE3) continue;
    const uint32_t next = byte_at(text, i + 1);
    if (byte == 0xCC || (byte == 0xCD && next < 0xB0)) return true;
    if (byte == 0xE1 && next >= 0x84 && next <= 0x87) return true;
    const uint32_t third = byte_at(text, i + 2);
    if (byte == 0xE3 && next == 0x82 && (third == 0x99 || third == 0x9A)) return true;
  }
  return false;
}

std::string_view normalise(std::string_view text, std::string& scratch) {
  if (!needs_nfc(text)) return text;
  std::string result;
  result.reserve(text.size());
  Cluster cluster(result);
  while (!text.empty()) {
    const Utf8Unit unit = first_utf8_unit(text);
    const std::string_view character = text.substr(0, unit.size);
    if (unit.valid) {
      cluster.add(code_of(character));
    } else {
      cluster.flush();
      result += character;
    }
    text.remove_prefix(unit.size);
  }
  cluster.flush();
  scratch = std::move(result);
  return scratch;
}

}  // namespace dangol
