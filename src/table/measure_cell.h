// Cells of a table of users: what one user did, as a number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/number.h"

namespace dangol::table {

enum class MeasureCell : uint8_t { number, blank, unreadable };

/// A number as parse_money() reads it, but with all its decimals; 1 for a word that says yes and 0
/// for one that says no (`TRUE`, `no`, `예`, `아니오`). Words for nothing (`NULL`, `NaN`) are
/// blank. `value` changes only with `number`; it is finite. Uses `scratch`. O(size)
[[nodiscard]] MeasureCell read_measure(std::string_view text, const NumberFormat& format,
                                       double& value, std::string& scratch);

/// Whether it is a word that says yes or no.
[[nodiscard]] bool says_yes_or_no(std::string_view text, std::string& scratch);

}  // namespace dangol::table
