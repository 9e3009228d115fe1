#include "engine/experiment_question.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "engine/options.h"

namespace dangol::engine {
namespace {

using Json = nlohmann::json;

Json ask(Result<std::string> (*question)(std::string_view), const std::string& text) {
  const auto answer = question(text);
  EXPECT_TRUE(answer.ok()) << text << ' ' << (answer.ok() ? "" : answer.error().detail);
  return answer.ok() ? Json::parse(answer.value(), nullptr, false) : Json();
}

std::string wrong(Result<std::string> (*question)(std::string_view), const std::string& text) {
  const auto answer = question(text);
  return answer.ok() ? "" : answer.error().code + " " + answer.error().detail;
}

TEST(ExperimentQuestion, TypedCountsBecomeMeasures) {
  const Json all = ask(test_counts, R"({"variants": [
      {"users": 3407, "conversions": 100, "revenue": 1396.87, "revenue_squares": 52377.9767,
       "orders": 120},
      {"name": "new", "users": 3461, "conversions": 140, "revenue": 2422.7,
       "revenue_squares": 134698.29, "orders": 150}],
      "days_running": 7, "primary": "revenue", "alpha": 0.1, "prior": {"beta": 3}})");
  ASSERT_EQ(all["measures"].size(), 3U);
  EXPECT_EQ(all["source"], "counts");
  EXPECT_EQ(all["variants"][0]["name"], "A");
  EXPECT_EQ(all["settings"]["prior"]["beta"], 3);
  const Json& revenue = all["measures"][0];
  EXPECT_EQ(revenue["name"], "revenue");
  EXPECT_EQ(revenue["kind"], "money");
  // GrowthBook's test of these sums, to more digits: p 0.020158402643586957, df 5841.742032093565.
  const Json& comparison = revenue["comparisons"][0];
  EXPECT_NEAR(comparison["p"].get<double>(), 0.020158402643586957, 1e-12);
  EXPECT_NEAR(comparison["df"].get<double>(), 5841.742032093565, 1e-6);
  EXPECT_EQ(all["verdict"]["variant"], "new");
  // Without squares there is a value, and nothing can be tested.
  const Json& orders = all["measures"][2];
  EXPECT_EQ(orders["name"], "orders");
  EXPECT_NEAR(orders["arms"][0]["value"].get<double>(), 120.0 / 3407, 1e-15);
  EXPECT_EQ(orders["comparisons"][0]["test"], "none");
  EXPECT_TRUE(orders["comparisons"][0]["p"].is_null());
}

TEST(ExperimentQuestion, NamesWhatIsWrong) {
  EXPECT_EQ(wrong(test_counts, "[]").substr(0, 18), "options_unreadable");
  EXPECT_EQ(wrong(test_counts, "{}"), "option_value variants");
  EXPECT_EQ(wrong(test_counts, R"({"variants": [{"users": 5}]})"), "option_value variants");
  EXPECT_EQ(wrong(test_counts, R"({"variants": [{"users": 5}, {"conversions": 1}]})"),
            "option_value users");
  EXPECT_EQ(wrong(test_counts, R"({"variants": [{"users": 5}, {"users": 5.5}]})"),
            "option_value users");
  EXPECT_EQ(wrong(test_counts, R"({"variants": [{"users": 5}, {"users": 5, "conversions": 6}]})"),
            "option_value conversions");
  EXPECT_EQ(wrong(test_counts, R"({"variants": [{"name": "B", "users": 5}, {"users": 5}]})"),
            "option_value name");
  const std::string two = R"({"variants": [{"users": 5}, {"users": 5}], )";
  EXPECT_EQ(wrong(test_counts, two + R"("alpha": 0})"), "option_value alpha");
  EXPECT_EQ(wrong(test_counts, two + R"("alhpa": 0.1})"), "option_value alhpa");
  EXPECT_EQ(wrong(test_counts, two + R"("peeking": "planned"})"), "option_value looks");
  EXPECT_EQ(wrong(test_counts, two + R"("alpha": null})"), "");
}

