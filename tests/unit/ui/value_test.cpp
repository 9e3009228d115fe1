// The Value view's arithmetic: where bars stand, which cells may be told, how typed numbers are
// read, how far an amount is rounded by its interval, and what the page's messages mean.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ui/charts/value_bars.h"
#include "ui/charts/value_grid.h"
#include "ui/strings/strings.h"
#include "ui/value_page.h"
#include "ui/views/value.h"

namespace dangol::ui {
namespace {

TEST(ValueBars, StandInTheMiddleOfTheirClassAndNeverTouch) {
  for (const float step : {9.0F, 40.0F, 400.0F}) {
    for (const size_t count : {size_t{1}, size_t{2}, size_t{3}}) {
      const std::vector<ValueBarSpan> spans = bars_beside(step, count);
      ASSERT_EQ(spans.size(), count);
      const float before = spans.front().left;
      const float after = step - spans.back().left - spans.back().width;
      EXPECT_NEAR(before, after, 1e-3);
      EXPECT_GE(before, 0);
      for (size_t i = 1; i < count; ++i) {
        EXPECT_GT(spans[i].left, spans[i - 1].left + spans[i - 1].width);
        EXPECT_EQ(spans[i].width, spans[0].width);
      }
    }
  }
  // Wide classes do not make planks of their bars.
  EXPECT_LE(bars_beside(400, 1)[0].width, 28);
}

TEST(ValueGrid, NobodyAndTooFewAreNotANumber) {
  EXPECT_EQ(cell_state({std::nullopt, 40}, 5), ValueCellState::nobody);
  EXPECT_EQ(cell_state({0.5, 0}, 5), ValueCellState::nobody);
  EXPECT_EQ(cell_state({0.5, 4}, 5), ValueCellState::too_few);
  EXPECT_EQ(cell_state({0.5, 5}, 5), ValueCellState::told);
  EXPECT_EQ(cell_state({0.0, 9}, 5), ValueCellState::told);
}

TEST(ValueView, ReadsWhatPeopleTypeAndNothingElse) {
  using value_view::parse_typed;
  EXPECT_EQ(parse_typed("12,000"), 12000);
  EXPECT_EQ(parse_typed("7.5"), 7.5);
  EXPECT_EQ(parse_typed(" 60 "), 60);
  EXPECT_EQ(parse_typed(".5"), 0.5);
  for (const char* text : {"", ".", "-3", "1e5", "1.2.3", "12%", "12345678901234567890"}) {
    EXPECT_FALSE(parse_typed(text).has_value()) << text;
  }
}

TEST(ValueView, WritesOptionsWithoutNeedlessDigits) {
  EXPECT_EQ(value_view::json_decimal(0.1), "0.1");
  EXPECT_EQ(value_view::json_decimal(12000), "12000");
  EXPECT_EQ(value_view::json_decimal(1234567.25), "1234567.25");
  EXPECT_EQ(value_view::json_decimal(0), "0");
}

TEST(ValueView, RoundsAsFarAsTheIntervalIsSure) {
  EXPECT_EQ(value_view::rounded(41237, {41237.0, 36112.0, 47420.0}), 41000);
  EXPECT_EQ(value_view::rounded(36112, {41237.0, 36112.0, 47420.0}), 36000);
  EXPECT_NEAR(value_view::rounded(41.237, {41.237, 40.5, 42.0}), 41.2, 1e-9);
  EXPECT_EQ(value_view::rounded(41237, {41237.0, {}, {}}), 41237);
  EXPECT_EQ(value_view::rounded(5, {5.0, 5.0, 5.0}), 5);
}

TEST(ValueView, ShowsFourDigitsOfAParameter) {
  EXPECT_EQ(value_view::significant(0.24259), "0.2426");
  EXPECT_EQ(value_view::significant(4.41355), "4.414");
  EXPECT_EQ(value_view::significant(12345.6), "12,346");
  EXPECT_EQ(value_view::significant(0), "0");
}

TEST(ValuePage, TakesWhatThePageSends) {
  ValuePage page;
  read_value_page(
      R"({"sort": "clv", "descending": true, "busy": false, "total": 900,
          "customers": [{"customer": "A", "last_order": "2024-05-01", "orders": 3, "p_alive": 0.5,
                         "revenue": null, "expected_orders": 1.5, "clv": 12}],
          "contract": "1000; 869", "contract_rate": "10", "contract_period": "year",
          "contract_problem": "", "assumed": true, "chosen": "bdw", "ahead": 12,
          "fits": [{"model": "sbg", "parameters": "alpha 1", "bic": 3}],
          "survival": [{"period": 0, "observed": 1, "sbg": 1, "bdw": null, "left": null}],
          "periods": 4.5, "discounted": 9.25, "discounted_low": 8, "discounted_high": 11})",
      page);
  ASSERT_EQ(page.customers.size(), 1U);
  EXPECT_EQ(page.customers[0].name, "A");
  EXPECT_EQ(page.customers[0].last_order, "2024-05-01");
  EXPECT_FALSE(page.customers[0].revenue.has_value());
  EXPECT_EQ(page.customers[0].worth, 12);
  EXPECT_EQ(page.total, 900);
  EXPECT_TRUE(page.assumed);
  ASSERT_EQ(page.survival.size(), 1U);
  EXPECT_EQ(page.survival[0].sbg, 1);
  EXPECT_FALSE(page.survival[0].bdw.has_value());
  EXPECT_EQ(page.discounted_high, 11);
  // What cannot be read leaves nothing of what was there.
  read_value_page("[", page);
  EXPECT_TRUE(page.customers.empty());
  EXPECT_TRUE(page.contract_text.empty());
}

TEST(Strings, FindsTextsThatCameLater) {
  const Strings korean(Language::ko);
  const Strings english(Language::en);
  EXPECT_EQ(korean.get("ui.value.test.only"), "");
  add_texts("not json");
  add_texts(R"({"ko": {"ui.value.test.last": "끝", "ui.value.test.only": "값"},
                "en": {"ui.value.test.only": "value {n}"}})");
  EXPECT_EQ(korean.get("ui.value.test.only"), "값");
  EXPECT_EQ(english.fill("ui.value.test.only", {{"n", "3"}}), "value 3");
  EXPECT_EQ(english.get("ui.value.test.last"), "");
  EXPECT_EQ(korean.get("ui.nav.value"), "가치");
}

}  // namespace
}  // namespace dangol::ui
