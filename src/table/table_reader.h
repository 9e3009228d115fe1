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
  /// blank; cells beyond the columns are ignored. False when the sink stopped.
  [[nodiscard]] bool on_records(const csv::RecordBatch& batch) override;

  [[nodiscard]] uint64_t rows() const { return rows_; }  ///< rows handed on so far
  [[nodiscard]] const DateEvidence& date_evidence() const { return evidence_; }
  /// amounts_rounded (more than four decimals), refund_unreadable (counted as no refund).
  [[nodiscard]] std::vector<Warning> warnings() const;

 private:
  /// One parsed date cell; files repeat dates, so the last one is kept.
  struct DateCell {
    std::string_view text;
    int32_t day = 0;
    int32_t second = 0;
    DateState state = DateState::blank;
    OrderEvidence* evidence = nullptr;  ///< what such a cell proves; null = nothing
    bool either = false;                ///< ambiguous and without proof
  };

  void read_rows(const csv::RecordBatch& batch, size_t first, size_t count);
  [[nodiscard]] std::string_view cell(const csv::RecordBatch& batch, size_t record, size_t column);
  void read_text(const csv::RecordBatch& batch, size_t first, Role role);
  void read_dates();
  [[nodiscard]] DateCell parse_date(std::string_view text);
  void read_amounts();
  void read_money(Role role, std::vector<Money>& values, std::vector<AmountState>& states);
  void multiply_prices();
  void mark_special_rows(const csv::RecordBatch& batch, size_t first);
  [[nodiscard]] bool is_header(const csv::RecordBatch& batch, size_t record);
  [[nodiscard]] bool is_totals(const csv::RecordBatch& batch, size_t record);

  const Schema& schema_;
  RowSink& sink_;
  PerRole<std::optional<size_t>> columns_;
  uint64_t records_ = 0;
  uint64_t rows_ = 0;
  bool rounded_ = false;
  uint64_t unreadable_refunds_ = 0;
  DateEvidence evidence_;
  DateCell last_date_;
  RowBatch out_;
  std::string unescaped_;  ///< bytes of the cells of one batch that had doubled quotes
  std::string scratch_;
  std::vector<Money> quantities_;
  std::vector<AmountState> quantity_states_;
  std::vector<AmountState> refund_states_;
};

}  // namespace dangol::table
