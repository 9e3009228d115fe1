// Exports that write an order's total on its lines write it on the first one or on all of them.
// This remembers, per order and while a file is read, what was counted, so that it counts once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/money.h"
#include "ledger/paged_column.h"
#include "ledger/set_aside.h"

namespace dangol::ledger {

/// 9 bytes an order, 17 where some row gives money back; nothing until the first row is taken.
class OrderTotals {
 public:
  struct Verdict {
    Money amount = 0;       ///< of the row's amount, what was counted before
    Money refund = 0;       ///< of the row's refund column, the same
    bool repeated = false;  ///< one of the two was
    bool differs = false;   ///< it is another amount than the one that counts
    /// The same total, when it stood on a row that was set aside and this row is not: from there it
    /// is to be taken away.
    std::optional<Money> moved;
    Reason moved_from = Reason::cancelled;
  };

  /// Takes the next row of an order. `reason` says why the row is set aside. Amounts below zero are
  /// refunds: one that equals the order's first refund is a repetition of it, others count. O(1)
  Verdict take(uint32_t order, std::optional<Money> amount, Money refund,
               std::optional<Reason> reason);
  /// Why the order's first row that was set aside was.
  [[nodiscard]] std::optional<Reason> fate(uint32_t order) const;
  /// The total that counts. REQUIRES: some row of the order gave one.
  [[nodiscard]] Money total(uint32_t order) const { return totals_[order]; }
  [[nodiscard]] size_t memory() const {
    return states_.capacity_bytes() + totals_.capacity_bytes() + refunds_.capacity_bytes();
  }

 private:
  enum State : uint8_t { kUsed = 1, kAside = 2, kReasonShift = 2 };

  PagedColumn<uint8_t> states_;  ///< whether a total was seen, and where; above, reason + 1
  PagedColumn<Money> totals_;
  PagedColumn<Money> refunds_;  ///< may be shorter
};

}  // namespace dangol::ledger
