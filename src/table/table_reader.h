// Turns records into typed rows, in one pass and without an allocation per row. Only columns with a
// role that the ledger uses are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv/record_batch.h"
#include "table/amount_columns.h"
#include "table/date_column.h"
#include "table/date_order.h"
#include "table/row_batch.h"
#include "table/schema.h"

namespace dangol::table {

class TableReader : public csv::RecordSink {
 public:
  /// Both `schema` and `sink` must outlive the reader. `time_zone` is the zone that the user chose
  /// for the days, as parse_time_zone() reads it; empty = none: cells then keep their own clock.
  TableReader(const Schema& schema, RowSink& sink, std::string_view time_zone = {});

  /// The columns that are read, ascending; empty = all. What the tokenizer should keep.
  [[nodiscard]] std::vector<uint32_t> columns() const;

  /// Records up to the header row are skipped and are no rows. Cells that a short record lacks are
  /// blank; cells beyond the columns are ignored. False when the sink stopped.
  [[nodiscard]] bool on_records(const csv::RecordBatch& batch) override;

  [[nodiscard]] uint64_t rows() const { return rows_; }  ///< rows handed on so far
  [[nodiscard]] const DateEvidence& date_evidence() const { return dates_.evidence(); }
  /// The zone that the days are stated in: the user's, else the one that the data names throughout;
  /// empty = the wall clock of each cell.
  [[nodiscard]] std::string time_zone() const { return dates_.time_zone(); }
  /// Those of DateColumn and AmountColumns.
  [[nodiscard]] std::vector<Warning> warnings() const;

 private:
  void read_rows(const csv::RecordBatch& batch, size_t first, size_t count);
  /// Whether the days of all rows are written in the plainest way; then they have been read.
  [[nodiscard]] bool read_plain_days(const csv::RecordBatch& batch, size_t first);
  [[nodiscard]] bool read_plain_amounts(const csv::RecordBatch& batch, size_t first);
  [[nodiscard]] std::string_view cell(const csv::RecordBatch& batch, size_t record, size_t field);
  [[nodiscard]] std::string_view keep(const csv::RecordBatch& batch, std::string_view text);
  void read_text(const csv::RecordBatch& batch, size_t first, size_t column,
                 std::vector<std::string_view>& texts);
  void compose_text(const csv::RecordBatch& batch, std::vector<std::string_view>& texts);
  void fill_currency();
  void hash_records(const csv::RecordBatch& batch, size_t first);
  void mark_special_rows(const csv::RecordBatch& batch, size_t first);
  [[nodiscard]] RowKind kind_of(const csv::RecordBatch& batch, size_t record, size_t row,
                                bool dated);
  [[nodiscard]] bool starts_as_header(const csv::RecordBatch& batch, size_t record);
  [[nodiscard]] bool is_name(size_t column, std::string_view text, bool escaped);
  [[nodiscard]] bool is_header(std::string_view text);
  [[nodiscard]] bool is_totals(std::string_view text) const;
  [[nodiscard]] bool is_note(std::string_view text) const;
  [[nodiscard]] bool continues(std::string_view text, size_t row) const;
  [[nodiscard]] bool is_blank(std::string_view text, std::optional<size_t> column) const;

  const Schema& schema_;
  RowSink& sink_;
  PerRole<std::optional<size_t>> columns_;
  uint64_t records_ = 0;
  uint64_t rows_ = 0;
  bool after_data_ = false;  ///< the row above is data, or continues such a row
  DateColumn dates_;
  AmountColumns amounts_;
  RowBatch out_;
  std::vector<csv::FieldRange> cells_;  ///< all of the record that may be a special row
  bool composes_ = false;               ///< the batch holds more than ASCII
  std::string kept_;  ///< cells of one batch that are not as they stand in the file
  std::string scratch_;
};

}  // namespace dangol::table
