// Periods of the days that a ledger spans, looked up instead of computed: orders are many, days
// few.
#pragma once

#include <cstddef>
#include <vector>

#include "base/civil.h"
#include "ledger/settle.h"

namespace dangol::metrics {

class PeriodTable {
 public:
  /// Covers every day on which the orders hold anything. O(days).
  PeriodTable(const ledger::Orders& orders, PeriodUnit unit)
      : first_(orders.first_day.value_or(0)) {
    const Day last = orders.last_day.value_or(first_);
    periods_.reserve(static_cast<size_t>(last - first_) + 1);
    for (Day day = first_; day <= last; ++day) periods_.push_back(period_of(day, unit));
  }

  /// REQUIRES: first day <= day <= last day
  [[nodiscard]] PeriodIndex operator[](Day day) const {
    return periods_[static_cast<size_t>(day - first_)];
  }

 private:
  Day first_;
  std::vector<PeriodIndex> periods_;
};

}  // namespace dangol::metrics
