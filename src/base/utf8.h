// The few operations on UTF-8 text that files and reports need: checking, mending, shortening, and
// keys that do not care about case.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dangol {

/// Bytes at the start of `text` that are ASCII. O(result), 64 bytes a step.
[[nodiscard]] size_t ascii_prefix(std::string_view text);

/// The same from `from` on; faster where other characters are never far. REQUIRES: from <= size
[[nodiscard]] size_t ascii_run(std::string_view text, size_t from);

/// What stands at the start of a text: a code point, or a maximal ill-formed part.
struct Utf8Unit {
  size_t size = 1;  ///< bytes
  bool valid = false;
  bool cut = false;  ///< ill-formed only because the text ends: more bytes might complete it
};
/// REQUIRES: text is not empty.
[[nodiscard]] Utf8Unit first_utf8_unit(std::string_view text);

/// Bytes at the start of `text` that are well formed; a last character that the end cuts is not
/// among them. O(result).
[[nodiscard]] size_t valid_utf8_prefix(std::string_view text);

/// Whether `text` is well formed (no overlong forms, surrogates or values above U+10FFFF).
[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// The text with each maximal ill-formed part replaced by U+FFFD (Unicode 15, section 3.9, the
/// practice browsers follow).
[[nodiscard]] std::string sanitize_utf8(std::string_view text);

/// At most `code_points` code points, the last of them `…` when something was cut; sanitized, and
/// control characters become spaces, so that the result can stand in one line of a message.
[[nodiscard]] std::string shorten(std::string_view text, size_t code_points);

/// Without leading and trailing blanks: ASCII white space, NUL, no-break space (U+00A0),
/// ideographic space (U+3000), zero-width space and byte-order mark.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Trimmed, with the capitals of ASCII and of the Latin letters U+00C0..U+017F made small; other
/// bytes stay. Uses `scratch` only when a letter changes. For comparing e-mail addresses and
/// column names; not for display.
[[nodiscard]] std::string_view fold_case(std::string_view text, std::string& scratch);

}  // namespace dangol
