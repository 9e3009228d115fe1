// The ledger's memory: one compact line per used row, customers and orders as indices. It is built
// once from the bytes and is independent of every option that settle() knows, so that changing such
// an option needs no second look at the file.
//
//   row of the file   C-42, 0001, 2024-01-05, 12000
//   line              customer 17 | order 5 | day 19727 and flags | amount 120000000
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/attributes.h"
#include "ledger/key_table.h"
#include "ledger/paged_column.h"
#include "ledger/row_numbers.h"
#include "ledger/scores.h"
#include "ledger/set_aside.h"
#include "table/date_order.h"
#include "table/row_batch.h"
#include "table/schema.h"

namespace dangol::ledger {

/// What tells customers apart.
enum class Identity : uint8_t { customer, email, phone };
[[nodiscard]] std::string_view identity_name(Identity identity);

/// Bits of Lines::flags(), at most twelve.
enum LineFlag : uint32_t {
  kRefundColumn = 1,   ///< the refund column of the line before: an amount, not a row of its own
  kSkipped = 2,        ///< found unusable after the whole file was seen; accounted in its account
  kDuplicate = 4,      ///< a row with this content stood before
  kRepeatedTotal = 8,  ///< its order's total was counted before, so that the amount is 0
  kCancelled = 16,     ///< a sale whose status or cancellation column says cancelled
  kRefunded = 32,      ///< a sale whose status says wholly refunded
  kNetted = 64,        ///< such a sale, whose order has refund rows that take it back
  kPackedDate = 128,   ///< only while building: which number is the month is not settled yet
  kBlankAmount = 256,  ///< only while building: a further row of an order whose total is elsewhere
  kRefundNoun = 512,   ///< only while building: the status is the word `refund`
  kUnnamedRefund = 1024,  ///< only while building: a refund row that names no customer
  kFollower = 2048        ///< only while building: a row without an amount, of the order above it
};

inline constexpr uint32_t kNoOrder = UINT32_MAX;

/// Order totals that further rows of the order repeat: their rows are used, the amounts are not.
struct RepeatedTotals {
  uint64_t rows = 0;
  MoneySum amount = 0;
};

/// Everything counted in one currency; amounts of different ones are never added up.
struct CurrencyAccount {
  std::string code;   ///< upper case; empty = the rows do not say
  uint64_t rows = 0;  ///< that are data
  RowPlace first;
  MoneySum amount_read = 0;  ///< every readable amount
  bool amount_seen = false;
  SetAsideTally set_aside;  ///< of rows that are no data, only their amounts
  RepeatedTotals repeated;
};

/// Bytes a row: customer 4, order 4 (none without an order column), day and flags 4, amount 8,
/// second 2 (none without times of day), currency 1 (none with one currency), 2 for each attribute.
struct Lines {
  PagedColumn<uint32_t> customers;  ///< index into customer_keys
  PagedColumn<uint32_t> orders;     ///< see order()
  PagedColumn<uint32_t> moments;    ///< see day(), flags(), second()
  PagedColumn<Money> amounts;
  PagedColumn<uint16_t> seconds;          ///< see second(); empty when the data hold no times
  PagedColumn<uint8_t> line_accounts;     ///< see account()
  std::vector<CurrencyAccount> accounts;  ///< one per currency, in order of appearance
  size_t main_account = 0;                ///< the one that most rows have
  std::vector<Attribute> attributes;      ///< columns to split by; a value for each line
  std::vector<Score> scores;              ///< in the order of the files
  uint64_t answers = 0;                   ///< rows of surveys, which are used but are no lines
  SetAsideTally no_data;                  ///< headers, sums and notes: in no currency
  RowNumbers row_numbers;  ///< of lines that are rows: all but the kRefundColumn ones

  KeyTable customer_keys;
  uint32_t order_count = 0;
  bool has_order_column = false;
  uint64_t unnumbered = 0;                 ///< lines whose order is kNoOrder
  bool has_amounts = false;                ///< false: no column gives money, and all amounts are 0
  bool has_customers = true;               ///< false: no column tells customers apart
  Identity identity = Identity::customer;  ///< the one that most rows use
  std::string currency;                    ///< code of the main account, shortened

  uint64_t rows_read = 0;
  std::string cancelled_example;  ///< the status of the first kCancelled or kRefunded line
  std::vector<table::Warning> warnings;

  [[nodiscard]] size_t size() const { return amounts.size(); }
  /// The order's index, or kNoOrder where the row names none.
  [[nodiscard]] uint32_t order(size_t line) const {
    return orders.empty() ? kNoOrder : orders[line];
  }
  [[nodiscard]] Day day(size_t line) const {
    return static_cast<Day>(moments[line] & kDayMask) - kDayOffset;
  }
  [[nodiscard]] uint32_t flags(size_t line) const {
    return (moments[line] >> kFlagShift) & kFlagMask;
  }
  /// Second of the day; 0 where the row holds no time.
  [[nodiscard]] int32_t second(size_t line) const {
    if (seconds.empty()) return 0;
    return static_cast<int32_t>((moments[line] >> 31) << 16 | seconds[line]);
  }
  /// Index into `accounts`.
  [[nodiscard]] size_t account(size_t line) const {
    return line_accounts.empty() ? main_account : line_accounts[line];
  }
  /// The customer's key as the file has it (trimmed; e-mails folded, phones as digits).
  [[nodiscard]] std::string_view customer_key(uint32_t customer) const;
  /// Bytes held by the columns and tables.
  [[nodiscard]] size_t memory() const;

  // A moment: 19 bits of day, 12 of flags, the highest bit of the second of the day.
  static constexpr uint32_t kDayMask = (1U << 19) - 1;
  static constexpr Day kDayOffset = 100'000;  ///< days go from the year 1696 to 3131
  static constexpr uint32_t kFlagShift = 19;
  static constexpr uint32_t kFlagMask = (1U << 12) - 1;
};

/// Takes the rows of one or more files from TableReaders and becomes Lines:
///
///   LinesBuilder builder;
///   for each file { builder.begin_file(schema); ...on_rows(batch)... }
///   Lines lines = builder.finish(date_orders);
class LinesBuilder : public table::RowSink {
 public:
  /// The most rows that indices can address.
  static constexpr uint64_t kMaxRows = 2'000'000'000;

  LinesBuilder();
  ~LinesBuilder() override;
  LinesBuilder(LinesBuilder&&) noexcept;
  LinesBuilder& operator=(LinesBuilder&&) noexcept;

  /// The rows that follow are those of another file. `schema` must outlive those rows.
  void begin_file(const table::Schema& schema);

  /// False when full(): kMaxRows or the room for keys is reached.
  [[nodiscard]] bool on_rows(const table::RowBatch& batch) override;
  [[nodiscard]] bool full() const;
  [[nodiscard]] uint64_t rows() const;  ///< rows taken so far
  [[nodiscard]] size_t memory() const;  ///< bytes held by the columns and tables

  /// Resolves the dates of each file by its own order, links refunds to the orders that they name,
  /// decides about cancelled and refunded sales, finds the main currency and the duplicates.
  /// REQUIRES: one order for each begin_file(). The builder is empty afterwards.
  [[nodiscard]] Lines finish(std::span<const table::SettledDateOrder> date_orders);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dangol::ledger
