#include "csv/encoding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"

namespace dangol::csv {
namespace {

constexpr std::array<std::pair<std::string_view, Encoding>, 7> kNames = {{
    {"utf-8", Encoding::utf8},
    {"utf-16le", Encoding::utf16le},
    {"utf-16be", Encoding::utf16be},
    {"euc-kr", Encoding::euc_kr},
    {"shift_jis", Encoding::shift_jis},
    {"windows-1252", Encoding::windows_1252},
    {"cp949", Encoding::euc_kr},
}};

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

uint32_t byte_at(std::string_view bytes, size_t i) {
  return i < bytes.size() ? static_cast<uint32_t>(static_cast<uint8_t>(bytes[i])) : 0U;
}

bool is_between(uint32_t byte, uint32_t low, uint32_t high) {
  return byte >= low && byte <= high;
}
bool is_high(uint32_t byte) {
  return byte >= 0x80;
}
bool is_ascii_letter(uint32_t byte) {
  return is_between(byte | 0x20U, 'a', 'z');
}

/// Most multi-byte sequences well formed: no legacy text reads so by chance.
bool is_mostly_utf8(std::string_view bytes, bool complete) {
  constexpr size_t kPerFault = 8;
  size_t characters = 0;
  size_t faults = 0;
  while (!bytes.empty()) {
    bytes.remove_prefix(ascii_prefix(bytes));
    if (bytes.empty()) break;
    const Utf8Unit unit = first_utf8_unit(bytes);
    if (unit.valid) {
      ++characters;
    } else if (complete || !unit.cut) {
      ++faults;
    }
    bytes.remove_prefix(unit.size);
  }
  return characters >= faults * kPerFault;
}

// The marks that each character gives its reading. Only their differences matter: 10 for what
// nearly every text of that language is made of, below zero for what hardly any text holds.
constexpr int kUsual = 10;
constexpr int kFitting = 6;
constexpr int kPossible = 2;
constexpr int kOdd = -6;
constexpr int kInvalid = -30;

/// One character of a reading: its bytes and its marks.
struct Unit {
  size_t size = 1;
  int marks = kInvalid;
};

/// `within_word` says that an ASCII letter stands on both sides.
Unit korean_unit(uint32_t lead, uint32_t trail, bool within_word) {
  if (!is_between(lead, 0x81, 0xFE)) return {};
  if (trail >= 0xA1 && trail <= 0xFE && lead >= 0xA1) {
    if (is_between(lead, 0xB0, 0xC8)) return {2, kUsual};
    if (is_between(lead, 0xCA, 0xFD)) return {2, within_word ? kOdd : kPossible};  // hanja
    return {2, lead == 0xC9 || lead == 0xFE || lead > 0xAC ? kOdd : kPossible};    // symbols
  }
  // The syllables that KS X 1001 lacks, which few words have.
  const bool letter = is_ascii_letter(trail);
  const bool extension = letter || is_between(trail, 0x81, lead <= 0xA0 ? 0xFE : 0xA0);
  if (extension && lead <= 0xC6) return {2, kOdd};
  return {is_high(trail) ? 2U : 1U, kInvalid};
}

Unit japanese_unit(uint32_t lead, uint32_t trail) {
  if (is_between(lead, 0xA1, 0xDF)) return {1, 1};  // half-width katakana
  const bool leads = is_between(lead, 0x81, 0x9F) || is_between(lead, 0xE0, 0xFC);
  const bool trails = is_between(trail, 0x40, 0xFC) && trail != 0x7F;
  if (!leads || !trails) return {leads && is_high(trail) ? 2U : 1U, kInvalid};
  if (lead == 0x81) return {2, kFitting};
  if (lead == 0x82) return {2, trail >= 0x9F ? kUsual : kFitting};
  if (lead == 0x83) return {2, trail <= 0x96 ? kUsual : kPossible};
  if (is_between(lead, 0x88, 0x97)) return {2, kFitting};  // common kanji
  if (is_between(lead, 0x98, 0x9F) || is_between(lead, 0xE0, 0xEA)) return {2, 0};
  return {2, lead == 0x87 || lead == 0xFA ? kPossible : kOdd};
}

Unit western_unit(uint32_t before, uint32_t byte, uint32_t after) {
  if (byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D) return {};
  const bool letter = byte >= 0xC0 && byte != 0xD7 && byte != 0xF7;
  const bool quote = is_between(byte, 0x91, 0x94);
  const bool in_word = is_ascii_letter(before) || is_ascii_letter(after);
  if (is_high(before) || is_high(after))
    return {1, quote || (letter && in_word) ? kPossible : kOdd};
  if (letter) return {1, in_word ? kUsual : kPossible};
  // Above 0xA0 and among these stand the signs that prices and names are written with.
  const bool sign = byte >= 0xA0 || byte == 0x80 || byte == 0x85 || is_between(byte, 0x91, 0x97);
  return {1, sign ? kFitting : kPossible};
}

/// Marks per byte that is not ASCII.
double judge(std::string_view bytes, bool complete, char before, Encoding encoding) {
  int64_t marks = 0;
  int64_t high_bytes = 0;
  size_t at = 0;
  while (true) {
    at += ascii_prefix(bytes.substr(at));
    if (at >= bytes.size()) break;
    const uint32_t byte = byte_at(bytes, at);
    const uint32_t next = byte_at(bytes, at + 1);
    const uint32_t last = at > 0 ? byte_at(bytes, at - 1) : static_cast<uint8_t>(before);
    Unit unit;
    if (encoding == Encoding::windows_1252) {
      unit = western_unit(last, byte, next);
    } else {
      if (at + 1 == bytes.size() && !complete) break;
      const bool within_word = is_ascii_letter(last) && is_ascii_letter(byte_at(bytes, at + 2));
      unit = encoding == Encoding::euc_kr ? korean_unit(byte, next, within_word)
                                          : japanese_unit(byte, next);
    }
    marks += unit.marks;
    high_bytes += unit.size == 2 && is_high(next) ? 2 : 1;
    at += unit.size;
  }
  return high_bytes == 0 ? 0 : static_cast<double>(marks) / static_cast<double>(high_bytes);
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
  return kNames[static_cast<size_t>(encoding)].first;
}

std::optional<Encoding> parse_encoding(std::string_view name) {
  const auto* const found = std::find_if(kNames.begin(), kNames.end(),
                                         [&](const auto& entry) { return entry.first == name; });
  if (found == kNames.end()) return std::nullopt;
  return found->second;
}

std::optional<Encoding> detect_marked(std::string_view start) {
  if (starts_with(start, "\xEF\xBB\xBF")) return Encoding::utf8;
  if (starts_with(start, "\xFF\xFE")) return Encoding::utf16le;
  if (starts_with(start, "\xFE\xFF")) return Encoding::utf16be;
  std::array<size_t, 2> zeros = {0, 0};
  for (size_t i = 0; i < start.size(); ++i) {
    if (start[i] == '\0') ++zeros[i % 2];
  }
  const auto [fewer, more] = std::minmax(zeros[0], zeros[1]);
  if (more == 0 || more * 10 < start.size() || fewer * 20 > more) return std::nullopt;
  return zeros[1] > zeros[0] ? Encoding::utf16le : Encoding::utf16be;
}

Encoding detect_unmarked(std::string_view bytes, bool complete, char before) {
  if (is_mostly_utf8(bytes, complete)) return Encoding::utf8;
  Encoding best = Encoding::windows_1252;
  double most = judge(bytes, complete, before, best);
  for (const Encoding encoding : {Encoding::euc_kr, Encoding::shift_jis}) {
    const double marks = judge(bytes, complete, before, encoding);
    if (marks <= most) continue;
    best = encoding;
    most = marks;
  }
  return best;
}

Encoding detect_encoding(std::string_view sample, bool complete) {
  const auto marked = detect_marked(sample.substr(0, kEncodingEvidence));
  if (marked) return *marked;
  const size_t ascii = ascii_prefix(sample);
  const std::string_view rest = sample.substr(ascii);
  return detect_unmarked(rest.substr(0, kEncodingEvidence),
                         complete && rest.size() <= kEncodingEvidence,
                         ascii > 0 ? sample[ascii - 1] : '\0');
}

}  // namespace dangol::csv
