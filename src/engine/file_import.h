// One file on its way from bytes to the ledger: the first bytes are judged (encoding, shape, column
// roles), then everything streams through once.
//
//   feed -> Decoder -> head (first 256 KB, more where no record ends in them)
//        -> detect_dialect, detect_schema -> RecordReader -> TableReader -> LinesBuilder
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "csv/decoder.h"
#include "csv/record_reader.h"
#include "engine/session.h"
#include "ledger/lines.h"
#include "ledger/users.h"
#include "table/date_order.h"
#include "table/schema.h"
#include "table/table_reader.h"
#include "table/user_columns.h"

namespace dangol::engine {

/// What was found out about a file, once it has been read.
struct FileRead {
  SourceInfo source;
  csv::Encoding encoding = csv::Encoding::utf8;
  csv::Dialect dialect;
  table::Schema schema;
  std::optional<table::UserColumns> users;  ///< of a table of an experiment's users
  table::DateEvidence date_evidence;
  std::string time_zone;  ///< in which its days are; empty = the file's wall clock
  uint64_t rows_read = 0;
  std::vector<table::Warning> warnings;
};

class FileImport {
 public:
  using Files = std::vector<std::unique_ptr<FileRead>>;

  /// Where rows go: those of sales, and those of an experiment's users.
  struct Sinks {
    ledger::LinesBuilder lines;
    std::unique_ptr<ledger::UsersBuilder> users;  ///< from the first table of users on
    table::Schema no_columns;                     ///< what the ledger sees of a table of users

    [[nodiscard]] bool full() const { return lines.full() || (users && users->full()); }
    [[nodiscard]] uint64_t rows() const { return lines.rows() + (users ? users->rows() : 0); }
    [[nodiscard]] size_t memory() const { return lines.memory() + (users ? users->memory() : 0); }
  };

  /// `options`, `earlier`, the files read before, and `sinks` must outlive the import of this one.
  FileImport(const Options& options, SourceInfo source, const Host& host, const Files& earlier,
             Sinks& sinks);

  /// In chunks of any size. `most_memory` is what the columns may take.
  Status feed(std::string_view bytes, uint64_t most_memory);
  /// Ends the file. Error also: header_row_missing.
  Result<std::unique_ptr<FileRead>> finish(uint64_t most_memory);
  [[nodiscard]] uint64_t rows_read() const { return table_ ? table_->rows() : 0; }

 private:
  Status take(std::string_view text, uint64_t most_memory);
  [[nodiscard]] Status check_encoding() const;
  Status start(bool complete, uint64_t most_memory);
  Status judge(std::string_view head, bool complete, bool& enough);
  Status find_users(const table::Sample& sample);
  [[nodiscard]] table::RowSink& begin_rows();
  Status read(std::string_view text, uint64_t most_memory);
  [[nodiscard]] Error limit_error() const;
  void add_warnings();

  const Options& options_;
  const Files& earlier_;
  Sinks& sinks_;
  Host host_;
  std::unique_ptr<FileRead> file_;
  csv::Decoder decoder_;
  std::string raw_head_;  ///< the first bytes as they are: a file that is no text says so in them
  std::string head_;
  size_t judged_;  ///< bytes of the head to look at, however large the chunks are
  uint64_t bytes_ = 0;
  uint64_t text_read_ = 0;      ///< bytes of text handed to the reader
  uint64_t replaced_line_ = 0;  ///< line of the first character that could not be decoded
  std::unique_ptr<csv::RecordReader> records_;
  std::unique_ptr<table::TableReader> table_;
};

}  // namespace dangol::engine
