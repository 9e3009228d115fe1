#include "csv/decoder.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/utf8.h"

namespace dangol::csv {
namespace {

constexpr uint16_t kReplacement = 0xFFFD;
constexpr size_t kMostPerByte = 3;  ///< bytes of text that one byte of any encoding becomes

/// windows-1252 from 0x80 to 0x9F; 0 = undefined.
constexpr std::array<uint16_t, 32> kWestern = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

struct Pair {
  uint16_t bytes;
  uint16_t code;
};
constexpr std::array<Pair, 2> kKoreanSigns = {{{0xA2E6, 0x20AC}, {0xA2E7, 0x00AE}}};
/// Where tables of Shift_JIS differ; as CP932 and the browsers have them.
constexpr std::array<Pair, 8> kJapaneseSigns = {{{0x815C, 0x2015},
                                                 {0x815F, 0xFF3C},
                                                 {0x8160, 0xFF5E},
                                                 {0x8161, 0x2225},
                                                 {0x817C, 0xFF0D},
                                                 {0x8191, 0xFFE0},
                                                 {0x8192, 0xFFE1},
                                                 {0x81CA, 0xFFE2}}};

constexpr uint16_t kFirstSyllable = 0xAC00;
constexpr size_t kSyllables = 11'172;

size_t entry(size_t lead, size_t trail) {
  return (lead - kFirstLead) * kTrails + (trail - kFirstTrail);
}

uint16_t& entry_of(uint16_t* table, uint16_t bytes) {
  return table[entry(bytes >> 8U, bytes & 0xFFU)];
}

/// CP949 lists the syllables that KS X 1001 lacks in the order of their code points.
void add_syllables(uint16_t* table) {
  std::array<bool, kSyllables> present{};
  for (size_t lead = 0xB0; lead <= 0xC8; ++lead) {
    for (size_t trail = 0xA1; trail <= 0xFE; ++trail) {
      const size_t index = static_cast<size_t>(table[entry(lead, trail)]) - kFirstSyllable;
      if (index < kSyllables) present[index] = true;
    }
  }
  size_t next = 0;
  for (size_t lead = 0x81; lead <= 0xC6; ++lead) {
    for (size_t trail = 0x41; trail <= (lead <= 0xA0 ? 0xFEU : 0xA0U); ++trail) {
      if ((trail > 0x5A && trail < 0x61) || (trail > 0x7A && trail < 0x81)) continue;
      while (next < kSyllables && present[next]) ++next;
      table[entry(lead, trail)] =
          next < kSyllables ? static_cast<uint16_t>(kFirstSyllable + next) : uint16_t{0};
      if (next < kSyllables) ++next;
    }
  }
}

/// The pairs of Shift_JIS that each machine may give a meaning of its own are characters, though
/// nobody knows which.
void mark_own_characters(uint16_t* table) {
  for (size_t lead = 0xF0; lead <= 0xF9; ++lead) {
    for (size_t trail = kFirstTrail; trail <= 0xFC; ++trail) {
      if (trail != 0x7F) table[entry(lead, trail)] = kReplacement;
    }
  }
}

/// Surrogates and private use, which are no characters that anybody could know.
bool is_unknown(uint16_t code) {
  return code >= 0xD800 && code <= 0xF8FF;
}

/// Whether a pair stands where the encoding has characters of its own, besides the syllables that
/// are added.
bool is_assigned(Encoding encoding, size_t lead, size_t trail) {
  if (encoding == Encoding::euc_kr) return lead >= 0xA1 && trail >= 0xA1;
  return trail != 0x7F && trail <= 0xFC;
}

}  // namespace

bool make_double_byte_table(Encoding encoding, DoubleByteTableSource source, uint16_t* table) {
  std::fill(table, table + kDoubleByteEntries, uint16_t{0});
  if (source == nullptr || !source(encoding, table)) return false;
  for (size_t i = 0; i < kDoubleByteEntries; ++i) {
    const bool assigned =
        is_assigned(encoding, kFirstLead + i / kTrails, kFirstTrail + i % kTrails);
    if (!assigned || is_unknown(table[i])) table[i] = 0;
  }
  if (encoding == Encoding::euc_kr) {
    for (const Pair& sign : kKoreanSigns) entry_of(table, sign.bytes) = sign.code;
    add_syllables(table);
  } else {
    for (const Pair& sign : kJapaneseSigns) entry_of(table, sign.bytes) = sign.code;
    mark_own_characters(table);
  }
  return true;
}

/// Writes text into the decoder's buffer, which is large enough.
class Decoder::Writer {
 public:
  Writer(std::vector<char>& buffer, size_t bytes) {
    const size_t wanted = bytes * kMostPerByte;
    if (buffer.size() < wanted) buffer.resize(wanted);
    begin_ = buffer.data();
    at_ = begin_;
  }

