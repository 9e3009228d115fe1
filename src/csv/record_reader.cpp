#include "csv/record_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>

#include "base/utf8.h"
#include "csv/structural_scanner.h"

namespace dangol::csv {
namespace {

constexpr size_t kBatchRecords = 1024;
constexpr uint32_t kNoColumn = UINT32_MAX;
constexpr size_t kEdgeShare = 16;  // a chunk of this part of the buffer is large
constexpr uint64_t kLongestRecord = (1U << 31U) - kBlockSize;  // FieldRange::size has 31 bits

FieldRange make_range(size_t begin, size_t end, bool escaped) {
  FieldRange range;
  range.begin = static_cast<uint32_t>(begin);
  range.size = static_cast<uint32_t>(end - begin) & 0x7FFFFFFFU;
  range.escaped = escaped ? 1 : 0;
  return range;
}

/// The range of a field that starts with a quote, whatever quotes it holds.
FieldRange range_of_quoted(const char* text, size_t begin, size_t end) {
  bool escaped = false;
  size_t at = begin + 1;
  while (at < end) {
    const void* found = std::memchr(text + at, '"', end - at);
    if (found == nullptr) break;
    const auto quote = static_cast<size_t>(static_cast<const char*>(found) - text);
    if (quote + 1 == end) return make_range(begin + 1, quote, escaped);
    escaped = true;
    if (text[quote + 1] != '"') break;  // text after the closing quote
    at = quote + 2;
  }
  return make_range(begin + 1, end, escaped);
}

bool is_blank(const char* begin, const char* end) {
  return std::all_of(begin, end,
                     [](char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); });
}

struct OpenQuote {
  bool open = false;
  uint64_t breaks_before = 0;  ///< line breaks of the record before the quote
  uint32_t column = 1;         ///< 1-based field that the quote opens
};

/// Whether the record's bytes end within quotes, and where those were opened. O(size), for errors.
OpenQuote find_open_quote(std::string_view record, char delimiter) {
  StructuralScanner scanner(delimiter);
  uint64_t breaks = 0;
  uint32_t column = 1;
  OpenQuote quote;
  for (const char byte : record) {
    const bool opens = scanner.state() == ScanState::field_start && byte == '"';
    if (opens) {
      quote.breaks_before = breaks;
      quote.column = column;
    }
    const BlockStructure found = scanner.walk(&byte, 1);
    if (found.quoted_breaks != 0) ++breaks;
    if (found.delimiters != 0) ++column;
  }
  quote.open = scanner.state() == ScanState::quoted;
  return quote;
}

}  // namespace

/// One pass over a window of the text: turns structural bits into field ranges and hands on full
/// batches. Its functions return false after a failure, which error() then tells.
class RecordReader::Pass {
 public:
  Pass(RecordReader& reader, std::string_view text, RecordSink& sink)
      : reader_(reader),
        sink_(sink),
        text_(text.data()),
        size_(text.size()),
        longest_(static_cast<size_t>(reader.limits_.record_bytes)),
        widest_(reader.limits_.record_columns),
        keep_empty_(reader.dialect_.aligned_spaces ? 0 : 1),
        wanted_(reader.wanted_.empty() ? nullptr : reader.wanted_.data()),
        line_(reader.next_line_),
        record_line_(reader.next_line_) {
    // The LF of a CRLF whose CR ended the last record.
    if (reader.after_carriage_return_ && size_ > 0 && text_[0] == '\n') record_start_ = 1;
    field_start_ = record_start_;
    next_wanted_ = wanted_;
    gap_ = wanted_ == nullptr ? 0 : *wanted_;
  }

  [[nodiscard]] size_t record_start() const { return record_start_; }
  [[nodiscard]] uint64_t record_line() const { return record_line_; }
  /// REQUIRES: a function has returned false.
  [[nodiscard]] Error& error() { return error_; }

