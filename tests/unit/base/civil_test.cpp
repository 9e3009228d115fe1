#include "base/civil.h"

#include <gtest/gtest.h>

namespace dangol {
namespace {

constexpr PeriodUnit kUnits[] = {PeriodUnit::day, PeriodUnit::week, PeriodUnit::month,
                                 PeriodUnit::quarter, PeriodUnit::year};

// A calendar of its own: counts days one by one.
bool leap(int32_t year) {
  return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}
uint32_t length(int32_t year, uint32_t month) {
  if (month == 2) return leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

TEST(Civil, EveryDayOfTwoCenturiesGoesThereAndBack) {
  Day expected = -25567;  // 1900-01-01
  for (int32_t year = 1900; year <= 2100; ++year) {
    for (uint32_t month = 1; month <= 12; ++month) {
      for (uint32_t day = 1; day <= length(year, month); ++day, ++expected) {
        const CivilDate date{year, month, day};
        ASSERT_TRUE(is_valid(date));
        ASSERT_EQ(to_day(date), expected);
        const CivilDate back = to_civil(expected);
        ASSERT_EQ(back.year, year);
        ASSERT_EQ(back.month, month);
        ASSERT_EQ(back.day, day);
        const std::string text = format_day(expected);
        ASSERT_EQ(text.size(), 10U);
        ASSERT_EQ(std::stoi(text), year);
        ASSERT_EQ(parse_iso_day(text), expected) << text;
      }
      ASSERT_FALSE(is_valid({year, month, 0}));
      ASSERT_FALSE(is_valid({year, month, length(year, month) + 1}));
    }
  }
  EXPECT_EQ(to_day({1970, 1, 1}), 0);
  EXPECT_FALSE(is_valid({2024, 0, 1}));
  EXPECT_FALSE(is_valid({2024, 13, 1}));
}

TEST(Civil, ParsesOnlyTheExactForm) {
  EXPECT_EQ(parse_iso_day("2024-02-29"), 19782);
  const std::string good = "2024-01-05";
  for (size_t at = 0; at < good.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = good;
      text[at] = static_cast<char>(byte);
      const bool is_digit = byte >= '0' && byte <= '9';
      const bool may_hold = at == 4 || at == 7 ? byte == '-' : is_digit;
      if (!may_hold) {
        EXPECT_FALSE(parse_iso_day(text).has_value()) << text;
      }
    }
  }
  for (const char* text : {"", "2024-1-5", "2024-01-05 ", "2023-02-29", "2024-00-10", "2024-13-01",
                           "2024-04-31", "2024/01/05", "20240105"}) {
    EXPECT_FALSE(parse_iso_day(text).has_value()) << text;
  }
}

TEST(Civil, PeriodsFollowEachOtherWithoutGaps) {
  for (const PeriodUnit unit : kUnits) {
    for (Day day = to_day({1899, 12, 1}); day <= to_day({2101, 1, 31}); ++day) {
      const PeriodIndex period = period_of(day, unit);
      ASSERT_LE(first_day(period, unit), day);
      ASSERT_GE(last_day(period, unit), day);
      ASSERT_EQ(period_of(first_day(period, unit), unit), period);
      ASSERT_EQ(period_of(last_day(period, unit), unit), period);
      ASSERT_EQ(last_day(period, unit) + 1, first_day(period + 1, unit));
    }
  }
}

TEST(Civil, PeriodsHaveTheirNames) {
  const auto name = [](int32_t year, uint32_t month, uint32_t day, PeriodUnit unit) {
    return format_period(period_of(to_day({year, month, day}), unit), unit);
  };
  EXPECT_EQ(name(2019, 12, 30, PeriodUnit::year), "2019");
  EXPECT_EQ(name(2019, 12, 30, PeriodUnit::quarter), "2019-Q4");
  EXPECT_EQ(name(2019, 3, 31, PeriodUnit::quarter), "2019-Q1");
  EXPECT_EQ(name(2019, 12, 30, PeriodUnit::month), "2019-12");
  EXPECT_EQ(name(2019, 12, 30, PeriodUnit::day), "2019-12-30");
  // ISO 8601: these days lie in a week of another year.
  EXPECT_EQ(name(2019, 12, 30, PeriodUnit::week), "2020-W01");
  EXPECT_EQ(name(2019, 12, 22, PeriodUnit::week), "2019-W51");
  EXPECT_EQ(name(2021, 1, 3, PeriodUnit::week), "2020-W53");
  EXPECT_EQ(name(2016, 1, 3, PeriodUnit::week), "2015-W53");
  EXPECT_EQ(name(2008, 12, 29, PeriodUnit::week), "2009-W01");
  EXPECT_EQ(name(1970, 1, 1, PeriodUnit::week), "1970-W01");
}

TEST(Civil, MonthsLaterIsTheSameDayOrTheLastOfAShorterMonth) {
  const auto later = [](CivilDate date, uint32_t months) {
    return format_day(months_later(to_day(date), months));
  };
  EXPECT_EQ(later({2023, 1, 15}, 0), "2023-01-15");
  EXPECT_EQ(later({2023, 1, 31}, 1), "2023-02-28");
  EXPECT_EQ(later({2024, 1, 31}, 1), "2024-02-29");
  EXPECT_EQ(later({2023, 12, 31}, 2), "2024-02-29");
  EXPECT_EQ(later({1969, 11, 30}, 14), "1971-01-30");
}

TEST(Civil, UnitsHaveNames) {
  for (const PeriodUnit unit : kUnits) {
    EXPECT_EQ(parse_period_unit(period_unit_name(unit)), unit);
  }
  EXPECT_FALSE(parse_period_unit("fortnight").has_value());
  EXPECT_FALSE(parse_period_unit("").has_value());
}

}  // namespace
}  // namespace dangol
