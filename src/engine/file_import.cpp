#include "engine/file_import.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "csv/dialect.h"
#include "engine/experiment_columns.h"
#include "table/sample.h"

namespace dangol::engine {
namespace {

constexpr size_t kHeadBytes = 256U << 10;     // enough for a thousand wide records
constexpr size_t kMostHeadBytes = 16U << 20;  // a header of 100,000 long names fits
constexpr size_t kRawHeadBytes = 64U << 10;
constexpr size_t kSlice = 1U << 20;  // bytes between two looks at the memory limit

bool is_utf16(std::optional<csv::Encoding> encoding) {
  return encoding == csv::Encoding::utf16le || encoding == csv::Encoding::utf16be;
}

}  // namespace

FileImport::FileImport(const Options& options, SourceInfo source, const Host& host,
                       const Files& earlier, Sinks& sinks)
    : options_(options),
      earlier_(earlier),
      sinks_(sinks),
      host_(host),
      file_(std::make_unique<FileRead>()),
      decoder_(options.encoding, host.double_byte_tables),
      judged_(kHeadBytes) {
  file_->source = std::move(source);
}

Status FileImport::feed(std::string_view bytes, uint64_t most_memory) {
  bytes_ += bytes.size();
  if (raw_head_.size() < kRawHeadBytes && !records_) {
    raw_head_ += bytes.substr(0, kRawHeadBytes - raw_head_.size());
  }
  // In slices, because decoding may need three times the memory of what it is given.
  while (!bytes.empty()) {
    const std::string_view slice = bytes.substr(0, kSlice);
    const std::string_view text = decoder_.decode(slice);
    Status known = check_encoding();
    if (!known.ok()) return known;
    Status taken = take(text, most_memory);
    if (!taken.ok()) return taken;
    bytes.remove_prefix(slice.size());
  }
  return ok_status();
}

/// The encoding may turn out at any byte.
Status FileImport::check_encoding() const {
  if (!decoder_.lacks_table()) return ok_status();
  return Error{"encoding_unavailable", {}, std::string(encoding_name(decoder_.encoding()))};
}

Status FileImport::take(std::string_view text, uint64_t most_memory) {
  if (records_) return read(text, most_memory);
  head_ += text;
  return head_.size() < judged_ ? ok_status() : start(false, most_memory);
}

/// Finds the shape and the columns in `head`; `enough` says whether it held a record to judge by.
/// `complete` says that the head is the whole file.
Status FileImport::judge(std::string_view head, bool complete, bool& enough) {
  const auto dialect = csv::detect_dialect(head, complete, options_.dialect);
  if (!dialect.ok()) return dialect.error();
  file_->dialect = dialect.value();

  table::SampleCollector collector(file_->dialect.header_row);
  csv::RecordReader sample_reader(file_->dialect);
  // A full collector stops the reader, which is no failure; a failure of the bytes themselves comes
  // again when they are read.
  const Status sampled = sample_reader.feed(head, collector);
  if (sampled.ok() && complete) static_cast<void>(sample_reader.finish(collector));
  enough = complete || !sampled.ok() || !collector.sample().records.empty();
  file_->schema =
      table::detect_schema(collector.sample(), file_->dialect.header_row, options_.mapping);
  file_->schema.dimensions =
      table::find_dimensions(collector.sample(), file_->schema, options_.columns);
  for (const auto& other : earlier_) table::read_alike(other->schema, file_->schema);
  return find_users(collector.sample());
}

/// Whether this is a table of users, or one like it was read before; else the column that names the
/// variants is kept beside the lines.
Status FileImport::find_users(const table::Sample& sample) {
  file_->users.reset();
  for (const auto& other : earlier_) {
    if (file_->schema.header.empty() || other->schema.header != file_->schema.header) continue;
    file_->users = other->users;
    if (file_->users) table::drop_sale_warnings(file_->schema);
    return ok_status();
  }
  const std::string& variant = options_.experiment.variant;
  if (!table::has_variant(file_->schema, variant)) return ok_status();
  if (host_.complete != nullptr && !host_.complete()) return Error{"later_unavailable", {}, {}};
  file_->users = table::find_user_columns(sample, variant, file_->schema);
  if (!file_->users) experiment_keep_column(variant, file_->schema);
  return ok_status();
}

/// The ledger counts the files too, and has no column in those of users.
table::RowSink& FileImport::begin_rows() {
  sinks_.lines.begin_file(file_->users ? sinks_.no_columns : file_->schema);
  if (!file_->users) return sinks_.lines;
  if (!sinks_.users) sinks_.users = std::make_unique<ledger::UsersBuilder>();
  sinks_.users->begin_file(*file_->users, static_cast<uint32_t>(earlier_.size()));
  return *sinks_.users;
}

/// Judges the head, sets up the stages behind it and sends it through them. Waits for more bytes
/// where none of its records is complete, each time for twice as many.
Status FileImport::start(bool complete, uint64_t most_memory) {
  // Korean in UTF-16 without a mark looks like no text at all to those who do not know better.
  const std::string_view code = is_utf16(options_.encoding) ? "" : csv::not_text(raw_head_);
  if (!code.empty()) return Error{std::string(code), {}, {}};
  for (bool enough = false; !enough; judged_ *= 2) {
    const bool whole = complete && head_.size() <= judged_;
    if (!whole && head_.size() < judged_) return ok_status();
    const Status judged = judge(std::string_view(head_).substr(0, judged_), whole, enough);
    if (!judged.ok()) return judged.error();
    enough = enough || judged_ >= kMostHeadBytes;
  }
  raw_head_ = {};
  table_ = std::make_unique<table::TableReader>(file_->schema, begin_rows(), options_.time_zone);
  records_ = std::make_unique<csv::RecordReader>(file_->dialect);
  records_->keep_only(table_->columns());
  const std::string head = std::exchange(head_, {});
  return read(head, most_memory);
}

Status FileImport::read(std::string_view text, uint64_t most_memory) {
  while (!text.empty()) {
    const std::string_view slice = text.substr(0, kSlice);
    const uint64_t replaced = decoder_.first_replaced();
    const bool first_within =
        decoder_.replaced() > 0 && replaced >= text_read_ && replaced < text_read_ + slice.size();
    if (first_within) {
      const auto before = static_cast<size_t>(replaced - text_read_);
      replaced_line_ = records_->line_after(slice.substr(0, before));
    }
    text_read_ += slice.size();
    const Status status = records_->feed(slice, *table_);
    if (!status.ok()) return sinks_.full() ? limit_error() : status.error();
    if (sinks_.memory() > most_memory) return limit_error();
    text.remove_prefix(slice.size());
  }
  return ok_status();
}

Error FileImport::limit_error() const {
  return Error{"too_large", {}, std::to_string(sinks_.rows())};
}

Result<std::unique_ptr<FileRead>> FileImport::finish(uint64_t most_memory) {
  const std::string_view last = decoder_.finish();
  const Status known = check_encoding();
  if (!known.ok()) return known.error();
  const Status rest = take(last, most_memory);
  if (!rest.ok()) return rest.error();
  if (!records_) {
    const Status started = start(true, most_memory);
    if (!started.ok()) return started.error();
  }
  const Status status = records_->finish(*table_);
  if (!status.ok()) return sinks_.full() ? limit_error() : status.error();
  if (options_.dialect.header_row && records_->records() < *options_.dialect.header_row) {
    return Error{"header_row_missing", {}, std::to_string(*options_.dialect.header_row)};
  }
  file_->encoding = decoder_.encoding();
  file_->time_zone = table_->time_zone();
  file_->rows_read = table_->rows();
  if (file_->source.bytes == 0) file_->source.bytes = bytes_;
  file_->date_evidence = table_->date_evidence();
  add_warnings();
  return std::move(file_);
}

void FileImport::add_warnings() {
  std::vector<table::Warning>& warnings = file_->warnings;
  if (records_->open_quote_line() > 0) {
    warnings.push_back({"open_quote", 0, records_->open_quote_line(), {}});
  }
  if (decoder_.replaced() > 0) {
    warnings.push_back({"characters_replaced", decoder_.replaced(), replaced_line_,
                        std::string(encoding_name(file_->encoding))});
  }
  for (auto& warning : table_->warnings()) warnings.push_back(std::move(warning));
}

}  // namespace dangol::engine
