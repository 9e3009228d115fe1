#include "table/plain_cells.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "base/date_time.h"
#include "base/number.h"

namespace dangol::table {
namespace {

/// What read_plain_amount() makes of a cell that stands behind other bytes, as it does in a file.
bool read_amount(const std::string& cell, char decimal, Money& amount) {
  const std::string text = "99,9.9-9" + cell;
  return read_plain_amount(std::string_view(text).substr(8), decimal, amount);
}

TEST(PlainAmountTest, ReadsDigitsWithADecimalSign) {
  Money amount = 0;
  ASSERT_TRUE(read_amount("374.03", '.', amount));
  EXPECT_EQ(amount, 3'740'300);
  ASSERT_TRUE(read_amount("-0,5", ',', amount));
  EXPECT_EQ(amount, -5'000);
  ASSERT_TRUE(read_amount("12345678", '.', amount));
  EXPECT_EQ(amount, 123'456'780'000);
  ASSERT_TRUE(read_amount("7", '.', amount));
  EXPECT_EQ(amount, 70'000);
  ASSERT_TRUE(read_amount("123.4567", '.', amount));
  EXPECT_EQ(amount, 1'234'567);
}

TEST(PlainAmountTest, LeavesTheRestToOthers) {
  Money amount = 0;
  for (const char* const cell : {"", "-", ".5", "-.5", "1.23456", "123456789", "1,000", "1.2.3",
                                 "--5", "+5", "5-", " 5", "5 ", "$5", "1e3", "5\xEF", ".", "-."}) {
    EXPECT_FALSE(read_amount(cell, '.', amount)) << cell;
  }
}

// Whatever it reads, parse_money() reads the same.
TEST(PlainAmountTest, AgreesWithTheLongWay) {
  std::mt19937 random(7);
  constexpr std::string_view kBytes = "0123456789.,-";
  size_t read = 0;
  for (int round = 0; round < 200'000; ++round) {
    std::string cell;
    const size_t size = random() % 10;
    const size_t letters = random() % 2 == 0 ? 10 : kBytes.size();
    for (size_t i = 0; i < size; ++i) cell += kBytes[random() % letters];
    if (size > 0 && random() % 2 == 0) cell[random() % size] = '.';
    const char decimal = random() % 4 == 0 ? ',' : '.';
    const NumberFormat format{decimal, decimal == '.' ? ',' : '.'};
    Money plain = 0;
    if (!read_amount(cell, decimal, plain)) continue;
    ++read;
    Money wanted = 0;
    bool rounded = false;
    ASSERT_EQ(parse_money(cell, format, wanted, rounded), NumberProblem::none) << cell;
    ASSERT_EQ(plain, wanted) << cell;
    ASSERT_FALSE(rounded);
  }
  EXPECT_GT(read, 50'000U);
}

TEST(PlainDaysTest, ReadsEveryDayThatThereIs) {
  PlainDays days;
  for (Day day = to_day({1900, 1, 1}); day < to_day({2200, 1, 1}); ++day) {
    Day read = 0;
    ASSERT_TRUE(days.read(format_day(day), read)) << format_day(day);
    ASSERT_EQ(read, day);
  }
}

TEST(PlainDaysTest, RefusesEverythingElse) {
  PlainDays days;
  Day day = 0;
  ASSERT_TRUE(days.read("2024-02-29", day));
  for (const char* const text :
       {"", "2024-02-30", "2023-02-29", "2024-02-00", "2024-02-1", "2024-02-1 ", "2024-02-/9",
        "2024-13-01", "2024-00-01", "2024/02/01", "1899-12-31", "2200-01-01", "2024-02-011",
        "0024-02-01", "2024-2-001", "2024-02-:0"}) {
    EXPECT_FALSE(days.read(text, day)) << text;
  }
  EXPECT_FALSE(days.read(std::string(10, '\0'), day));
}

// One byte changed: what it still reads, parse_date_time() reads the same.
TEST(PlainDaysTest, AgreesWithTheLongWay) {
  std::mt19937 random(7);
  PlainDays days;
  for (int round = 0; round < 200'000; ++round) {
    std::string text = format_day(static_cast<Day>(random() % 40'000));
    text[random() % text.size()] = static_cast<char>(random() % 256);
    Day day = 0;
    if (!days.read(text, day)) continue;
    DateFields fields;
    ASSERT_TRUE(parse_date_time(text, fields)) << text;
    ASSERT_EQ(resolve_day(fields, true), day) << text;
    ASSERT_LT(fields.second_of_day, 0);
  }
}

}  // namespace
}  // namespace dangol::table
