#include "engine/import.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "csv/dialect.h"
#include "table/date_order.h"
#include "table/sample.h"

namespace dangol::engine {
namespace {

constexpr size_t kHeadBytes = 256U << 10;     // enough for a thousand wide records
constexpr size_t kMostHeadBytes = 16U << 20;  // a header of 100,000 long names fits
constexpr size_t kSlice = 1U << 20;           // bytes between two looks at the memory limit

/// The head without a last character that its end may have cut in two.
std::string_view whole_characters(std::string_view head, bool complete) {
  if (complete) return head;
  const size_t last = head.find_last_of("\n\r");
  return last == std::string_view::npos ? std::string_view{} : head.substr(0, last);
}

}  // namespace

Import::Import(const Options& options, SourceInfo source, const Limits& limits)
    : limits_(limits), data_(std::make_unique<Dataset>()), judged_(kHeadBytes) {
  data_->options = options;
  data_->source = std::move(source);
}

Status Import::feed(std::string_view bytes) {
  bytes_ += bytes.size();
  if (!records_) {
    head_ += bytes;
    return head_.size() < judged_ ? ok_status() : start(false);
  }
  return read(bytes);
}

/// Finds the shape and the columns in `head`; `enough` says whether it held a record to judge by.
/// `complete` says that the head is the whole file.
Status Import::judge(std::string_view head, bool complete, bool& enough) {
  const auto dialect = csv::detect_dialect(head, complete, data_->options.dialect);
  if (!dialect.ok()) return dialect.error();
  data_->dialect = dialect.value();
  data_->valid_utf8 = is_valid_utf8(whole_characters(head, complete));

  table::SampleCollector collector(data_->dialect.header_row);
  csv::RecordReader sample_reader(data_->dialect);
  // A full collector stops the reader, which is no failure; a failure of the bytes themselves comes
  // again when they are read.
  const Status sampled = sample_reader.feed(head, collector);
  if (sampled.ok() && complete) static_cast<void>(sample_reader.finish(collector));
  enough = complete || !sampled.ok() || !collector.sample().records.empty();
  data_->schema =
      table::detect_schema(collector.sample(), data_->dialect.header_row, data_->options.mapping);
  return ok_status();
}

/// Judges the head, sets up the stages behind it and sends it through them. Waits for more bytes
/// where none of its records is complete, each time for twice as many.
Status Import::start(bool complete) {
  for (bool enough = false; !enough; judged_ *= 2) {
    const bool whole = complete && head_.size() <= judged_;
    if (!whole && head_.size() < judged_) return ok_status();
    const Status judged = judge(std::string_view(head_).substr(0, judged_), whole, enough);
    if (!judged.ok()) return judged.error();
    enough = enough || judged_ >= kMostHeadBytes;
  }
  lines_ = std::make_unique<ledger::LinesBuilder>(data_->schema);
  table_ = std::make_unique<table::TableReader>(data_->schema, *lines_);
  records_ = std::make_unique<csv::RecordReader>(data_->dialect);
  const std::string head = std::exchange(head_, {});
  return read(head);
}

Status Import::read(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view slice = bytes.substr(0, kSlice);
    const Status status = records_->feed(slice, *table_);
    if (!status.ok()) return lines_->full() ? limit_error() : status.error();
    if (lines_->memory() > limits_.column_bytes) return limit_error();
    bytes.remove_prefix(slice.size());
  }
  return ok_status();
}

Error Import::limit_error() const {
  return Error{"too_large", {rows_read(), bytes_, 0}, {}};
}

Result<std::unique_ptr<Dataset>> Import::finish() {
  if (!records_) {
    const Status started = start(true);
    if (!started.ok()) return started.error();
  }
  const Status status = records_->finish(*table_);
  if (!status.ok()) return lines_->full() ? limit_error() : status.error();

  const auto date_order =
      table::settle_date_order(table_->date_evidence(), data_->options.date_order);
  if (records_->open_quote_line() > 0) {
    data_->warnings.push_back({"open_quote", 0, records_->open_quote_line(), {}});
  }
  if (!data_->valid_utf8) data_->warnings.push_back({"not_utf8", 0, 0, {}});
  for (auto& warning : table_->warnings()) data_->warnings.push_back(std::move(warning));
  data_->lines = lines_->finish(date_order);
  if (data_->source.bytes == 0) data_->source.bytes = bytes_;
  return std::move(data_);
}

uint64_t Import::rows_read() const {
  return table_ ? table_->rows() : 0;
}

}  // namespace dangol::engine
