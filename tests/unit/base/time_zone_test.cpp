#include "base/time_zone.h"

#include <gtest/gtest.h>

#include <string>

#include "base/civil.h"

namespace dangol {
namespace {

TimeZone zone(std::string_view name) {
  const auto parsed = parse_time_zone(name);
  EXPECT_TRUE(parsed) << name;
  return parsed.value_or(TimeZone{});
}

/// Minutes east of UTC of a zone that keeps one offset; 9999 = unknown, 8888 = has summer time.
int32_t fixed(std::string_view name) {
  const auto parsed = parse_time_zone(name);
  if (!parsed) return 9999;
  return parsed->summer == SummerTime::none ? parsed->minutes : 8888;
}

TEST(TimeZone, ReadsNames) {
  EXPECT_EQ(fixed("UTC"), 0);
  EXPECT_EQ(fixed("z"), 0);
  EXPECT_EQ(fixed("Asia/Seoul"), 540);
  EXPECT_EQ(fixed(" asia/seoul "), 540);
  EXPECT_EQ(fixed("Asia/Kolkata"), 330);
  EXPECT_EQ(fixed("America/Phoenix"), -420);
  EXPECT_EQ(fixed("America/Sao_Paulo"), -180);
  EXPECT_EQ(fixed("KST"), 540);
  EXPECT_EQ(fixed("PDT"), -420);
  EXPECT_EQ(fixed("MDT"), -360);
  EXPECT_EQ(fixed("CET"), 60);
  EXPECT_EQ(fixed("Arizona"), -420);
  EXPECT_EQ(zone("Pacific Time (US & Canada)"), zone("America/Los_Angeles"));
  EXPECT_EQ(zone("Eastern Time (US & Canada)"), zone("America/Toronto"));
  for (const char* name : {"", "Asia", "Asia/Pyongyang", "XYZ", "Pacific Time", "UTCx", "local"}) {
    EXPECT_EQ(fixed(name), 9999) << name;
  }
}

TEST(TimeZone, ReadsOffsets) {
  EXPECT_EQ(fixed("+09:00"), 540);
  EXPECT_EQ(fixed("+9"), 540);
  EXPECT_EQ(fixed("+0900"), 540);
  EXPECT_EQ(fixed("-03:30"), -210);
  EXPECT_EQ(fixed("\u22123"), -180);
  EXPECT_EQ(fixed("UTC+9"), 540);
  EXPECT_EQ(fixed("GMT-05:00"), -300);
  EXPECT_EQ(fixed("+14:00"), 840);
  for (const char* name : {"+", "9", "+15", "+09:60", "+9:0", "+123", "+09:000", ":30",
                           "+0:", "+-9", "+12345", "+09:00:00"}) {
    EXPECT_EQ(fixed(name), 9999) << name;
  }
}

struct Switch {
  const char* name;
  int64_t utc;  ///< seconds since 1970 at which the clocks change
  int32_t before;
  int32_t after;
};

// From Python's zoneinfo (tzdata 2024a): every half hour of the year at which utcoffset() differs
// from the one before it.
constexpr Switch kSwitches[] = {
    {"America/New_York", 544604400, -300, -240},
    {"America/New_York", 562140000, -240, -300},
    {"America/New_York", 1143961200, -300, -240},
    {"America/New_York", 1162101600, -240, -300},
    {"America/New_York", 1173596400, -300, -240},
    {"America/New_York", 1194156000, -240, -300},
    {"America/New_York", 1710054000, -300, -240},
    {"America/New_York", 1730613600, -240, -300},
    {"America/Los_Angeles", 1678615200, -480, -420},
    {"America/Los_Angeles", 1699174800, -420, -480},
    {"America/Los_Angeles", 1772964000, -480, -420},
    {"America/Los_Angeles", 1793523600, -420, -480},
    {"America/Chicago", 1300003200, -360, -300},
    {"America/Chicago", 1320562800, -300, -360},
    {"America/Denver", 1552208400, -420, -360},
    {"America/Denver", 1572768000, -360, -420},
    {"America/Toronto", 1930806000, -300, -240},
    {"America/Toronto", 1951365600, -240, -300},
    {"Europe/London", 828234000, 0, 60},
    {"Europe/London", 846378000, 60, 0},
    {"Europe/London", 1269738000, 0, 60},
    {"Europe/London", 1288486800, 60, 0},
    {"Europe/London", 1711846800, 0, 60},
    {"Europe/London", 1729990800, 60, 0},
    {"Europe/Berlin", 922582800, 60, 120},
    {"Europe/Berlin", 941331600, 120, 60},
    {"Europe/Berlin", 1743296400, 60, 120},
    {"Europe/Berlin", 1761440400, 120, 60},
    {"Europe/Athens", 1521939600, 120, 180},
    {"Europe/Athens", 1540688400, 180, 120},
    {"Australia/Sydney", 1207411200, 660, 600},
    {"Australia/Sydney", 1223136000, 600, 660},
    {"Australia/Sydney", 1712419200, 660, 600},
    {"Australia/Sydney", 1728144000, 600, 660},
    {"Pacific/Auckland", 1428156000, 780, 720},
    {"Pacific/Auckland", 1443276000, 720, 780},
};

TEST(TimeZone, ChangesClocksWhenTheyDo) {
  for (const Switch& change : kSwitches) {
    const TimeZone it = zone(change.name);
    const std::string what = std::string(change.name) + " " + std::to_string(change.utc);
    for (const int64_t away : {1, 60, 3'599, 3'600, 86'400, 50 * 86'400}) {
      EXPECT_EQ(offset_at_utc(it, change.utc - away), change.before) << what;
      EXPECT_EQ(offset_at_utc(it, change.utc + away - 1), change.after) << what;
    }
    // On the wall: an hour is skipped or comes twice, and everything around it is plain.
    const int64_t wall = change.utc + change.before * 60;
    const bool skips = change.after > change.before;
    EXPECT_EQ(offset_at_local(it, wall - 3'601), change.before) << what;
    EXPECT_EQ(offset_at_local(it, wall - 1), change.before) << what << ": twice, the first";
    EXPECT_EQ(offset_at_local(it, wall), skips ? change.before : change.after) << what;
    EXPECT_EQ(offset_at_local(it, wall + 3'599), skips ? change.before : change.after) << what;
    EXPECT_EQ(offset_at_local(it, wall + 3'600), change.after) << what;
  }
}

TEST(TimeZone, KnowsTheDayInSeoul) {
  const TimeZone seoul = zone("Asia/Seoul");
  const auto day_at = [&](int64_t utc) {
    return static_cast<Day>((utc + offset_at_utc(seoul, utc) * 60) / 86'400);
  };
  const int64_t midnight = static_cast<int64_t>(to_day({2024, 1, 5})) * 86'400 - 9 * 3'600;
  EXPECT_EQ(format_day(day_at(midnight - 1)), "2024-01-04");
  EXPECT_EQ(format_day(day_at(midnight)), "2024-01-05");
  EXPECT_EQ(format_day(day_at(midnight + 86'399)), "2024-01-05");
}

// Both ways of asking agree wherever a wall clock is unique.
TEST(TimeZone, GoesFromUtcToTheWallAndBack) {
  for (const char* name :
       {"America/New_York", "Europe/Paris", "Australia/Sydney", "Asia/Tokyo", "Pacific/Auckland"}) {
    const TimeZone it = zone(name);
    for (int64_t utc = 1'230'768'000; utc < 1'293'840'000; utc += 1'800) {
      const int32_t offset = offset_at_utc(it, utc);
      const bool second_time = offset_at_utc(it, utc - 3'600) > offset;
      if (second_time) continue;
      ASSERT_EQ(offset_at_local(it, utc + offset * 60), offset) << name << " " << utc;
    }
  }
}

}  // namespace
}  // namespace dangol
