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
    EXPECT_EQ(options.value().cohorts.unit, PeriodUnit::month);
    EXPECT_EQ(options.value().cohorts.minimum_n, 5U);
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
    "period": "quarter", "cohorts": {"period": "week", "definition": "bracket", "basis": "rolling",
    "bracket": [2, 5]}, "columns": ["Region"], "churn_window_days": 90, "maturity_days": 180,
    "margin": 0.25, "split_by": "Region", "compare": ["East", "West"],
    "filters": {"from": "2023-01-01", "to": "2023-12-31", "first_order_from": "2022-06-01",
      "first_order_to": "2023-06-30", "segment": ["loyal"], "channel": ["web", "shop"],
      "columns": {"Region": ["East"]}}, "sections": ["cohorts", "value"]})");
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
  EXPECT_EQ(value.cohorts.minimum_n, 0U);
  EXPECT_EQ(value.period, PeriodUnit::quarter);
  EXPECT_EQ(value.cohorts.unit, PeriodUnit::week);
  EXPECT_EQ(value.cohorts.definition, metrics::CohortDefinition::bracket);
  EXPECT_EQ(value.cohorts.basis, metrics::CohortBasis::rolling);
  EXPECT_EQ(value.cohorts.bracket_from, 2U);
  EXPECT_EQ(value.cohorts.bracket_to, 5U);
  EXPECT_EQ(value.columns, std::vector<std::string>{"Region"});
  EXPECT_TRUE(value.sections.has(Section::cohorts));
  EXPECT_TRUE(value.sections.has(Section::value));
  EXPECT_FALSE(value.sections.has(Section::measures));
  EXPECT_EQ(value.churn_window_days, 90U);
  EXPECT_EQ(value.maturity_days, 180U);
  EXPECT_EQ(value.margin, 0.25);
  EXPECT_EQ(value.split_by, "Region");
  EXPECT_EQ(value.compare, (std::vector<std::string>{"East", "West"}));
  EXPECT_EQ(value.filters.from, to_day({2023, 1, 1}));
  EXPECT_EQ(value.filters.to, to_day({2023, 12, 31}));
  EXPECT_EQ(value.filters.first_order_from, to_day({2022, 6, 1}));
  EXPECT_EQ(value.filters.first_order_to, to_day({2023, 6, 30}));
  EXPECT_EQ(value.filters.segments, std::vector<std::string>{"loyal"});
  EXPECT_EQ(value.filters.values, (std::vector<metrics::ValueFilter>{{"channel", {"web", "shop"}},
                                                                     {"Region", {"East"}}}));
}

TEST(Options, AFilterWithoutValuesIsNoFilter) {
  const auto options = parse_options(R"({"filters":{"segment":[],"product":[],"from":null}})");
  ASSERT_TRUE(options.ok());
  EXPECT_TRUE(options.value().filters.empty());
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
      {R"({"cohorts":{"definition":"ever"}})", "option_value", "cohorts"},
      {R"({"cohorts":{"basis":"lunar"}})", "option_value", "cohorts"},
      {R"({"cohorts":{"bracket":[3,2]}})", "option_value", "cohorts"},
      {R"({"cohorts":{"bracket":[0,500]}})", "option_value", "cohorts"},
      {R"({"cohorts":{"bracket":[1]}})", "option_value", "cohorts"},
      {R"({"churn_window_days":0})", "option_value", "churn_window_days"},
      {R"({"churn_window_days":3651})", "option_value", "churn_window_days"},
      {R"({"maturity_days":0})", "option_value", "maturity_days"},
      {R"({"margin":1.5})", "option_value", "margin"},
      {R"({"margin":"0.3"})", "option_value", "margin"},
      {R"({"split_by":3})", "option_value", "split_by"},
      {R"({"compare":"East"})", "option_value", "compare"},
      {R"({"columns":["a",1]})", "option_value", "columns"},
      {R"({"filters":{"from":"yesterday"}})", "option_value", "filters"},
      {R"({"sections":["cohort"]})", "option_value", "sections"},
      {R"({"sections":"cohorts"})", "option_value", "sections"},
      {R"({"filters":{"colour":["red"]}})", "option_value", "filters"},
      {R"({"filters":{"columns":{"Region":"East"}}})", "option_value", "filters"},
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
        R"({"time_zone":"UTC"})", R"({"amounts":"line"})", R"({"columns":["Region"]})"}) {
    EXPECT_FALSE(same_import(parse_options(text).value(), plain)) << text;
  }
  for (const char* text :
       {R"({"period":"week"})", R"({"refunds":"gross"})", R"({"as_of":"2024-01-01"})",
        R"({"minimum_n":1})", R"({"currency":"USD"})", R"({"duplicates":"drop"})",
        R"({"filters":{"from":"2024-01-01"}})", R"({"split_by":"channel"})",
        R"({"cohorts":{"definition":"cumulative"}})", R"({"sections":["cohorts"]})"}) {
    EXPECT_TRUE(same_import(parse_options(text).value(), plain)) << text;
  }
}

}  // namespace
}  // namespace dangol::engine
