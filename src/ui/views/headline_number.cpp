#include "ui/views/headline_number.h"

namespace dangol::ui {

TextStyle fitting_headline(const Canvas& canvas, const MoneyText& number, float width) {
  for (const TextStyle style : {canvas.phone() ? kHeadlinePhone : kHeadline, kHeadlinePhone}) {
    const TextStyle unit{style.size / 2, true, style.line};
    const float needed = canvas.text_width(number.number, style) +
                         canvas.text_width(number.before, unit) +
                         canvas.text_width(number.after, unit) + 8;
    if (needed <= width) return style;
  }
  return kHeadlineTight;
}

void draw_headline_number(Canvas& canvas, Point at, const MoneyText& number,
                          const TextStyle& style) {
  const Palette& colors = canvas.colors();
  const TextStyle unit{style.size / 2, true, style.line};
  // On the number's own baseline: half the size sits higher by this much.
  const float drop = style.size * 0.18F;
  if (!number.before.empty()) {
    at.x += canvas.text({at.x, at.y + drop}, number.before, unit, colors.muted) + 3;
  }
  at.x += canvas.text(at, number.number, style, colors.ink) + 3;
  canvas.text({at.x, at.y + drop}, number.after, unit, colors.muted);
}

}  // namespace dangol::ui
