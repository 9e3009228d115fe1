// The mouse or finger, one step per frame: a press and its release that arrive together are still
// seen one after the other.
#pragma once

#include <vector>

#include "ui/widgets/geometry.h"

namespace dangol::ui {

class Pointer {
 public:
  enum class Kind { move, down, up, leave };

  void add(Kind kind, Point at) { events_.push_back({kind, at}); }
  /// Takes in what has arrived, up to the first change of the button.
  void next_frame();
  /// Whether something is left for another frame.
  [[nodiscard]] bool pending() const { return !events_.empty(); }

  /// Empty-handed: far away from everything.
  [[nodiscard]] Point at() const { return at_; }
  [[nodiscard]] bool down() const { return down_; }
  [[nodiscard]] bool pressed() const { return pressed_; }      ///< in this frame
  [[nodiscard]] bool released() const { return released_; }    ///< in this frame
  [[nodiscard]] bool cancelled() const { return cancelled_; }  ///< it left while pressed
  [[nodiscard]] float dx() const { return dx_; }               ///< since the last frame

 private:
  static constexpr Point kAway{-1e9F, -1e9F};

  struct Event {
    Kind kind;
    Point at;
  };

  std::vector<Event> events_;
  Point at_ = kAway;
  bool down_ = false;
  bool pressed_ = false;
  bool released_ = false;
  bool cancelled_ = false;
  float dx_ = 0;
};

}  // namespace dangol::ui
