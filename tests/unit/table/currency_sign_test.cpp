// A column of amounts may name its currency; what it leaves open stays open.
#include "table/currency_sign.h"

#include <gtest/gtest.h>

#include "table/schema.h"

namespace dangol::table {
namespace {

std::string currency_of(const std::string& heading, const std::vector<std::string>& cells) {
  Sample sample;
  if (!heading.empty()) sample.header = {heading};
  for (const std::string& cell : cells) sample.records.push_back({cell});
  return detect_currency(sample, 0);
}

TEST(CurrencySign, ReadsTheHeading) {
  EXPECT_EQ(currency_of("결제금액(KRW)", {"12000"}), "KRW");
  EXPECT_EQ(currency_of("총 실결제금액(최초정보) (KRW)", {"12000"}), "KRW");
  EXPECT_EQ(currency_of("금액 (원)", {"12000"}), "KRW");
  EXPECT_EQ(currency_of("Total (EUR)", {"1.5"}), "EUR");
  EXPECT_EQ(currency_of("Grand Total (Base)", {"1.5"}), "");
  EXPECT_EQ(currency_of("Created date (UTC)", {"1.5"}), "");
}

TEST(CurrencySign, ReadsCellsThatAgree) {
  EXPECT_EQ(currency_of("", {"₩12,000", "", "-₩3,000"}), "KRW");
  EXPECT_EQ(currency_of("Paid", {"12,000원", "3,000원"}), "KRW");
  EXPECT_EQ(currency_of("Paid", {"€ 3,50", "4,00 €"}), "EUR");
  EXPECT_EQ(currency_of("Paid", {"US$3", "USD 4"}), "USD");
}

TEST(CurrencySign, LeavesOpenWhatIsNotSaid) {
  EXPECT_EQ(currency_of("Paid", {"$3", "$4"}), "") << "dollars of which country";
  EXPECT_EQ(currency_of("Paid", {"¥3"}), "") << "yen or yuan";
  EXPECT_EQ(currency_of("Paid", {"₩3", "4"}), "") << "one cell does not say";
  EXPECT_EQ(currency_of("Paid", {"₩3", "€4"}), "") << "two currencies";
  EXPECT_EQ(currency_of("Paid", {"3", "4"}), "");
  EXPECT_EQ(currency_of("Paid", {}), "");
}

TEST(CurrencySign, TheSchemaCarriesThatOfItsAmounts) {
  Sample sample;
  sample.header = {"주문번호", "주문일시", "주문자ID", "결제금액(KRW)"};
  sample.records = {{"1", "2024-01-05", "kim", "12000"}, {"2", "2024-01-06", "lee", "3000"}};
  EXPECT_EQ(detect_schema(sample, 1, {}).currency, "KRW");
}

}  // namespace
}  // namespace dangol::table
