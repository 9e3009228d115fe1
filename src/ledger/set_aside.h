// The account of rows that are not counted: why, how many, and what they were worth.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"
#include "ledger/row_numbers.h"

namespace dangol::ledger {

/// Why a row is not counted. A row that several reasons fit is told under the first of them here.
enum class Reason : uint8_t {
  repeated_header,
  totals_row,
  note,            ///< text below the table
  cancelled,       ///< a status or a cancellation column says cancelled, failed or refunded
  not_a_sale,      ///< money that moves without a sale: withdrawals, holds, fees
  other_currency,  ///< not the currency that most rows have
  no_customer,
  id_spoiled,  ///< a spreadsheet rounded the order number: 2.34E+17
  date_missing,
  date_unreadable,
  amount_missing,
  amount_unreadable,
  amount_out_of_range,
  duplicate,  ///< the same content stood before, where the options drop such rows
  after_as_of,
  refund_ignored,     ///< refunds under the policy `gross`
  zero_value,         ///< free orders, where the options leave them out
  no_score,           ///< a survey's row without a score from 0 to 10
  no_variant,         ///< a user of an experiment without a variant
  several_variants,   ///< a user who was seen in two variants
  duplicate_user,     ///< a further row of a user of an experiment
  measure_unreadable  ///< such a row with a text among its numbers
};

inline constexpr size_t kReasonCount = 22;

/// The key in assets/strings without its prefix `reason.`.
[[nodiscard]] std::string_view reason_name(Reason reason);

struct SetAside {
  uint64_t rows = 0;
  MoneySum amount = 0;
  bool has_amount = false;  ///< some amount was readable; never true for other_currency
  uint64_t first_line = 0;  ///< 1-based; 0 = unknown
  uint32_t file = 0;        ///< the file of that line; 0 = the first
  std::string example;      ///< the offending text of the first row, shortened
};

/// One entry per reason; entries without rows and amounts are not shown.
class SetAsideTally {
 public:
  // Not inline: many entries with a text each are much code wherever a tally is a member.
  SetAsideTally();
  ~SetAsideTally();
  SetAsideTally(const SetAsideTally&);
  SetAsideTally(SetAsideTally&&) noexcept;
  SetAsideTally& operator=(const SetAsideTally&);
  SetAsideTally& operator=(SetAsideTally&&) noexcept;

  /// Counts one row. `amount` is empty where none could be read.
  void add(Reason reason, std::optional<Money> amount, const RowPlace& place,
           std::string_view example);
  /// Counts an amount that is not a row of its own (a refund column's).
  void add_amount(Reason reason, Money amount);
  /// Counts rows without amounts. The row furthest up the files gives the first line and the
  /// example.
  void add_rows(Reason reason, uint64_t rows, const RowPlace& place, std::string_view example);
  /// Adds what another tally counted; of two first rows, the one further up stays.
  void merge(const SetAsideTally& other);

  [[nodiscard]] const SetAside& operator[](Reason reason) const;
  [[nodiscard]] SetAside& operator[](Reason reason);
  [[nodiscard]] uint64_t rows() const;    ///< over all reasons
  [[nodiscard]] MoneySum amount() const;  ///< over all reasons

 private:
  std::array<SetAside, kReasonCount> entries_;
};

}  // namespace dangol::ledger
