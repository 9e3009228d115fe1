// The Report survives the way to JSON and back, and "not observed" stays apart from zero.
#include "report/json.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace dangol::report {
namespace {

Report small_report() {
  Report report;
  report.generator = "dangol test";
  report.period = "month";
  report.source.name = "주문.csv";
  report.source.delimiter = ",";
  report.source.columns = {{"Sales", "amount", "user", 1, {"1", "2"}},
                           {"Note", "", "detected", {}, {}}};
  report.receipt.rows_read = 3;
  report.receipt.rows_used = 2;
  report.receipt.set_aside = {{"no_customer", 1, 12.5, 4, "", "x"},
                              {"date_missing", 1, {}, 5, "may.csv", ""}};
  report.receipt.revenue = 0.1;
  report.measures = {{"revenue", 0.1, 2, {}, {}, {}, {}, "currency", ""},
                     {"churn_rate", {}, {}, {}, {}, 0.5, {}, "rate", "2024-01"}};
  Period period;
  period.period = "2024-01";
  period.start_customers = {};
  period.returned_customers = 0;
  report.periods = {period};
  report.cohorts.rows = {{"2024-01",
                          2,
                          true,
                          1,
                          {2, 0, {}},
                          {1, 0, {}},
                          {0.3, 0, {}},
                          {1, 0.6, {}},
                          {2, 2, {}},
                          {2, 0, {}},
                          {0.1, 0, {}},
                          {0.05, 0, {}},
                          {0.05, 0.05, {}},
                          {},
                          {"too_few", "too_few", "not_observed"}}};
  report.cohorts.average = {1, 0, {}};
  report.survival.second_order = {2, 1, {3}, {0.5}, {0.1}, {0.9}, {2}, 3, 4.5, 0.25, 9};
  Group group;
  group.name = "Seoul";
  group.repeat_purchase_rate = {0.5, 2, 0.1, 0.9};
  report.groups.by = "Region";
  report.groups.groups = {group};
  report.groups.loss = {1.5, 1, 0.2};
  report.nps.afterwards = {{"promoters", {0.5, 4, {}, {}}, 12.5}};
  report.selection.columns = {{"Region", {"Seoul", "Busan"}}};
  Experiment& experiment = report.experiment.emplace();
  experiment.source = "orders";
  experiment.variants = {{"old", true, 100, 0.5}, {"new", false, 0, {}}};
  experiment.health = {"alarm", {"sample_ratio"}, SampleRatio{100, 1, 1.5e-23, "alarm"}, 1, 2, 3};
  ExperimentComparison comparison;
  comparison.variant = "new";
  comparison.lift = Range{0.1, -0.2, {}};
  comparison.winsorised = WinsorisedComparison{{1, 0, 2}, {}, 0.5};
  comparison.adjusted = AdjustedComparison{0.5, 0, {1, 0, 2}, Range{0.5, {}, {}}, 0.1, 0.9};
  ExperimentMeasure& measure = experiment.measures.emplace_back();
  measure.name = "conversion";
  measure.comparisons = {comparison};
  ExperimentRetention& retention = experiment.retention.emplace();
  retention.curves = {{"old", 7, {{30, 0.5, 0.25, 0.75, 2}}}};
  retention.days = {{30, {{"old", 4, 0, 0, {}, {}}}, {{"new", {}, {}, {}}}}};
  experiment.verdict.reasons = {"sample_ratio", "look_once"};
  return report;
}

TEST(ReportJson, ReadsBackWhatItWrote) {
  const std::string text = to_json(small_report());
  const auto back = from_json(text);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(to_json(back.value()), text);
  EXPECT_EQ(back.value().measures[1].name, "churn_rate");
  EXPECT_EQ(back.value().receipt.set_aside[0].amount, 12.5);
  ASSERT_TRUE(back.value().experiment);
  const ExperimentComparison& comparison = back.value().experiment->measures[0].comparisons[0];
  EXPECT_EQ(comparison.lift->low, -0.2);
  EXPECT_FALSE(comparison.lift->high || comparison.ranks || comparison.winsorised->lift);
  EXPECT_FALSE(from_json(to_json(Report{})).value().experiment);
}

TEST(ReportJson, NotObservedIsNullAndZeroIsZero) {
  const auto json = nlohmann::json::parse(to_json(small_report()));
  EXPECT_EQ(json["schema"], "dangol.report/1");
  EXPECT_TRUE(json["periods"][0]["start_customers"].is_null());
  EXPECT_EQ(json["periods"][0]["returned_customers"], 0);
  EXPECT_EQ(json["cohorts"]["rows"][0]["customers"].dump(), "[2,0,null]");
  EXPECT_TRUE(json["measures"]["churn_rate"]["value"].is_null());
  EXPECT_TRUE(json["source"]["columns"][1]["role"].is_null());
  EXPECT_TRUE(json["receipt"]["set_aside"][1]["amount"].is_null());
}

TEST(ReportJson, ANumberThatIsNotFiniteIsNeverPrinted) {
  Report report = small_report();
  report.receipt.revenue = std::numeric_limits<double>::infinity();
  report.measures[0].value = std::numeric_limits<double>::quiet_NaN();
  const auto json = nlohmann::json::parse(to_json(report));
  EXPECT_TRUE(json["receipt"]["revenue"].is_null());
  EXPECT_TRUE(json["measures"]["revenue"]["value"].is_null());
}

TEST(ReportJson, BrokenTextIsShownWithReplacementCharacters) {
  Report report = small_report();
  report.source.name = "caf\xe9.csv";
  EXPECT_NE(to_json(report).find("caf\xef\xbf\xbd.csv"), std::string::npos);
}

TEST(ReportJson, RefusesWhatIsNoReport) {
  for (const char* text : {"", "[]", "{}", "{\"schema\":\"dangol.report/2\"}", "{\"schema\":"}) {
    const auto report = from_json(text);
    ASSERT_FALSE(report.ok()) << text;
    EXPECT_EQ(report.error().code, "report_unreadable");
  }
}

TEST(ReportJson, FieldsOfTheWrongKindKeepTheirDefaults) {
  const auto report = from_json(
      R"({"schema":"dangol.report/1","generator":7,"receipt":[],"periods":{"a":1},
          "cohorts":{"minimum_n":-3,"rows":[{"size":"many"}]}})");
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report.value().generator, "");
  EXPECT_TRUE(report.value().periods.empty());
  EXPECT_EQ(report.value().cohorts.minimum_n, 5U);
  ASSERT_EQ(report.value().cohorts.rows.size(), 1U);
  EXPECT_EQ(report.value().cohorts.rows[0].size, 0U);
}

TEST(ErrorJson, CarriesPlaceAndBothLanguages) {
  const auto json = nlohmann::json::parse(error_to_json({"option_unknown", {7, 90, 3}, "perriod"}));
  EXPECT_EQ(json["code"], "option_unknown");
  EXPECT_EQ(json["line"], 7);
  EXPECT_EQ(json["byte"], 90);
  EXPECT_EQ(json["column"], 3);
  for (const char* language : {"ko", "en"}) {
    const auto sentence = json["messages"][language].get<std::string>();
    EXPECT_NE(sentence.find("perriod"), std::string::npos) << sentence;
    EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
  }
}

}  // namespace
}  // namespace dangol::report
