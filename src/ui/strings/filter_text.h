// What filters are called and what they say. Pure text work.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"
#include "ui/strings/strings.h"

namespace dangol::ui {

/// Filters as the interface knows them: "range", "first_order", "segment", or a column's name after
/// this.
inline constexpr std::string_view kColumnFilter = "column.";

/// One filter in force.
struct FilterChip {
  std::string id;
  std::string name;
  std::string value;
};
/// In the order of the definitions: days, first orders, segments, columns.
[[nodiscard]] std::vector<FilterChip> filter_chips(const report::Selection& filters,
                                                   const Strings& strings);
[[nodiscard]] std::string filter_name(std::string_view id, const Strings& strings);
/// The values that a filter keeps; none for days.
[[nodiscard]] std::vector<std::string> filter_values(const report::Selection& filters,
                                                     std::string_view id);
/// What one of its values is called.
[[nodiscard]] std::string filter_value_name(std::string_view id, std::string_view value,
                                            const Strings& strings);
/// Whether `text` holds `part`, whatever the case of Latin letters.
[[nodiscard]] bool contains_text(std::string_view text, std::string_view part);

}  // namespace dangol::ui
