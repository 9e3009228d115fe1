// Numbers, money and periods read as people write them, in both languages.
#include "ui/strings/format.h"

#include <gtest/gtest.h>

#include <limits>

#include "ui/strings/csv_text.h"

namespace dangol::ui {
namespace {

TEST(Format, GroupsThousandsAndNeverShowsMinusZero) {
  EXPECT_EQ(format_count(0), "0");
  EXPECT_EQ(format_count(999), "999");
  EXPECT_EQ(format_count(1000), "1,000");
  EXPECT_EQ(format_count(-1234567), "-1,234,567");
  EXPECT_EQ(format_count(-0.2), "0");
  EXPECT_EQ(format_decimal(1234.567, 2), "1,234.57");
  EXPECT_EQ(format_decimal(999999.999, 2), "1,000,000.00");
  EXPECT_EQ(format_decimal(std::numeric_limits<double>::infinity(), 1), "–");
}

TEST(Format, RatesHaveOneDecimalButWholeEnds) {
  EXPECT_EQ(format_rate(0.5394), "53.9%");
  EXPECT_EQ(format_rate(1), "100%");
  EXPECT_EQ(format_rate(0), "0%");
  EXPECT_EQ(format_rate(1.262), "126.2%");
  EXPECT_EQ(format_rate_range(0.487, 0.591), "48.7–59.1%");
}

TEST(Format, MoneyFollowsItsCurrencyAndTheLanguage) {
  EXPECT_EQ(format_money(41000, "KRW", Language::ko).joined(), "41,000원");
  EXPECT_EQ(format_money(41000, "KRW", Language::en).joined(), "₩41,000");
  EXPECT_EQ(format_money(458.614, "USD", Language::ko).joined(), "$458.61");
  EXPECT_EQ(format_money(-325.23, "USD", Language::en).joined(), "-$325.23");
  EXPECT_EQ(format_money(-5, "KRW", Language::ko).joined(), "-5원");
  EXPECT_EQ(format_money(2297200.86, "", Language::en).joined(), "2,297,200.86");
  EXPECT_EQ(format_money(5, "CHF", Language::en).joined(), "CHF 5.00");
}

TEST(Format, CompactNumbersUseTheLanguagesOwnUnits) {
  EXPECT_EQ(format_compact(12300, Language::ko), "1.2만");
  EXPECT_EQ(format_compact(300000, Language::ko), "30만");
  EXPECT_EQ(format_compact(250000000, Language::ko), "2.5억");
  EXPECT_EQ(format_compact(12300, Language::en), "12.3K");
  EXPECT_EQ(format_compact(2000000, Language::en), "2M");
  EXPECT_EQ(format_compact(950, Language::en), "950");
}

TEST(Format, PeriodsOfEveryUnit) {
  EXPECT_EQ(format_period_name("2019-Q4", Language::ko), "2019년 4분기");
  EXPECT_EQ(format_period_name("2019-Q4", Language::en), "Q4 2019");
  EXPECT_EQ(format_period_name("2019-02", Language::ko), "2019년 2월");
  EXPECT_EQ(format_period_name("2019-12", Language::en), "Dec 2019");
  EXPECT_EQ(format_period_name("2019-W05", Language::ko), "2019년 5주");
  EXPECT_EQ(format_period_name("2019-W51", Language::en), "week 51 of 2019");
  EXPECT_EQ(format_period_name("2019", Language::ko), "2019년");
  EXPECT_EQ(short_period_name("2019-Q4"), "19 Q4");
  EXPECT_EQ(short_period_name("2019-12"), "19-12");
  EXPECT_EQ(short_period_name("2019"), "2019");
  EXPECT_EQ(year_before("2019-Q4"), "2018-Q4");
  EXPECT_EQ(year_before("2019"), "2018");
  EXPECT_EQ(year_before("2019-12-30"), "");
  EXPECT_EQ(year_before("x"), "");
}

TEST(Format, DaysAreSpelledOut) {
  EXPECT_EQ(format_day(2024, 4, 3, Language::ko), "2024년 4월 3일");
  EXPECT_EQ(format_day(2024, 12, 31, Language::en), "December 31, 2024");
}

std::string all_readings(std::string_view text) {
  std::string all;
  for (const DateReading& reading : date_readings(text)) {
    all += std::string(reading.order) + " " +
           format_day(reading.year, reading.month, reading.day, Language::en) + "; ";
  }
  return all;
}

TEST(Format, ADateOfTwoMeaningsHasBoth) {
  EXPECT_EQ(all_readings("03/04/2024"), "mdy March 4, 2024; dmy April 3, 2024; ");
  EXPECT_EQ(all_readings("5.1.2024 14:30"), "mdy May 1, 2024; dmy January 5, 2024; ");
  EXPECT_EQ(all_readings("1-2-99"), "mdy January 2, 1999; dmy February 1, 1999; ");
  EXPECT_EQ(all_readings("04/05/06"), "mdy April 5, 2006; dmy May 4, 2006; ymd May 6, 2004; ");
}

TEST(Format, OnlyReadingsThatExistAndDiffer) {
  EXPECT_EQ(all_readings("13/04/2024"), "dmy April 13, 2024; ");
  EXPECT_EQ(all_readings("4/4/2024"), "mdy April 4, 2024; ");
  EXPECT_EQ(all_readings("2024-03-04"), "ymd March 4, 2024; ");
  EXPECT_EQ(all_readings("0/0/2024"), "");
  EXPECT_EQ(all_readings("3/4"), "");
  EXPECT_EQ(all_readings("April 3"), "");
  EXPECT_EQ(all_readings(""), "");
}

TEST(CsvText, QuotesMarksAndDefusesFormulas) {
  CsvText csv;
  csv.cell("=1+1");
  csv.cell("a \"b\", c");
  csv.number(0.25);
  csv.number(-3);
  csv.end_row();
  csv.cell("@x");
  csv.end_row();
  EXPECT_EQ(csv.take(), "\xEF\xBB\xBF'=1+1,\"a \"\"b\"\", c\",0.25,-3\r\n'@x\r\n");
}

}  // namespace
}  // namespace dangol::ui
