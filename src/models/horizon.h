// How far a prediction looks, in calendar months, and what later money is worth today.
#pragma once

#include <cstdint>
#include <vector>

#include "base/civil.h"

namespace dangol::models {

/// The months after a day. Purchases of a month are discounted as if they fell into its middle.
struct Horizon {
  std::vector<double> ends;  ///< of month k + 1, in units of time from the day
  std::vector<double>
      discount;  ///< what money of month k + 1 is worth: (1 + rate)^-((k + 1/2) / 12)

  [[nodiscard]] double end() const { return ends.back(); }
};

/// `months` >= 1, `yearly_rate` >= 0.
[[nodiscard]] Horizon make_horizon(Day from, uint32_t months, double yearly_rate,
                                   double days_per_unit);

/// Adds up, month by month, what `purchases_until(time)` grows by, discounted.
template <typename PurchasesUntil>
[[nodiscard]] double discounted(const Horizon& horizon, PurchasesUntil purchases_until) {
  double sum = 0;
  double before = 0;
  for (size_t month = 0; month < horizon.ends.size(); ++month) {
    const double until = purchases_until(horizon.ends[month]);
    sum += horizon.discount[month] * (until - before);
    before = until;
  }
  return sum;
}

}  // namespace dangol::models
