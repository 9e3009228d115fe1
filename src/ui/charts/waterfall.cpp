#include "ui/charts/waterfall.h"

#include <algorithm>

namespace dangol::ui {
namespace {

constexpr float kRowHeight = 32;
constexpr float kThickness = 20;
constexpr float kColumnGap = 12;
constexpr float kNarrowestBars = 90;

}  // namespace

std::vector<WaterfallSpan> waterfall_spans(std::span<const WaterfallStep> steps) {
  std::vector<WaterfallSpan> spans;
  double at = 0;
  for (const WaterfallStep& step : steps) {
    if (step.total) at = 0;
    spans.push_back({at, at + step.amount});
    at = spans.back().to;
  }
  return spans;
}

WaterfallResult draw_waterfall(Canvas& canvas, Point at, float width,
                               std::span<const WaterfallStep> steps, const FormatTick& format) {
  const Palette& colors = canvas.colors();
  const std::vector<WaterfallSpan> spans = waterfall_spans(steps);
  std::vector<std::string> amounts;
  float names = 0;
  float numbers = 0;
  double low = 0;
  double high = 0;
  for (size_t i = 0; i < steps.size(); ++i) {
    const bool plus = !steps[i].total && steps[i].amount > 0;
    amounts.push_back((plus ? "+" : "") + format(steps[i].amount));
    names = std::max(names, canvas.text_width(steps[i].name, kCaptionBold));
    numbers = std::max(numbers, canvas.text_width(amounts[i], kCaptionBold));
    low = std::min({low, spans[i].from, spans[i].to});
    high = std::max({high, spans[i].from, spans[i].to});
  }
  if (high <= low) high = low + 1;
  names = std::min(names, width - numbers - kNarrowestBars - 2 * kColumnGap);
  const float left = at.x + names + kColumnGap;
  const float room = at.x + width - numbers - kColumnGap - left;
  const auto x_of = [&](double value) {
    return left + static_cast<float>((value - low) / (high - low)) * room;
  };
  WaterfallResult result{at.y + kRowHeight * static_cast<float>(steps.size()), std::nullopt};
  for (size_t i = 0; i < steps.size(); ++i) {
    const float y = at.y + kRowHeight * static_cast<float>(i);
    const Rect row{at.x - 6, y, width + 12, kRowHeight};
    if (canvas.hovers(row)) {
      result.hovered = i;
      canvas.fill(row, colors.hover, 4);
    }
    const bool total = steps[i].total;
    const Color color = total ? colors.muted : steps[i].amount < 0 ? colors.bad : colors.accent;
    const float from = x_of(std::min(spans[i].from, spans[i].to));
    const float to = x_of(std::max(spans[i].from, spans[i].to));
    const TextStyle& style = total ? kCaptionBold : kCaption;
    canvas.text_in({at.x, y, names, kRowHeight}, steps[i].name, style,
                   total ? colors.ink : colors.muted);
    canvas.fill({from, y + (kRowHeight - kThickness) / 2, std::max(2.0F, to - from), kThickness},
                total ? mix(colors.card, color, 0.6) : color, 2);
    // From the end of this bar to the start of the next.
    if (i + 1 < steps.size()) {
      canvas.vertical(x_of(spans[i].to), y + (kRowHeight + kThickness) / 2, kRowHeight - kThickness,
                      colors.field_line);
    }
    canvas.text_in({at.x + width - numbers, y, numbers, kRowHeight}, amounts[i], kCaptionBold,
                   total || steps[i].amount == 0 ? colors.ink : color, Align::right);
  }
  return result;
}

}  // namespace dangol::ui
