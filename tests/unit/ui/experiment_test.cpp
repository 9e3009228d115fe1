// The interval plot never loses zero, the margin or an estimate, and no far end squeezes the rest;
// the page's model is read as it is sent.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "ui/charts/interval_plot.h"
#include "ui/experiment_page.h"

namespace dangol::ui {
namespace {

ExperimentInterval row(std::optional<double> value, std::optional<double> low,
                       std::optional<double> high) {
  ExperimentInterval made;
  made.value = value;
  made.low = low;
  made.high = high;
  return made;
}

bool within(const IntervalScale& scale, double value) {
  return scale.share(value) >= 0 && scale.share(value) <= 1;
}

TEST(IntervalScale, ShowsZeroAndBothEndsOfAnOrdinaryInterval) {
  const std::vector<ExperimentInterval> rows{row(0.168, 0.03, 0.32), row(0.089, -0.03, 0.22)};
  const IntervalScale scale = interval_scale(rows, std::nullopt);
  for (const double value : {0.0, -0.03, 0.32}) EXPECT_TRUE(within(scale, value)) << value;
  // And little else: no half of the plot stays empty.
  EXPECT_GT(scale.share(0.32), 0.9);
  EXPECT_LT(scale.share(-0.03), 0.1);
}

TEST(IntervalScale, HoldsEstimatesAndTheMarginWhateverTheIntervals) {
  const double values[] = {-0.9, -0.2, -1e-4, 0, 1e-4, 0.05, 0.5, 7};
  const double widths[] = {1e-5, 0.01, 0.3, 40};
  for (const double one : values) {
    for (const double other : values) {
      for (const double width : widths) {
        for (const double margin : {-0.5, -0.02, 0.1}) {
          const std::vector<ExperimentInterval> rows{row(one, one - width, one + width),
                                                     row(other, std::nullopt, other + 0.02)};
          const IntervalScale scale = interval_scale(rows, margin);
          for (const double value : {0.0, one, other, margin}) {
            EXPECT_TRUE(within(scale, value)) << one << ' ' << other << ' ' << width;
          }
          EXPECT_TRUE(std::isfinite(scale.low) && std::isfinite(scale.high));
        }
      }
    }
  }
}

TEST(IntervalScale, FollowsNoEndSoFarThatTheOthersBecomeDots) {
  const std::vector<ExperimentInterval> rows{row(0.1, 0.02, 0.2), row(0.3, -0.9, 60)};
  const IntervalScale scale = interval_scale(rows, std::nullopt);
  EXPECT_GT(scale.share(60), 1);
  EXPECT_GT(scale.share(0.2) - scale.share(0.02), 0.08);
  // A single interval is followed to its ends, however wide.
  const std::vector<ExperimentInterval> alone{row(0.02, -0.4, 0.9)};
  EXPECT_TRUE(within(interval_scale(alone, std::nullopt), 0.9));
  EXPECT_TRUE(within(interval_scale(alone, std::nullopt), -0.4));
}

TEST(IntervalScale, HasAWidthWhereNothingIsKnown) {
  const std::vector<ExperimentInterval> rows{row(std::nullopt, std::nullopt, std::nullopt)};
  for (const IntervalScale& scale :
       {interval_scale(rows, std::nullopt), interval_scale({}, std::nullopt)}) {
    EXPECT_LT(scale.low, 0);
    EXPECT_GT(scale.high, 0);
  }
}

TEST(ExperimentPage, TakesWhatThePageSends) {
  ExperimentPage page;
  read_experiment_page(R"({
    "answer": "B is **better**", "alarm": true, "causes": ["why", 3], "filtered": true,
    "verdict": {"badge": "Ship B", "tone": "good", "health": "sound"},
    "numbers": [{"label": "chance", "number": "99.2", "unit": "%"}],
    "form": {"heads": ["Variant"], "rows": [{"fields": [{"id": "arm.0.name", "words": true}], "remove": ""}]},
    "plot": {"rows": [{"name": "Conversion", "tone": "bad", "value": 0.1, "low": null, "high": 0.3}], "margin": -0.02},
    "tables": [{"id": "variants", "heads": ["a"], "rows": [{"cells": ["A"]}], "words": false}],
    "curves": {"lines": [{"name": "A", "x": [1, 2, 3], "value": [0.1, null]}]},
    "planner": {"fields": [{"id": "plan.arms", "options": [{"value": "2", "label": "2"}]}], "chart": null}})",
                       page);
  EXPECT_TRUE(page.there && page.alarm && page.filtered);
  EXPECT_EQ(page.causes.size(), 1U);
  EXPECT_EQ(page.badge_tone, ExperimentTone::good);
  EXPECT_EQ(page.numbers[0].unit, "%");
  EXPECT_TRUE(page.form.rows[0].fields[0].words);
  EXPECT_EQ(page.plot.rows[0].tone, ExperimentTone::bad);
  EXPECT_FALSE(page.plot.rows[0].low.has_value());
  EXPECT_EQ(page.plot.margin, -0.02);
  EXPECT_EQ(page.tables[0].rows[0].cells[0], "A");
  // As many values as places, whatever was sent.
  EXPECT_EQ(page.curves.lines[0].value.size(), 3U);
  EXPECT_EQ(page.planner.fields[0].options.size(), 1U);
  EXPECT_TRUE(page.planner.chart.lines.empty());
  read_experiment_page("[", page);
  EXPECT_FALSE(page.there);
}

}  // namespace
}  // namespace dangol::ui
