// The one place where a theme colour becomes Dear ImGui's packed one.
#pragma once

#include <imgui.h>

#include "ui/theme/color.h"

namespace dangol::ui {

[[nodiscard]] inline ImU32 packed(Color color) {
  return IM_COL32(color.red, color.green, color.blue, color.alpha);
}

}  // namespace dangol::ui
