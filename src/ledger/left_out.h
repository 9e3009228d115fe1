// Tells in Orders which lines settle() leaves out, and where they stood.
#pragma once

#include <array>

#include "ledger/line_pages.h"
#include "ledger/lines.h"
#include "ledger/set_aside.h"
#include "ledger/settle.h"

namespace dangol::ledger {

/// REQUIRES: lines come in the order of the file, as the first of a kind gives its place.
class LeftOut {
 public:
  LeftOut(const Lines& lines, Orders& orders) : lines_(lines), orders_(orders) {}

  void set_aside(const Line& line, Reason reason);
  /// Of a line that stood before, whether it counts or not.
  void note_duplicate(const Line& line);

 private:
  const Lines& lines_;
  Orders& orders_;
  std::array<bool, kReasonCount> placed_{};  ///< whether the first row of a reason was looked up
};

}  // namespace dangol::ledger
