#include "table/plain_cells.h"

#include <optional>

namespace dangol::table {

/// False where `text` is no month: the one before stays.
bool PlainDays::begin_month(uint64_t text) {
  char first[10] = {0, 0, 0, 0, 0, 0, 0, 0, '0', '1'};
  std::memcpy(first, &text, sizeof text);
  const std::optional<Day> begin = parse_iso_day({first, sizeof first});
  if (!begin) return false;
  const CivilDate month = to_civil(*begin);
  if (month.year < 1900 || month.year >= 2200) return false;
  const bool last = month.month == 12;
  const Day next = to_day({month.year + (last ? 1 : 0), last ? 1 : month.month + 1, 1});
  month_ = text;
  day_before_ = *begin - 1;
  days_ = static_cast<uint32_t>(next - *begin);
  return true;
}

}  // namespace dangol::table