  /// Takes the structure of the block at `block`. What changes with every field is kept out of the
  /// members, which the compiler would have to write and read again each time. `kAll` when every
  /// column is kept.
  template <bool kAll>
  bool take(const BlockStructure& found, size_t block) {
    plain_quotes_ = plain_quotes_ && found.plain_quotes;
    quotes_ = quotes_ || found.quotes;
    ascii_ = ascii_ && found.ascii;
    make_room();
    const char* const text = text_;
    const bool quotes = quotes_;
    size_t begin = field_start_;
    FieldRange* field = field_ + fields_;
    const uint32_t* wanted = next_wanted_;
    uint32_t gap = gap_;
    uint64_t breaks = found.quoted_breaks;
    uint64_t bits = found.delimiters | found.line_ends;
    while (bits != 0) {
      if (!kAll && gap != 0) {
        // Pass over delimiters, though not beyond the end of the record.
        const uint64_t line_ends = found.line_ends & bits;
        const uint64_t before = bits & ((line_ends & (0 - line_ends)) - 1);
        const auto fields = static_cast<uint32_t>(std::popcount(before));
        if (fields >= gap) {
          for (; gap > 1; --gap) bits &= bits - 1;
          begin = block + static_cast<size_t>(std::countr_zero(bits)) + 1;
          bits &= bits - 1;
          gap = 0;
          continue;
        }
        gap -= fields;
        bits ^= before;
        if (bits == 0) break;
      }
      const size_t end = block + static_cast<size_t>(std::countr_zero(bits));
      const uint64_t bit = bits & (0 - bits);
      bits ^= bit;
      if (!kAll && gap != 0) {
        // The record ends before the next column that is kept.
      } else if (!quotes || text[begin] != '"') {
        *field = make_range(begin, end, false);
        field += kAll ? static_cast<size_t>(begin != end) | keep_empty_ : 1;
      } else {
        *field++ = range_of(begin, end);
      }
      begin = end + 1;
      if ((found.delimiters & bit) != 0) {
        if (!kAll) {
          gap = wanted[1] - wanted[0] - 1;
          ++wanted;
        }
        continue;
      }

      if (breaks != 0) {
        line_ += static_cast<uint64_t>(std::popcount(breaks & (bit - 1)));
        breaks &= ~(bit - 1);
      }
      fields_ = static_cast<size_t>(field - field_);
      columns_ = kAll ? fields_ - record_field_ : size_t{*wanted} - gap + 1;
      if (!end_record(end)) return false;
      field = field_ + fields_;
      if (!kAll) {
        wanted = wanted_;
        gap = *wanted;
      }
      if (text[end] == '\r' && begin < size_ && text[begin] == '\n') ++begin;
      record_start_ = begin;
      record_line_ = ++line_;
    }
    fields_ = static_cast<size_t>(field - field_);
    field_start_ = begin;
    next_wanted_ = wanted;
    gap_ = gap;
    if (breaks != 0) line_ += static_cast<uint64_t>(std::popcount(breaks));
    return true;
  }

  /// The last record when no line end follows it.
  bool take_rest() {
    if (record_start_ == size_) return true;
    const std::string_view record(text_ + record_start_, size_ - record_start_);
    const OpenQuote quote = find_open_quote(record, reader_.dialect_.delimiter);
    if (quote.open) reader_.open_quote_line_ = record_line_ + quote.breaks_before;
    make_room();
    const size_t counted = static_cast<size_t>(field_start_ != size_) | keep_empty_;
    columns_ = columns_so_far() + counted;
    if (gap_ == 0) {
      const bool quoted = field_start_ < size_ && text_[field_start_] == '"';
      field_[fields_] =
          quoted ? range_of(field_start_, size_) : make_range(field_start_, size_, false);
      fields_ += counted;
    }
    if (!end_record(size_)) return false;
    record_start_ = size_;
    return true;
  }

  /// Whether the unfinished record is within the limits so far.
  bool check_rest() {
    columns_ = columns_so_far();
    return within_limits(size_) || fail();
  }

