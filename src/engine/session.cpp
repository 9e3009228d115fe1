#include "engine/session.h"

#include <utility>

#include "engine/assemble.h"
#include "engine/experiment_columns.h"
#include "engine/export.h"
#include "engine/import.h"

namespace dangol::engine {

Session::Session(const Limits& limits, const Host& host) : limits_(limits), host_(host) {}
Session::~Session() = default;

void Session::begin(const Options& options, const SourceInfo& source) {
  import_ = std::make_unique<Import>(options, source, host_, limits_.column_bytes);
}

Status Session::next_file(const SourceInfo& source) {
  const Status status = import_->next_file(source);
  return status.ok() ? status : fail(status.error());
}

Status Session::fail(const Error& error) {
  import_.reset();
  return error;
}

Status Session::feed(std::string_view bytes) {
  const Status status = import_->feed(bytes);
  return status.ok() ? status : fail(status.error());
}

Status Session::finish() {
  auto data = import_->finish();
  if (!data.ok()) return fail(data.error());
  answered_.reset();
  data_ = std::move(data.value());
  import_.reset();
  return ok_status();
}

void Session::cancel() {
  import_.reset();
}

uint64_t Session::rows_read() const {
  return import_ ? import_->rows_read() : 0;
}

bool Session::needs_import(const Options& options) const {
  return data_ &&
         (!same_import(options, data_->options) || experiment_needs_import(*data_, options));
}

Result<report::Report> Session::report(const Options& options) const {
  if (!data_) return Error{"no_data", {}, {}};
  return assemble(*data_, options, answered_);
}

Result<std::vector<std::string>> Session::customers(const Options& options,
                                                    const CustomerQuery& query,
                                                    ByteOrderMark mark) const {
  if (!data_) return Error{"no_data", {}, {}};
  return customers_csv(*data_, options, query, mark, answered_);
}

Result<std::string> Session::customer_rows(const Options& options,
                                           const CustomerQuery& query) const {
  if (!data_) return Error{"no_data", {}, {}};
  return customer_rows_json(*data_, options, query, answered_);
}

}  // namespace dangol::engine
