// The product's own controls and containers. Each lists itself for the page (see control.h), so
// what a pointer can do here a keyboard and a screen reader can do as well.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets/canvas.h"
#include "ui/widgets/icons.h"

namespace dangol::ui {

/// A card under construction: its background is drawn, behind, once its height is known.
struct Card {
  Rect outer;  ///< height unknown until the card ends
  Rect inner;  ///< where its content goes; height unknown too
};
[[nodiscard]] Card begin_card(const Canvas& canvas, float x, float y, float width);
/// `content_bottom`: where the content ended. Returns the card's bottom.
float end_card(Canvas& canvas, const Card& card, float content_bottom);
/// The same with the card's bottom given, for cards that stand side by side.
void close_card(Canvas& canvas, const Card& card, float card_bottom);
/// What `end_card` would return.
[[nodiscard]] float card_bottom(const Canvas& canvas, float content_bottom);

enum class ButtonLook { plain, filled, quiet };
struct ButtonSpec {
  std::string_view id;
  std::string_view label;
  ButtonLook look = ButtonLook::plain;
  Icon icon = Icon::none;
  bool icon_only = false;  ///< the label is for screen readers alone
  bool disabled = false;
  ControlKind kind = ControlKind::button;
  std::string_view name = {};  ///< for screen readers, where the label alone says too little
};
[[nodiscard]] float button_width(const Canvas& canvas, const ButtonSpec& spec);
/// True when it was used.
bool button(Canvas& canvas, const Rect& rect, const ButtonSpec& spec);

/// One choice out of a few, side by side; wraps never, so check `segmented_width` first.
[[nodiscard]] float segmented_width(const Canvas& canvas, std::span<const ControlOption> options);
/// `stretch`: the width to fill; 0 = its own. Returns what was chosen, if anything new was.
std::optional<std::string> segmented(Canvas& canvas, Point at, std::string_view id,
                                     std::string_view label, std::span<const ControlOption> options,
                                     std::string_view current, float stretch = 0);

/// A drop-down list; the browser's own opens over it. `strong`: chosen by hand. `shown` stands in
/// the frame instead of the chosen entry's label.
std::optional<std::string> select(Canvas& canvas, const Rect& rect, std::string_view id,
                                  std::string_view label, std::vector<ControlOption> options,
                                  std::string_view current, bool strong = false,
                                  std::string_view shown = {});

/// A field; the browser's own input lies over it while it is typed into.
std::optional<std::string> field(Canvas& canvas, const Rect& rect, std::string_view id,
                                 std::string_view label, ControlKind kind, std::string_view value,
                                 std::string_view placeholder, Icon icon = Icon::none);

/// A fact in a rounded frame: a muted name and a strong value. Returns its width.
float chip(Canvas& canvas, Point at, std::string_view name, std::string_view value);
[[nodiscard]] float chip_width(const Canvas& canvas, std::string_view name, std::string_view value);
inline constexpr float kChipHeight = 34;

/// A line of a tooltip: a name and what it is, or one sentence over the full width.
struct TooltipLine {
  std::string name;
  std::string value = {};
  bool strong = false;
};
/// Beside the point `anchor` (canvas space), moved so that all of it stays in view.
void tooltip(Canvas& canvas, Point anchor, std::string_view title,
             std::span<const TooltipLine> lines);
/// `anchor` given in the content's space.
[[nodiscard]] Point to_canvas(const Canvas& canvas, Point content);

}  // namespace dangol::ui
