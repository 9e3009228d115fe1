// The engine as a WebAssembly module: a C interface of numbers and byte ranges over
// engine::Session. web/core.js is its only caller; the order of calls is documented there.
//
// Everything that crosses is UTF-8 in a buffer that the session owns. A call returns kOk, or
// kFailed with the error as JSON in the result.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/calculate.h"
#include "engine/contract.h"
#include "engine/customer_list.h"
#include "engine/experiment_question.h"
#include "engine/retained_file.h"
#include "engine/session.h"
#include "report/json.h"

#define DANGOL_EXPORT extern "C" __attribute__((visibility("default"), used))

namespace {

using dangol::Error;

constexpr int32_t kOk = 0;
constexpr int32_t kFailed = -1;

/// What the module asks of its host, once per encoding. See csv::DoubleByteTableSource.
extern "C" __attribute__((import_module("env"), import_name("dangol_double_byte_table"))) int32_t
host_double_byte_table(int32_t encoding, uint16_t* table);

bool double_byte_table(dangol::csv::Encoding encoding, uint16_t* table) {
  return host_double_byte_table(encoding == dangol::csv::Encoding::shift_jis ? 1 : 0, table) != 0;
}

bool is_complete = false;

struct Handle {
  dangol::engine::Session session{{}, {double_byte_table, [] { return is_complete; }}};
  std::vector<char> input;
  std::string result;
  std::vector<std::string> pieces;  ///< of a text, the last one first

  int32_t fail(const Error& error) {
    result = dangol::report::error_to_json(error);
    return kFailed;
  }
  template <typename T>
  int32_t settle(const dangol::Result<T>& outcome) {
    return outcome.ok() ? kOk : fail(outcome.error());
  }
  [[nodiscard]] std::string_view input_text(uint32_t from, uint32_t size) const {
    return std::string_view(input.data(), input.size()).substr(from, size);
  }
};

dangol::engine::SourceInfo read_source(std::string_view text) {
  const auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  dangol::engine::SourceInfo source;
  if (!json.is_object()) return source;
  if (const auto name = json.find("name"); name != json.end() && name->is_string()) {
    source.name = name->get<std::string>();
  }
  if (const auto bytes = json.find("bytes"); bytes != json.end() && bytes->is_number_unsigned()) {
    source.bytes = bytes->get<uint64_t>();
  }
  for (const auto& [key, value] :
       {std::pair{"container", &source.container}, std::pair{"sheet", &source.sheet}}) {
    if (const auto found = json.find(key); found != json.end() && found->is_string()) {
      *value = found->get<std::string>();
    }
  }
  if (const auto sheets = json.find("sheets"); sheets != json.end() && sheets->is_array()) {
    for (const auto& sheet : *sheets) {
      if (sheet.is_string()) source.sheets.push_back(sheet.get<std::string>());
    }
  }
  return source;
}

}  // namespace

/// The host calls this when core_later.wasm is there.
DANGOL_EXPORT void dangol_complete() {
  is_complete = true;
}

DANGOL_EXPORT Handle* dangol_open() {
  return std::make_unique<Handle>().release();
}

DANGOL_EXPORT void dangol_close(Handle* handle) {
  std::unique_ptr<Handle>{handle};
}

DANGOL_EXPORT char* dangol_buffer(Handle* handle, uint32_t size) {
  if (handle->input.size() < size) handle->input.resize(size);
  return handle->input.data();
}

DANGOL_EXPORT int32_t dangol_begin(Handle* handle, uint32_t options_size, uint32_t source_size) {
  const auto options = dangol::engine::parse_options(handle->input_text(0, options_size));
  if (!options.ok()) return handle->fail(options.error());
  handle->session.begin(options.value(),
                        read_source(handle->input_text(options_size, source_size)));
  return kOk;
}

DANGOL_EXPORT int32_t dangol_next_file(Handle* handle, uint32_t source_size) {
  return handle->settle(handle->session.next_file(read_source(handle->input_text(0, source_size))));
}

DANGOL_EXPORT int32_t dangol_feed(Handle* handle, uint32_t size) {
  return handle->settle(handle->session.feed(handle->input_text(0, size)));
}

DANGOL_EXPORT int32_t dangol_finish(Handle* handle) {
  return handle->settle(handle->session.finish());
}

DANGOL_EXPORT void dangol_cancel(Handle* handle) {
  handle->session.cancel();
}

