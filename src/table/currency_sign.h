// The currency that a column of amounts names by itself, in its heading or in its cells.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "table/sample.h"

namespace dangol::table {

/// The ISO 4217 code of a heading such as `결제금액(KRW)` or `Amount (원)`, else of a sign or code
/// that every filled cell of the sample carries (`12,000원`, `€ 3`, `EUR 3`). Empty where neither
/// says so, and for `$` and `¥`, which several currencies use. O(cells of the column).
[[nodiscard]] std::string detect_currency(const Sample& sample, size_t column);

}  // namespace dangol::table
