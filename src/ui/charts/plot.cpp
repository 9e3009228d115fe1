#include "ui/charts/plot.h"

#include <algorithm>
#include <cmath>

#include "ui/charts/scale.h"

namespace dangol::ui {
namespace {

constexpr float kTickSpacing = 52;
constexpr float kAxisGap = 10;
constexpr float kTopRoom = 8;
constexpr float kLabelDrop = 9;

}  // namespace

Plot::Plot(const Canvas& canvas, const Rect& area, double low, double high, size_t count,
           float right, bool bands, const FormatTick& format, bool whole)
    : area_(area), count_(count), bands_(bands) {
  const float height = area.h - kTopRoom - kCaption.line - kLabelDrop;
  ticks_ = nice_ticks(low, high, std::max(2, static_cast<int>(height / kTickSpacing)), whole);
  float gutter = 0;
  for (const double tick : ticks_) {
    tick_texts_.push_back(format(tick));
    gutter = std::max(gutter, canvas.text_width(tick_texts_.back(), kCaption));
  }
  gutter += kAxisGap;
  inner_ = {area.x + gutter, area.y + kTopRoom, area.w - gutter - right, height};
  const size_t spans = bands ? count : std::max<size_t>(count, 2) - 1;
  step_ = spans > 0 ? inner_.w / static_cast<float>(spans) : inner_.w;
}

float Plot::x_at(float position) const {
  if (bands_) return inner_.x + (position + 0.5F) * step_;
  return count_ < 2 ? inner_.center().x : inner_.x + position * step_;
}

float Plot::y(double value) const {
  const double share = (value - ticks_.front()) / (ticks_.back() - ticks_.front());
  return inner_.bottom() - static_cast<float>(share) * inner_.h;
}

std::optional<size_t> Plot::hovered(const Canvas& canvas) const {
  if (count_ == 0 || !canvas.hovers(area_)) return std::nullopt;
  const float at = (canvas.pointer().x - inner_.x) / step_ - (bands_ ? 0.5F : 0.0F);
  const float last = static_cast<float>(count_ - 1);
  return static_cast<size_t>(std::lround(std::clamp(at, 0.0F, last)));
}

void Plot::draw_axes(Canvas& canvas, std::span<const std::string> labels) const {
  const Palette& colors = canvas.colors();
  for (size_t i = 0; i < ticks_.size(); ++i) {
    const float at = y(ticks_[i]);
    canvas.horizontal(inner_.x, at, inner_.w, ticks_[i] == 0 ? colors.field_line : colors.line);
    canvas.text_in({area_.x, at - kCaption.line / 2, inner_.x - kAxisGap - area_.x, kCaption.line},
                   tick_texts_[i], kCaption, colors.faint, Align::right);
  }
  if (labels.empty()) return;
  float widest = 0;
  for (const std::string& label : labels) {
    widest = std::max(widest, canvas.text_width(label, kCaption));
  }
  const auto left_of = [&](size_t i) {
    const float width = canvas.text_width(labels[i], kCaption);
    return std::clamp(x(i) - width / 2, area_.x, area_.right() - width);
  };
  // Counted from the end, so that the newest period always has its label. That one may have been
  // moved inwards: wider steps then keep all of them evenly apart.
  const size_t newest = labels.size() - 1;
  size_t stride = label_stride(step_, widest);
  while (stride <= newest && left_of(newest - stride) + widest + kAxisGap > left_of(newest)) {
    ++stride;
  }
  for (size_t back = 0; back <= newest; back += stride) {
    const size_t i = newest - back;
    canvas.text({left_of(i), inner_.bottom() + kLabelDrop}, labels[i], kCaption, colors.faint);
  }
}

}  // namespace dangol::ui
