// How many customers are active, at risk or gone on any day.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/civil.h"
#include "ledger/settle.h"

namespace dangol::metrics {

/// By status_of() at the end of a day. They sum to the customers so far, history included.
struct StatusCounts {
  uint64_t active = 0;
  uint64_t at_risk = 0;
  uint64_t gone = 0;
};

class StatusByDay {
 public:
  /// `window_days` >= 1. O(orders + days). REQUIRES: orders have a first and an as-of day
  StatusByDay(const ledger::Orders& orders, uint32_t window_days);

  /// REQUIRES: first day <= day <= as-of day
  [[nodiscard]] const StatusCounts& at(Day day) const {
    return days_[static_cast<size_t>(day - first_day_)];
  }

 private:
  Day first_day_;
  std::vector<StatusCounts> days_;
};

}  // namespace dangol::metrics