  /// Hands on the completed records.
  bool deliver() {
    if (records_ == 0) return true;
    RecordBatch& batch = reader_.batch_;
    batch.first_field[records_] = static_cast<uint32_t>(record_field_);
    batch.first_field.resize(records_ + 1);
    batch.lines.resize(records_);
    batch.offsets.resize(records_);
    batch.ends.resize(records_);
    batch.text = std::string_view(text_, size_);
    batch.ascii = ascii_;
    batch.first_line = reader_.next_line_;
    batch.first_byte = reader_.next_byte_;
    reader_.records_ += records_;
    const bool wanted = sink_.on_records(batch);
    reader_.make_batch_room();
    records_ = 0;
    fields_ = 0;
    record_field_ = 0;
    if (!wanted) error_ = Error{"cancelled", {}, {}};
    return wanted;
  }

 private:
  /// Fields of the record that have ended, kept or not.
  [[nodiscard]] size_t columns_so_far() const {
    return wanted_ == nullptr ? fields_ - record_field_ : size_t{*next_wanted_} - gap_;
  }

  /// Room for the fields of one more block.
  void make_room() {
    std::vector<FieldRange>& fields = reader_.batch_.fields;
    const size_t wanted = fields_ + kBlockSize + 1;
    if (fields.size() < wanted) fields.resize(std::max(wanted, fields.size() * 2));
    field_ = fields.data();
  }

  /// The range of the field that starts with the quote at `begin`.
  [[nodiscard]] FieldRange range_of(size_t begin, size_t end) const {
    const bool plain = plain_quotes_ && end - begin > 1 && text_[end - 1] == '"';
    return plain ? make_range(begin + 1, end - 1, false) : range_of_quoted(text_, begin, end);
  }

  bool end_record(size_t end) {
    if (!within_limits(end)) return fail();
    if (columns_ <= 1 && is_blank(text_ + record_start_, text_ + end)) {
      fields_ = record_field_;
      ++reader_.blank_lines_;
      return true;
    }
    RecordBatch& batch = reader_.batch_;
    batch.first_field[records_] = static_cast<uint32_t>(record_field_);
    batch.lines[records_] = static_cast<uint32_t>(record_line_ - reader_.next_line_);
    batch.offsets[records_] = static_cast<uint32_t>(record_start_);
    batch.ends[records_] = static_cast<uint32_t>(end);
    record_field_ = fields_;
    return ++records_ < kBatchRecords || deliver();
  }

  [[nodiscard]] bool within_limits(size_t end) const {
    return end - record_start_ <= longest_ && columns_ <= widest_;
  }

  /// Delivers the records before the one that is beyond the limits, and says what is wrong.
  bool fail() {
    constexpr size_t kShownCharacters = 80;
    constexpr size_t kShownBytes = 4 * kShownCharacters;
    const Place place{record_line_, reader_.next_byte_ + record_start_,
                      reader_.limits_.record_columns + 1};
    const std::string_view rest(text_ + record_start_, size_ - record_start_);
    Error error{"too_many_columns",
                place,
                std::to_string(widest_),
                {},
                shorten(rest.substr(0, std::min(longest_, kShownBytes)), kShownCharacters)};
    if (columns_ <= widest_) {
      error.code = "record_too_large";
      error.detail = std::to_string(longest_ >> 20U);
      // Only the bytes within the limit are looked at, so that chunks make no difference.
      const OpenQuote quote =
          find_open_quote(rest.substr(0, longest_ + 1), reader_.dialect_.delimiter);
      error.place.column = quote.open ? quote.column : 0;
      if (quote.open) error.place.line += quote.breaks_before;
    }
    if (deliver()) error_ = std::move(error);
    return false;
  }

