#include "table/dimensions.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "base/utf8.h"
#include "table/sample.h"
#include "table/schema.h"

namespace dangol::table {

namespace {

constexpr size_t kMostValues = 50;
constexpr size_t kLongestValue = 60;  // bytes; longer cells are sentences
constexpr size_t kRepeats = 3;

bool looks_like_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || std::string_view("+-.,%/: ").find(c) != std::string_view::npos;
  });
}

bool holds_categories(const Sample& sample, size_t column) {
  std::unordered_set<std::string_view> values;
  size_t filled = 0;
  for (const auto& record : sample.records) {
    if (column >= record.size()) continue;
    const std::string_view text = trim(record[column]);
    if (text.empty()) continue;
    if (text.size() > kLongestValue || looks_like_number(text)) return false;
    ++filled;
    values.insert(text);
    if (values.size() > kMostValues) return false;
  }
  return values.size() >= 2 && filled * 2 >= sample.records.size() &&
         filled >= kRepeats * values.size();
}

/// Whether a column without a header's word for it could name the variants of an experiment, which
/// may be numbers.
bool holds_few_values(const Sample& sample, size_t column) {
  std::unordered_set<std::string_view> values;
  for (const auto& record : sample.records) {
    if (column >= record.size() || record[column].empty()) continue;
    values.insert(trim(record[column]));
    if (values.size() > kMostValues) return false;
  }
  return !values.empty();
}

}  // namespace

std::vector<Dimension> find_dimensions(const Sample& sample, const Schema& schema,
                                       std::span<const std::string> chosen) {
  std::vector<Dimension> dimensions;
  for (const Role role : {Role::product, Role::channel}) {
    if (const auto column = schema.column_of(role)) {
      dimensions.push_back({std::string(role_name(role)), *column});
    }
  }
  const size_t roles = dimensions.size();
  for (size_t i = 0; i < schema.columns.size(); ++i) {
    if (dimensions.size() - roles == kMostDimensions) break;
    const Column& column = schema.columns[i];
    const bool named = std::find(chosen.begin(), chosen.end(), column.name) != chosen.end();
    const bool wanted = chosen.empty() ? !column.role && holds_categories(sample, i) : named;
    const bool known = column.role == Role::product || column.role == Role::channel;
    if (wanted && !known) dimensions.push_back({column.name, i});
  }
  if (const auto variant = schema.column_of(Role::variant)) {
    const Column& column = schema.columns[*variant];
    const bool there = std::any_of(dimensions.begin(), dimensions.end(),
                                   [&](const Dimension& one) { return one.column == *variant; });
    const bool chosen_role = column.chosen_by == ChosenBy::user;
    // Exports of shops call the sizes and colours of goods variants.
    const bool of_goods = column.confidence == confidence::kPreset;
    if (!there && (chosen_role || (!of_goods && holds_few_values(sample, *variant)))) {
      dimensions.push_back({column.name, *variant});
    }
  }
  return dimensions;
}

}  // namespace dangol::table
