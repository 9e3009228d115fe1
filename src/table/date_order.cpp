#include "table/date_order.h"

namespace dangol::table {

std::optional<DateOrder> parse_date_order(std::string_view name) {
  if (name == "dmy") return DateOrder::dmy;
  if (name == "mdy") return DateOrder::mdy;
  if (name == "ymd") return DateOrder::ymd;
  return std::nullopt;
}

std::string_view date_order_name(DateOrder order) {
  switch (order) {
    case DateOrder::dmy:
      return "dmy";
    case DateOrder::mdy:
      return "mdy";
    case DateOrder::ymd:
      return "ymd";
  }
  return {};
}

PackedDate pack_date(const DateFields& fields) {
  return fields.year * 65'536 + fields.first * 256 + fields.second;
}

std::optional<Day> unpack_date(PackedDate date, DateOrder order) {
  if (order == DateOrder::ymd) return std::nullopt;
  DateFields fields;
  fields.year = date / 65'536;
  fields.first = static_cast<uint8_t>(date / 256 % 256);
  fields.second = static_cast<uint8_t>(date % 256);
  fields.shape = DateShape::ambiguous;
  return resolve_day(fields, order == DateOrder::dmy);
}

SettledDateOrder settle_date_order(const DateEvidence& evidence, std::optional<DateOrder> chosen) {
  SettledDateOrder settled;
  settled.evidence = evidence;
  if (chosen) {
    settled.order = *chosen;
    return settled;
  }
  const uint64_t day_first = evidence.day_first.rows;
  const uint64_t month_first = evidence.month_first.rows;
  settled.order = day_first > month_first ? DateOrder::dmy : DateOrder::mdy;
  settled.ambiguous = day_first == month_first && (evidence.either > 0 || day_first > 0);
  return settled;
}

}  // namespace dangol::table
