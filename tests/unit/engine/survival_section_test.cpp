#include <gtest/gtest.h>

#include <vector>

#include "engine/sections.h"

namespace dangol::engine {
namespace {

/// One event on each of so many days.
metrics::SurvivalCurve curve_of(size_t days) {
  return metrics::kaplan_meier({std::vector<uint32_t>(days, 1), {}});
}

TEST(SurvivalSection, ShortCurvesAreWhole) {
  for (const size_t days : {1U, 2U, 399U, 400U}) {
    const auto from = curve_of(days);
    const report::SurvivalCurve curve = make_survival_curve(from);
    ASSERT_EQ(curve.days.size(), days);
    for (size_t i = 0; i < days; ++i) {
      EXPECT_EQ(curve.days[i], static_cast<double>(i));
      EXPECT_EQ(curve.survival[i], from.points[i].survival);
      EXPECT_EQ(curve.at_risk[i], static_cast<double>(days - i));
    }
  }
}

TEST(SurvivalSection, LongCurvesAreThinnedEvenlyAndTheirNumbersAreOfAll) {
  for (const size_t days : {401U, 799U, 3'653U}) {
    const auto from = curve_of(days);
    const report::SurvivalCurve curve = make_survival_curve(from);
    ASSERT_EQ(curve.days.size(), 400U);
    EXPECT_EQ(curve.days.front(), 0);
    EXPECT_EQ(curve.days.back(), static_cast<double>(days - 1));
    const double step = static_cast<double>(days - 1) / 399;
    for (size_t i = 1; i < 400; ++i) {
      EXPECT_NEAR(*curve.days[i] - *curve.days[i - 1], step, 1);
      EXPECT_GT(*curve.days[i], *curve.days[i - 1]);
    }
    EXPECT_EQ(curve.n, days);
    EXPECT_EQ(curve.events, days);
    EXPECT_EQ(curve.restricted_mean, from.restricted_mean);
    EXPECT_EQ(curve.median, static_cast<double>(*from.median));
    EXPECT_EQ(curve.low.back(), std::nullopt);  // nobody is left
  }
}

TEST(SurvivalSection, WithoutAnyoneThereIsNoNumber) {
  const report::SurvivalCurve curve = make_survival_curve(metrics::kaplan_meier({}));
  EXPECT_EQ(curve.n, 0U);
  EXPECT_TRUE(curve.days.empty());
  EXPECT_EQ(curve.median, std::nullopt);
  EXPECT_EQ(curve.restricted_mean, std::nullopt);
  EXPECT_EQ(curve.horizon, std::nullopt);
}

}  // namespace
}  // namespace dangol::engine
