#include "ui/widgets/pointer.h"

#include <cstddef>

namespace dangol::ui {

void Pointer::next_frame() {
  const Point before = at_;
  pressed_ = released_ = cancelled_ = false;
  size_t taken = 0;
  for (const Event& event : events_) {
    // A press or release belongs to the place where it happened, so that later moves wait as well.
    if (pressed_ || released_ || cancelled_) break;
    at_ = event.kind == Kind::leave ? kAway : event.at;
    if (event.kind == Kind::down) {
      pressed_ = !down_;
      down_ = true;
    } else if (event.kind == Kind::up) {
      released_ = down_;
      down_ = false;
    } else if (event.kind == Kind::leave) {
      cancelled_ = down_;
      down_ = false;
    }
    ++taken;
  }
  events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(taken));
  const bool both_here = before.x > kAway.x && at_.x > kAway.x;
  dx_ = both_here ? at_.x - before.x : 0;
}

}  // namespace dangol::ui
