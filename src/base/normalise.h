// Brings text to the composed form (NFC), so that a name typed on a Mac, which takes letters apart,
// is the same name. Knows what shops' files hold, which is not all of Unicode.
#pragma once

#include <string>
#include <string_view>

namespace dangol {

/// Whether normalise() may change `text`: it holds combining marks of U+0300..U+036F, conjoining
/// jamo, or the voicing marks of kana. O(size); text without such bytes passes quickly.
[[nodiscard]] bool needs_nfc(std::string_view text);

/// The text with Hangul jamo, and the Latin, Greek, Cyrillic and kana letters that take marks,
/// composed, and marks in canonical order: NFC for texts of these scripts. Everything else stays,
/// ill-formed bytes too. Uses `scratch` only where needs_nfc().
[[nodiscard]] std::string_view normalise(std::string_view text, std::string& scratch);

}  // namespace dangol
