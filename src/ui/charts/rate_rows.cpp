#include "ui/charts/rate_rows.h"

#include <algorithm>

#include "ui/strings/format.h"

namespace dangol::ui {
namespace {

constexpr float kRowHeight = 34;
constexpr float kThickness = 14;
constexpr float kColumnGap = 12;
constexpr double kLightBar = 0.45;

}  // namespace

RateRows draw_rate_rows(Canvas& canvas, Point at, float width, std::span<const RateRow> rows,
                        uint32_t minimum_n) {
  const Palette& colors = canvas.colors();
  std::vector<std::string> texts;
  float names = 0;
  float counts = 0;
  double high = 0;
  for (const RateRow& row : rows) {
    texts.push_back(canvas.strings().fill("ui.count.customers",
                                          {{"n", row.rate.n ? format_count(*row.rate.n) : "0"}}));
    names = std::max(names, canvas.text_width(row.name, kCaption));
    counts = std::max(counts, canvas.text_width(texts.back(), kCaption));
    high = std::max({high, row.rate.value.value_or(0), row.rate.high.value_or(0)});
  }
  if (high <= 0) high = 1;
  const float rates = canvas.text_width("100.0%", kCaptionBold);
  names = std::min(names, width * 0.34F);
  const float left = at.x + names + kColumnGap;
  const float room = at.x + width - counts - rates - 2 * kColumnGap - left;
  const auto x_of = [&](double value) { return left + static_cast<float>(value / high) * room; };
  RateRows result{at.y + kRowHeight * static_cast<float>(rows.size()), std::nullopt};
  for (size_t i = 0; i < rows.size(); ++i) {
    const report::Estimate& rate = rows[i].rate;
    const float y = at.y + kRowHeight * static_cast<float>(i);
    const Rect whole{at.x - 6, y, width + 12, kRowHeight};
    if (canvas.hovers(whole)) {
      result.hovered = i;
      canvas.fill(whole, colors.hover, 4);
    }
    canvas.text_in({at.x, y, names, kRowHeight}, rows[i].name, kCaption, colors.muted);
    canvas.text_in({at.x + width - counts, y, counts, kRowHeight}, texts[i], kCaption, colors.faint,
                   Align::right);
    const Rect number{at.x + width - counts - kColumnGap - rates, y, rates, kRowHeight};
    canvas.text_in(number, rate.value ? format_rate(*rate.value) : "–", kCaptionBold, colors.ink,
                   Align::right);
    if (!rate.value) continue;
    const Rect bar{left, y + (kRowHeight - kThickness) / 2, x_of(*rate.value) - left, kThickness};
    if (rate.n.value_or(0) < minimum_n) {
      canvas.outline(bar, colors.line, 2);
      canvas.hatch(bar, colors.line);
      continue;
    }
    canvas.fill(bar, mix(colors.card, colors.accent, kLightBar), 2);
    if (!rate.low || !rate.high) continue;
    const float middle = bar.center().y;
    canvas.line({x_of(*rate.low), middle}, {x_of(*rate.high), middle}, colors.accent, 2);
    for (const double end : {*rate.low, *rate.high}) {
      canvas.line({x_of(end), middle - 4}, {x_of(end), middle + 4}, colors.accent, 2);
    }
  }
  return result;
}

}  // namespace dangol::ui
