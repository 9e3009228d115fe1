// Cuts bytes, given in chunks of any size, into records. RFC 4180 with the usual leniencies: any of
// CR, LF and CRLF ends a line; a quote inside an unquoted field is an ordinary byte; text after a
// closing quote belongs to the field (`"abc"def` is abcdef). With aligned spaces, empty fields
// without quotes do not count.
//
// Large chunks are scanned where they are, a window at a time; the unfinished record at the end of
// a window is scanned again at the start of the next one. Small chunks, and the record that two
// chunks share, are gathered in a buffer first. So no state but the bytes themselves is carried
// over, and chunk boundaries cannot matter. A record larger than half the buffer makes the buffer
// grow, twice as large each time, so that scanning stays linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "csv/dialect.h"
#include "csv/record_batch.h"

namespace dangol::csv {

struct ReaderLimits {
  size_t buffer_bytes = 256U << 10U;   ///< of one scan; fits the second-level cache
  uint64_t record_bytes = 64U << 20U;  ///< longer ones: error record_too_large; below 2^31
  uint32_t record_columns = 100'000;   ///< more: error too_many_columns
};

/// Which implementation finds the structural bytes; both give the same records on any input.
enum class Scanner { fastest, scalar };

class RecordReader {
 public:
  explicit RecordReader(const Dialect& dialect, const ReaderLimits& limits = {},
                        Scanner scanner = Scanner::fastest);

  /// From now on only the fields of these columns are written into batches; passing over the others
  /// takes half the time. Records are found, counted and limited as before. With aligned spaces
  /// all are kept, as where `columns` is empty. REQUIRES: ascending
  void keep_only(std::vector<uint32_t> columns);

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

  /// Takes the records of `text`, which starts with one; `taken` is where the first unfinished one
  /// starts.
  Status scan(std::string_view text, End end, RecordSink& sink, size_t& taken);
  template <Scanner kind>
  bool scan_blocks(std::string_view text, Pass& pass);
  void make_batch_room();
  void make_buffer(size_t room);
  void drop_front(size_t size);

  Dialect dialect_;
  ReaderLimits limits_;
  Scanner scanner_;
  uint64_t bytes_to_skip_;  ///< what is left of the byte-order mark

  std::unique_ptr<char[]> buffer_;  ///< of limits_.buffer_bytes at first; none until it is needed
  size_t room_ = 0;
  size_t filled_ = 0;

  // Of the first record that is not complete yet.
  uint64_t next_byte_;  ///< its offset in the file
  uint64_t next_line_ = 1;
  bool after_carriage_return_ = false;  ///< the byte before it was CR

  std::vector<uint32_t> wanted_;  ///< columns to keep, then kNoColumn; empty = all

  RecordBatch batch_;
  uint64_t records_ = 0;
  uint64_t blank_lines_ = 0;
  uint64_t open_quote_line_ = 0;
};

/// Sets `fields` to all fields of a record, whichever were kept. O(bytes of the record).
void split_record(const RecordBatch& batch, size_t record, std::vector<FieldRange>& fields);

}  // namespace dangol::csv
