// One visitor's work: a file read into compact columns, and as many Reports of it as there are
// questions. The only face of the engine that programs outside src/ see.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/options.h"
#include "report/report.h"

namespace dangol::engine {

/// What is known about a file before its bytes are read.
struct SourceInfo {
  std::string name;
  uint64_t bytes = 0;  ///< 0 = unknown
};

struct Limits {
  /// Bytes that the columns of one import may take; beyond it the import ends in `too_large`.
  /// Half of what a 32-bit WebAssembly memory can address.
  uint64_t column_bytes = 2ULL << 30;
};

class Import;    // a file being read
struct Dataset;  // a file that has been read

/// An import runs beside the data held so far and replaces it only when it succeeds: whatever
/// fails or is cancelled leaves the earlier data, and so the earlier Report, as they were.
class Session {
 public:
  explicit Session(const Limits& limits = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Starts reading a file; an import under way is forgotten.
  void begin(const Options& options, const SourceInfo& source);
  /// The next bytes, in chunks of any size. O(bytes), one pass. On an error the import is over.
  /// REQUIRES: begin() since the last finish(), cancel() or error.
  Status feed(std::string_view bytes);
  /// Ends the file; its data now answer report().
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

 private:
  Status fail(const Error& error);

  Limits limits_;
  std::unique_ptr<Import> import_;
  std::unique_ptr<Dataset> data_;
};

}  // namespace dangol::engine
