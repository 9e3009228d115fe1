// Where the data came from and how they were read.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "engine/sections.h"

namespace dangol::engine {
namespace {

using report::Number;

constexpr size_t kNameLength = 200;  // code points of a file or column name worth showing

std::vector<report::SourceColumn> make_columns(const table::Schema& schema) {
  std::vector<report::SourceColumn> columns;
  for (const auto& column : schema.columns) {
    columns.push_back({shorten(column.name, kNameLength),
                       column.role ? std::string(table::role_name(*column.role)) : "",
                       column.chosen_by == table::ChosenBy::user ? "user" : "detected",
                       column.role ? Number(column.confidence) : std::nullopt, column.examples});
  }
  return columns;
}

/// How sure the order of day and month is; empty where no date needed it.
std::string_view date_order_state(const table::SettledDateOrder& settled, const Options& options) {
  if (!settled.evidence.needed()) return {};
  if (options.date_order) return "chosen";
  return settled.ambiguous ? "assumed" : "proven";
}

/// The dates that the user should be asked about, of a file that has an example of them if any has;
/// else those of the first file.
const table::SettledDateOrder& doubtful_dates(const Dataset& data) {
  const auto doubt = [](const table::SettledDateOrder& settled) {
    return settled.ambiguous ? 1 + (settled.evidence.either_line > 0 ? 1 : 0) : 0;
  };
  return *std::max_element(data.date_orders.begin(), data.date_orders.end(),
                           [&](const auto& a, const auto& b) { return doubt(a) < doubt(b); });
}

}  // namespace

report::Source make_source(const Analysis& analysis) {
  const Dataset& data = analysis.data;
  const FileRead& first = *data.files.front();
  report::Source source;
  source.name = shorten(first.source.name, kNameLength);
  source.bytes = first.source.bytes;
  source.container = first.source.container;
  source.sheet = first.source.sheet;
  source.sheets = first.source.sheets;
  source.encoding = csv::encoding_name(first.encoding);
  source.delimiter = first.dialect.delimiter;
  source.header_row = first.dialect.header_row;
  source.preset = first.schema.preset;
  source.amount_scope = table::amount_scope_name(first.schema.amount_scope.value());
  const table::SettledDateOrder& dated = doubtful_dates(data);
  source.date_order_state = date_order_state(dated, data.options);
  if (!source.date_order_state.empty()) {
    source.date_order = table::date_order_name(dated.order);
    source.date_example = dated.evidence.either_example;
  }
  source.columns = make_columns(first.schema);
  for (const auto& file : data.files) {
    source.files.push_back({shorten(file->source.name, kNameLength), file->source.bytes,
                            file->rows_read, std::string(csv::encoding_name(file->encoding)),
                            file->schema.preset});
  }
  return source;
}

}  // namespace dangol::engine
