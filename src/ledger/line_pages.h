// Lines as settle() walks them: page by page, by plain arrays.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/lines.h"
#include "ledger/paged_column.h"

namespace dangol::ledger {

/// A page of the columns, which all have theirs at the same lines.
struct Page {
  Page(const Lines& lines, size_t number)
      : first(number * PagedColumn<Money>::kPageSize),
        count(std::min(PagedColumn<Money>::kPageSize, lines.size() - first)),
        customers(lines.customers.page(number)),
        orders(lines.orders.empty() ? nullptr : lines.orders.page(number)),
        moments(lines.moments.page(number)),
        amounts(lines.amounts.page(number)),
        accounts(lines.line_accounts.empty() ? nullptr : lines.line_accounts.page(number)) {}

  size_t first;  ///< line
  size_t count;
  const uint32_t* customers;
  const uint32_t* orders;  ///< null where no line has one
  const uint32_t* moments;
  const Money* amounts;
  const uint8_t* accounts;  ///< null where all lines are in the main one
};

/// A function of its own: a browser takes up its faster code of a loop only when the function that
/// holds it is called again.
template <typename Look>
__attribute__((noinline)) void look_at_page(Look& look, const Page& page) {
  look(page);
}

/// Calls `look(page)` for all pages. O(lines)
template <typename Look>
void for_each_page(const Lines& lines, Look look) {
  for (size_t line = 0; line < lines.size(); line += PagedColumn<Money>::kPageSize) {
    look_at_page(look, Page(lines, line / PagedColumn<Money>::kPageSize));
  }
}

[[nodiscard]] inline Day day_of_moment(uint32_t moment) {
  return static_cast<Day>(moment & Lines::kDayMask) - Lines::kDayOffset;
}

/// A line with its group.
struct Line {
  uint64_t row = 0;  ///< counted from 0; the one above for a refund column
  size_t index = 0;  ///< in Lines
  uint32_t group = 0;
  uint32_t customer = 0;
  uint32_t moment = 0;
  Money amount = 0;

  [[nodiscard]] Day day() const { return day_of_moment(moment); }
  [[nodiscard]] uint32_t flags() const { return moment >> Lines::kFlagShift & Lines::kFlagMask; }
  /// No row of its own.
  [[nodiscard]] bool is_part() const { return (flags() & kRefundColumn) != 0; }
};

}  // namespace dangol::ledger
