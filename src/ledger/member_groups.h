// Groups for the lines that no order number groups.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/lines.h"
#include "ledger/settle.h"

namespace dangol::ledger {

/// Lines that name no order, or all lines when orders go by day or time: those of one customer on
/// one day (or at one second) form a group. Where nobody is named, each row is one. Fills their
/// groups in the order of the file; these follow the orders with a number, where orders go by it.
/// Returns how many groups there are, with these. O(lines + members log(members per customer))
[[nodiscard]] uint32_t group_members(const Lines& lines, OrderKey key,
                                     std::vector<uint32_t>& member_groups);

}  // namespace dangol::ledger
