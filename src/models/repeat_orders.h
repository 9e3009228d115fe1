// What customers did within so many days of their first purchase: what the models' distribution for
// a new customer stands beside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/civil.h"
#include "ledger/settle.h"
#include "models/history.h"

namespace dangol::models {

struct RepeatOrders {
  uint64_t customers = 0;  ///< whose first purchase is that long ago
  /// [i]: of them with i purchases after the first; the last entry also with more.
  std::vector<uint64_t> by_number;
};

/// Of the customers of make_histories() who have been known for at least `days`. Purchases are days
/// with an order, those after day `days` left out. O(orders). REQUIRES: classes > 0
[[nodiscard]] RepeatOrders count_repeat_orders(const ledger::Orders& orders,
                                               const HistoryRule& rule, Day days, size_t classes);

}  // namespace dangol::models
