// The few pictures of the interface, drawn from lines so that no icon font is needed.
#pragma once

#include "ui/widgets/canvas.h"

namespace dangol::ui {

enum class Icon {
  none,
  sun,
  moon,
  plus,
  check,
  warning,
  upload,
  lock,
  search,
  info,
  close,
  chevron_down,
  chevron_left,
  chevron_right
};

/// Drawn in a square of `size` around `center`. `behind` is the colour under it (the moon needs
/// it).
void draw_icon(Canvas& canvas, Icon icon, Point center, float size, Color color, Color behind);

}  // namespace dangol::ui
