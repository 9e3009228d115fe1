// The working parts of LinesBuilder, for the files that share them: lines.cpp takes rows as they
// may come, plain_rows.cpp those of which nothing is to be asked, answers.cpp those of surveys, and
// line_dates.cpp settles open dates at the end.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "ledger/attributes.h"
#include "ledger/draft.h"
#include "ledger/key_table.h"
#include "ledger/lines.h"
#include "ledger/row_judge.h"
#include "table/date_order.h"
#include "table/row_batch.h"

namespace dangol::ledger {

inline constexpr size_t kBatch = KeyTable::kBatch;

[[nodiscard]] inline uint32_t make_moment(int32_t day_field, uint32_t flags) {
  return (static_cast<uint32_t>(day_field) & Lines::kDayMask) | flags << Lines::kFlagShift;
}

[[nodiscard]] inline bool is_data(table::RowKind kind) {
  return kind == table::RowKind::data || kind == table::RowKind::continuation;
}

/// A score whose date waits for the order of day and month.
struct OpenScore {
  size_t score = 0;  ///< in Lines::scores
  uint32_t file = 0;
  table::OpenDate date = 0;
};

/// The builder's working parts.
struct LinesBuilder::State : Draft {
  RowJudge rows;
  std::array<uint64_t, 4> identity_rows{};
  uint64_t differing = 0;  ///< rows with another total than their order's first
  uint64_t differing_line = 0;

  // This file.
  uint32_t files = 0;
  std::vector<size_t> file_begins;  ///< the first line of each
  size_t default_account = 0;       ///< of rows that name no currency

  AttributeColumns attributes;
  bool survey = false;  ///< answers alone: its rows are no purchases
  std::vector<OpenScore> open_scores;
  uint64_t bad_scores = 0;
  uint64_t bad_score_line = 0;

  std::string last_currency;
  size_t last_account = 0;

  std::array<Entry, kBatch> entries{};
  std::array<KeyTable::Key, kBatch> keys{};
  std::array<std::string, kBatch> key_scratch;
  std::array<std::string_view, kBatch> numbers{};
  std::array<uint32_t, kBatch> customer_numbers{};
  std::array<uint64_t, kBatch> order_values{};
  std::array<uint32_t, kBatch> customer_indices{};
  std::array<uint32_t, kBatch> order_indices{};

  void take(const table::RowBatch& batch, size_t first, size_t count);
  [[nodiscard]] bool may_be_plain(const table::RowBatch& batch) const;
  [[nodiscard]] bool take_plain(const table::RowBatch& batch, size_t first, size_t count);
  void append_plain(const table::RowBatch& batch, size_t first, size_t count);
  [[nodiscard]] MoneySum append_amounts(const Money* from, size_t count);
  [[nodiscard]] size_t account_of(std::string_view text);
  void intern_customers(size_t count);
  void intern_orders(const table::RowBatch& batch, size_t count);
  [[nodiscard]] uint32_t intern_link(std::string_view name, uint8_t space, uint32_t fallback);
  void count_total_once(const table::RowBatch& batch, Entry& entry);
  void append(const table::RowBatch& batch, size_t count);
  void take_answers(const table::RowBatch& batch, size_t first, size_t count);
  void take_score(const table::RowBatch& batch, size_t row, uint32_t customer, uint8_t score);
  void note_score(const table::RowBatch& batch, const Entry& entry);
  void push(const table::RowBatch& batch, const Entry& entry, Money amount, uint32_t flags);
  void set_aside(const table::RowBatch& batch, const Entry& entry);
  void prepare_columns(const table::RowBatch& batch);
  void resolve_dates(uint32_t file, const table::SettledDateOrder& date_order);
  void warn_of_dates(const table::DateEvidence& evidence, uint64_t open_rows);
};

}  // namespace dangol::ledger