  void copy(const char* from, size_t size) {
    std::memcpy(at_, from, size);
    at_ += size;
  }
  /// The first `size` of the bytes that are still to be written.
  void copy_short(std::string_view rest, size_t size) {
    constexpr size_t kStep = 16;
    // There is room for three times the rest, so that a whole step fits where it can be read.
    const bool step = size <= kStep && rest.size() >= kStep;
    std::memcpy(at_, rest.data(), step ? kStep : size);
    at_ += size;
  }
  void put(uint32_t code) {
    const auto byte = [](uint32_t value) { return static_cast<char>(static_cast<uint8_t>(value)); };
    if (code < 0x80) {
      *at_++ = byte(code);
    } else if (code < 0x800) {
      *at_++ = byte(0xC0U | code >> 6U);
      *at_++ = byte(0x80U | (code & 0x3FU));
    } else {
      if (code < 0x10000) {
        *at_++ = byte(0xE0U | code >> 12U);
      } else {
        *at_++ = byte(0xF0U | code >> 18U);
        *at_++ = byte(0x80U | (code >> 12U & 0x3FU));
      }
      *at_++ = byte(0x80U | (code >> 6U & 0x3FU));
      *at_++ = byte(0x80U | (code & 0x3FU));
    }
  }
  void replace() {
    if (replaced_++ == 0) first_replaced_ = text().size();
    put(kReplacement);
  }

  [[nodiscard]] std::string_view text() const {
    return {begin_, static_cast<size_t>(at_ - begin_)};
  }
  [[nodiscard]] uint64_t replaced() const { return replaced_; }
  [[nodiscard]] size_t first_replaced() const { return first_replaced_; }

 private:
  char* begin_ = nullptr;
  char* at_ = nullptr;
  uint64_t replaced_ = 0;
  size_t first_replaced_ = 0;
};

Decoder::Decoder(std::optional<Encoding> chosen, DoubleByteTableSource source) : source_(source) {
  if (chosen) settle(*chosen);
}

std::string_view Decoder::decode(std::string_view bytes) {
  return deliver(state_ == State::settled ? convert(bytes, false) : gather(bytes, false));
}

std::string_view Decoder::finish() {
  return deliver(state_ == State::settled ? convert({}, true) : gather({}, true));
}

std::string_view Decoder::deliver(std::string_view text) {
  delivered_ += text.size();
  return text;
}

/// Keeps the bytes from `from` on, and hands out those before, which are ASCII.
std::string_view Decoder::hold(std::string_view text, size_t from) {
  if (from == 0 && text.data() == held_.data()) return {};
  std::string kept(text.substr(from));
  if (text.data() == held_.data()) {
    released_ = std::move(held_);
    text = released_;
  }
  held_ = std::move(kept);
  return text.substr(0, from);
}

/// Bytes while the encoding is open.
std::string_view Decoder::gather(std::string_view bytes, bool complete) {
  std::string_view text = bytes;
  if (!held_.empty()) {
    held_ += bytes;
    text = held_;
  }
  if (state_ == State::start) {
    if (text.size() < kEncodingEvidence && !complete) {
      if (held_.empty()) held_ = text;
      return {};
    }
    state_ = State::ascii;
    const auto marked = detect_marked(text.substr(0, kEncodingEvidence));
    if (marked) settle(*marked);
  }
  if (state_ == State::ascii) {
    const size_t ascii = ascii_prefix(text);
    if (ascii > 0) last_ascii_ = text[ascii - 1];
    const bool enough = complete || text.size() - ascii >= kEncodingEvidence;
    if (ascii == text.size() || !enough) return hold(text, ascii);
    settle(detect_unmarked(text.substr(ascii, kEncodingEvidence),
                           text.size() - ascii < kEncodingEvidence, last_ascii_));
  }
  if (text.data() == held_.data()) {
    released_ = std::move(held_);
    text = released_;
  }
  held_.clear();
  return convert(text, complete);
}

void Decoder::settle(Encoding encoding) {
  state_ = State::settled;
  encoding_ = encoding;
  if (encoding != Encoding::euc_kr && encoding != Encoding::shift_jis) return;
  table_ = std::make_unique<uint16_t[]>(kDoubleByteEntries);
  lacks_table_ = !make_double_byte_table(encoding, source_, table_.get());
}

std::string_view Decoder::convert(std::string_view bytes, bool complete) {
  if (!rest_.empty()) {
    joined_ = std::exchange(rest_, {});
    joined_ += bytes;
    bytes = joined_;
  }
  if (encoding_ == Encoding::utf8) return convert_utf8(bytes, complete);

  Writer writer(out_, bytes.size());
  size_t taken = bytes.size();
  if (encoding_ == Encoding::utf16le || encoding_ == Encoding::utf16be) {
    taken = convert_utf16(bytes, writer);
  } else {
    taken = convert_double_byte(bytes, writer);
  }
  if (taken < bytes.size()) {
    rest_ = bytes.substr(taken);
    if (complete) {
      rest_.clear();
      writer.replace();
    }
  }
  return written(writer);
}

std::string_view Decoder::written(Writer& writer) {
  if (writer.replaced() > 0) {
    if (replaced_ == 0) first_replaced_ = delivered_ + writer.first_replaced();
    replaced_ += writer.replaced();
  }
  return writer.text();
}

std::string_view Decoder::convert_utf8(std::string_view bytes, bool complete) {
  size_t valid = valid_utf8_prefix(bytes);
  if (valid == bytes.size()) return bytes;
  if (!complete && first_utf8_unit(bytes.substr(valid)).cut) {
    rest_ = bytes.substr(valid);
    return bytes.substr(0, valid);
  }
  Writer writer(out_, bytes.size());
  while (true) {
    writer.copy(bytes.data(), valid);
    bytes.remove_prefix(valid);
    if (bytes.empty()) break;
    const Utf8Unit unit = first_utf8_unit(bytes);
    if (unit.cut && !complete) {
      rest_ = bytes;
      break;
    }
    writer.replace();
    bytes.remove_prefix(unit.size);
    valid = valid_utf8_prefix(bytes);
  }
  return written(writer);
}

/// Returns the bytes taken; fewer than given when a character is unfinished.
size_t Decoder::convert_utf16(std::string_view bytes, Writer& writer) {
  const size_t low = encoding_ == Encoding::utf16le ? 0 : 1;
  const auto unit_at = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<uint8_t>(bytes[i + low])) |
           static_cast<uint32_t>(static_cast<uint8_t>(bytes[i + 1 - low])) << 8U;
  };
  size_t at = 0;
  while (at + 2 <= bytes.size()) {
    const uint32_t unit = unit_at(at);
    const bool mark = at_start_ && unit == 0xFEFF;
    at_start_ = false;
    if (unit >= 0xD800 && unit <= 0xDFFF) {
      const bool leads = unit < 0xDC00;
      if (leads && at + 4 > bytes.size()) return at;
      const uint32_t next = leads ? unit_at(at + 2) : 0;
      if (next >= 0xDC00 && next <= 0xDFFF) {
        writer.put(0x10000 + ((unit - 0xD800) << 10U) + (next - 0xDC00));
        at += 2;
      } else {
        writer.replace();
      }
    } else if (!mark) {
      writer.put(unit);
    }
    at += 2;
  }
  return at;
}

