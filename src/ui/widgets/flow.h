// Lays things out from left to right and wraps to the next row where they do not fit.
#pragma once

#include "ui/widgets/geometry.h"

namespace dangol::ui {

class Flow {
 public:
  Flow(const Rect& area, float height) : area_(area), height_(height), x_(area.x), y_(area.y) {}

  /// Where the next thing goes.
  Point next(float width) {
    if (x_ > area_.x && x_ + width > area_.right() + 0.5F) {
      x_ = area_.x;
      y_ += height_ + kFlowGap;
    }
    const Point at{x_, y_};
    x_ += width + kFlowGap;
    return at;
  }
  [[nodiscard]] float bottom() const { return y_ + height_; }

 private:
  static constexpr float kFlowGap = 8;

  Rect area_;
  float height_;
  float x_;
  float y_;
};

}  // namespace dangol::ui
