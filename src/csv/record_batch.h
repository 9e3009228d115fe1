// What the tokenizer hands on: complete records as ranges of bytes, nothing copied.
//
//   text         0001,"Kim, Min",2024-01-05\n0002,Lee,...
//   fields       [0,4) [6,14) [16,26)   [27,31) ...      (quotes are outside the ranges)
//   first_field   0                      3        ... n
//
// A reader that was told which columns are wanted (RecordReader::keep_only) leaves the ranges of
// all others out; its split_record() finds them again for the odd record that needs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dangol::csv {

/// One field of a record, as a range of RecordBatch::text without its outer quotes.
struct FieldRange {
  uint32_t begin = 0;
  uint32_t size : 31;
  uint32_t escaped : 1;  ///< holds quotes that unescape() must fold
};

/// Complete records; the bytes are valid only during the call that delivers the batch.
struct RecordBatch {
  std::string_view text;              ///< may hold more than the batch's own records
  std::vector<uint32_t> kept;         ///< ascending columns that have a range; empty = all
  std::vector<FieldRange> fields;     ///< kept fields of all records, in order; then spare room
  std::vector<uint32_t> first_field;  ///< records + 1 entries into `fields`
  std::vector<uint32_t> lines;        ///< line each record starts on, less first_line
  std::vector<uint32_t> offsets;      ///< first byte of each record within `text`
  std::vector<uint32_t> ends;         ///< the byte after its last one, the line end left out
  uint64_t first_line = 1;            ///< 1-based line of the file on which `text` starts
  uint64_t first_byte = 0;            ///< offset of text[0] in the file
  char delimiter = ',';
  bool ascii = false;  ///< no byte of the records is above 0x7F; false may be wrong

  [[nodiscard]] size_t size() const { return first_field.empty() ? 0 : first_field.size() - 1; }
  /// Kept fields of a record. `column` below counts these.
  [[nodiscard]] size_t columns(size_t record) const {
    return first_field[record + 1] - first_field[record];
  }
  [[nodiscard]] std::string_view record_text(size_t record) const {
    return text.substr(offsets[record], ends[record] - offsets[record]);
  }
  /// The raw bytes of a field; when it is `escaped`, unescape() makes the value of them.
  [[nodiscard]] std::string_view raw(size_t record, size_t column) const {
    const FieldRange& range = fields[first_field[record] + column];
    return text.substr(range.begin, range.size);
  }
  [[nodiscard]] bool escaped(size_t record, size_t column) const {
    return fields[first_field[record] + column].escaped != 0;
  }
};

/// The value of a field: doubled quotes become one, and of `"abc"def`, whose raw bytes are
/// `abc"def`, the closing quote goes. Uses `scratch` only when `escaped`.
[[nodiscard]] std::string_view unescape(std::string_view raw, bool escaped, std::string& scratch);

/// Receives records in file order. Returning false stops the reader (cancellation, limits).
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  [[nodiscard]] virtual bool on_records(const RecordBatch& batch) = 0;
};

}  // namespace dangol::csv
