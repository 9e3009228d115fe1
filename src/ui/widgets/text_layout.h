// Breaks text into lines the way Korean is set: at spaces only, and inside a word only where that
// word alone is wider than the line. Text between `**` marks is emphasised and stays glued to what
// touches it, so that a particle never leaves its number. Measures through a callback, so that it
// can be tested without a font.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace dangol::ui {

/// A run of one style on one line.
struct TextRun {
  std::string_view text;  ///< into the text that was laid out
  bool emphasised = false;
  float x = 0;  ///< from the line's left edge
};

struct TextLine {
  std::vector<TextRun> runs;
  float width = 0;
};

/// Width of `text`; `emphasised` says in which style.
using MeasureText = std::function<float(std::string_view text, bool emphasised)>;

/// `marks`: whether `**` marks emphasis; without it the text is taken as it is. '\n' ends a line.
[[nodiscard]] std::vector<TextLine> break_lines(std::string_view text, float width, bool marks,
                                                const MeasureText& measure);

/// The longest prefix of `text` that, with a final ellipsis, is at most `width` wide; all of `text`
/// where it fits.
[[nodiscard]] std::string_view fitting_prefix(std::string_view text, float width,
                                              const MeasureText& measure);

/// Bytes of the UTF-8 character that starts `text`: 1..4, never more than there are. 0 for "".
[[nodiscard]] size_t character_size(std::string_view text);

}  // namespace dangol::ui
