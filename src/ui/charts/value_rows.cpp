#include "ui/charts/value_rows.h"

#include <algorithm>

namespace dangol::ui {
namespace {

constexpr float kRowHeight = 34;
constexpr float kThickness = 14;
constexpr float kColumnGap = 12;
constexpr float kRoomForNotes = 460;
constexpr float kLongestName = 0.34F;
constexpr double kLightBar = 0.45;

}  // namespace

ValueRows draw_value_rows(Canvas& canvas, Point at, float width, std::span<const ValueRow> rows) {
  const Palette& colors = canvas.colors();
  const bool notes_fit = width >= kRoomForNotes;
  float names = 0;
  float notes = 0;
  float amounts = 0;
  double most = 0;
  for (const ValueRow& row : rows) {
    names = std::max(names, canvas.text_width(row.name, kCaption));
    if (notes_fit) notes = std::max(notes, canvas.text_width(row.note, kCaption) + kColumnGap);
    amounts = std::max(amounts, canvas.text_width(row.text, kCaptionBold));
    most = std::max({most, row.value.value_or(0), row.high.value_or(0)});
  }
  if (most <= 0) most = 1;
  names = std::min(names, width * kLongestName);
  const float left = at.x + names + kColumnGap;
  const float room = at.x + width - notes - amounts - kColumnGap - left;
  const auto x_of = [&](double value) {
    return left + static_cast<float>(std::max(0.0, value) / most) * room;
  };
  ValueRows result{at.y + kRowHeight * static_cast<float>(rows.size()), std::nullopt};
  for (size_t i = 0; i < rows.size(); ++i) {
    const ValueRow& row = rows[i];
    const float y = at.y + kRowHeight * static_cast<float>(i);
    const Rect whole{at.x - 6, y, width + 12, kRowHeight};
    if (canvas.hovers(whole)) {
      result.hovered = i;
      canvas.fill(whole, colors.hover, 4);
    }
    canvas.text_in({at.x, y, names, kRowHeight}, row.name, kCaption, colors.muted);
    if (notes_fit) {
      canvas.text_in({at.x + width - notes, y, notes, kRowHeight}, row.note, kCaption, colors.faint,
                     Align::right);
    }
    canvas.text_in({at.x + width - notes - amounts, y, amounts, kRowHeight}, row.text, kCaptionBold,
                   colors.ink, Align::right);
    if (!row.value) continue;
    const Rect bar{left, y + (kRowHeight - kThickness) / 2, std::max(x_of(*row.value) - left, 1.0F),
                   kThickness};
    canvas.fill(bar, mix(colors.card, colors.accent, kLightBar), 2);
    if (!row.low || !row.high) continue;
    const float middle = bar.center().y;
    canvas.line({x_of(*row.low), middle}, {x_of(*row.high), middle}, colors.accent, 2);
    for (const double end : {*row.low, *row.high}) {
      canvas.line({x_of(end), middle - 4}, {x_of(end), middle + 4}, colors.accent, 2);
    }
  }
  return result;
}

}  // namespace dangol::ui