DANGOL_EXPORT int32_t dangol_needs_import(Handle* handle, uint32_t options_size) {
  const auto options = dangol::engine::parse_options(handle->input_text(0, options_size));
  if (!options.ok()) return handle->fail(options.error());
  return handle->session.needs_import(options.value()) ? 1 : 0;
}

DANGOL_EXPORT int32_t dangol_report(Handle* handle, uint32_t options_size) {
  const auto options = dangol::engine::parse_options(handle->input_text(0, options_size));
  if (!options.ok()) return handle->fail(options.error());
  const auto report = handle->session.report(options.value());
  if (!report.ok()) return handle->fail(report.error());
  handle->result = dangol::report::to_json(report.value());
  return kOk;
}

/// The list of customers, for dangol_next_piece(): a text that may be larger than one call may
/// take.
DANGOL_EXPORT int32_t dangol_customers(Handle* handle, uint32_t options_size, uint32_t query_size) {
  const auto options = dangol::engine::parse_options(handle->input_text(0, options_size));
  if (!options.ok()) return handle->fail(options.error());
  const auto query =
      dangol::engine::parse_customer_query(handle->input_text(options_size, query_size));
  if (!query.ok()) return handle->fail(query.error());
  auto pieces = handle->session.customers(options.value(), query.value(),
                                          dangol::engine::ByteOrderMark::present);
  if (!pieces.ok()) return handle->fail(pieces.error());
  handle->pieces = std::move(pieces.value());
  std::reverse(handle->pieces.begin(), handle->pieces.end());
  return kOk;
}

/// The first customers of a list, as JSON.
DANGOL_EXPORT int32_t dangol_customer_rows(Handle* handle, uint32_t options_size,
                                           uint32_t query_size) {
  const auto options = dangol::engine::parse_options(handle->input_text(0, options_size));
  if (!options.ok()) return handle->fail(options.error());
  const auto query =
      dangol::engine::parse_customer_query(handle->input_text(options_size, query_size));
  if (!query.ok()) return handle->fail(query.error());
  auto rows = handle->session.customer_rows(options.value(), query.value());
  if (!rows.ok()) return handle->fail(rows.error());
  handle->result = std::move(rows.value());
  return kOk;
}

/// Puts the next piece into the result; 0 when there was none left.
DANGOL_EXPORT int32_t dangol_next_piece(Handle* handle) {
  handle->result = std::string();
  if (handle->pieces.empty()) return 0;
  handle->result = std::move(handle->pieces.back());
  handle->pieces.pop_back();
  return 1;
}

/// The calculators need no data; the session lends its buffers.
DANGOL_EXPORT int32_t dangol_calculate(Handle* handle, uint32_t size) {
  auto calculation = dangol::engine::calculate(handle->input_text(0, size));
  if (!calculation.ok()) return handle->fail(calculation.error());
  handle->result = std::move(calculation.value());
  return kOk;
}

/// The numbers in the bytes of a small file, as dangol_project() takes them.
DANGOL_EXPORT int32_t dangol_read_retained(Handle* handle, uint32_t size) {
  const auto retained =
      dangol::engine::read_retained_file(handle->input_text(0, size), double_byte_table);
  if (!retained.ok()) return handle->fail(retained.error());
  handle->result = dangol::engine::retained_text(retained.value());
  return kOk;
}

/// The contractual projection needs no data either.
DANGOL_EXPORT int32_t dangol_project(Handle* handle, uint32_t size) {
  auto projection = dangol::engine::project(handle->input_text(0, size));
  if (!projection.ok()) return handle->fail(projection.error());
  handle->result = std::move(projection.value());
  return kOk;
}

/// Nor do typed counts of an experiment, and its plan.
DANGOL_EXPORT int32_t dangol_test(Handle* handle, uint32_t size) {
  auto experiment = dangol::engine::test_counts(handle->input_text(0, size));
  if (!experiment.ok()) return handle->fail(experiment.error());
  handle->result = std::move(experiment.value());
  return kOk;
}

DANGOL_EXPORT int32_t dangol_plan_test(Handle* handle, uint32_t size) {
  auto plan = dangol::engine::plan_test(handle->input_text(0, size));
  if (!plan.ok()) return handle->fail(plan.error());
  handle->result = std::move(plan.value());
  return kOk;
}

DANGOL_EXPORT double dangol_rows(const Handle* handle) {
  return static_cast<double>(handle->session.rows_read());
}

DANGOL_EXPORT const char* dangol_result(const Handle* handle) {
  return handle->result.data();
}

DANGOL_EXPORT uint32_t dangol_result_size(const Handle* handle) {
  return static_cast<uint32_t>(handle->result.size());
}
