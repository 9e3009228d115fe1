// The users of an experiment, as tables of them say: who saw which variant since when, and what
// they did. Beside the ledger, since no row of these is a purchase.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "ledger/key_table.h"
#include "ledger/set_aside.h"
#include "table/date_order.h"
#include "table/row_batch.h"
#include "table/user_columns.h"

namespace dangol::ledger {

/// One number of each user.
struct UserMeasure {
  std::string name;
  bool money = false;
  bool before = false;         ///< as table::MeasureColumn has them
  std::string of;              ///< of the same
  std::vector<double> values;  ///< by user; NaN = the cell is blank, or the user's file lacks it
};

/// Rows read = users + rows set aside; a user in two variants is none.
struct Users {
  /// Of a user who was seen in two variants: none of their rows counts.
  static constexpr uint16_t kSeveral = UINT16_MAX;
  static constexpr Day kNoDay = INT32_MIN;

  KeyTable keys;      ///< as Lines::customer_keys has them; a number of its own where none is named
  KeyTable variants;  ///< by number
  std::vector<uint16_t> variant_of;  ///< by key; kSeveral
  std::vector<Day> assigned;  ///< by key; kNoDay where the cell is blank; empty = no file says
  std::vector<UserMeasure> measures;
  std::vector<std::string> ignored;  ///< columns of texts and days
  bool named = false;                ///< some file tells users apart by a column
  uint64_t rows_read = 0;
  uint64_t rows_used = 0;     ///< users in one variant
  uint64_t contaminated = 0;  ///< users in several
  uint64_t duplicates = 0;    ///< rows of a user who was there already, in the same variant
  SetAsideTally set_aside;
};

/// Takes the rows of tables of users from TableReaders and becomes Users.
class UsersBuilder : public table::RowSink {
 public:
  UsersBuilder();
  ~UsersBuilder() override;

  /// The rows that follow are those of file number `file` of the import. `columns` must outlive
  /// them; the schema's dimensions are its variant and its measures.
  void begin_file(const table::UserColumns& columns, uint32_t file);
  /// False when full(). No allocation per row.
  [[nodiscard]] bool on_rows(const table::RowBatch& batch) override;
  [[nodiscard]] bool full() const;
  [[nodiscard]] uint64_t rows() const;
  [[nodiscard]] size_t memory() const;

  /// REQUIRES: one order for each file of the import. The builder is empty afterwards. O(users)
  [[nodiscard]] std::unique_ptr<Users> finish(std::span<const table::SettledDateOrder> date_orders);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dangol::ledger
