#include "engine/experiment_columns.h"

#include <algorithm>
#include <string>

#include "engine/import.h"
#include "engine/narrow.h"
#include "table/user_columns.h"

namespace dangol::engine {
namespace {

/// What a file calls that column where it is one to split by: by its name or by its role.
const ledger::Attribute* attribute_of_column(const Dataset& data, const FileRead& file,
                                             size_t column) {
  const auto& dimensions = file.schema.dimensions;
  const auto found =
      std::find_if(dimensions.begin(), dimensions.end(),
                   [&](const table::Dimension& one) { return one.column == column; });
  return found == dimensions.end() ? nullptr : find_attribute(data.lines, found->name);
}

}  // namespace

void experiment_keep_column(std::string_view name, table::Schema& schema) {
  const auto column = table::find_column_named(schema, name);
  if (!column) return;
  auto& dimensions = schema.dimensions;
  const bool kept = std::any_of(dimensions.begin(), dimensions.end(),
                                [&](const table::Dimension& one) { return one.column == *column; });
  if (!kept) dimensions.push_back({schema.columns[*column].name, *column});
}

const ledger::Attribute* experiment_attribute(const Dataset& data,
                                              const ExperimentOptions& options) {
  for (const auto& file : data.files) {
    if (file->users) continue;
    const auto column = options.variant.empty()
                            ? file->schema.column_of(table::Role::variant)
                            : table::find_column_named(file->schema, options.variant);
    if (!column) continue;
    if (const auto* const attribute = attribute_of_column(data, *file, *column)) return attribute;
  }
  return options.variant.empty() ? nullptr : find_attribute(data.lines, options.variant);
}

bool experiment_needs_import(const Dataset& data, const Options& options) {
  const std::string& variant = options.experiment.variant;
  if (variant == data.options.experiment.variant) return false;
  for (const auto& file : data.files) {
    if (file->users && variant.empty()) return true;
    const auto column = table::find_column_named(file->schema, variant);
    if (!column) continue;
    if (file->users) {
      if (*column != file->users->variant) return true;
    } else if (attribute_of_column(data, *file, *column) == nullptr) {
      return true;
    }
  }
  return false;
}

}  // namespace dangol::engine
