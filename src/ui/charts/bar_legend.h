// What the colours of bars mean: a square and a name for each series, wrapping.
#pragma once

#include <span>

#include "ui/widgets/canvas.h"

namespace dangol::ui {

/// A series has a name and a colour. Returns the height, with the gap below.
template <typename Series>
float draw_bar_legend(Canvas& canvas, const Rect& area, std::span<const Series> series) {
  constexpr float kLegendHeight = 28;
  constexpr float kSwatch = 10;
  Point at{area.x, area.y};
  for (const Series& one : series) {
    const float width = kSwatch + 6 + canvas.text_width(one.name, kCaption);
    if (at.x > area.x && at.x + width > area.right()) at = {area.x, at.y + kCaption.line + 2};
    canvas.fill({at.x, at.y + (kCaption.line - kSwatch) / 2, kSwatch, kSwatch}, one.color, 2);
    canvas.text({at.x + kSwatch + 6, at.y}, one.name, kCaption, canvas.colors().muted);
    at.x += width + 16;
  }
  return at.y - area.y + kLegendHeight;
}

}  // namespace dangol::ui
