// Days in every way that exports write them, on the calendar of the zone that was asked for.
#include "table/date_column.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "unit/table/typed_rows.h"

namespace dangol::table {
namespace {

constexpr int32_t kHour = 3600;

TEST(DateColumn, ReadsEveryFormInOneColumnAndSaysSo) {
  const Reading reading = read_days({"2024-01-05 10:00:00 +0200", "2024-01-05 11:00:00 +0200",
                                     "45384.3479", "1704412800", "1704412800000", "20240105"});
  EXPECT_EQ(reading.day(0), "2024-01-05");
  EXPECT_EQ(reading.day(2), "2024-04-02");  // 45,384 days after 1899-12-30
  EXPECT_NEAR(reading.rows[2].second, 0.3479 * 24 * kHour, 1);
  EXPECT_EQ(reading.day(3), "2024-01-05");
  EXPECT_EQ(reading.day(4), "2024-01-05");
  EXPECT_EQ(reading.day(5), "2024-01-05");
  ASSERT_NE(reading.warning("date_formats_mixed"), nullptr);
  EXPECT_EQ(reading.warning("date_formats_mixed")->rows, 4U);
  EXPECT_EQ(read_days({"2024-01-05", "", "soon", "2024-01-06 10:00"}).warning("date_formats_mixed"),
            nullptr);
}

TEST(DateColumn, MidnightInSeoul) {
  const Reading reading =
      read_days({"2024-01-05T14:59:59Z", "2024-01-05T15:00:00Z", "2024-01-05 15:30:00 UTC",
                 "2024-01-05 23:30:00 +0900", "2024-01-05 20:00:00"},
                "Asia/Seoul");
  EXPECT_EQ(reading.day(0), "2024-01-05");
  EXPECT_EQ(reading.rows[0].second, 24 * kHour - 1);
  EXPECT_EQ(reading.day(1), "2024-01-06");
  EXPECT_EQ(reading.rows[1].second, 0);
  EXPECT_EQ(reading.day(2), "2024-01-06");
  EXPECT_EQ(reading.rows[2].second, kHour / 2);
  EXPECT_EQ(reading.day(3), "2024-01-05");
  EXPECT_EQ(reading.day(4), "2024-01-05") << "no zone: its own clock";
  EXPECT_EQ(reading.time_zone, "Asia/Seoul");
  EXPECT_EQ(reading.warning("time_zones_mixed"), nullptr) << "the user chose";
}

TEST(DateColumn, CellsKeepTheirClockUnlessAZoneIsChosen) {
  const Reading reading = read_days({"2024-01-05 15:30:00 +0000", "2024-01-06 15:30:00 +0000"});
  EXPECT_EQ(reading.day(0), "2024-01-05");
  EXPECT_EQ(reading.rows[0].second, 15 * kHour + kHour / 2);
  EXPECT_EQ(reading.time_zone, "UTC");
  EXPECT_EQ(read_days({"2024-01-05 15:30 +0900"}).time_zone, "+09:00");
  EXPECT_EQ(read_days({"2024-01-05 15:30 -0330"}).time_zone, "-03:30");
  EXPECT_EQ(read_days({"2024-01-05 15:30"}).time_zone, "");
  EXPECT_EQ(read_days({"2024-01-05 15:30 +0900", "2024-01-05 15:30"}).time_zone, "");
}

TEST(DateColumn, TellsOfZonesThatDiffer) {
  const Reading far = read_days({"2024-01-05 15:30 +0900", "2024-01-05 15:30 +0000"});
  ASSERT_NE(far.warning("time_zones_mixed"), nullptr);
  EXPECT_EQ(far.warning("time_zones_mixed")->rows, 1U);
  EXPECT_EQ(far.time_zone, "");
  // Summer and winter of one place.
  const Reading seasons = read_days({"2024-01-05 15:30 +0100", "2024-07-05 15:30 +0200"});
  EXPECT_EQ(seasons.warning("time_zones_mixed"), nullptr);
}

TEST(DateColumn, CountsRowsOfOtherZonesInAnyOrder) {
  std::vector<std::string> cells = {"2024-01-05 15:30 +0900", "2024-01-05 15:30 +0000",
                                    "2024-01-05 15:30 +0000", "2024-01-05 15:30 +0000",
                                    "2024-01-05 15:30 PST",   "2024-01-05 15:30 PST"};
  for (size_t i = 0; i < cells.size(); ++i) {
    const Reading reading = read_days(cells);
    ASSERT_NE(reading.warning("time_zones_mixed"), nullptr);
    EXPECT_EQ(reading.warning("time_zones_mixed")->rows, 3U) << cells.front() << " first";
    EXPECT_EQ(reading.time_zone, "");
    std::rotate(cells.begin(), cells.begin() + 1, cells.end());
  }
  // More zones than there are in the world: what comes after the others still counts.
  for (int minutes = 0; minutes < 600; ++minutes) {
    const std::string clock = std::to_string(1000 + minutes / 60 * 100 + minutes % 60).substr(1);
    cells.push_back("2024-01-05 15:30 -0" + clock);
  }
  EXPECT_EQ(read_days(cells).warning("time_zones_mixed")->rows, cells.size() - 4);
}

TEST(DateColumn, TheHeadingNamesTheZone) {
  Schema schema = schema_of({"time"});
  schema.time_zone = "UTC";
  const test::Texts rows = {{"2024-01-05 15:30"}, {"2024-01-05"}};
  const Reading seoul = read_table(schema, rows, "Asia/Seoul");
  EXPECT_EQ(seoul.day(0), "2024-01-06");
  EXPECT_EQ(seoul.day(1), "2024-01-05") << "a day without a time stays";
  const Reading own = read_table(schema, rows);
  EXPECT_EQ(own.day(0), "2024-01-05");
  EXPECT_EQ(own.time_zone, "UTC");
  EXPECT_EQ(read_table(schema, {{"2024-01-05"}}).time_zone, "UTC");

  EXPECT_EQ(zone_of_heading("Created date (UTC)"), "UTC");
  EXPECT_EQ(zone_of_heading("주문일시 (KST)"), "KST");
  EXPECT_EQ(zone_of_heading("created_at_UTC"), "UTC");
  EXPECT_EQ(zone_of_heading("Grand Total (Base)"), "");
  EXPECT_EQ(zone_of_heading("Date"), "");
  EXPECT_EQ(zone_of_heading("UTC"), "");
  EXPECT_EQ(zone_of_heading(""), "");
}

TEST(DateColumn, PutsClocksAndZonesBesideDays) {
  const Schema schema = schema_of({"time", "time_of_day", "time_zone"});
  const test::Texts rows = {{"2024-01-05", "22:15:00", "Pacific Time (US & Canada)"},
                            {"2024-07-05", "10:15 PM", "Pacific Time (US & Canada)"},
                            {"2024-07-06", "오후 3:04", ""},
                            {"2024-07-06", "", ""},
                            {"2024-07-06", "0.75", ""}};
  const Reading own = read_table(schema, rows);
  EXPECT_EQ(own.day(0), "2024-01-05");
  EXPECT_EQ(own.rows[0].second, 22 * kHour + kHour / 4);
  EXPECT_EQ(own.rows[2].second, 15 * kHour + 240);
  EXPECT_EQ(own.rows[3].second, 0);
  EXPECT_EQ(own.rows[4].second, 18 * kHour);
  const Reading utc = read_table(schema, rows, "UTC");
  EXPECT_EQ(utc.day(0), "2024-01-06");
  EXPECT_EQ(utc.rows[0].second, 6 * kHour + kHour / 4) << "eight hours west in winter";
  EXPECT_EQ(utc.rows[1].second, 5 * kHour + kHour / 4) << "seven in summer";
  EXPECT_EQ(utc.day(2), "2024-07-06");
  EXPECT_EQ(utc.time_zone, "UTC");
  EXPECT_EQ(read_table(schema, {rows[0], rows[1]}).time_zone, "Pacific Time (US & Canada)");
}

TEST(DateColumn, OpenDatesMoveWithTheZoneToo) {
  Schema schema = schema_of({"time", "time_of_day", "time_zone"});
  const test::Texts rows = {{"1/5/2024", "23:30:00", "PST"}, {"1/5/24", "01:00:00", "PST"}};
  const Reading reading = read_table(schema, rows, "Asia/Seoul");
  EXPECT_EQ(reading.rows[0].date, DateState::ambiguous);
  EXPECT_EQ(reading.day(0, DateOrder::mdy), "2024-01-06");
  EXPECT_EQ(reading.day(0, DateOrder::dmy), "2024-05-02");
  EXPECT_EQ(reading.rows[0].second, 16 * kHour + kHour / 2);
  EXPECT_EQ(reading.day(1, DateOrder::mdy), "2024-01-05");
  EXPECT_EQ(reading.rows[1].second, 18 * kHour);
  // The first of the month goes back to the month before, in either reading.
  const Reading west = read_table(schema, {{"3/1/2024", "01:00", "KST"}}, "UTC");
  EXPECT_EQ(west.day(0, DateOrder::mdy), "2024-02-29");
  EXPECT_EQ(west.day(0, DateOrder::dmy), "2024-01-02");
}

TEST(DateColumn, YearsOfTwoDigitsAreProvenByImpossibleReadings) {
  const Reading etsy = read_days({"05/13/24", "01/05/24"});
  EXPECT_EQ(settle_date_order(etsy.evidence, {}).order, DateOrder::mdy);
  EXPECT_FALSE(settle_date_order(etsy.evidence, {}).ambiguous);
  EXPECT_EQ(etsy.day(1), "2024-01-05");
  const Reading korean = read_days({"99/12/31", "24/01/05"});
  EXPECT_EQ(settle_date_order(korean.evidence, {}).order, DateOrder::ymd);
  EXPECT_EQ(korean.day(0), "1999-12-31");
  EXPECT_EQ(korean.day(1), "2024-01-05");
  const Reading european = read_days({"31.12.99", "05.01.24", "24.01.05"});
  EXPECT_EQ(settle_date_order(european.evidence, {}).order, DateOrder::dmy);
  EXPECT_EQ(european.day(2), "2005-01-24");
}

TEST(DateColumn, YearsOfTwoDigitsAreProvenByTheirNumbers) {
  std::vector<std::string> cells;
  for (int day = 10; day < 30; ++day) cells.push_back("24/02/" + std::to_string(day));
  const auto front = settle_date_order(read_days(cells).evidence, {});
  EXPECT_EQ(front.order, DateOrder::ymd);
  EXPECT_FALSE(front.ambiguous);
  for (std::string& cell : cells) cell = cell.substr(6) + "/02/24";
  const auto behind = settle_date_order(read_days(cells).evidence, {});
  EXPECT_EQ(behind.order, DateOrder::dmy);
  EXPECT_FALSE(behind.ambiguous);
}

TEST(DateColumn, AsksWhereNothingProvesTheYear) {
  const Reading korean = read_days({"24/01/05", "24/01/06"});
  const auto settled = settle_date_order(korean.evidence, {});
  EXPECT_TRUE(settled.ambiguous);
  EXPECT_EQ(settled.order, DateOrder::ymd);
  EXPECT_EQ(korean.day(0), "2024-01-05");
  EXPECT_EQ(korean.day(0, DateOrder::dmy), "2005-01-24");
  EXPECT_EQ(korean.evidence.either_example, "24/01/05");
  EXPECT_TRUE(korean.evidence.needed());
  EXPECT_TRUE(settle_date_order(read_days({"01/05/24"}).evidence, {}).ambiguous);
}

TEST(DateColumn, AKnownExportsOrderHoldsUntilDisproven) {
  Schema schema = schema_of({"time"});
  schema.usual_date_order = DateOrder::mdy;
  const Reading usual = read_table(schema, {{"01/05/24"}, {"02/03/24"}});
  EXPECT_FALSE(settle_date_order(usual.evidence, {}).ambiguous);
  EXPECT_EQ(usual.day(0), "2024-01-05");
  EXPECT_EQ(usual.day(0, DateOrder::dmy), "2024-05-01");
  const Reading other = read_table(schema, {{"01/05/2024"}, {"13/05/2024"}});
  EXPECT_EQ(other.day(0), "2024-05-01");
}

TEST(DateColumn, GivesAnExampleThatCanBeReadTwoWays) {
  const Reading reading = read_days({"13/1/2024", "5/5/2024", "1/5/2024", "2/6/2024"});
  EXPECT_EQ(reading.evidence.either_example, "1/5/2024");
  EXPECT_EQ(reading.evidence.either_line, 4U);
  EXPECT_EQ(reading.evidence.day_first.example, "13/1/2024");
}

TEST(DateColumn, PackedDatesGiveBackWhatWentIn) {
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    DateFields fields;
    fields.shape = random() % 2 == 0 ? DateShape::ambiguous : DateShape::two_digit;
    const bool two = fields.shape == DateShape::two_digit;
    fields.first = static_cast<uint8_t>(two ? random() % 100 : 1 + random() % 31);
    fields.second = static_cast<uint8_t>(1 + random() % 31);
    fields.year = static_cast<int32_t>(two ? random() % 100 : 1900 + random() % 300);
    DayShifts shifts{};
    for (int32_t& shift : shifts) shift = static_cast<int32_t>(random() % 8) - 4;
    const PackedDate packed = pack_date(fields, shifts);
    for (const DateOrder order : kDateOrders) {
      auto expected = read_in_order(fields, order);
      if (expected) *expected += shifts[static_cast<size_t>(order)];
      ASSERT_EQ(unpack_date(packed, order), expected);
    }
  }
}

TEST(DateColumn, ConversionsAgreeWithArithmetic) {
  // A clock without summer time moves by the difference of the offsets, whatever the day.
  std::mt19937 random(4);
  for (int i = 0; i < 2'000; ++i) {
    const Day day = static_cast<Day>(random() % 40'000);
    const int hours = static_cast<int>(random() % 24);
    const int from = static_cast<int>(random() % 27) - 12;
    const int to = static_cast<int>(random() % 27) - 12;
    char cell[64];
    char zone[16];
    std::snprintf(cell, sizeof cell, "%s %02d:00:00 %+03d:00", format_day(day).c_str(), hours,
                  from);
    std::snprintf(zone, sizeof zone, "%+03d:00", to);
    const Reading reading = read_days({cell}, zone);
    const int64_t moved = int64_t{day} * 24 + hours - from + to;
    EXPECT_EQ(int64_t{reading.rows[0].day} * 24 + reading.rows[0].second / kHour, moved)
        << cell << " in " << zone;
  }
}

}  // namespace
}  // namespace dangol::table
