// A waterfall ends where it says, stacks start at zero, and the cells and columns of a cohort table
// mean what the Report says under every definition.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ui/charts/bar_chart.h"
#include "ui/charts/cohort_values.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/waterfall.h"

namespace dangol::ui {
namespace {

TEST(Waterfall, EachBarStartsWhereTheOneBeforeEnds) {
  const std::vector<WaterfallStep> steps{{"start", 1000, true}, {"new", 300},   {"grown", 50},
                                         {"shrunk", -120},      {"lost", -430}, {"end", 800, true}};
  const std::vector<WaterfallSpan> spans = waterfall_spans(steps);
  ASSERT_EQ(spans.size(), steps.size());
  EXPECT_EQ(spans[0].from, 0);
  for (size_t i = 1; i + 1 < spans.size(); ++i) {
    EXPECT_EQ(spans[i].from, spans[i - 1].to);
    EXPECT_EQ(spans[i].to - spans[i].from, steps[i].amount);
  }
  // The last step arrives at the amount on which the total stands.
  EXPECT_EQ(spans[4].to, 800);
  EXPECT_EQ(spans[5].from, 0);
  EXPECT_EQ(spans[5].to, 800);
}

TEST(Waterfall, CrossesZero) {
  const std::vector<WaterfallStep> steps{{"start", 100, true}, {"lost", -150}, {"end", -50, true}};
  const std::vector<WaterfallSpan> spans = waterfall_spans(steps);
  EXPECT_EQ(spans[1].from, 100);
  EXPECT_EQ(spans[1].to, -50);
  EXPECT_EQ(spans[2].to, -50);
}

TEST(Bars, PositiveStacksUpAndNegativeDown) {
  const std::vector<BarSeries> series{
      {"stayed", {}, {30, 0}}, {"lost", {}, {-12, -5}}, {"new", {}, {8, 7}}, {"gone", {}, {-3, 0}}};
  const std::vector<BarSpan> first = stack_bars(series, 0);
  const double expected[4][2] = {{0, 30}, {0, -12}, {30, 38}, {-12, -15}};
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(first[i].from, expected[i][0]);
    EXPECT_EQ(first[i].to, expected[i][1]);
  }
  const std::vector<BarSpan> second = stack_bars(series, 1);
  EXPECT_EQ(second[1].to, -5);
  EXPECT_EQ(second[2].from, 0);
  EXPECT_EQ(second[2].to, 7);
}

TEST(Lines, AStepHoldsUntilTheNextOne) {
  LineSeries series;
  series.days = {0, 3, 10};
  series.values = {1, 0.5, 0.25};
  EXPECT_EQ(index_at(series, 0), 0U);
  EXPECT_EQ(index_at(series, 2), 0U);
  EXPECT_EQ(index_at(series, 3), 1U);
  EXPECT_EQ(index_at(series, 400), 2U);
  series.days = {2, 3, 10};
  EXPECT_FALSE(index_at(series, 1).has_value());
  series.days.clear();
  EXPECT_EQ(index_at(series, 1), 1U);
  EXPECT_FALSE(index_at(series, 3).has_value());
}

report::Cohorts two_cohorts() {
  report::Cohorts cohorts;
  cohorts.period = "month";
  cohorts.definition = "on";
  cohorts.basis = "calendar";
  cohorts.last_period_complete = false;
  report::CohortRow older;
  older.cohort = "2026-01";
  older.size = 10;
  older.states = {"value", "zero", "value"};
  older.share = {1, 0, 0.3};
  report::CohortRow newer;
  newer.cohort = "2026-02";
  newer.size = 3;
  newer.too_few = true;
  newer.states = {"value", "too_few", "not_observed"};
  newer.share = {1, 0.5, std::nullopt};
  cohorts.rows = {older, newer};
  return cohorts;
}

TEST(CohortValues, TheThreeStatesAreToldApart) {
  const report::Cohorts cohorts = two_cohorts();
  EXPECT_EQ(state_of(cohorts.rows[0], 1), CellState::zero);
  EXPECT_EQ(state_of(cohorts.rows[1], 1), CellState::too_few);
  EXPECT_EQ(state_of(cohorts.rows[1], 2), CellState::not_observed);
  EXPECT_EQ(state_of(cohorts.rows[1], 9), CellState::not_observed);
  EXPECT_EQ(observed_columns(cohorts), 3U);
  EXPECT_EQ(observed_columns(cohorts.rows[1]), 2U);
  // The size, where the Report has no number of its own.
  EXPECT_EQ(n_at(cohorts.rows[0], 2), 10);
}

TEST(CohortValues, TheUnfinishedColumnIsTheOneThatTheRowNames) {
  report::Cohorts cohorts = two_cohorts();
  EXPECT_FALSE(is_unfinished(cohorts.rows[0], 2));
  cohorts.rows[0].unfinished_column = 2;
  EXPECT_TRUE(is_unfinished(cohorts.rows[0], 2));
  EXPECT_FALSE(is_unfinished(cohorts.rows[0], 1));
}

TEST(CohortValues, EverybodyIsInTheFirstColumnOnlyWhereTheDefinitionSaysSo) {
  report::Cohorts cohorts = two_cohorts();
  EXPECT_TRUE(holds_everybody(cohorts, 0));
  EXPECT_FALSE(holds_everybody(cohorts, 1));
  EXPECT_EQ(telling_column(cohorts), 1U);
  cohorts.definition = "on_or_after";
  EXPECT_TRUE(holds_everybody(cohorts, 0));
  cohorts.definition = "cumulative";
  EXPECT_FALSE(holds_everybody(cohorts, 0));
  cohorts.definition = "bracket";
  EXPECT_FALSE(holds_everybody(cohorts, 0));
  EXPECT_EQ(telling_column(cohorts), 0U);
}

TEST(CohortValues, ColumnsAreNamedByPeriodRangeOrDays) {
  report::Cohorts cohorts = two_cohorts();
  const Strings english(Language::en);
  EXPECT_EQ(column_name(cohorts, 0, english), "First");
  EXPECT_EQ(column_name(cohorts, 2, english), "2 mo");
  EXPECT_EQ(column_name(cohorts, 2, Strings(Language::ko)), "2개월");
  cohorts.rolling_days = 30;
  EXPECT_EQ(column_name(cohorts, 0, english), "0–29 days");
  EXPECT_EQ(column_name(cohorts, 2, english), "60–89 days");
  cohorts.definition = "bracket";
  cohorts.bracket = {1, 3};
  EXPECT_EQ(column_name(cohorts, 0, english), "30–119 days");
  cohorts.rolling_days.reset();
  EXPECT_EQ(column_name(cohorts, 0, english), "1–3 mo");
}

TEST(CohortValues, AnAverageTellsWhereEnoughCustomersAreObserved) {
  report::Cohorts cohorts = two_cohorts();
  cohorts.minimum_n = 11;
  EXPECT_TRUE(average_tells(cohorts, 1));
  EXPECT_FALSE(average_tells(cohorts, 2));
  cohorts.average = {1, 0.1, 0.3};
  cohorts.average_simple = {1, 0.25, 0.3};
  EXPECT_EQ(averages_of(cohorts, CohortMode::share, false), &cohorts.average);
  EXPECT_EQ(averages_of(cohorts, CohortMode::share, true), &cohorts.average_simple);
  EXPECT_EQ(averages_of(cohorts, CohortMode::customers, false), nullptr);
}

}  // namespace
}  // namespace dangol::ui
