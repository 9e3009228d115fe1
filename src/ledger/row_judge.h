// What becomes of a row, judged by its own cells and the row above it: a line of the ledger with
// its customer, or a reason why not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/money.h"
#include "ledger/identifiers.h"
#include "ledger/key_table.h"
#include "ledger/set_aside.h"
#include "table/row_batch.h"
#include "table/schema.h"

namespace dangol::ledger {

/// The key space of the one customer who stands for all where nobody is named.
inline constexpr uint8_t kNobodySpace = 3;

/// Who a row is about: the customer id, else the e-mail address, else the phone number, as keys of
/// Lines::customer_keys; an empty key where nobody is named. `scratch` may hold its bytes.
[[nodiscard]] KeyTable::Key customer_key(const table::RowBatch& batch, size_t row,
                                         std::string& scratch);

/// One row of a batch on its way into the columns.
struct Entry {
  size_t row = 0;
  uint8_t account = 0;
  bool follows = false;  ///< a further row of the order in the row above
  uint32_t flags = 0;
  std::optional<Reason> reason;  ///< why it becomes no line
  std::string_view example;
  std::optional<Money> amount;  ///< where it could be read
  Money refund = 0;             ///< of the refund column
  uint32_t customer = 0;
  uint32_t order = UINT32_MAX;
};

/// Where a file repeats a word row after row, it is judged once.
template <typename Verdict, Verdict (*judge)(std::string_view)>
class Judged {
 public:
  Verdict operator()(std::string_view text) {
    if (text.empty()) return Verdict{};
    if (!same_bytes(text, last_)) {
      last_ = text;
      verdict_ = judge(text);
    }
    return verdict_;
  }

 private:
  std::string last_;
  Verdict verdict_{};
};

/// Judges the rows of one file after the other. No allocation per row.
class RowJudge {
 public:
  void begin_file(const table::Schema& schema);
  /// Fills flags, reason and example of `entry`, whose row and amount are set; corrects the sign of
  /// a refund. The customer is the id, else the e-mail address, else the phone number; `scratch`
  /// may hold its bytes.
  [[nodiscard]] KeyTable::Key judge(const table::RowBatch& batch, Entry& entry,
                                    std::string& scratch);

  /// Tells of rows that need no judging: data, dated and valued, with a named customer, in a file
  /// without columns that could say otherwise. REQUIRES: not order_scope().
  void pass() {
    above_usable_ = true;
    above_reason_.reset();
  }

  [[nodiscard]] bool has_customers() const { return has_customers_; }
  [[nodiscard]] bool order_scope() const { return order_scope_; }
  /// Refunds that were written without their sign.
  [[nodiscard]] uint64_t corrected() const { return corrected_; }
  [[nodiscard]] uint64_t corrected_line() const { return corrected_line_; }
  /// Whether some row's fate hangs on other rows of its order.
  [[nodiscard]] bool undone_seen() const { return undone_seen_; }
  /// The status of the first cancelled or refunded sale that became a line.
  [[nodiscard]] const std::string& cancelled_example() const { return cancelled_example_; }

 private:
  [[nodiscard]] std::optional<Reason> judge_kind(const table::RowBatch& batch, Entry& entry);
  [[nodiscard]] std::optional<Reason> judge_cells(const table::RowBatch& batch, Entry& entry,
                                                  const KeyTable::Key& customer);
  void mark_undone(const table::RowBatch& batch, Entry& entry);
  [[nodiscard]] bool follows_above(const table::RowBatch& batch, size_t row) const;

  bool has_customers_ = false;
  bool order_scope_ = false;
  bool undone_seen_ = false;
  uint64_t corrected_ = 0;
  uint64_t corrected_line_ = 0;
  std::string cancelled_example_;

  // The row above.
  bool above_usable_ = false;  ///< it can have further rows
  std::optional<Reason> above_reason_;
  std::string above_order_;

  Judged<Status, judge_status> status_of_;
  Judged<Event, judge_event> event_of_;
  Judged<bool, says_cancelled> is_cancelled_;
};

}  // namespace dangol::ledger
