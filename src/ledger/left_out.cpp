#include "ledger/left_out.h"

#include <optional>
#include <string_view>

namespace dangol::ledger {

void LeftOut::set_aside(const Line& line, Reason reason) {
  if (line.is_part()) {
    orders_.set_aside.add_amount(reason, line.amount);
    return;
  }
  const bool valued = lines_.has_amounts && (line.flags() & kRepeatedTotal) == 0;
  const auto amount = valued ? std::optional(line.amount) : std::nullopt;
  const std::string_view example = reason == Reason::cancelled
                                       ? std::string_view(lines_.cancelled_example)
                                       : lines_.customer_key(line.customer);
  // Looking a place up takes time, and the first row comes first.
  bool& placed = placed_[static_cast<size_t>(reason)];
  const RowPlace place = placed ? RowPlace{} : lines_.row_numbers.find(line.row);
  placed = true;
  orders_.set_aside.add(reason, amount, place, example);
}

void LeftOut::note_duplicate(const Line& line) {
  Duplicates& found = orders_.duplicates;
  found.amount += line.amount;
  if (line.is_part()) return;
  if (found.rows++ > 0) return;
  const RowPlace place = lines_.row_numbers.find(line.row);
  found.first_line = place.line;
  found.file = place.file;
}

}  // namespace dangol::ledger
