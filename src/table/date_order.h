// Is 1/5/2024 in January or in May, and 24/01/05 in 2024 or in 2005? No cell can tell, so such
// dates travel packed while the whole column gives evidence, and are resolved once at the end.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/date_time.h"

namespace dangol::table {

enum class DateOrder : uint8_t { dmy, mdy, ymd };
inline constexpr DateOrder kDateOrders[] = {DateOrder::mdy, DateOrder::dmy, DateOrder::ymd};

/// `dmy`, `mdy` or `ymd`.
[[nodiscard]] std::optional<DateOrder> parse_date_order(std::string_view name);
[[nodiscard]] std::string_view date_order_name(DateOrder order);

/// The day that a date means in that order of its numbers; empty when that reading does not exist.
/// `1/5/2024` has none in the order ymd: it ends in the year.
[[nodiscard]] std::optional<Day> read_in_order(const DateFields& fields, DateOrder order);

/// By how many days (-4..3) each reading moves when its clock is that of another zone, by order.
using DayShifts = std::array<int32_t, 3>;

/// The numbers of an ambiguous or two-digit date, and the shifts of its readings, in one integer.
using PackedDate = int32_t;
[[nodiscard]] PackedDate pack_date(const DateFields& fields, const DayShifts& shifts = {});
/// As read_in_order(), shifted.
[[nodiscard]] std::optional<Day> unpack_date(PackedDate date, DateOrder order);

/// Such a date on its way to the ledger: a position in DateEvidence::open_dates, which is small
/// enough to stand where a day would.
using OpenDate = int32_t;
inline constexpr size_t kMostOpenDates = size_t{1} << 19U;

/// Cells that can be read in one way only, and where the first of them stands.
struct OrderEvidence {
  uint64_t rows = 0;
  uint64_t first_line = 0;
  std::string example;
};

/// What the whole column says.
struct DateEvidence {
  std::vector<PackedDate> open_dates;  ///< the different ones, at most kMostOpenDates
  OrderEvidence day_first;             ///< such as 13/1/2024
  OrderEvidence month_first;           ///< such as 1/13/2024
  OrderEvidence year_first;            ///< such as 99/01/31
  OrderEvidence
      not_month_first;         ///< such as 24/01/05: the year or the day; counted in `either` too
  uint64_t either = 0;         ///< several readings exist and differ
  uint64_t either_line = 0;    ///< line of the first such cell
  std::string either_example;  ///< its text
  uint64_t two_digit = 0;      ///< rows whose year has two digits
  /// Which first and last numbers occur in those, one bit each.
  std::array<uint64_t, 2> first_numbers{};
  std::array<uint64_t, 2> last_numbers{};
  std::optional<DateOrder> usual;  ///< how the recognised export always writes dates

  /// Whether some date needs an order to be read.
  [[nodiscard]] bool needed() const {
    return either + day_first.rows + month_first.rows + year_first.rows > 0;
  }
};

/// Adds what another column says of the same order, as the column of that name in another file of
/// the same shop does. Places, examples and open dates stay those of `evidence`.
void add_evidence(const DateEvidence& other, DateEvidence& evidence);

struct SettledDateOrder {
  DateOrder order = DateOrder::mdy;
  bool ambiguous = false;  ///< nothing proved it and it matters: warning `date_order_ambiguous`
  DateEvidence evidence;

  /// The day of an open date of the column; empty when it has no such reading.
  [[nodiscard]] std::optional<Day> day_of(OpenDate date) const {
    return unpack_date(evidence.open_dates[static_cast<size_t>(date)], order);
  }
};

/// The user's choice, else the order that more cells prove, else the export's usual one, else month
/// first (year first, where no month can be first) with `ambiguous` set.
///
/// Years of two digits are taken to stand on the side where few numbers occur while many (16 or
/// more, and four times as many) occur on the other: days change, years hardly do.
[[nodiscard]] SettledDateOrder settle_date_order(const DateEvidence& evidence,
                                                 std::optional<DateOrder> chosen);

}  // namespace dangol::table
