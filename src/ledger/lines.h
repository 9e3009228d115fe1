// The ledger's memory: one compact line per used row, customers and orders as indices. It is built
// once from the bytes and is independent of every option that settle() knows, so that changing such
// an option needs no second look at the file.
//
//   row of the file   C-42, 0001, 2024-01-05, 12000
//   line              customer 17 | order 5 | day 19727 | amount 120000000 | flags
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/key_table.h"
#include "ledger/paged_column.h"
#include "ledger/set_aside.h"
#include "table/date_order.h"
#include "table/row_batch.h"
#include "table/schema.h"

namespace dangol::ledger {

/// What tells customers apart.
enum class Identity : uint8_t { customer, email, phone };
[[nodiscard]] std::string_view identity_name(Identity identity);

/// Bits of Lines::flags.
enum LineFlag : uint8_t {
  kRefundColumn = 1,  ///< the refund column of the line before: an amount, not a row of its own
  kSkipped = 2,       ///< found unusable after the whole file was seen; accounted in `set_aside`
  kPackedDate = 4     ///< only while building
};

inline constexpr uint32_t kNoOrder = UINT32_MAX;

struct Lines {
  PagedColumn<uint32_t> customers;  ///< index into customer_keys
  PagedColumn<uint32_t> orders;     ///< order number, or kNoOrder where the row names none
  PagedColumn<Day> days;
  PagedColumn<Money> amounts;
  PagedColumn<uint8_t> flags;
  PagedColumn<int32_t> seconds;  ///< second of the day; empty when the data holds no times

  KeyTable customer_keys;
  uint32_t order_count = 0;
  bool has_order_column = false;
  uint64_t unnumbered = 0;                 ///< lines whose order is kNoOrder
  bool has_amounts = false;                ///< false: no column gives money, and all amounts are 0
  bool has_customers = true;               ///< false: no column tells customers apart
  Identity identity = Identity::customer;  ///< the one that most rows use
  std::string currency;                    ///< upper case; empty = the file does not say

  uint64_t rows_read = 0;
  MoneySum amount_read = 0;  ///< every readable amount in the kept currency
  bool amount_seen = false;
  SetAsideTally set_aside;
  std::vector<table::Warning> warnings;

  [[nodiscard]] size_t size() const { return amounts.size(); }
  /// The customer's key as the file has it (trimmed; e-mails folded, phones as digits).
  [[nodiscard]] std::string_view customer_key(uint32_t customer) const;
  /// Bytes held by the columns and tables.
  [[nodiscard]] size_t memory() const;
};

/// Takes the rows of one or more files from TableReaders and becomes Lines:
///
///   LinesBuilder builder;
///   for each file { builder.begin_file(schema); ...on_rows(batch)...; builder.end_file(order); }
///   Lines lines = builder.finish();
class LinesBuilder : public table::RowSink {
 public:
  /// The most rows that indices can address.
  static constexpr uint64_t kMaxRows = 2'000'000'000;

  LinesBuilder();
  ~LinesBuilder() override;
  LinesBuilder(LinesBuilder&&) noexcept;
  LinesBuilder& operator=(LinesBuilder&&) noexcept;

  /// The rows that follow are those of another file. `schema` must outlive end_file().
  void begin_file(const table::Schema& schema);
  /// Resolves the dates of the rows since begin_file().
  void end_file(const table::SettledDateOrder& date_order);

  /// False when full(): kMaxRows or the room for keys is reached.
  [[nodiscard]] bool on_rows(const table::RowBatch& batch) override;
  [[nodiscard]] bool full() const;
  [[nodiscard]] uint64_t rows() const;  ///< rows taken so far
  [[nodiscard]] size_t memory() const;  ///< bytes held by the columns and tables

  /// Links cancellation documents to the orders they name, keeps one currency. REQUIRES: every file
  /// has ended. The builder is empty afterwards.
  [[nodiscard]] Lines finish();

  // For callers with one file.
  explicit LinesBuilder(const table::Schema& schema) : LinesBuilder() { begin_file(schema); }
  [[nodiscard]] Lines finish(const table::SettledDateOrder& date_order) {
    end_file(date_order);
    return finish();
  }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dangol::ledger
