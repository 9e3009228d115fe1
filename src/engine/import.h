// A file on its way from bytes to the ledger: the first bytes are judged (shape, column roles),
// then everything streams through once.
//
//   feed -> head (first 256 KB, more where no record ends in them) -> detect_dialect, detect_schema
//        -> RecordReader -> TableReader -> LinesBuilder -> Lines
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "csv/record_reader.h"
#include "engine/session.h"
#include "ledger/lines.h"
#include "table/schema.h"
#include "table/table_reader.h"

namespace dangol::engine {

/// A file that has been read: all that any Report of it needs.
struct Dataset {
  Options options;  ///< those it was imported with
  SourceInfo source;
  csv::Dialect dialect;
  bool valid_utf8 = true;
  table::Schema schema;
  ledger::Lines lines;
  std::vector<table::Warning> warnings;
};

class Import {
 public:
  Import(const Options& options, SourceInfo source, const Limits& limits);

  Status feed(std::string_view bytes);
  Result<std::unique_ptr<Dataset>> finish();
  [[nodiscard]] uint64_t rows_read() const;

 private:
  Status start(bool complete);
  Status judge(std::string_view head, bool complete, bool& enough);
  Status read(std::string_view bytes);
  [[nodiscard]] Error limit_error() const;

  Limits limits_;
  std::unique_ptr<Dataset> data_;
  std::string head_;
  size_t judged_;  ///< bytes of the head to look at, however large the chunks are
  uint64_t bytes_ = 0;
  std::unique_ptr<csv::RecordReader> records_;
  std::unique_ptr<ledger::LinesBuilder> lines_;
  std::unique_ptr<table::TableReader> table_;
};

}  // namespace dangol::engine
