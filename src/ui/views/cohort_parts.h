// The parts of the Cohorts view: what the table is asked for, and the lines drawn from it.
#pragma once

#include "ui/views/view.h"

namespace dangol::ui {

/// Lays controls out from left to right and wraps to the next row where they do not fit.
class ControlFlow {
 public:
  ControlFlow(float x, float y, float width, float height)
      : left_(x), right_(x + width), height_(height), x_(x), y_(y) {}

  Point next(float width) {
    if (x_ > left_ && x_ + width > right_ + 0.5F) {
      x_ = left_;
      y_ += height_ + 8;
    }
    const Point at{x_, y_};
    x_ += width + 8;
    return at;
  }
  /// Of what has been laid out; where it would start while there is nothing.
  [[nodiscard]] float bottom() const { return x_ > left_ ? y_ + height_ : y_; }

 private:
  float left_;
  float right_;
  float height_;
  float x_;
  float y_;
};

struct TableControls {
  float bottom = 0;
  bool csv = false;
  bool png = false;
};

/// Definition, basis and period, the columns to look at, the downloads.
TableControls draw_table_controls(Page& page, const Rect& inner);
/// What the cells hold, as a list `width` wide.
void choose_mode(Page& page, ControlFlow& flow, float width);
/// What the definition and the cells need to be told: a range, a margin.
void draw_needed(Page& page, ControlFlow& flow, float width);
/// How the table is laid out and what it is split by.
void draw_layout(Page& page, ControlFlow& flow, float width);

/// The lines drawn from the chosen rows and the chosen column. Returns the bottom.
float draw_chosen_cohorts(Page& page, float top);

}  // namespace dangol::ui
