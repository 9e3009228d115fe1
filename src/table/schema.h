// Which column plays which role, guessed from a sample and corrected by the user.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/number.h"
#include "table/chosen.h"
#include "table/date_order.h"
#include "table/dimensions.h"
#include "table/role.h"
#include "table/sample.h"

namespace dangol::table {

/// Something that the reader of the report should know: `warning.<code>` in assets/strings.
struct Warning {
  std::string code;
  uint64_t rows = 0;
  uint64_t line = 0;  ///< 1-based; 0 = not tied to a line
  std::string detail;
};

/// What an amount column holds: each line's own value, or the order's total, which exports repeat
/// on every line or write on the first one only.
enum class AmountScope : uint8_t { line, order };
/// `line` or `order`.
[[nodiscard]] std::optional<AmountScope> parse_amount_scope(std::string_view name);
[[nodiscard]] std::string_view amount_scope_name(AmountScope scope);

/// What the user fixed. A role that is absent here is left to detection; a role without a name is
/// played by no column.
struct MappingChoice {
  std::map<Role, std::optional<std::string>> columns;
  std::optional<AmountScope> amount_scope;
};

/// How sure a role is. The scale is one of evidence, not of probability.
namespace confidence {
inline constexpr double kUser = 1;
inline constexpr double kPreset = 0.95;      ///< a known export, by its headings
inline constexpr double kKnownName = 0.9;    ///< a name of the dictionary, over fitting values
inline constexpr double kBlankColumn = 0.8;  ///< a name of the dictionary, over no values
inline constexpr double kStem = 0.7;         ///< part of the name, over fitting values
inline constexpr double kPerson = 0.6;       ///< people's names, for want of anything better
inline constexpr double kValues = 0.5;       ///< values alone
inline constexpr double kGuess = 0.4;        ///< what is left over, in a file without names
}  // namespace confidence

struct Column {
  /// One line, unique: `column_3` without a header, `Name (2)` for a repeated name.
  std::string name;
  std::optional<Role> role;
  ChosenBy chosen_by = ChosenBy::detected;
  double confidence = 0;              ///< of the role, as below; 0 without a role
  std::vector<std::string> examples;  ///< the first three distinct values, shortened
};

struct Schema {
  uint32_t header_row = 0;  ///< 1-based record of the names; 0 = none
  std::vector<Column> columns;
  std::vector<std::string> header;         ///< the names as the file writes them; empty = none
  PerRole<NumberFormat> number_formats{};  ///< how the column of each role writes its numbers
  std::string currency;  ///< ISO code that the amounts name themselves; empty = none
  std::string preset;    ///< the export that was recognised: `shopify`; empty = none
  Choice<AmountScope> amount_scope;
  std::string time_zone;  ///< the zone that a heading names: `Created date (UTC)`; empty = none
  /// How the recognised export always writes dates whose numbers could be in any order.
  std::optional<DateOrder> usual_date_order;
  bool customer_is_name = false;      ///< the customer column holds people's names
  std::vector<Dimension> dimensions;  ///< what rows can be split by, as find_dimensions() has it
  std::vector<Warning> warnings;      ///< mapping_column_missing, customer_is_name, no_..._column

  /// The column that plays `role`: a position in `columns`. O(columns).
  [[nodiscard]] std::optional<size_t> column_of(Role role) const;
};

/// Reads a file as an earlier one of the same headings was read: a short month may hold too little
/// to find the same roles and dimensions by itself. Nothing changes where both found the same, or
/// names differ.
void read_alike(const Schema& earlier, Schema& schema);

/// Judges the headings as a whole (presets.h), then each name (column_names.h), then values. Every
/// role has at most one column and every column at most one role. O(cells of the sample).
///
/// A name in `chosen` that no column has changes nothing and is told by the warning
/// `mapping_column_missing`.
[[nodiscard]] Schema detect_schema(const Sample& sample, uint32_t header_row,
                                   const MappingChoice& chosen);

}  // namespace dangol::table
