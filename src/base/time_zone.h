// Time zones that shops' files and their owners name, and how far they are from UTC: enough to put
// an order on the right calendar day without a database of zones.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dangol {

/// The rule by which clocks go forward and back. Each is right from one year on: us from 1987 (the
/// rule of 2007 since then), eu from 1996 (Lisbon 1997), sydney from 2008, auckland from 2007.
/// `none` is right for zones that keep one offset: Seoul from 1989, Shanghai 1992, Perth 2009,
/// Istanbul 2017, Sao Paulo 2020, Mexico City 2023, the others from 1996 or before.
enum class SummerTime : uint8_t { none, us, eu, sydney, auckland };

struct TimeZone {
  int16_t minutes = 0;  ///< standard time, east of UTC
  SummerTime summer = SummerTime::none;

  [[nodiscard]] bool operator==(const TimeZone&) const = default;
};

/// Reads, without regard to case: `UTC`, `GMT`, `Z`; offsets up to 14 hours (`+09:00`, `-0330`,
/// `+9`, `UTC+9`, `GMT-05:00`); IANA names of the larger markets (`Asia/Seoul`); names as Square
/// writes them (`Pacific Time (US & Canada)`); abbreviations (`KST`, `PDT`, `CET`), which are fixed
/// offsets. Abbreviations with several meanings are those of the Americas and Europe (`CST`,
/// `BST`), `IST` India's. Anything else is empty. O(names).
[[nodiscard]] std::optional<TimeZone> parse_time_zone(std::string_view name);

/// Minutes east of UTC at a moment, in seconds since 1970-01-01T00:00:00Z. O(1).
[[nodiscard]] int32_t offset_at_utc(const TimeZone& zone, int64_t utc_seconds);
/// The same at a wall clock, given as the seconds that UTC would have at that date and time. A time
/// that comes twice counts as its first, in summer time; one that is skipped has standard time's.
[[nodiscard]] int32_t offset_at_local(const TimeZone& zone, int64_t wall_seconds);

}  // namespace dangol
