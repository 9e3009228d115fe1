// One visitor's work: files read into compact columns, and as many Reports of them as there are
// questions. The only face of the engine that programs outside src/ see.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "csv/decoder.h"
#include "engine/byte_order_mark.h"
#include "engine/options.h"
#include "report/report.h"

namespace dangol::engine {

/// What is known about a file before its bytes are read.
struct SourceInfo {
  std::string name;
  uint64_t bytes = 0;               ///< 0 = unknown
  std::string container;            ///< "xlsx", "zip" or "gzip", unpacked by the host; empty = none
  std::string sheet;                ///< of an xlsx file
  std::vector<std::string> sheets;  ///< that it has
};

struct Limits {
  /// Bytes that the columns of one import may take; beyond it the import ends in `too_large`.
  /// Half of what a 32-bit WebAssembly memory can address.
  uint64_t column_bytes = 2ULL << 30;
};

/// What the core asks of the system around it.
struct Host {
  csv::DoubleByteTableSource double_byte_tables = nullptr;
  /// Whether all of the program is there. A host that loads it in two parts answers no until the
  /// second one came: what reads tables of an experiment's users is in that. None = it always is.
  bool (*complete)() = nullptr;
};

class Import;     // files being read
struct Dataset;   // files that have been read
struct Answered;  // the last Report of them
struct CustomerQuery;

/// An import runs beside the data held so far and replaces it only when it succeeds: whatever
/// fails or is cancelled leaves the earlier data, and so the earlier Report, as they were.
class Session {
 public:
  explicit Session(const Limits& limits = {}, const Host& host = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Starts reading a file; an import under way is forgotten.
  void begin(const Options& options, const SourceInfo& source);
  /// Ends the file so far and starts another one, whose rows join it. REQUIRES: as feed()
  Status next_file(const SourceInfo& source);
  /// The next bytes, in chunks of any size. O(bytes), one pass. On an error the import is over;
  /// `later_unavailable` says that it may be tried again when Host::complete answers yes.
  /// REQUIRES: begin() since the last finish(), cancel() or error.
  Status feed(std::string_view bytes);
  /// Ends the last file; what was read now answers report().
  Status finish();
  void cancel();

  /// Rows read by the import under way, for progress.
  [[nodiscard]] uint64_t rows_read() const;
  /// Whether these options ask for something that only the bytes can tell (columns, delimiter,
  /// header, order of day and month), so that the file must be read again.
  [[nodiscard]] bool needs_import(const Options& options) const;
  /// Everything there is to say, computed from the columns, never from bytes.
  /// Errors: no_data.
  [[nodiscard]] Result<report::Report> report(const Options& options) const;
  /// The customers as CSV in pieces: see customers_csv(). Errors: no_data, segment_unknown,
  /// column_unknown, customers_unknown.
  [[nodiscard]] Result<std::vector<std::string>> customers(const Options& options,
                                                           const CustomerQuery& query,
                                                           ByteOrderMark mark) const;
  /// Some of them as JSON: see customer_rows_json(). Errors: the same.
  [[nodiscard]] Result<std::string> customer_rows(const Options& options,
                                                  const CustomerQuery& query) const;

 private:
  Status fail(const Error& error);

  Limits limits_;
  Host host_;
  std::unique_ptr<Import> import_;
  std::unique_ptr<Dataset> data_;
  mutable std::unique_ptr<Answered> answered_;  ///< of data_; a cache
};

}  // namespace dangol::engine