/// windows-1252 too, whose characters all have one byte. Returns the bytes taken.
size_t Decoder::convert_double_byte(std::string_view bytes, Writer& writer) const {
  const auto byte_at = [&](size_t i) {
    return static_cast<size_t>(static_cast<uint8_t>(bytes[i]));
  };
  const uint16_t* const table = table_.get();
  const bool japanese = encoding_ == Encoding::shift_jis;
  size_t at = 0;
  while (at < bytes.size()) {
    const size_t lead = byte_at(at);
    if (lead < 0x80) {
      const size_t run = ascii_run(bytes, at);
      writer.copy_short(bytes.substr(at), run);
      at += run;
      continue;
    }
    if (table == nullptr) {
      const auto code = static_cast<uint32_t>(lead < 0xA0 ? kWestern[lead - 0x80] : lead);
      if (code == 0) writer.replace();
      if (code != 0) writer.put(code);
      ++at;
      continue;
    }
    const bool katakana = japanese && lead >= 0xA1 && lead <= 0xDF;
    const bool leads =
        lead >= kFirstLead && lead <= 0xFE && !(japanese && (lead == 0xA0 || lead > 0xFC));
    if (katakana || !leads) {
      if (katakana) writer.put(static_cast<uint32_t>(0xFF61 + lead - 0xA1));
      if (!katakana) writer.replace();
      ++at;
      continue;
    }
    if (at + 1 == bytes.size()) break;
    const size_t trail = byte_at(at + 1);
    const uint16_t code =
        trail >= kFirstTrail && trail <= 0xFE ? table[entry(lead, trail)] : uint16_t{0};
    if (code != 0 && code != kReplacement) {
      writer.put(code);
      at += 2;
    } else {
      writer.replace();
      // An ASCII byte is not swallowed: it may be the quote or the comma that follows a stray byte.
      at += code == 0 && trail < 0x80 ? 1 : 2;
    }
  }
  return at;
}

}  // namespace dangol::csv
