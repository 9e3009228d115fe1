// Turns records into typed rows, in one pass and without an allocation per row. Only columns with a
// role that the ledger uses are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv/record_batch.h"
#include "table/date_order.h"
#include "table/row_batch.h"
#include "table/schema.h"

namespace dangol::table {

class TableReader : public csv::RecordSink {
 public:
  /// Both `schema` and `sink` must outlive the reader.
  TableReader(const Schema& schema, RowSink& sink);

  /// Records up to the header row are skipped and are no rows. Cells that a short record lacks are
  /// blank; cells beyond the columns are ignored.
  [[nodiscard]] bool on_records(const csv::RecordBatch& batch) override;

  [[nodiscard]] uint64_t rows() const { return rows_; }  ///< rows handed on so far
  [[nodiscard]] const DateEvidence& date_evidence() const { return evidence_; }
  [[nodiscard]] bool amounts_rounded() const { return rounded_; }  ///< more than four decimals seen

 private:
  struct Cells;

  void read_rows(const csv::RecordBatch& batch, size_t first, size_t count);
  void read_text(const csv::RecordBatch& batch, size_t first, Role role);
  void read_dates(const csv::RecordBatch& batch, size_t first);
  void read_amounts(const csv::RecordBatch& batch, size_t first);
  void read_money(Role role, std::vector<Money>& values, std::vector<AmountState>& states);
  void mark_special_rows(const csv::RecordBatch& batch, size_t first);
  [[nodiscard]] bool is_header(const csv::RecordBatch& batch, size_t record) const;

  const Schema& schema_;
  RowSink& sink_;
  PerRole<std::optional<size_t>> columns_;
  uint64_t records_ = 0;
  uint64_t rows_ = 0;
  bool rounded_ = false;
  DateEvidence evidence_;
  RowBatch out_;
  std::string unescaped_;  ///< bytes of the cells of one batch that had doubled quotes
  std::vector<Money> prices_;
  std::vector<Money> quantities_;
  std::vector<AmountState> quantity_states_;
};

}  // namespace dangol::table
