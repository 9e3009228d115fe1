// Colours as plain sRGB bytes, with the arithmetic that a readable theme needs: contrast by the
// WCAG and mixing that is even to the eye. Knows nothing of Dear ImGui, so that it can be tested
// anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dangol::ui {

struct Color {
  uint8_t red = 0;
  uint8_t green = 0;
  uint8_t blue = 0;
  uint8_t alpha = 255;
};

[[nodiscard]] constexpr Color rgb(uint32_t hex) {
  return {static_cast<uint8_t>(hex >> 16U), static_cast<uint8_t>(hex >> 8U),
          static_cast<uint8_t>(hex), 255};
}
/// Reads `#rrggbb`.
[[nodiscard]] std::optional<Color> parse_color(std::string_view text);
/// The same colour at `opacity` (0..1) of its alpha.
[[nodiscard]] Color faded(Color color, double opacity);

/// Contrast ratio, 1..21. Source: WCAG 2.2, "contrast ratio" and "relative luminance".
[[nodiscard]] double contrast(Color a, Color b);
/// `t` of the way from `a` to `b`, even in lightness. Source: Björn Ottosson, "A perceptual color
/// space for image processing" (OKLab).
[[nodiscard]] Color mix(Color a, Color b, double t);
/// `color`, moved towards black or white only as far as `ratio` against `background` needs.
[[nodiscard]] Color with_contrast(Color color, Color background, double ratio);
/// The text colour for a filled cell: the better of two, and black or white where neither reaches
/// 4.5 to 1 (one of those always does).
[[nodiscard]] Color label_on(Color background, Color dark, Color light);

}  // namespace dangol::ui
