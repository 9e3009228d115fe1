#include "base/date_time.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

namespace dangol {
namespace {

constexpr int32_t kNoTime = -1;

/// What a cell means, in one line: `2024-01-05`, `2024:1/5` when ambiguous, `@seconds`, `zone`.
std::string read(std::string_view text) {
  DateFields fields;
  if (!parse_date_time(text, fields)) return "refused";
  std::string meaning;
  if (fields.shape == DateShape::ymd) {
    const std::optional<Day> day = resolve_day(fields, false);
    meaning = day ? format_day(*day) : "no such day";
    EXPECT_EQ(day, resolve_day(fields, true)) << text;
  } else {
    meaning = std::to_string(fields.year);
    meaning.append(":").append(std::to_string(fields.first));
    meaning.append("/").append(std::to_string(fields.second));
  }
  if (fields.second_of_day != kNoTime) {
    meaning.append("@").append(std::to_string(fields.second_of_day));
  }
  if (fields.zone_minutes) meaning.append(" zone ").append(std::to_string(*fields.zone_minutes));
  return meaning;
}

TEST(DateTime, ReadsCertainDates) {
  for (const char* text :
       {"2024-01-05",   "2024/1/5",    "2024/01/05",   "2024-1-5",     "2024.01.05",
        "2024.1.5",     "2024. 1. 5.", "2024. 01. 05", "2024.01.05.",  "2024년 1월 5일",
        "2024년1월5일", "20240105",    " 2024-01-05 ", "Jan 5, 2024",  "January 5, 2024",
        "jan 05 2024",  "5 Jan 2024",  "05-Jan-2024",  "5. Jan. 2024", "5 JANUARY 2024",
        "Jan. 5, 2024"}) {
    EXPECT_EQ(read(text), "2024-01-05") << text;
  }
  EXPECT_EQ(read("1 May 2024"), "2024-05-01");
  EXPECT_EQ(read("2024-02-29"), "2024-02-29");
}

TEST(DateTime, LeavesDayAndMonthOpen) {
  EXPECT_EQ(read("1/5/2024"), "2024:1/5");
  EXPECT_EQ(read("05.01.2024"), "2024:5/1");
  EXPECT_EQ(read("5-1-2024"), "2024:5/1");
  EXPECT_EQ(read("5. 1. 2024"), "2024:5/1");
  EXPECT_EQ(read("11/8/2018"), "2018:11/8");
  EXPECT_EQ(read("31/12/2024"), "2024:31/12");
  EXPECT_EQ(read("29/2/2023"), "refused") << "neither reading exists";
  EXPECT_EQ(read("13/13/2024"), "refused");

  DateFields fields;
  ASSERT_TRUE(parse_date_time("1/5/2024", fields));
  EXPECT_EQ(resolve_day(fields, false), to_day({2024, 1, 5}));
  EXPECT_EQ(resolve_day(fields, true), to_day({2024, 5, 1}));
  ASSERT_TRUE(parse_date_time("31/12/2024", fields));
  EXPECT_FALSE(resolve_day(fields, false).has_value());
  EXPECT_EQ(resolve_day(fields, true), to_day({2024, 12, 31}));
}

TEST(DateTime, ReadsTimes) {
  EXPECT_EQ(read("2024-01-05 09:30"), "2024-01-05@34200");
  EXPECT_EQ(read("2024-01-05T09:30:15"), "2024-01-05@34215");
  EXPECT_EQ(read("2024-01-05 09:30:15.999"), "2024-01-05@34215");
  EXPECT_EQ(read("2024-01-05 9:30:15,999"), "2024-01-05@34215");
  EXPECT_EQ(read("2024-01-05 23:59:59"), "2024-01-05@86399");
  EXPECT_EQ(read("2024-01-05 00:00"), "2024-01-05@0");
  EXPECT_EQ(read("20240105 0930"), "refused");
  EXPECT_EQ(read("20240105 09:30"), "2024-01-05@34200");
  EXPECT_EQ(read("1/5/2024, 9:30:00 PM"), "2024:1/5@77400");
  EXPECT_EQ(read("1/5/2024 12:00 AM"), "2024:1/5@0");
  EXPECT_EQ(read("1/5/2024 12:30pm"), "2024:1/5@45000");
  EXPECT_EQ(read("1/5/2024 1:00\u202FPM"), "2024:1/5@46800");
  EXPECT_EQ(read("2024. 1. 5. 오전 9:30:00"), "2024-01-05@34200");
  EXPECT_EQ(read("2024. 1. 5. 오후 12:05"), "2024-01-05@43500");
  EXPECT_EQ(read("2024-01-05 오후 3:04:05"), "2024-01-05@54245");
  EXPECT_EQ(read("2024년 1월 5일 오후 3:04"), "2024-01-05@54240");
  EXPECT_EQ(read("Jan 5, 2024 3:04 PM"), "2024-01-05@54240");
}

TEST(DateTime, ReadsZones) {
  EXPECT_EQ(read("2024-01-05T09:30:00Z"), "2024-01-05@34200 zone 0");
  EXPECT_EQ(read("2024-01-05 09:30:00 UTC"), "2024-01-05@34200 zone 0");
  EXPECT_EQ(read("2024-01-05T09:30:00+09:00"), "2024-01-05@34200 zone 540");
  EXPECT_EQ(read("2024-01-05T09:30:00+0900"), "2024-01-05@34200 zone 540");
  EXPECT_EQ(read("2026-05-01 10:00:00 +0200"), "2026-05-01@36000 zone 120");
  EXPECT_EQ(read("2024-01-05 09:30:00-03:30"), "2024-01-05@34200 zone -210");
  EXPECT_EQ(read("2024-01-05 09:30:00+00"), "2024-01-05@34200 zone 0");
  EXPECT_EQ(read("2024-01-05 09:30 UTC+9"), "2024-01-05@34200 zone 540");
}

TEST(DateTime, RefusesTheOdd) {
  for (const char* text : {"",
                           " ",
                           "abc",
                           "2024",
                           "2024-01",
                           "2024-01-055",
                           "2024-01-5x",
                           "2024-13-01",
                           "2024-02-30",
                           "2023-02-29",
                           "2024-00-10",
                           "2024-01-00",
                           "2024/1-5",
                           "2024-1/5",
                           "1/5-2024",
                           "24/01/05",
                           "1/5/24",
                           "1899-12-31",
                           "2200-01-01",
                           "20241301",
                           "202401055",
                           "2024010",
                           "2024--01-05",
                           "-2024-01-05",
                           "2024-01-05T",
                           "2024-01-05 ",
                           "2024-01-05 24:00",
                           "2024-01-05 09:60",
                           "2024-01-05 09:30:60",
                           "2024-01-05 9",
                           "2024-01-05 09:3",
                           "2024-01-05 0930",
                           "2024-01-05 13:00 PM",
                           "2024-01-05 09:30 +1500",
                           "2024-01-05 09:30 +0960",
                           "2024-01-05 09:30 KST",
                           "2024-01-05Z",
                           "2024-01-05 09:30 x",
                           "2024-01-05T 09:30",
                           "2024-01-05 오전",
                           "010-1234-5678",
                           "12.50",
                           "1,234",
                           "5 Foo 2024",
                           "Jan 2024",
                           "Jan 5, 24",
                           "32 Jan 2024",
                           "2024년 1월",
                           "2024년 13월 1일",
                           "５/１/2024",
                           "#1001",
                           "2024-01-05 09:30:00.",
                           "Jan5,2024",
                           "5-Jan 2024"}) {
    if (std::string_view(text) == "2024-01-05 ") continue;  // only blanks follow: fine
    EXPECT_EQ(read(text), "refused") << text;
  }
  EXPECT_EQ(read("2024-01-05 "), "2024-01-05");
}

TEST(DateTime, EveryDayInEveryForm) {
  const char* const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (Day day = to_day({1900, 1, 1}); day <= to_day({2100, 12, 31}); ++day) {
    const CivilDate date = to_civil(day);
    const int year = date.year;
    const unsigned month = date.month;
    const unsigned of_month = date.day;
    char forms[8][48];
    std::snprintf(forms[0], 48, "%04d-%02u-%02u", year, month, of_month);
    std::snprintf(forms[1], 48, "%d/%u/%u", year, month, of_month);
    std::snprintf(forms[2], 48, "%d. %u. %u. 오후 1:00:00", year, month, of_month);
    std::snprintf(forms[3], 48, "%d년 %u월 %u일", year, month, of_month);
    std::snprintf(forms[4], 48, "%04d%02u%02u", year, month, of_month);
    std::snprintf(forms[5], 48, "%s %u, %d", names[month - 1], of_month, year);
    std::snprintf(forms[6], 48, "%u/%u/%d", month, of_month, year);
    std::snprintf(forms[7], 48, "%02u.%02u.%d 13:00", of_month, month, year);
    for (size_t i = 0; i < 8; ++i) {
      DateFields fields;
      ASSERT_TRUE(parse_date_time(forms[i], fields)) << forms[i];
      ASSERT_EQ(resolve_day(fields, i == 7), day) << forms[i];
      ASSERT_EQ(fields.shape, i < 6 ? DateShape::ymd : DateShape::ambiguous) << forms[i];
      ASSERT_EQ(fields.second_of_day, i == 2 || i == 7 ? 46'800 : kNoTime) << forms[i];
    }
  }
}

}  // namespace
}  // namespace dangol
