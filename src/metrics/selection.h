// A part of the orders as orders of their own, so that every measure can be asked of it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/civil.h"
#include "ledger/settle.h"

namespace dangol::metrics {

/// What stays. An empty span keeps all.
struct Kept {
  std::span<const uint8_t> orders;     ///< by position: not zero = stays
  std::span<const uint8_t> customers;  ///< by index: not zero = stays, with all orders that stay
  std::optional<Day> from;             ///< becomes `counted_from`
  std::optional<Day> to;               ///< what came later is as if it had not happened yet
  /// Customers keep their indices, with which go lines and scores. Else those who stay are numbered
  /// anew, without gaps: quicker for measures of small parts, which ask for none of these.
  bool indices = true;
};

/// The orders that stay, with the same customer indices, lines and scores, their money, days and
/// as-of day; the counts of rows, which speak of the whole file, are left at zero. `customers` and
/// `revenue` are those from `from` on.
///
/// A refund that came after `to` is given back to its order; one that names no order stays with its
/// customer, and goes where orders are kept one by one: nothing says which of them it was for.
/// An order that its refund brought to nothing is no purchase, also before the day of that refund.
/// REQUIRES: kept.orders has a value for each order, kept.customers one for each of
/// customer_range(), unless empty. O(orders + postings).
[[nodiscard]] ledger::Orders select(const ledger::Orders& all, const Kept& kept);

}  // namespace dangol::metrics
