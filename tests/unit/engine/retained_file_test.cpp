#include "engine/retained_file.h"

#include <gtest/gtest.h>

#include <string>

namespace dangol::engine {
namespace {

bool no_tables(csv::Encoding, uint16_t*) {
  return false;
}

/// The numbers as they would be typed, or the error's code.
std::string read(std::string_view bytes) {
  const auto retained = read_retained_file(bytes, no_tables);
  if (!retained.ok()) return retained.error().code;
  std::string text = retained_text(retained.value());
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

TEST(RetainedFile, ReadsATableHoweverItLies) {
  const std::string counts = "1000 869 743";
  for (const std::string_view file :
       {"Month,Customers\n0,1000\n1,869\n2,743\n",
        "\"Month\",\"Customers\"\r\n\"0\",\"1,000\"\r\n"
        "\"1\",\"869\"\r\n\"2\",\"743\"\r\n",
        "Month 0;1000\nMonth 1;869\nMonth 2;743\n", "2024-01\t1000\n2024-02\t869\n2024-03\t743\n",
        "period,customers,rate\n0,1000,\n1,869,0.869\n2,743,0.855\n", "1000\n869\n743",
        "Customers\n1,000\n869\n743\n", "Month,0,1,2\nCustomers,1000,869,743\n",
        "0,1,2\n1000,869,743\n", "Customers left,1000,869,743\n", "1000, 869, 743",
        "\xEF\xBB\xBF개월,고객 수\n0개월,1000\n1개월,869\n2개월,743\n",
        "\n\nMonth,Customers\n\n0,1000\n1,869\n2,743\n3,\n"}) {
    EXPECT_EQ(read(file), counts) << file;
  }
  std::string wide = "\xFF\xFE";
  for (const char c : std::string_view("Month\tLeft\n0\t1000\n1\t869\n2\t743\n")) {
    wide += {c, '\0'};
  }
  EXPECT_EQ(read(wide), counts);
}

TEST(RetainedFile, KeepsSharesAsShares) {
  const std::string shares = "100% 86.9% 74.3%";
  EXPECT_EQ(read("month,left\n0,100%\n1,86.9%\n2,74.3%\n"), shares);
  EXPECT_EQ(read("month,left\n0,1\n1,0.869\n2,0.743\n"), shares);
  EXPECT_EQ(read("first,86.9%\nsecond,74.3%\n"), shares);
  EXPECT_EQ(read("1st,86.9%\n2nd,74.3%\n3rd,65.3%\n"), "100% 86.9% 74.3% 65.3%");
  EXPECT_EQ(read("month;left\n0;100,00\n1;86,9\n2;74,3\n"), shares);
}

TEST(RetainedFile, SaysWhatIsWrong) {
  EXPECT_EQ(read(""), "retained_missing");
  EXPECT_EQ(read("a,b\nc,d\n"), "retained_not_number");
  EXPECT_EQ(read("month,left\n0,1000\n1,1100\n2,900\n"), "retained_rising");
  EXPECT_EQ(read("Month 0,1000\nMonth 1,869\n"), "retained_too_few");
  EXPECT_EQ(read(std::string("\x50\x4B\x03\x04 xl/", 8)), "xlsx_file");
  EXPECT_EQ(read(std::string(kMostRetainedBytes + 1, '1')), "retained_too_many");
}

// What is written is read again as the same.
TEST(RetainedFile, WritesWhatItReads) {
  for (const std::string_view typed : {"1000\n869\n743", "100%\n86.9%\n74.3%", "12.5\n3.25\n1"}) {
    const auto retained = read_retained(typed, 0);
    ASSERT_TRUE(retained.ok()) << typed;
    EXPECT_EQ(retained_text(retained.value()), typed);
  }
}

}  // namespace
}  // namespace dangol::engine
