// The look, all of it: every colour, size and type style of the interface. Nothing outside this
// folder names a raw colour (a test holds that).
#pragma once

#include <optional>

#include "ui/theme/color.h"

namespace dangol::ui {

struct Palette {
  Color background;
  Color card;
  Color line;        ///< separators and card borders
  Color field_line;  ///< borders of things that can be used: at least 3 to 1
  Color ink;
  Color muted;
  Color faint;
  Color accent;
  Color on_accent;  ///< text on a filled accent
  Color accent_wash;
  Color bad;
  Color bad_wash;
  Color caution;
  Color caution_wash;
  Color hover;
  Color ramp_low;  ///< the cohort ramp's ends
  Color ramp_high;
  Color series[5];   ///< lines to tell apart, the accent first; readable as text on a card
  Color label_dark;  ///< the two label colours to choose from on a filled cell
  Color label_light;
};

/// The palette of a theme; `accent` replaces the product's own, moved only as far as text needs.
[[nodiscard]] Palette make_palette(bool dark, std::optional<Color> accent);
/// The cohort ramp, even in lightness. `t`: 0..1, clamped.
[[nodiscard]] Color ramp(const Palette& palette, double t);

// Sizes, CSS pixels.
inline constexpr float kBarHeight = 56;
inline constexpr float kTabRowHeight =
    48;  ///< second row of the top bar where one row is too short
inline constexpr float kContentWidth = 1120;
inline constexpr float kPhoneWidth = 600;
inline constexpr float kTabletWidth = 960;
inline constexpr float kGap = 16;
inline constexpr float kCardRadius = 12;
inline constexpr float kControlRadius = 8;
inline constexpr float kControlHeight = 40;
inline constexpr float kTouchHeight = 44;

struct TextStyle {
  float size = 16;  ///< CSS font-size
  bool bold = false;
  float line = 24;  ///< line height
};

inline constexpr TextStyle kTitle{26, true, 36};
inline constexpr TextStyle kTitlePhone{22, true, 31};
inline constexpr TextStyle kCardTitle{18, true, 26};
inline constexpr TextStyle kBody{16, false, 25};
inline constexpr TextStyle kBodyBold{16, true, 25};
inline constexpr TextStyle kControl{15, false, 22};
inline constexpr TextStyle kControlBold{15, true, 22};
inline constexpr TextStyle kCaption{14, false, 21};
inline constexpr TextStyle kCaptionBold{14, true, 21};
inline constexpr TextStyle kHeadline{38, true, 48};
inline constexpr TextStyle kHeadlinePhone{30, true, 40};
inline constexpr TextStyle kHeadlineTight{24, true, 40};

}  // namespace dangol::ui
