// Typed rows on their way to the ledger, column by column: text stays where the file's bytes are,
// dates and amounts are numbers already, and what could not be read says why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "table/role.h"

namespace dangol::table {

enum class RowKind : uint8_t {
  data,
  repeated_header,  ///< the column names again, in the middle of the data
  totals,           ///< a sum under the table: `Total`, `합계`
  note,             ///< text in the first cell alone, as below a table
  continuation      ///< a further line of the order in the row above, which alone names it
};

enum class DateState : uint8_t {
  known,      ///< `days` holds a Day
  ambiguous,  ///< `days` holds an OpenDate; which number is the month is settled at the end
  blank,
  unreadable
};

enum class AmountState : uint8_t { known, blank, unreadable, out_of_range };

/// Up to kRows rows. A column without a role stays empty; so do the typed columns when nothing is
/// mapped to them (then every row counts as blank).
struct RowBatch {
  static constexpr size_t kRows = 512;  // their text and columns stay in the first cache

  size_t rows = 0;
  /// Trimmed text of customer, email, phone, order, status, currency, cancelled, event, reference,
  /// score, time and amount (the last two for examples, and empty where all rows could be read).
  /// The bytes live only during the call.
  PerRole<std::vector<std::string_view>> text;
  PerRole<bool> mapped{};
  /// The same of each of the schema's dimensions.
  std::vector<std::vector<std::string_view>> dimensions;
  std::vector<uint64_t> lines;  ///< 1-based line of the file
  std::vector<RowKind> kinds;
  /// Of all bytes of each record, so that rows with the same content can be told.
  std::vector<uint32_t> hashes;

  std::vector<int32_t> days;  ///< Day, or OpenDate where ambiguous
  std::vector<DateState> date_states;
  std::vector<int32_t> seconds;  ///< second of the day, 0 where the cell holds no time
  bool has_times = false;        ///< some row of this batch holds a time other than midnight

  bool has_amounts = false;    ///< an amount column, or unit price and quantity
  std::vector<Money> amounts;  ///< value of the line, less its discount; 0 unless known
  std::vector<AmountState> amount_states;
  std::vector<Money> refunds;  ///< the refund column as a loss, <= 0; empty when not mapped

  [[nodiscard]] std::string_view cell(Role role, size_t row) const {
    const auto& column = text[index_of(role)];
    return column.empty() ? std::string_view{} : column[row];
  }
};

/// Receives rows in file order. Returning false stops the import.
class RowSink {
 public:
  virtual ~RowSink() = default;
  [[nodiscard]] virtual bool on_rows(const RowBatch& batch) = 0;
};

}  // namespace dangol::table
