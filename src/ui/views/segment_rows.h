// The named segments, a row each: how many they are, what they bring in, how they changed, and what
// one can do with them.
#pragma once

#include "ui/views/view.h"

namespace dangol::ui {

/// Draws from `y` down and returns its bottom.
float draw_segment_rows(Page& page, const Rect& inner, float y);

}  // namespace dangol::ui
