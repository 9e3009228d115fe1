// The large number of a card with its unit at half the size beside it.
#pragma once

#include "ui/strings/format.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

/// The largest of the headline styles in which `number` fits `width`.
[[nodiscard]] TextStyle fitting_headline(const Canvas& canvas, const MoneyText& number,
                                         float width);
void draw_headline_number(Canvas& canvas, Point at, const MoneyText& number,
                          const TextStyle& style);

}  // namespace dangol::ui