  RecordReader& reader_;
  RecordSink& sink_;
  const char* text_;
  size_t size_;
  size_t longest_;                         ///< bytes that a record may have
  size_t widest_;                          ///< columns that it may have
  size_t keep_empty_;                      ///< 1 when an empty field counts, 0 with aligned spaces
  const uint32_t* wanted_;                 ///< columns to keep, then kNoColumn; null = all
  const uint32_t* next_wanted_ = nullptr;  ///< the next one of them
  uint32_t gap_ = 0;                       ///< fields to pass over before it
  FieldRange* field_ = nullptr;            ///< batch.fields
  bool plain_quotes_ = true;               ///< no odd quote so far: a closing quote ends its field
  bool quotes_ = false;                    ///< some block so far had a quote
  bool ascii_ = true;
  size_t record_start_ = 0;
  size_t field_start_ = 0;
  size_t fields_ = 0;        ///< used entries of batch.fields
  size_t record_field_ = 0;  ///< the record's first one
  size_t columns_ = 0;       ///< fields of the record that has ended, kept or not
  size_t records_ = 0;       ///< complete ones in the batch
  uint64_t line_;
  uint64_t record_line_;
  Error error_;
};

RecordReader::RecordReader(const Dialect& dialect, const ReaderLimits& limits, Scanner scanner)
    : dialect_(dialect),
      limits_(limits),
      scanner_(scanner),
      bytes_to_skip_(dialect.byte_order_mark),
      next_byte_(dialect.byte_order_mark) {
  limits_.buffer_bytes = std::max<size_t>(limits.buffer_bytes, kBlockSize);
  limits_.record_bytes = std::min(limits_.record_bytes, kLongestRecord);
  batch_.delimiter = dialect.delimiter;
  make_batch_room();
}

void RecordReader::keep_only(std::vector<uint32_t> columns) {
  // Where empty fields do not count, the number of a field is known only when those before it are.
  if (dialect_.aligned_spaces) columns.clear();
  batch_.kept = columns;
  if (!columns.empty()) columns.push_back(kNoColumn);
  wanted_ = std::move(columns);
}

void RecordReader::make_batch_room() {
  batch_.first_field.resize(kBatchRecords + 1);
  batch_.lines.resize(kBatchRecords);
  batch_.offsets.resize(kBatchRecords);
  batch_.ends.resize(kBatchRecords);
}

Status RecordReader::feed(std::string_view bytes, RecordSink& sink) {
  const auto skipped = static_cast<size_t>(std::min<uint64_t>(bytes_to_skip_, bytes.size()));
  bytes_to_skip_ -= skipped;
  bytes.remove_prefix(skipped);
  const size_t edge = limits_.buffer_bytes / kEdgeShare;
  for (size_t at = 0; at < bytes.size();) {
    const bool large = bytes.size() - at >= edge;
    size_t taken = 0;
    if (filled_ == 0 && large) {
      const std::string_view window = bytes.substr(at, limits_.buffer_bytes);
      Status scanned = scan(window, End::more_may_come, sink, taken);
      if (!scanned.ok()) return scanned;
      at += taken;
      if (taken > 0) continue;
    }
    // Of a large chunk no more than should end the record that is not complete.
    if (room_ == 0) make_buffer(limits_.buffer_bytes);
    const size_t before = filled_;
    const size_t room = room_ - before;
    const size_t most = large ? std::min(room, std::max(before, edge)) : room;
    const std::string_view piece = bytes.substr(at, most);
    std::memcpy(buffer_.get() + before, piece.data(), piece.size());
    filled_ += piece.size();
    at += piece.size();
    if (!large && filled_ < room_) break;
    Status scanned = scan({buffer_.get(), filled_}, End::more_may_come, sink, taken);
    if (!scanned.ok()) return scanned;
    if (taken > 0 && taken >= before) {
      at -= filled_ - taken;  // the rest of the piece is still in the chunk
      filled_ = 0;
    } else {
      drop_front(taken);
    }
  }
  return ok_status();
}

Status RecordReader::finish(RecordSink& sink) {
  size_t taken = 0;
  Status scanned = scan({buffer_.get(), filled_}, End::of_input, sink, taken);
  if (scanned.ok()) drop_front(taken);
  return scanned;
}

