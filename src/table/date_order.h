// Is 1/5/2024 in January or in May? No cell can tell, so ambiguous dates travel packed while the
// whole column gives evidence, and are resolved once at the end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.h"
#include "base/date_time.h"

namespace dangol::table {

enum class DateOrder : uint8_t { dmy, mdy, ymd };

/// `dmy`, `mdy` or `ymd`.
[[nodiscard]] std::optional<DateOrder> parse_date_order(std::string_view name);
[[nodiscard]] std::string_view date_order_name(DateOrder order);

/// Year, first and second number of an ambiguous date in one integer.
using PackedDate = int32_t;
[[nodiscard]] PackedDate pack_date(const DateFields& fields);
/// Empty when that reading does not exist. With `ymd` no ambiguous date has a reading: they all
/// end in the year.
[[nodiscard]] std::optional<Day> unpack_date(PackedDate date, DateOrder order);

/// Cells that can be read in one way only, and where the first of them stands.
struct OrderEvidence {
  uint64_t rows = 0;
  uint64_t first_line = 0;
  std::string example;
};

/// What the whole column says.
struct DateEvidence {
  OrderEvidence day_first;    ///< such as 13/1/2024
  OrderEvidence month_first;  ///< such as 1/13/2024
  uint64_t either = 0;        ///< both readings exist and differ
  uint64_t either_line = 0;   ///< line of the first such cell
};

struct SettledDateOrder {
  DateOrder order = DateOrder::mdy;
  bool ambiguous = false;  ///< nothing proved it and it matters: warning `date_order_ambiguous`
  DateEvidence evidence;
};

/// The user's choice, else the order that more cells prove, else month first with `ambiguous` set.
[[nodiscard]] SettledDateOrder settle_date_order(const DateEvidence& evidence,
                                                 std::optional<DateOrder> chosen);

}  // namespace dangol::table
