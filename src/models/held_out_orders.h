// Orders cut in two for the holdout check: what the models may see, and what then happened.
#pragma once

#include <cstdint>
#include <vector>

#include "models/history.h"
#include "models/holdout.h"

namespace dangol::models {

struct HeldOutOrders {
  Histories before;                 ///< up to the split
  Day end = 0;                      ///< of the second part
  std::vector<HeldOut> customers;   ///< of `before`, those who are equal together
  std::vector<Day> periods;         ///< the first day of each period of the second part
  std::vector<double> period_ends;  ///< times after the split
  std::vector<double> actual;       ///< purchases of these customers by period
};

/// The second part runs from the day after `split` to the end of the rule, in periods of 7 days, or
/// of 14, 28 or 91 where those would be more than 60; the last one may be shorter. Times are in
/// units of `days_per_unit`. REQUIRES: split < end of the rule. O(orders + customers).
[[nodiscard]] HeldOutOrders hold_out(const ledger::Orders& orders, const HistoryRule& rule,
                                     Day split, double days_per_unit);

}  // namespace dangol::models
