// The dictionary of column names: what the exports of shops call things, in Korean, English,
// German, French, Spanish and Japanese.
#pragma once

#include <string>
#include <string_view>

#include "table/role.h"

namespace dangol::table {

/// A name reduced to what matters: small letters, without blanks, underscores, punctuation and
/// parenthesised parts (`Created date (UTC)` -> `createddate`).
[[nodiscard]] std::string normalise_name(std::string_view name);
/// The same with what stands in parentheses (`Created date (UTC)` -> `createddateutc`).
[[nodiscard]] std::string normalise_whole_name(std::string_view name);

/// Normalised names of columns that play `role`, the best first, separated by blanks. Empty for
/// roles that no name alone gives away, such as `discount`: a column of that name may hold rates,
/// or what the amounts have lost already.
[[nodiscard]] std::string_view known_names(Role role);
/// Normalised names of columns that hold people's names: the last resort for telling customers
/// apart.
[[nodiscard]] std::string_view person_names();
/// Whether a normalised name that no dictionary lists still speaks of `role`: it contains one of
/// the role's stems and none of the words that mean something else (a discount is not an amount).
[[nodiscard]] bool has_stem(std::string_view normalised, Role role);
/// Whether a normalised name speaks of the sum of an order: `ordertotal`, 총결제금액.
[[nodiscard]] bool speaks_of_total(std::string_view normalised);

/// Whether a cell is a word for "sum", as under a table: `Total`, `합계`.
[[nodiscard]] bool is_total_word(std::string_view cell);

}  // namespace dangol::table
