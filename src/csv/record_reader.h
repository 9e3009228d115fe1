// Cuts bytes, given in chunks of any size, into records. RFC 4180 with the usual leniencies: any of
// CR, LF and CRLF ends a line; a quote inside an unquoted field is an ordinary byte; text after a
// closing quote belongs to the field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "csv/dialect.h"
#include "csv/record_batch.h"

namespace dangol::csv {

struct ReaderLimits {
  uint64_t record_bytes = 64U << 20;  ///< one record may not be longer (error record_too_large)
};

/// Which implementation finds the structural bytes; both give the same records on any input.
enum class Scanner { fastest, scalar };

class RecordReader {
 public:
  explicit RecordReader(const Dialect& dialect, const ReaderLimits& limits = {},
                        Scanner scanner = Scanner::fastest);

  /// Delivers the records completed by `bytes`, blank lines left out, in one or more batches; keeps
  /// the unfinished rest. O(bytes). Errors: record_too_large, cancelled (the sink returned false).
  Status feed(std::string_view bytes, RecordSink& sink);
  /// Delivers the last record when it lacks a line end. A quote left open is reported by
  /// open_quote_line(), and the record is delivered as it stands.
  Status finish(RecordSink& sink);

  [[nodiscard]] uint64_t records() const;
  [[nodiscard]] uint64_t blank_lines() const;
  /// 1-based line on which a quote was opened and never closed; 0 = none.
  [[nodiscard]] uint64_t open_quote_line() const;
};

}  // namespace dangol::csv
