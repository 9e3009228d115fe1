// Which currency is counted, and what is told of the others.
#pragma once

#include <cstddef>

#include "ledger/lines.h"
#include "ledger/settle.h"

namespace dangol::ledger {

/// The account of the currency that the policy asks for, or the main one. Fills what `orders` tells
/// of currencies: amounts read, rows set aside so far, totals, warnings. O(accounts)
[[nodiscard]] size_t choose_currency(const Lines& lines, const Policy& policy, Orders& orders);

}  // namespace dangol::ledger
