// Options: defaults, every field, and a clear refusal of what is mistyped.
#include "engine/options.h"

#include <gtest/gtest.h>

namespace dangol::engine {
namespace {

TEST(Options, DefaultsAreThoseOfTheDefinitions) {
  for (const char* text : {"", "{}", R"({"period":null,"mapping":null})"}) {
    const auto options = parse_options(text);
    ASSERT_TRUE(options.ok()) << text;
    EXPECT_EQ(options.value().period, PeriodUnit::month);
    EXPECT_EQ(options.value().cohort_period, PeriodUnit::month);
    EXPECT_EQ(options.value().minimum_n, 5U);
    EXPECT_EQ(options.value().policy.refunds, ledger::Refunds::refund_day);
    EXPECT_FALSE(options.value().policy.order_key.has_value());
    EXPECT_TRUE(same_import(options.value(), Options{}));
  }
}

TEST(Options, ReadsEveryField) {
  const auto options = parse_options(R"({
    "mapping": {"amount": "Sales", "email": null}, "header_row": 2, "delimiter": ";",
    "encoding": "cp949", "sheet": "주문", "time_zone": "Asia/Seoul", "amounts": "order",
    "currency": "krw", "duplicates": "drop", "date_order": "dmy", "order_key": "timestamp", "refunds": "gross",
    "zero_value_orders": "ignore", "as_of": "2024-02-29", "minimum_n": 0,
    "period": "quarter", "cohorts": {"period": "week", "definition": "on", "basis": "calendar"}})");
  ASSERT_TRUE(options.ok()) << options.error().detail;
  const Options& value = options.value();
  EXPECT_EQ(value.mapping.columns.at(table::Role::amount), "Sales");
  EXPECT_EQ(value.mapping.columns.at(table::Role::email), std::nullopt);
  EXPECT_EQ(value.dialect.header_row, 2U);
  EXPECT_EQ(value.dialect.delimiter, ';');
  EXPECT_EQ(value.encoding, csv::Encoding::euc_kr);
  EXPECT_EQ(value.sheet, "주문");
  EXPECT_EQ(value.time_zone, "Asia/Seoul");
  EXPECT_EQ(value.mapping.amount_scope, table::AmountScope::order);
  EXPECT_EQ(value.policy.currency, "KRW");
  EXPECT_TRUE(value.policy.drop_duplicates);
  EXPECT_EQ(value.date_order, table::DateOrder::dmy);
  EXPECT_EQ(value.policy.order_key, ledger::OrderKey::timestamp);
  EXPECT_EQ(value.policy.refunds, ledger::Refunds::gross);
  EXPECT_EQ(value.policy.zero_value_orders, ledger::ZeroValueOrders::ignore);
  EXPECT_EQ(value.policy.as_of, to_day({2024, 2, 29}));
  EXPECT_EQ(value.minimum_n, 0U);
  EXPECT_EQ(value.period, PeriodUnit::quarter);
  EXPECT_EQ(value.cohort_period, PeriodUnit::week);
}

struct Refusal {
  const char* text;
  const char* code;
  const char* detail;
};

TEST(Options, RefusesWithTheNameOfTheOption) {
  const Refusal refusals[] = {
      {"[1]", "options_unreadable", "[1]"},
      {"{", "options_unreadable", "{"},
      {R"({"perriod":"week"})", "option_unknown", "perriod"},
      {R"({"period":"decade"})", "option_value", "period"},
      {R"({"period":7})", "option_value", "period"},
      {R"({"mapping":{"amuont":"Sales"}})", "option_value", "mapping"},
      {R"({"mapping":{"amount":3}})", "option_value", "mapping"},
      {R"({"as_of":"2023-02-29"})", "option_value", "as_of"},
      {R"({"as_of":"9999-12-31"})", "option_value", "as_of"},
      {R"({"as_of":"1899-12-31"})", "option_value", "as_of"},
      {R"({"minimum_n":-1})", "option_value", "minimum_n"},
      {R"({"minimum_n":4294967296})", "option_value", "minimum_n"},
      {R"({"delimiter":"ab"})", "option_value", "delimiter"},
      {R"({"delimiter":"x"})", "option_value", "delimiter"},
      {R"({"encoding":"latin9"})", "option_value", "encoding"},
      {R"({"time_zone":"Mars/Olympus"})", "option_value", "time_zone"},
      {R"({"currency":"wons"})", "option_value", "currency"},
      {R"({"currency":"₩"})", "option_value", "currency"},
      {R"({"amounts":"both"})", "option_value", "amounts"},
      {R"({"duplicates":true})", "option_value", "duplicates"},
      {R"({"cohorts":{"definition":"bracket"}})", "option_value", "cohorts"},
  };
  for (const Refusal& refusal : refusals) {
    const auto options = parse_options(refusal.text);
    ASSERT_FALSE(options.ok()) << refusal.text;
    EXPECT_EQ(options.error().code, refusal.code) << refusal.text;
    EXPECT_EQ(options.error().detail, refusal.detail) << refusal.text;
  }
}

TEST(Options, OnlyQuestionsAboutTheBytesNeedThemAgain) {
  const Options plain;
  for (const char* text :
       {R"({"mapping":{"amount":"a"}})", R"({"header_row":0})", R"({"delimiter":","})",
        R"({"date_order":"mdy"})", R"({"encoding":"euc-kr"})", R"({"sheet":"Orders"})",
        R"({"time_zone":"UTC"})", R"({"amounts":"line"})"}) {
    EXPECT_FALSE(same_import(parse_options(text).value(), plain)) << text;
  }
  for (const char* text :
       {R"({"period":"week"})", R"({"refunds":"gross"})", R"({"as_of":"2024-01-01"})",
        R"({"minimum_n":1})", R"({"currency":"USD"})", R"({"duplicates":"drop"})"}) {
    EXPECT_TRUE(same_import(parse_options(text).value(), plain)) << text;
  }
}

}  // namespace
}  // namespace dangol::engine
