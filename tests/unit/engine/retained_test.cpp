#include "engine/retained.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dangol::engine {
namespace {

using Customers = std::vector<double>;

void expect_read(std::string_view text, const Customers& expected, Base base = Base::counted,
                 double typed_customers = 0) {
  const auto read = read_retained(text, typed_customers);
  ASSERT_TRUE(read.ok()) << text << ": " << read.error().code;
  EXPECT_EQ(read.value().base, base) << text;
  ASSERT_EQ(read.value().customers.size(), expected.size()) << text;
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(read.value().customers[i], expected[i], 1e-9) << text;
  }
}

void expect_error(std::string_view text, std::string_view code, std::string_view detail = {}) {
  const auto read = read_retained(text, 0);
  ASSERT_FALSE(read.ok()) << text;
  EXPECT_EQ(read.error().code, code) << text;
  EXPECT_EQ(read.error().detail, detail) << text;
}

TEST(Retained, ReadsCountsHoweverTheyAreSetApart) {
  const Customers counts{1000, 869, 743};
  for (const std::string_view text :
       {"1000,869,743", "1000, 869, 743", "1000 869 743", "1000\n869\n743\n", "1000\r\n869\r\n743",
        "1000\t869\t743", "1000;869;743", "  1000 ,869, 743,\n", "1000명\n869명\n743명",
        "1000, 869\n743"}) {
    expect_read(text, counts);
  }
}

TEST(Retained, TakesMarksForThousandsWhereNothingElseMakesSense) {
  expect_read("1,000 869 743", {1000, 869, 743});
  expect_read("1,000, 869, 743", {1000, 869, 743});
  expect_read("1.000\n869\n743", {1000, 869, 743});
  expect_read("1,234,567\n1,100,000\n900,001", {1234567, 1100000, 900001});
  expect_read("869,743,653", {869, 743, 653});
  expect_read("1000,869\n743,653\n", {1000, 869, 743, 653});
  expect_error("900,800\n700,600\n500,400", "retained_ambiguous");
  expect_error("1,000,869,743", "retained_not_number", "000");
}

TEST(Retained, ReadsSharesOfSoManyCustomers) {
  const Customers shares{1000, 869, 743};
  for (const std::string_view text : {"100% 86.9% 74.3%", "86.9%, 74.3%", "100 86.9 74.3",
                                      "1 0.869 0.743", "0.869\n0.743", "100% 86,9% 74,3%"}) {
    expect_read(text, shares, Base::assumed);
  }
  expect_read("100% 86.9% 74.3%", {500, 434.5, 371.5}, Base::typed, 500);
  expect_read("100 87 74", {500, 435, 370}, Base::typed, 500);
  expect_read("100 87 74", {100, 87, 74});
  expect_read("2000, 86.9%, 74.3%", {2000, 1738, 1486});
}

TEST(Retained, LeavesAwayTheNumbersOfPeriodsAndTitles) {
  const Customers counts{1000, 869, 743};
  expect_read("0 1000\n1 869\n2 743", counts);
  expect_read("1\t1000\n2\t869\n3\t743", counts);
  expect_read("Month,Customers\n0,1000\n1,869\n2,743\n", counts);
  expect_read("개월\t남은 고객\n0\t1,000\n1\t869\n2\t743\n", counts);
  expect_read("0\t1\t2\n1000\t869\t743\n", counts);
  expect_read("3\n2\n1", {3, 2, 1});
}

TEST(Retained, SaysWhatIsWrong) {
  expect_error("", "retained_missing");
  expect_error(" \n\t", "retained_missing");
  expect_error("1000 869", "retained_too_few", "2");
  expect_error("1000 869 n/a", "retained_not_number", "n/a");
  expect_error("-1000 869 743", "retained_not_number", "-1000");
  expect_error("1000 869 900", "retained_rising", "869, 900");
  expect_error("100% 86.9% 90.25%", "retained_rising", "86.9, 90.25");
  expect_error("1000 500 0", "retained_zero");
  expect_error("0 0 0", "retained_zero");
  expect_error("1000 1000 1000", "retained_nobody_lost");
  expect_error("100% 869 743", "retained_mixed");
  std::string many;
  for (int i = 2000; i > 900; --i) many += std::to_string(i) + "\n";
  expect_error(many, "retained_too_many", "1000");
}

}  // namespace
}  // namespace dangol::engine
