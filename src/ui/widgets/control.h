// What the page must know of everything that can be used on the canvas, so that it can keep one
// real HTML element over each: keyboards, screen readers, native lists and composition come from
// there.
#pragma once

#include <string>
#include <vector>

#include "ui/widgets/geometry.h"

namespace dangol::ui {

enum class ControlKind { button, tab, toggle, select, text, number, date, file };

struct ControlOption {
  std::string value;
  std::string label;
};

struct Control {
  std::string id;
  ControlKind kind = ControlKind::button;
  std::string label;  ///< what a screen reader says
  Rect rect;          ///< content space, or canvas space when fixed
  std::string value;
  bool checked = false;
  bool disabled = false;
  bool fixed = false;
  std::vector<ControlOption> options;
  std::string group;
};

/// What happened to a control since the last frame.
struct Response {
  bool hovered = false;
  bool held = false;
  bool activated = false;
  std::string value;  ///< what was chosen or typed, for select and fields
};

/// The JSON list of the C ABI. O(total text).
[[nodiscard]] std::string to_json(const std::vector<Control>& controls);
/// A fingerprint of everything that `to_json` writes (FNV-1a, 64 bit).
[[nodiscard]] uint64_t fingerprint(const std::vector<Control>& controls);

}  // namespace dangol::ui
