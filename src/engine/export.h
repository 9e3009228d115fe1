// Lists for other programs: the customers, one a row.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/assemble.h"
#include "engine/byte_order_mark.h"
#include "engine/import.h"
#include "engine/options.h"

namespace dangol::engine {

/// The customers with a counted order whom the filters leave, as CSV (RFC 4180, UTF-8), in the
/// order in which the data name them; those of one segment where `segment` names one. A header row,
/// then
///
///   customer       the key as the ledger keeps it: trimmed, e-mails folded, phones as digits
///   segment        a metrics::SegmentName
///   status         active, at_risk or gone, by the churn window
///   first_order    days, YYYY-MM-DD; the first one ever, also where a filter does not count it
///   last_order
///   orders, revenue
///   recency_days   from the last order to the as-of day
///   r, f, m        scores, 1 to 5
///
/// Revenue and m are blank where the data hold no money. Keys that a spreadsheet could take for
/// formulas get an apostrophe: see append_csv_cell().
///
/// In pieces of up to a megabyte, whole rows each: joined they are the file, and nothing is larger
/// than the text itself. At least one piece. `last`: see assemble(). O(orders + text).
/// Errors: segment_unknown; customers_unknown where no column tells customers apart.
[[nodiscard]] Result<std::vector<std::string>> customers_csv(const Dataset& data,
                                                             const Options& options,
                                                             std::string_view segment,
                                                             ByteOrderMark mark,
                                                             std::unique_ptr<Answered>& last);

}  // namespace dangol::engine
