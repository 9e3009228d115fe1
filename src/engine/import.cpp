#include "engine/import.h"

#include <algorithm>
#include <utility>

namespace dangol::engine {

bool Dataset::users_alone() const {
  return std::all_of(files.begin(), files.end(), [](const auto& file) { return file->users; });
}

Import::Import(const Options& options, const SourceInfo& source, const Host& host,
               uint64_t most_memory)
    : host_(host),
      most_memory_(most_memory),
      name_(source.name),
      data_(std::make_unique<Dataset>()) {
  data_->options = options;
  file_ = std::make_unique<FileImport>(data_->options, source, host_, data_->files, sinks_);
}

Status Import::next_file(const SourceInfo& source) {
  const Status ended = end_file();
  if (!ended.ok()) return ended.error();
  name_ = source.name;
  file_ = std::make_unique<FileImport>(data_->options, source, host_, data_->files, sinks_);
  return ok_status();
}

Status Import::feed(std::string_view bytes) {
  const Status fed = file_->feed(bytes, most_memory_);
  return fed.ok() ? fed : in_file(fed.error());
}

/// The same error with the name of the file that it stands in.
Error Import::in_file(Error error) const {
  error.file = name_;
  return error;
}

Status Import::end_file() {
  auto read = file_->finish(most_memory_);
  if (!read.ok()) return in_file(read.error());
  data_->files.push_back(std::move(read.value()));
  return ok_status();
}

/// Files whose columns have the same names are exports of one shop, and write dates alike: a month
/// that proves nothing goes by the others.
void Import::settle_dates() {
  for (const auto& file : data_->files) {
    table::DateEvidence evidence = file->date_evidence;
    for (const auto& other : data_->files) {
      const bool alike = other != file && other->schema.header == file->schema.header;
      if (alike) table::add_evidence(other->date_evidence, evidence);
    }
    data_->date_orders.push_back(table::settle_date_order(evidence, data_->options.date_order));
  }
}

Result<std::unique_ptr<Dataset>> Import::finish() {
  const Status ended = end_file();
  if (!ended.ok()) return ended.error();
  settle_dates();
  data_->lines = sinks_.lines.finish(data_->date_orders);
  if (sinks_.users) data_->users = sinks_.users->finish(data_->date_orders);
  for (const ledger::Attribute& attribute : data_->lines.attributes) {
    data_->dimensions.push_back(ledger::summarise_attribute(attribute));
  }
  return std::move(data_);
}

}  // namespace dangol::engine
