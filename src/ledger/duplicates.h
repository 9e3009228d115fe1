// Rows that were exported twice: the same bytes for the same customer, order and day. Overlapping
// monthly files hold thousands of them.
#pragma once

#include <cstdint>

#include "ledger/lines.h"
#include "ledger/paged_column.h"

namespace dangol::ledger {

/// Sets kDuplicate on each line whose content stood before, the lines of refund columns with their
/// rows. `hashes` holds one for every line, of its row's bytes. O(lines), in 3 bytes a line at the
/// most: a filter of two bits a slot finds the few that may have a twin, and only these are sorted.
void mark_duplicates(Lines& lines, const PagedColumn<uint32_t>& hashes);

}  // namespace dangol::ledger
