// Lists for other programs: the customers, one a row.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/assemble.h"
#include "engine/byte_order_mark.h"
#include "engine/customer_list.h"
#include "engine/import.h"
#include "engine/options.h"

namespace dangol::engine {

/// The customers with a counted order whom the filters leave, as CSV (RFC 4180, UTF-8): a header
/// row with the names of the columns, then those of the query, one a row. What there is none of is
/// blank; predictions have up to six decimals. Keys that a spreadsheet could take for formulas get
/// an apostrophe: see append_csv_cell().
///
/// In pieces of up to a megabyte, whole rows each: joined they are the file, and nothing is larger
/// than the text itself. At least one piece. `last`: see assemble(). O(orders + text), and the fits
/// where models are asked for. Errors: as CustomerList::make().
[[nodiscard]] Result<std::vector<std::string>> customers_csv(const Dataset& data,
                                                             const Options& options,
                                                             const CustomerQuery& query,
                                                             ByteOrderMark mark,
                                                             std::unique_ptr<Answered>& last);

}  // namespace dangol::engine
