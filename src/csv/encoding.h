// The encodings that shops' files come in, and which of them a file is in when nobody says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dangol::csv {

enum class Encoding : uint8_t { utf8, utf16le, utf16be, euc_kr, shift_jis, windows_1252 };

/// `utf-8`, `utf-16le`, `utf-16be`, `euc-kr`, `shift_jis` or `windows-1252`. `euc-kr` is CP949 (the
/// Korean Windows code page, which contains EUC-KR), `shift_jis` is CP932.
[[nodiscard]] std::string_view encoding_name(Encoding encoding);
/// The encoding of that name; `cp949` is `euc-kr` too.
[[nodiscard]] std::optional<Encoding> parse_encoding(std::string_view name);

/// How many bytes a judgement needs at most: those from the first that is not ASCII.
inline constexpr size_t kEncodingEvidence = 64U << 10U;

/// The encoding that the first bytes of a file prove by a byte-order mark, or by the zero bytes
/// that ASCII characters have in UTF-16. Empty = neither. O(size).
[[nodiscard]] std::optional<Encoding> detect_marked(std::string_view start);

/// The likeliest of the encodings that continue ASCII, for bytes that are not all ASCII.
/// Well-formed UTF-8 decides at once, also when one part in many is ill-formed (a field cut at a
/// byte). Else each legacy encoding is judged by what the bytes would mean in it: syllables of KS X
/// 1001 speak for Korean, kana and common kanji for Japanese, single letters between ASCII letters
/// for windows-1252, undefined bytes against. Unless `complete`, the end may cut a character, which
/// then does not count. `before` is the byte in front of them, NUL at the start. O(size).
[[nodiscard]] Encoding detect_unmarked(std::string_view bytes, bool complete, char before);

/// Both: for a sample that starts where the file does; `complete` = it is the whole file. ASCII
/// alone is utf8.
[[nodiscard]] Encoding detect_encoding(std::string_view sample, bool complete);

}  // namespace dangol::csv
