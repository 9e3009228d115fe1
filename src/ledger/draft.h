// Lines while they are built, with the tables that only the import needs; and what is decided about
// them when all files have ended.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ledger/key_table.h"
#include "ledger/lines.h"
#include "ledger/order_numbers.h"
#include "ledger/order_totals.h"

namespace dangol::ledger {

/// Marks a line's order number as the position in Links, while building.
inline constexpr uint32_t kLink = 1U << 31;
/// Currencies beyond this many share one account, which is never the one that is kept: such a
/// column does not hold currencies.
inline constexpr size_t kMostCurrencies = 64;
inline constexpr size_t kSharedAccount = kMostCurrencies + 1;

/// Rows that name another order than their own: cancellation documents (C536379) and refunds with a
/// reference. Whether the order exists is only known at the end, as files may list the newest
/// first.
struct Links {
  KeyTable names;                  ///< space 0: a document's number; 1: a reference
  std::vector<uint32_t> fallback;  ///< the row's own order, or kNoOrder
};

/// Everything that a row can still change.
struct Draft {
  Lines lines;
  OrderNumbers orders;
  Links links;
  OrderTotals totals;       ///< of orders
  OrderTotals link_totals;  ///< of cancellation documents
  PagedColumn<uint32_t> hashes;
  bool hashed = true;        ///< every row so far came with a hash
  bool undone_seen = false;  ///< some row's fate hangs on other rows of its order
  bool nobody_seen = false;  ///< some line names no customer
  uint64_t corrected = 0;    ///< refunds whose sign finish() corrected

  [[nodiscard]] CurrencyAccount& account(size_t line) {
    return lines.accounts[lines.line_accounts.empty() ? 0 : lines.line_accounts[line]];
  }
  void add_flags(size_t line, uint32_t flags) { lines.moments[line] |= flags << Lines::kFlagShift; }
  /// Sets a line aside after all. Its refund column, the next line, is to be skipped by itself.
  void skip(size_t line, Reason reason, const RowPlace& place, std::string_view example);
};

/// Links refunds to the orders they name, decides about cancelled and refunded sales and rows
/// without amounts, chooses the main currency, marks duplicates. O(lines)
void settle_draft(Draft& draft);

}  // namespace dangol::ledger
