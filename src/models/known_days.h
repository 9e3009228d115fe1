// Which days of a shop's orders a rule looks at: the same for all histories of its customers.
#pragma once

#include <algorithm>
#include <limits>

#include "ledger/settle.h"
#include "models/history.h"

namespace dangol::models {

/// First orders count from `from` to `to`; what comes after `end` is not known.
struct KnownDays {
  Day from = 0;
  Day to = 0;
  Day end = 0;
};

/// REQUIRES: orders.as_of.
[[nodiscard]] inline KnownDays known_days(const ledger::Orders& orders, const HistoryRule& rule) {
  constexpr Day kEver = std::numeric_limits<Day>::min();
  const Day end = std::min(rule.end.value_or(*orders.as_of), *orders.as_of);
  return {std::max(rule.acquired_from.value_or(kEver), orders.counted_from.value_or(kEver)),
          std::min(rule.acquired_to.value_or(end), end), end};
}

}  // namespace dangol::models
