// Periods of the days that a ledger spans, looked up instead of computed: orders are many, days
// few.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "base/civil.h"
#include "ledger/settle.h"

namespace dangol::metrics {

/// The period of a day that is not counted although its period is: it lies before
/// Orders::counted_from, in the same period. Before every real one.
inline constexpr PeriodIndex kNotCounted = std::numeric_limits<PeriodIndex>::min();

class PeriodTable {
 public:
  /// Covers every day on which the orders hold anything. Periods before that of counted_from are
  /// history and stand as they are. O(days).
  /// REQUIRES: every order and posting lies between the orders' first and last day.
  PeriodTable(const ledger::Orders& orders, PeriodUnit unit)
      : first_(orders.first_day.value_or(0)) {
    const Day last = orders.last_day.value_or(first_);
    periods_.reserve(static_cast<size_t>(last - first_) + 1);
    for (Day day = first_; day <= last; ++day) periods_.push_back(period_of(day, unit));
    if (!orders.counted_from) return;
    const PeriodIndex counted = period_of(*orders.counted_from, unit);
    const Day end = std::min(*orders.counted_from, last + 1);
    for (Day day = std::max(first_, first_day(counted, unit)); day < end; ++day) {
      periods_[static_cast<size_t>(day - first_)] = kNotCounted;
    }
  }

  /// REQUIRES: first day <= day <= last day
  [[nodiscard]] PeriodIndex operator[](Day day) const {
    return periods_[static_cast<size_t>(day - first_)];
  }
  /// The same of day first() + i at i.
  [[nodiscard]] const PeriodIndex* data() const { return periods_.data(); }
  [[nodiscard]] Day first() const { return first_; }

 private:
  Day first_;
  std::vector<PeriodIndex> periods_;
};

}  // namespace dangol::metrics
