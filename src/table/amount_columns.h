// Reads the columns of money: amounts, or unit prices with quantities, less discounts; and refunds.
#pragma once

#include <cstdint>
#include <vector>

#include "base/money.h"
#include "table/plain_cells.h"
#include "table/row_batch.h"
#include "table/schema.h"

namespace dangol::table {

class AmountColumns {
 public:
  /// `schema` must outlive the columns.
  explicit AmountColumns(const Schema& schema) : schema_(schema) {}

  /// Fills amounts, amount_states and refunds of `out` from its texts, as far as they are mapped. A
  /// cell that cannot be read in the notation of its column is read in the other one.
  void read(RowBatch& out);

  /// The same from the bytes of the file where amounts are all that is mapped and each can be read
  /// in the notation of its column. False where not; nothing counts as read then.
  [[nodiscard]] bool read_plain(const PlainCells& cells, RowBatch& out);

  /// amounts_rounded (more than four decimals), number_formats_mixed (cells in the other notation),
  /// refund_unreadable and discount_unreadable (counted as none).
  void add_warnings(std::vector<Warning>& warnings) const;

 private:
  void read_money(const RowBatch& batch, Role role, std::vector<Money>& values,
                  std::vector<AmountState>& states);
  void multiply_prices(RowBatch& out);
  void take_discounts(RowBatch& out);
  void read_refunds(RowBatch& out);

  const Schema& schema_;
  bool rounded_ = false;
  uint64_t other_notation_ = 0;
  uint64_t unreadable_refunds_ = 0;
  uint64_t unreadable_discounts_ = 0;
  std::vector<Money> values_;  ///< quantities, then discounts
  std::vector<AmountState> states_;
};

}  // namespace dangol::table
