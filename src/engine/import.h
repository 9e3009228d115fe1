// The files that are read together, one after the other, into one ledger.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/file_import.h"
#include "engine/session.h"
#include "ledger/lines.h"
#include "ledger/users.h"

namespace dangol::engine {

/// What has been read: all that any Report of it needs.
struct Dataset {
  Options options;  ///< those it was imported with
  std::vector<std::unique_ptr<FileRead>> files;
  std::vector<table::SettledDateOrder> date_orders;  ///< one per file
  ledger::Lines lines;
  std::unique_ptr<ledger::Users> users;  ///< of the files that are tables of users; none = no file
  std::vector<ledger::AttributeSummary> dimensions;  ///< of lines.attributes

  [[nodiscard]] bool users_alone() const;  ///< all files are tables of users
};

class Import {
 public:
  /// Starts with the first file. `most_memory` is what the columns may take.
  Import(const Options& options, const SourceInfo& source, const Host& host, uint64_t most_memory);

  /// Ends the file so far and starts another one.
  Status next_file(const SourceInfo& source);
  Status feed(std::string_view bytes);
  Result<std::unique_ptr<Dataset>> finish();
  [[nodiscard]] uint64_t rows_read() const { return sinks_.rows(); }

 private:
  Status end_file();
  void settle_dates();
  [[nodiscard]] Error in_file(Error error) const;

  Host host_;
  uint64_t most_memory_;
  std::string name_;  ///< of the file being read
  std::unique_ptr<Dataset> data_;
  FileImport::Sinks sinks_;
  std::unique_ptr<FileImport> file_;
};

}  // namespace dangol::engine
