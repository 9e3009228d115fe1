// The quick way through settle(), for how most systems list orders: a line each.
#pragma once

#include <cstddef>

#include "ledger/lines.h"
#include "ledger/settle.h"

namespace dangol::ledger {

/// Whether line i is order i, whole and on its own, and nothing leaves any of them out. Then lines
/// need no grouping. O(lines), a fraction of what grouping takes.
[[nodiscard]] bool is_one_line_each(const Lines& lines, const Policy& policy, OrderKey key,
                                    size_t account);

/// What the stages of settle.cpp come to. O(lines + orders log(orders per customer))
/// REQUIRES: is_one_line_each()
void settle_single_lines(const Lines& lines, const Policy& policy, Orders& orders);

}  // namespace dangol::ledger
