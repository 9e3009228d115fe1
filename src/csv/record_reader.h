// Cuts bytes, given in chunks of any size, into records. RFC 4180 with the usual leniencies: any of
// CR, LF and CRLF ends a line; a quote inside an unquoted field is an ordinary byte; text after a
// closing quote belongs to the field (`"abc"def` is abcdef). With aligned spaces, empty fields
// without quotes do not count.
//
// Chunks are gathered in a buffer and scanned when it is full; the unfinished record at its end
// moves to the front and is scanned again with what follows. So no state but the bytes themselves
// is carried over, and chunk boundaries cannot matter. A record larger than half the buffer makes
// the buffer grow, twice as large each time, so that scanning stays linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "csv/dialect.h"
#include "csv/record_batch.h"

namespace dangol::csv {

struct ReaderLimits {
  size_t buffer_bytes = 256U << 10U;   ///< gathered before a scan; fits the second-level cache
  uint64_t record_bytes = 64U << 20U;  ///< longer ones: error record_too_large; below 2^31
  uint32_t record_columns = 100'000;   ///< more: error too_many_columns
};

/// Which implementation finds the structural bytes; both give the same records on any input.
enum class Scanner { fastest, scalar };

class RecordReader {
 public:
  explicit RecordReader(const Dialect& dialect, const ReaderLimits& limits = {},
                        Scanner scanner = Scanner::fastest);

  /// Takes the next bytes and delivers completed records, blank lines left out, in batches; may
  /// hold back what fits its buffer until more bytes come or finish() is called. O(bytes). Errors:
  /// cancelled (the sink returned false); record_too_large, whose line is that of the quote left
  /// open or else of the record; too_many_columns. Records before the faulty one have been
  /// delivered. REQUIRES: no call has returned an error.
  Status feed(std::string_view bytes, RecordSink& sink);
  /// Delivers what is left, the last record also when it lacks a line end. A quote left open is
  /// reported by open_quote_line(), and the record is delivered as it stands. Errors as feed().
  Status finish(RecordSink& sink);

  /// Records delivered and blank lines skipped so far.
  [[nodiscard]] uint64_t records() const { return records_; }
  [[nodiscard]] uint64_t blank_lines() const { return blank_lines_; }
  /// The line on which the byte after `next` will stand when `next` is fed now: what a place in
  /// the text becomes for the user. O(buffer and `next`).
  [[nodiscard]] uint64_t line_after(std::string_view next) const;
  /// 1-based line on which a quote was opened and never closed; 0 = none.
  [[nodiscard]] uint64_t open_quote_line() const { return open_quote_line_; }

 private:
  enum class End : uint8_t { more_may_come, of_input };
  class Pass;

  template <Scanner kind>
  Status scan_buffer(End end, RecordSink& sink);
  Status drain(End end, RecordSink& sink);
  void make_batch_room();
  void keep_from(size_t record_start, uint64_t record_line);

  Dialect dialect_;
  ReaderLimits limits_;
  Scanner scanner_;
  uint64_t bytes_to_skip_;  ///< what is left of the byte-order mark

  std::vector<char> buffer_;
  size_t filled_ = 0;
  uint64_t buffer_byte_;  ///< offset of buffer_[0] in the file
  uint64_t buffer_line_ = 1;
  bool after_carriage_return_ = false;  ///< the byte before buffer_[0] was CR

  RecordBatch batch_;
  uint64_t records_ = 0;
  uint64_t blank_lines_ = 0;
  uint64_t open_quote_line_ = 0;
};

}  // namespace dangol::csv