uint64_t RecordReader::line_after(std::string_view next) const {
  uint64_t line = next_line_;
  bool after_cr = after_carriage_return_;
  for (const std::string_view text : {std::string_view(buffer_.get(), filled_), next}) {
    for (const char byte : text) {
      if (byte == '\r' || (byte == '\n' && !after_cr)) ++line;
      after_cr = byte == '\r';
    }
  }
  return line;
}

template <Scanner kind>
bool RecordReader::scan_blocks(std::string_view text, Pass& pass) {
  StructuralScanner scanner(dialect_.delimiter);
  scanner.restart(after_carriage_return_);
  const bool all = wanted_.empty();
  bool going_on = true;
  for (size_t block = 0; going_on && block < text.size(); block += kBlockSize) {
    const size_t size = std::min<size_t>(kBlockSize, text.size() - block);
    const bool fast = kind == Scanner::fastest && size == kBlockSize;
    const char* const bytes = text.data() + block;
    const BlockStructure found =
        fast ? scanner.scan(bytes) : scanner.walk(bytes, static_cast<uint32_t>(size));
    going_on = all ? pass.take<true>(found, block) : pass.take<false>(found, block);
  }
  return going_on;
}

Status RecordReader::scan(std::string_view text, End end, RecordSink& sink, size_t& taken) {
  Pass pass(*this, text, sink);
  bool going_on = scanner_ == Scanner::scalar ? scan_blocks<Scanner::scalar>(text, pass)
                                              : scan_blocks<Scanner::fastest>(text, pass);
  going_on = going_on && (end == End::of_input ? pass.take_rest() : pass.check_rest());
  going_on = going_on && pass.deliver();
  if (!going_on) return std::move(pass.error());
  taken = pass.record_start();
  if (taken > 0) after_carriage_return_ = text[taken - 1] == '\r';
  next_byte_ += taken;
  next_line_ = pass.record_line();
  return ok_status();
}

/// A buffer of exactly that size, with what the one before held. Its bytes are not set to zero:
/// most readers see whole files and gather a few bytes in it.
void RecordReader::make_buffer(size_t room) {
  std::unique_ptr<char[]> made(new char[room]);
  if (filled_ > 0) std::memcpy(made.get(), buffer_.get(), filled_);
  buffer_ = std::move(made);
  room_ = room;
}

/// Moves the unfinished record to the front, and makes room when it fills more than half.
void RecordReader::drop_front(size_t size) {
  filled_ -= size;
  if (filled_ == 0) return;
  std::memmove(buffer_.get(), buffer_.get() + size, filled_);
  if (filled_ > room_ / 2) {
    const uint64_t most = std::max<uint64_t>(room_, limits_.record_bytes + kBlockSize);
    make_buffer(static_cast<size_t>(std::min<uint64_t>(most, uint64_t{room_} * 2)));
  }
}

void split_record(const RecordBatch& batch, size_t record, std::vector<FieldRange>& fields) {
  fields.clear();
  if (batch.kept.empty()) {
    const auto begin = batch.fields.begin();
    fields.assign(begin + batch.first_field[record], begin + batch.first_field[record + 1]);
    return;
  }
  const char* const text = batch.text.data();
  const size_t record_end = batch.ends[record];
  size_t begin = batch.offsets[record];
  const auto add = [&](size_t end) {
    fields.push_back(begin < end && text[begin] == '"' ? range_of_quoted(text, begin, end)
                                                       : make_range(begin, end, false));
    begin = end + 1;
  };
  StructuralScanner scanner(batch.delimiter);
  for (size_t block = begin; block < record_end; block += kBlockSize) {
    const size_t size = std::min<size_t>(kBlockSize, record_end - block);
    const char* const bytes = text + block;
    const BlockStructure found =
        size == kBlockSize ? scanner.scan(bytes) : scanner.walk(bytes, static_cast<uint32_t>(size));
    for (uint64_t bits = found.delimiters; bits != 0; bits &= bits - 1) {
      add(block + static_cast<size_t>(std::countr_zero(bits)));
    }
  }
  add(record_end);
}

}  // namespace dangol::csv