TEST(ExperimentQuestion, PlansUsersDaysAndWhatCanBeSeen) {
  const Json plan = ask(plan_test, R"({"baseline": 0.05, "effect": 0.1, "users_per_day": 1000})");
  EXPECT_EQ(plan["users_per_arm"], (Json::array({31234, 31234})));  // power.prop.test of R
  EXPECT_EQ(plan["total"], 62468);
  EXPECT_EQ(plan["days"], 63);
  EXPECT_EQ(plan["detectable"].size(), 8U);
  EXPECT_NEAR(plan["detectable"][3]["effect"].get<double>(), 0.1, 1e-5);
  EXPECT_NEAR(plan["power_curve"][10]["power"].get<double>(), 0.8, 1e-4);
  EXPECT_NEAR(plan["power_curve"][0]["power"].get<double>(), 0.05, 1e-12);

  // The other way round.
  const Json seen = ask(plan_test, R"({"baseline": 0.05, "users": 62468})");
  EXPECT_NEAR(seen["effect"].get<double>(), 0.1, 1e-5);
  EXPECT_EQ(seen["users_per_arm"], (Json::array({31234, 31234})));
  const Json both = ask(plan_test, R"({"baseline": 0.05, "effect": 0.1, "users": 31234})");
  EXPECT_GT(both["power_reached"].get<double>(), 0.4);
  EXPECT_LT(both["power_reached"].get<double>(), 0.6);

  const Json looks = ask(plan_test, R"({"kind": "mean", "baseline": 5, "sd": 9, "effect": 0.1,
      "shares": [2, 1, 1], "arms": 2, "peeking": "planned"})");
  EXPECT_EQ(looks["shares"], (Json::array({0.5, 0.25, 0.25})));
  EXPECT_EQ(looks["looks"], 5);
  EXPECT_EQ(looks["comparison_alpha"], 0.025);
  EXPECT_GT(looks["inflation"].get<double>(), 1.0);
  EXPECT_LT(looks["inflation"].get<double>(), 1.1);

  // A share cannot rise from 0.95 by a tenth.
  const Json none = ask(plan_test, R"({"baseline": 0.95, "effect": 0.1})");
  EXPECT_TRUE(none["total"].is_null());
  EXPECT_TRUE(none["users_per_arm"].empty());
}

TEST(ExperimentQuestion, NamesWhatIsWrongWithAPlan) {
  EXPECT_EQ(wrong(plan_test, R"({"effect": 0.1})"), "option_value baseline");
  EXPECT_EQ(wrong(plan_test, R"({"baseline": 5, "effect": 0.1})"), "option_value baseline");
  EXPECT_EQ(wrong(plan_test, R"({"baseline": 0.5})"), "option_value effect");
  EXPECT_EQ(wrong(plan_test, R"({"kind": "mean", "baseline": 5, "effect": 0.1})"),
            "option_value sd");
  EXPECT_EQ(wrong(plan_test, R"({"baseline": 0.5, "effect": 0.1, "arms": 1})"),
            "option_value arms");
  EXPECT_EQ(wrong(plan_test, R"({"baseline": 0.5, "effect": 0.1, "shares": [1, 0]})"),
            "option_value shares");
  EXPECT_EQ(wrong(plan_test, R"({"kind": "sum", "baseline": 0.5, "effect": 0.1})"),
            "option_value kind");
}

TEST(ExperimentOptions, AreReadStrictly) {
  const auto read = parse_options(R"({"experiment": {"variant": "Group", "control": "old",
      "measures": ["orders", {"column": "Returns", "kind": "mean", "better": "lower"}],
      "sides": "less", "correction": "benjamini_hochberg", "ratio": {"old": 2, "new": 1},
      "peeking": "planned", "looks": 4, "planned_users": 9000, "covariates": {"orders": "before"},
      "days": [14], "visitors": {"old": 10}, "started": "2024-02-29", "seed": 7, "effect": null}})");
  ASSERT_TRUE(read.ok());
  const ExperimentOptions& options = read.value().experiment;
  EXPECT_TRUE(read.value().sections.has(Section::experiment));
  EXPECT_EQ(options.variant, "Group");
  ASSERT_EQ(options.measures.size(), 2U);
  EXPECT_EQ(options.measures[1],
            (ChosenMeasure{"Returns", MeasureKind::mean, std::optional(false)}));
  EXPECT_EQ(options.sides, experiment::Sides::less);
  EXPECT_EQ(options.correction, experiment::Correction::benjamini_hochberg);
  EXPECT_EQ(options.ratio.size(), 2U);
  EXPECT_EQ(options.looks, 4U);
  EXPECT_EQ(options.planned_users, 9000U);
  EXPECT_EQ(options.days, std::vector<uint32_t>{14});
  EXPECT_EQ(options.started, to_day({2024, 2, 29}));
  for (const char* bad :
       {R"({"variant": 3})", R"({"alpha": "0.05"})", R"({"sides": "both"})", R"({"ratio": [1, 2]})",
        R"({"ratio": {"a": -1}})", R"({"looks": 0})", R"({"peeking": "planned", "looks": 3})",
        R"({"measures": [{"kind": "mean"}]})", R"({"measures": "orders"})", R"({"days": [0]})",
        R"({"started": "2024-02-30"})", R"({"prior": {"alpha": 0}})", R"({"correction": "sidak"})",
        R"({"unknown": 1})", "[]"}) {
    const auto error = parse_options(std::string(R"({"experiment": )") + bad + "}");
    ASSERT_FALSE(error.ok()) << bad;
    EXPECT_EQ(error.error().code, "option_value") << bad;
  }
}

}  // namespace
}  // namespace dangol::engine
