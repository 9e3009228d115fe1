#include "ledger/row_numbers.h"

#include <algorithm>

namespace dangol::ledger {

RowPlace RowNumbers::find(uint64_t row) const {
  if (row >= known_ || row >= rows_) return {};
  const auto run = std::upper_bound(runs_.begin(), runs_.end(), row,
                                    [](uint64_t wanted, const Run& r) { return wanted < r.row; });
  const auto file = std::upper_bound(files_.begin(), files_.end(), row);
  const Run& found = *(run - 1);
  return {found.line + (row - found.row), static_cast<uint32_t>(file - files_.begin() - 1)};
}

}  // namespace dangol::ledger
