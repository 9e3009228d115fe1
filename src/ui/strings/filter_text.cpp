#include "ui/strings/filter_text.h"

#include <algorithm>

namespace dangol::ui {
namespace {

std::string range_text(const std::string& from, const std::string& to, const Strings& strings) {
  if (to.empty()) return strings.fill("ui.filter.since", {{"day", from}});
  if (from.empty()) return strings.fill("ui.filter.until", {{"day", to}});
  return from == to ? from : from + " – " + to;
}

void add_values(std::string id, const std::vector<std::string>& values, const Strings& strings,
                std::vector<FilterChip>& chips) {
  if (values.empty()) return;
  std::string text = filter_value_name(id, values[0], strings);
  if (values.size() > 1) {
    text = strings.fill("ui.filter.several",
                        {{"value", text}, {"n", std::to_string(values.size() - 1)}});
  }
  std::string name = filter_name(id, strings);
  chips.push_back({std::move(id), std::move(name), std::move(text)});
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::vector<FilterChip> filter_chips(const report::Selection& filters, const Strings& strings) {
  std::vector<FilterChip> chips;
  const auto add_days = [&](std::string_view id, const std::string& from, const std::string& to) {
    if (from.empty() && to.empty()) return;
    chips.push_back({std::string(id), filter_name(id, strings), range_text(from, to, strings)});
  };
  add_days("range", filters.from, filters.to);
  add_days("first_order", filters.first_order_from, filters.first_order_to);
  add_values("segment", filters.segment, strings, chips);
  for (const report::ColumnFilter& column : filters.columns) {
    add_values(std::string(kColumnFilter) + column.name, column.values, strings, chips);
  }
  return chips;
}

std::string filter_name(std::string_view id, const Strings& strings) {
  if (id == "range") return std::string(strings.get("ui.filter.range"));
  if (id == "first_order") return std::string(strings.get("ui.filter.first_order"));
  if (id == "segment") return std::string(strings.get("ui.groups.by.segment"));
  id.remove_prefix(std::min(id.size(), kColumnFilter.size()));
  if (id == "product" || id == "channel") {
    return std::string(strings.get("role." + std::string(id)));
  }
  return std::string(id);
}

std::vector<std::string> filter_values(const report::Selection& filters, std::string_view id) {
  if (id == "segment") return filters.segment;
  for (const report::ColumnFilter& column : filters.columns) {
    if (id == std::string(kColumnFilter) + column.name) return column.values;
  }
  return {};
}

std::string filter_value_name(std::string_view id, std::string_view value, const Strings& strings) {
  const std::string_view segment =
      id == "segment" ? strings.get("segment." + std::string(value)) : std::string_view();
  return std::string(segment.empty() ? value : segment);
}

bool contains_text(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

}  // namespace dangol::ui
