#include "table/schema.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/normalise.h"
#include "base/utf8.h"
#include "table/column_label.h"
#include "table/detector.h"

namespace dangol::table {

namespace {

constexpr size_t kExamples = 3;
constexpr size_t kExampleCharacters = 40;

std::vector<std::string> examples_of(const Sample& sample, size_t column) {
  std::vector<std::string> examples;
  std::string scratch;
  for (const auto& record : sample.records) {
    if (examples.size() == kExamples) break;
    if (column >= record.size() || record[column].empty()) continue;
    std::string example = shorten(normalise(record[column], scratch), kExampleCharacters);
    if (std::find(examples.begin(), examples.end(), example) == examples.end()) {
      examples.push_back(std::move(example));
    }
  }
  return examples;
}

std::vector<Column> name_columns(const Sample& sample) {
  size_t count = sample.header.size();
  if (count == 0) {
    for (const auto& record : sample.records) count = std::max(count, record.size());
  }
  std::vector<Column> columns(count);
  std::set<std::string> used;
  std::map<std::string, size_t> copies;
  for (size_t i = 0; i < count; ++i) {
    std::string name;
    if (i < sample.header.size()) name = column_label(sample.header[i]);
    if (name.empty()) name = "column_" + std::to_string(i + 1);
    std::string unique = name;
    size_t& copy = copies[name];
    while (!used.insert(unique).second) {
      copy = std::max<size_t>(copy, 1) + 1;
      unique = name + " (" + std::to_string(copy) + ")";
    }
    columns[i].name = std::move(unique);
    columns[i].examples = examples_of(sample, i);
  }
  return columns;
}

}  // namespace

std::optional<AmountScope> parse_amount_scope(std::string_view name) {
  if (name == "line") return AmountScope::line;
  if (name == "order") return AmountScope::order;
  return std::nullopt;
}

std::string_view amount_scope_name(AmountScope scope) {
  return scope == AmountScope::order ? "order" : "line";
}

std::optional<size_t> Schema::column_of(Role role) const {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == role) return i;
  }
  return std::nullopt;
}

void read_alike(const Schema& earlier, Schema& schema) {
  if (schema.header.empty() || schema.header != earlier.header) return;
  schema.dimensions = earlier.dimensions;
  const bool same = std::equal(schema.columns.begin(), schema.columns.end(),
                               earlier.columns.begin(), earlier.columns.end(),
                               [](const Column& a, const Column& b) { return a.role == b.role; });
  if (same && schema.amount_scope.value() == earlier.amount_scope.value()) return;
  Schema alike = earlier;
  alike.header_row = schema.header_row;
  for (size_t i = 0; i < schema.columns.size(); ++i) {
    alike.columns[i].examples = std::move(schema.columns[i].examples);
  }
  schema = std::move(alike);
}

Schema detect_schema(const Sample& sample, uint32_t header_row, const MappingChoice& chosen) {
  Schema schema;
  schema.header_row = header_row;
  schema.header = sample.header;
  schema.columns = name_columns(sample);
  detect_roles(sample, chosen, schema);
  return schema;
}

}  // namespace dangol::table
