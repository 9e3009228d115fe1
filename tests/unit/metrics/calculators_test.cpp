#include "metrics/calculators.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <string>
#include <utility>

namespace dangol::metrics {
namespace {

using Inputs = std::vector<std::pair<std::string, std::string>>;

Calculation run(std::string_view name, const Inputs& typed) {
  std::vector<TypedInput> inputs;
  for (const auto& [field, text] : typed) inputs.push_back({field, text});
  auto calculation = calculate(name, inputs);
  EXPECT_TRUE(calculation.has_value()) << name;
  return calculation ? *calculation : Calculation{};
}

const CalculatorResult& result(const Calculation& calculation, std::string_view name) {
  static const CalculatorResult kNone;
  for (const CalculatorResult& one : calculation.results) {
    if (one.name == name) return one;
  }
  ADD_FAILURE() << name << " is not a result";
  return kNone;
}

const CalculatorField& field(const Calculation& calculation, std::string_view name) {
  static const CalculatorField kNone;
  for (const CalculatorField& one : calculation.fields) {
    if (one.name == name) return one;
  }
  ADD_FAILURE() << name << " is not a field";
  return kNone;
}

double value(std::string_view calculator, std::string_view name, const Inputs& typed) {
  const Calculation calculation = run(calculator, typed);
  const auto& found = result(calculation, name);
  EXPECT_TRUE(found.value.has_value()) << calculator << ' ' << name;
  return found.value.value_or(std::nan(""));
}

// By hand, from the definitions.

TEST(Calculators, Retention) {
  const Inputs typed{{"s", "120"}, {"e", "130"}, {"n", "40"}};
  EXPECT_EQ(value("retention", "retention_rate_article", typed), 0.75);
  EXPECT_EQ(result(run("retention", typed), "retention_rate_matched").missing,
            std::vector<std::string_view>{"r"});
  const Inputs matched{{"s", "120"}, {"e", "130"}, {"n", "40"}, {"r", "72"}};
  EXPECT_EQ(value("retention", "retention_rate_matched", matched), 0.6);
  EXPECT_EQ(value("retention", "returned_customers", matched), 18);
  // Newcombe 1998, table I, 81 of 263: 0.2553 to 0.3662.
  const Calculation wilson = run("retention", {{"s", "263"}, {"r", "81"}});
  EXPECT_NEAR(*result(wilson, "retention_rate_matched").low, 0.2553, 5e-5);
  EXPECT_NEAR(*result(wilson, "retention_rate_matched").high, 0.3662, 5e-5);
  EXPECT_EQ(*result(wilson, "retention_rate_matched").n, 263);
}

TEST(Calculators, Churn) {
  const Inputs typed{{"s", "200"}, {"lost", "50"}};
  EXPECT_EQ(value("churn", "churn_rate", typed), 0.25);
  EXPECT_EQ(value("churn", "retention_rate_matched", typed), 0.75);
  EXPECT_EQ(value("churn", "lifetime_periods", typed), 4);
}

TEST(Calculators, LifetimeValue) {
  const Inputs years{{"order_value", "25,000"}, {"frequency", "3.2"}, {"years", "2.5"}};
  EXPECT_DOUBLE_EQ(value("clv", "clv_revenue", years), 200'000);
  const Inputs churn{{"order_value", "50"}, {"frequency", "4"}, {"basis", "churn"},
                     {"churn", "25"},       {"margin", "40%"},  {"years", "99"}};
  EXPECT_DOUBLE_EQ(value("clv", "lifetime_years", churn), 4);
  EXPECT_DOUBLE_EQ(value("clv", "clv_revenue", churn), 800);
  EXPECT_DOUBLE_EQ(value("clv", "clv_margin", churn), 320);
  const Inputs observed{{"order_value", "50"}, {"basis", "observed"}, {"orders_so_far", "3.5"}};
  EXPECT_DOUBLE_EQ(value("clv", "clv_so_far", observed), 175);
}

TEST(Calculators, TheOthers) {
  EXPECT_EQ(value("repeat", "repeat_purchase_rate", {{"customers", "80"}, {"repeating", "20"}}),
            0.25);
  EXPECT_EQ(value("frequency", "purchase_frequency", {{"orders", "300"}, {"customers", "120"}}),
            2.5);
  EXPECT_DOUBLE_EQ(
      value("order_value", "average_order_value", {{"revenue", "1,234.50"}, {"orders", "10"}}),
      123.45);
  const Inputs answers{{"promoters", "60"}, {"passives", "25"}, {"detractors", "15"}};
  EXPECT_EQ(value("nps", "nps", answers), 45);
  // Tango's equations, solved by bisection in another language.
  EXPECT_NEAR(*result(run("nps", answers), "nps").low, 29.2569155, 1e-6);
  EXPECT_NEAR(*result(run("nps", answers), "nps").high, 58.1257020, 1e-6);
  EXPECT_EQ(*result(run("nps", answers), "nps").n, 100);
  const Inputs spend{{"ads", "800"}, {"other_spend", "400"}, {"new", "40"}};
  EXPECT_EQ(value("acquisition", "cost_per_acquisition", spend), 20);
  EXPECT_EQ(value("acquisition", "customer_acquisition_cost", spend), 30);
  EXPECT_EQ(value("conversion", "conversion_rate", {{"visitors", "2400"}, {"conversions", "120"}}),
            0.05);
  const Inputs campaign{{"gain", "1,500"}, {"cost", "1,000"}, {"revenue", "5,000"}};
  EXPECT_EQ(value("roi", "roi", campaign), 0.5);
  EXPECT_EQ(value("roi", "roas", campaign), 5);
  EXPECT_EQ(value("roi", "roi", {{"gain", "-200"}, {"cost", "1000"}}), -1.2);
  const Inputs both{
      {"acquisition_spend", "1000"}, {"new", "20"}, {"retention_spend", "300"}, {"retained", "30"}};
  EXPECT_EQ(value("cost_ratio", "cost_ratio", both), 5);
  EXPECT_EQ(value("cost_ratio", "cost_per_new", both), 50);
  EXPECT_EQ(value("cost_ratio", "cost_per_retained", both), 10);
  EXPECT_EQ(value("ltv_cac", "ltv_cac", {{"clv", "320"}, {"cac", "80"}}), 4);
  EXPECT_EQ(value("payback", "payback_months", {{"cac", "90"}, {"monthly_margin", "12"}}), 7.5);
}

// What is impossible is said, not computed.

void expect_impossible(std::string_view calculator, std::string_view name, const Inputs& typed,
                       std::string_view code) {
  const Calculation calculation = run(calculator, typed);
  const auto& found = result(calculation, name);
  EXPECT_FALSE(found.value.has_value()) << name;
  EXPECT_EQ(found.problem.code, code) << name;
}

void expect_wrong(std::string_view calculator, std::string_view name, const Inputs& typed,
                  std::string_view code, std::string_view other = {}) {
  const Calculation calculation = run(calculator, typed);
  const auto& found = field(calculation, name);
  EXPECT_FALSE(found.value.has_value()) << name;
  EXPECT_EQ(found.problem.code, code) << name;
  EXPECT_EQ(found.problem.other, other) << name;
  bool invalid = false;
  for (const auto& one : calculation.results) invalid |= one.invalid && !one.value;
  EXPECT_TRUE(invalid) << name;
}

TEST(Calculators, ImpossibleResults) {
  expect_impossible("retention", "retention_rate_article",
                    {{"s", "100"}, {"e", "150"}, {"n", "40"}}, "kept_above_start");
  expect_impossible("retention", "retention_rate_article", {{"s", "0"}, {"e", "10"}, {"n", "0"}},
                    "zero");
  expect_impossible("churn", "lifetime_periods", {{"s", "100"}, {"lost", "0"}}, "zero_churn");
  EXPECT_EQ(value("churn", "churn_rate", {{"s", "100"}, {"lost", "0"}}), 0);
  const Inputs no_churn{{"order_value", "50"},
                        {"frequency", "4"},
                        {"basis", "churn"},
                        {"churn", "0"},
                        {"margin", "40"}};
  for (const char* name : {"clv_revenue", "clv_margin", "lifetime_years"}) {
    expect_impossible("clv", name, no_churn, "zero_churn");
  }
  expect_impossible("nps", "nps", {{"promoters", "0"}, {"passives", "0"}, {"detractors", "0"}},
                    "no_answers");
  expect_impossible("payback", "payback_months", {{"cac", "10"}, {"monthly_margin", "0"}},
                    "never_pays_back");
  const Calculation zero = run("conversion", {{"visitors", "0"}, {"conversions", "0"}});
  EXPECT_EQ(result(zero, "conversion_rate").problem.other, "visitors");
  // The bound itself is possible.
  EXPECT_EQ(value("retention", "retention_rate_article", {{"s", "100"}, {"e", "140"}, {"n", "40"}}),
            1);
}

TEST(Calculators, WrongFields) {
  expect_wrong("retention", "n", {{"s", "9"}, {"e", "5"}, {"n", "6"}}, "above", "e");
  expect_wrong("retention", "r", {{"s", "9"}, {"r", "10"}}, "above", "s");
  expect_wrong("retention", "r", {{"s", "90"}, {"e", "50"}, {"n", "20"}, {"r", "31"}},
               "above_kept");
  expect_wrong("churn", "lost", {{"s", "10"}, {"lost", "11"}}, "above", "s");
  expect_wrong("conversion", "conversions", {{"visitors", "10"}, {"conversions", "11"}}, "above",
               "visitors");
  expect_wrong("frequency", "customers", {{"orders", "9"}, {"customers", "10"}},
               "orders_below_customers", "orders");
  for (const auto& [text, code] :
       {std::pair{"-1", "negative"}, std::pair{"1.5", "not_whole"},
        std::pair{"abc", "not_a_number"}, std::pair{"1,23", "not_a_number"},
        std::pair{"1e30", "too_large"}}) {
    expect_wrong("retention", "s", {{"s", text}, {"e", "5"}, {"n", "1"}}, code);
  }
  expect_wrong("clv", "margin", {{"margin", "101"}}, "above_100");
  expect_wrong("clv", "frequency", {{"frequency", "1.00001"}}, "decimals");
  expect_wrong("order_value", "revenue", {{"revenue", "-5"}, {"orders", "1"}}, "negative");
}

TEST(Calculators, BlankIsNotZero) {
  for (const std::string_view name : calculator_names()) {
    for (const char* blank : {"", "  "}) {
      Calculation empty = run(name, {});
      Inputs typed;
      for (const auto& one : empty.fields) typed.emplace_back(one.name, blank);
      for (const Calculation& calculation : {empty, run(name, typed)}) {
        EXPECT_FALSE(calculation.results.empty());
        for (const auto& one : calculation.results) {
          EXPECT_FALSE(one.value.has_value()) << name << ' ' << one.name;
          EXPECT_FALSE(one.missing.empty()) << name << ' ' << one.name;
          EXPECT_TRUE(one.problem.code.empty()) << name << ' ' << one.name;
        }
      }
    }
  }
}

TEST(Calculators, ReadsNumbersAsPeopleWriteThem) {
  for (const char* text : {"1200", "1,200", " 1,200 ", "1200.0", "１２００", "₩1,200", "1,200원"}) {
    EXPECT_EQ(*field(run("order_value", {{"revenue", text}}), "revenue").value, 1200) << text;
  }
  for (const char* text : {"12.5", "12.5%", "12.5 %"}) {
    EXPECT_EQ(*field(run("clv", {{"margin", text}}), "margin").value, 0.125) << text;
  }
  const TypedInput number{"s", {}, 1e15};
  EXPECT_EQ(field(*calculate("churn", std::span(&number, 1)), "s").problem.code, "too_large");
  EXPECT_FALSE(calculate("no such", {}).has_value());
}

// Properties, on random numbers.

Inputs scaled(const Inputs& typed, uint64_t by) {
  Inputs copy = typed;
  for (auto& [name, text] : copy) text = std::to_string(std::stoull(text) * by);
  return copy;
}

TEST(Calculators, RatesDoNotDependOnTheScale) {
  std::mt19937 random(7);
  const auto below = [&](uint64_t n) { return random() % (n + 1); };
  for (int round = 0; round < 200; ++round) {
    const uint64_t s = 1 + below(5000);
    const uint64_t r = below(s);
    const uint64_t returned = below(s - r);
    const uint64_t n = below(5000);
    const Inputs retention{{"s", std::to_string(s)},
                           {"e", std::to_string(r + returned + n)},
                           {"n", std::to_string(n)},
                           {"r", std::to_string(r)}};
    const uint64_t by = 2 + below(50);
    for (const char* name : {"retention_rate_article", "retention_rate_matched"}) {
      EXPECT_EQ(value("retention", name, retention),
                value("retention", name, scaled(retention, by)));
    }
    EXPECT_EQ(value("retention", "returned_customers", retention), static_cast<double>(returned));
    // The article formula never falls below the matched one, and the interval narrows with n.
    EXPECT_GE(value("retention", "retention_rate_article", retention),
              value("retention", "retention_rate_matched", retention));
    const Calculation small = run("retention", retention);
    const Calculation large = run("retention", scaled(retention, by));
    const auto width = [](const Calculation& calculation) {
      const auto& matched = result(calculation, "retention_rate_matched");
      return *matched.high - *matched.low;
    };
    EXPECT_LT(width(large), width(small));
    // Churn and the matched rate make one.
    const Inputs churn{{"s", std::to_string(s)}, {"lost", std::to_string(s - r)}};
    EXPECT_DOUBLE_EQ(value("churn", "churn_rate", churn) +
                         value("retention", "retention_rate_matched", retention),
                     1);
    EXPECT_DOUBLE_EQ(value("churn", "retention_rate_matched", churn),
                     value("retention", "retention_rate_matched", retention));
  }
}

TEST(Calculators, MoneyScalesWithItself) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    const auto draw = [&] { return std::to_string(1 + random() % 100'000); };
    const Inputs typed{{"order_value", draw()},
                       {"frequency", draw()},
                       {"years", draw()},
                       {"margin", std::to_string(random() % 101)}};
    Inputs tenfold = typed;
    tenfold[0].second += "0";
    EXPECT_DOUBLE_EQ(value("clv", "clv_revenue", tenfold), 10 * value("clv", "clv_revenue", typed));
    EXPECT_DOUBLE_EQ(value("clv", "clv_margin", tenfold), 10 * value("clv", "clv_margin", typed));
    EXPECT_LE(value("clv", "clv_margin", typed), value("clv", "clv_revenue", typed));
    // 1 / churn years is the same as typing them.
    const Inputs churn{{"order_value", typed[0].second},
                       {"frequency", typed[1].second},
                       {"basis", "churn"},
                       {"churn", "12.5"}};
    const Inputs years{
        {"order_value", typed[0].second}, {"frequency", typed[1].second}, {"years", "8"}};
    EXPECT_DOUBLE_EQ(value("clv", "clv_revenue", churn), value("clv", "clv_revenue", years));
    const std::string cost = draw();
    const Inputs campaign{{"gain", draw()}, {"cost", cost}};
    EXPECT_NEAR((value("roi", "roi", campaign) + 1) * std::stod(cost),
                std::stod(campaign[0].second), 1e-9 * std::stod(cost));
  }
}

TEST(Calculators, ScoreTurnsWithTheAnswers) {
  std::mt19937 random(13);
  for (int round = 0; round < 100; ++round) {
    const auto draw = [&] { return std::to_string(random() % 300); };
    const Inputs typed{{"promoters", draw()}, {"passives", draw()}, {"detractors", draw()}};
    if (typed[0].second + typed[1].second + typed[2].second == "000") continue;
    const Inputs turned{{"promoters", typed[2].second},
                        {"passives", typed[1].second},
                        {"detractors", typed[0].second}};
    const Calculation one = run("nps", typed);
    const Calculation other = run("nps", turned);
    EXPECT_DOUBLE_EQ(*result(one, "nps").value, -*result(other, "nps").value);
    EXPECT_DOUBLE_EQ(*result(one, "nps").low, -*result(other, "nps").high);
    EXPECT_LE(-100, *result(one, "nps").low);
    EXPECT_LE(*result(one, "nps").low, *result(one, "nps").value);
    EXPECT_LE(*result(one, "nps").value, *result(one, "nps").high);
    EXPECT_LE(*result(one, "nps").high, 100);
    // Ten times the answers: the same score, known better.
    const Calculation tenfold = run("nps", scaled(typed, 10));
    EXPECT_DOUBLE_EQ(*result(tenfold, "nps").value, *result(one, "nps").value);
    EXPECT_GT(*result(tenfold, "nps").low, *result(one, "nps").low - 1e-9);
    EXPECT_LT(*result(tenfold, "nps").high, *result(one, "nps").high + 1e-9);
  }
}

}  // namespace
}  // namespace dangol::metrics
