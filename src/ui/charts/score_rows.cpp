#include "ui/charts/score_rows.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/charts/scale.h"
#include "ui/strings/format.h"

namespace dangol::ui {
namespace {

constexpr float kRowHeight = 34;
constexpr float kColumnGap = 12;
constexpr float kDot = 5;
constexpr float kTickSpacing = 70;
constexpr float kRoomForCounts = 420;
constexpr double kUnknownLow = -100;
constexpr double kUnknownHigh = 100;

}  // namespace

std::string score_text(double score) {
  const double whole = std::round(score);
  if (whole == 0) return "0";
  return (whole > 0 ? "+" : "−") + format_count(std::fabs(whole));
}

ScoreRows draw_score_rows(Canvas& canvas, Point at, float width, std::span<const ScoreRow> rows) {
  const Palette& colors = canvas.colors();
  float names = 0;
  float counts = 0;
  double low = 0;
  double high = 0;
  for (const ScoreRow& row : rows) {
    names = std::max(names, canvas.text_width(row.name, row.strong ? kCaptionBold : kCaption));
    if (width >= kRoomForCounts) {
      counts = std::max(counts, canvas.text_width(row.count, kCaption) + kColumnGap);
    }
    if (!row.score.value) continue;
    low = std::min(low, row.score.low.value_or(kUnknownLow));
    high = std::max(high, row.score.high.value_or(kUnknownHigh));
  }
  names = std::min(names, width * 0.34F);
  const float numbers = canvas.text_width("−100", kCaptionBold);
  const float left = at.x + names + kColumnGap;
  const float room = at.x + width - counts - numbers - kColumnGap - left;
  const std::vector<double> ticks =
      nice_ticks(low, high, std::max(2, static_cast<int>(room / kTickSpacing)), true);
  const double span = ticks.back() - ticks.front();
  const auto x_of = [&](double score) {
    return left + static_cast<float>((score - ticks.front()) / span) * room;
  };
  const float foot = at.y + kRowHeight * static_cast<float>(rows.size());
  ScoreRows result{foot + 4 + kCaption.line, std::nullopt};
  for (size_t i = 0; i < rows.size(); ++i) {
    const Rect whole{at.x - 6, at.y + kRowHeight * static_cast<float>(i), width + 12, kRowHeight};
    if (!canvas.hovers(whole)) continue;
    result.hovered = i;
    canvas.fill(whole, colors.hover, 4);
  }
  for (const double tick : ticks) {
    const float x = x_of(tick);
    canvas.vertical(x, at.y, foot - at.y, tick == 0 ? colors.field_line : colors.line);
    const std::string text = score_text(tick);
    const float half = canvas.text_width(text, kCaption) / 2;
    canvas.text({x - half, foot + 4}, text, kCaption, colors.faint);
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    const ScoreRow& row = rows[i];
    const float y = at.y + kRowHeight * static_cast<float>(i);
    const float middle = y + kRowHeight / 2;
    canvas.text_in({at.x, y, names, kRowHeight}, row.name, row.strong ? kCaptionBold : kCaption,
                   row.strong ? colors.ink : colors.muted);
    if (counts > 0) {
      canvas.text_in({at.x + width - counts, y, counts, kRowHeight}, row.count, kCaption,
                     colors.faint, Align::right);
    }
    const float right = at.x + width - counts;
    canvas.text_in({right - numbers, y, numbers, kRowHeight},
                   row.score.value ? score_text(*row.score.value) : "–", kCaptionBold, colors.ink,
                   Align::right);
    if (!row.score.value) continue;
    if (row.score.low && row.score.high) {
      canvas.line({x_of(*row.score.low), middle}, {x_of(*row.score.high), middle}, colors.accent,
                  2);
      for (const double end : {*row.score.low, *row.score.high}) {
        canvas.line({x_of(end), middle - 4}, {x_of(end), middle + 4}, colors.accent, 2);
      }
    }
    canvas.circle({x_of(*row.score.value), middle}, kDot, colors.accent);
  }
  return result;
}

}  // namespace dangol::ui
