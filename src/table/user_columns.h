// Tables with one row per user of an experiment: which variant they saw and what they did. Told
// from sales by the columns, and read as other columns than those of sales are.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/number.h"
#include "table/sample.h"
#include "table/schema.h"

namespace dangol::table {

/// A column that holds one number of each user.
struct MeasureColumn {
  std::string name;
  size_t column = 0;    ///< position in the file
  bool money = false;   ///< its heading or its cells speak of money
  bool before = false;  ///< what the user did before the experiment began
  std::string of;       ///< the measure that it was before; empty = none is known
  NumberFormat format;
};

struct UserColumns {
  size_t variant = 0;  ///< position in the file
  std::string variant_name;
  bool identified = false;              ///< a column tells users apart; else a row is a user
  bool dated = false;                   ///< the time column holds the day of assignment
  std::vector<MeasureColumn> measures;  ///< at most kMostMeasures
  std::vector<std::string> ignored;     ///< columns of texts and days
};

inline constexpr size_t kMostMeasures = 100;

/// The columns of such a table: it has a variant, no day of a purchase, and hardly a user twice. A
/// day is not one of a purchase where its heading speaks of an assignment, or where nothing in the
/// file is bought. `variant`: the column that the user named, in whatever role; empty = the one
/// with that role. Takes the roles that only sales have away from `schema`, so that its dimensions
/// are the variant and then the measures. Empty, changing nothing, for every other file.
/// O(cells of the sample)
[[nodiscard]] std::optional<UserColumns> find_user_columns(const Sample& sample,
                                                           std::string_view variant,
                                                           Schema& schema);

/// Whether a column may hold variants, without which no file is such a table.
[[nodiscard]] bool has_variant(const Schema& schema, std::string_view variant);

/// Takes away the warnings that a file of sales lacks its days or amounts.
void drop_sale_warnings(Schema& schema);

/// The column whose name, as reports show it, is `name`.
[[nodiscard]] std::optional<size_t> find_column_named(const Schema& schema, std::string_view name);

}  // namespace dangol::table
