#include "experiment/corrections.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "numeric/random.h"

namespace dangol::experiment {
namespace {

using Numbers = std::vector<double>;

constexpr std::array<Correction, 8> kAll = {Correction::none,
                                            Correction::bonferroni,
                                            Correction::sidak,
                                            Correction::holm,
                                            Correction::sidak_step_down,
                                            Correction::hochberg,
                                            Correction::benjamini_hochberg,
                                            Correction::benjamini_yekutieli};

void expect_adjusted(const Numbers& p, Correction correction, const Numbers& expected,
                     double tolerance) {
  const Numbers adjusted = adjusted_p(p, correction);
  ASSERT_EQ(adjusted.size(), expected.size());
  for (size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(adjusted[i], expected[i], tolerance) << i;
}

TEST(Corrections, PublishedExamples) {
  // growthbook, experiments.test.ts.
  expect_adjusted({.01, .04, .03, .005, .55, .6}, Correction::holm, {.05, .12, .12, .03, 1, 1},
                  1e-15);
  expect_adjusted({.898, .138, .007, .964, .538, .006, .138}, Correction::benjamini_hochberg,
                  {.964, .2415, .0245, .964, .7532, .0245, .2415}, 1e-8);
  // avast/ep-stats, multiple.md.
  expect_adjusted({.01, .04, .03}, Correction::bonferroni, {.03, .12, .09}, 1e-9);
  expect_adjusted({.01, .04, .03}, Correction::holm, {.03, .06, .06}, 1e-9);
  expect_adjusted({.01, .04, .03}, Correction::sidak, {.029701, .115264, .087327}, 1e-9);
  // R's multtest by way of statsmodels, res_multtest2.
  const Numbers p = {.002, .004, .006, .008, .01, .012};
  expect_adjusted(p, Correction::bonferroni, {.012, .024, .036, .048, .06, .072}, 1e-14);
  expect_adjusted(p, Correction::holm, {.012, .02, .024, .024, .024, .024}, 1e-14);
  expect_adjusted(p, Correction::hochberg, Numbers(6, .012), 1e-14);
  expect_adjusted(p, Correction::benjamini_hochberg, Numbers(6, .012), 1e-14);
  expect_adjusted(p, Correction::benjamini_yekutieli, Numbers(6, .0294), 1e-14);
  expect_adjusted(
      p, Correction::sidak,
      {.01194015976, .02376127617, .03546430061, .04705017876, .0585198506, .06987425045}, 1e-11);
  expect_adjusted(p, Correction::sidak_step_down,
                  {.01194015976, .01984063872, .0237848627, .023808512, .023808512, .023808512},
                  1e-11);
}

/// Whether a family of p-values is rejected at alpha, from the definition of each procedure.
std::vector<bool> rejected_by_definition(const Numbers& p, Correction correction, double alpha) {
  const auto n = static_cast<double>(p.size());
  double harmonic = 0;
  for (double k = 1; k <= n; ++k) harmonic += 1 / k;
  Numbers sorted = p;
  std::sort(sorted.begin(), sorted.end());
  // Each has a limit for the k-th smallest; step-down stops at the first above its limit, step-up
  // takes everything up to the last below it.
  const auto limit = [&](double k) {
    switch (correction) {
      case Correction::bonferroni:
        return alpha / n;
      case Correction::sidak:
        return 1 - std::pow(1 - alpha, 1 / n);
      case Correction::holm:
      case Correction::hochberg:
        return alpha / (n - k + 1);
      case Correction::sidak_step_down:
        return 1 - std::pow(1 - alpha, 1 / (n - k + 1));
      case Correction::benjamini_hochberg:
        return alpha * k / n;
      case Correction::benjamini_yekutieli:
        return alpha * k / (n * harmonic);
      default:
        return alpha;
    }
  };
  const bool up = correction == Correction::hochberg ||
                  correction == Correction::benjamini_hochberg ||
                  correction == Correction::benjamini_yekutieli;
  size_t found = 0;
  for (size_t k = 1; k <= sorted.size(); ++k) {
    const bool below = sorted[k - 1] <= limit(static_cast<double>(k));
    if (up && below) found = k;
    if (!up && below && found == k - 1) found = k;
  }
  std::vector<bool> rejected(p.size());
  for (size_t i = 0; i < p.size(); ++i) rejected[i] = found > 0 && p[i] <= sorted[found - 1];
  return rejected;
}

TEST(Corrections, RejectAsTheirDefinitionsDo) {
  numeric::Random random(5);
  for (int family = 0; family < 300; ++family) {
    Numbers p(1 + family % 7);
    for (double& value : p) value = std::pow(random.uniform(), 3);
    for (const Correction correction : kAll) {
      const Numbers adjusted = adjusted_p(p, correction);
      const auto rejected = rejected_by_definition(p, correction, 0.05);
      for (size_t i = 0; i < p.size(); ++i) {
        EXPECT_EQ(adjusted[i] <= 0.05, rejected[i])
            << family << " " << static_cast<int>(correction);
        EXPECT_GE(adjusted[i], p[i]);
        EXPECT_LE(adjusted[i], 1);
        for (size_t j = 0; j < p.size(); ++j) {
          EXPECT_TRUE(p[i] >= p[j] || adjusted[i] <= adjusted[j]);
        }
      }
    }
  }
}

TEST(Corrections, EdgesAreKept) {
  for (const Correction correction : kAll) {
    EXPECT_TRUE(adjusted_p({}, correction).empty());
    EXPECT_EQ(adjusted_p(Numbers{0.03}, correction)[0], 0.03);
    const Numbers adjusted = adjusted_p(Numbers{0, 1, 1e-300}, correction);
    EXPECT_EQ(adjusted[0], 0);
    EXPECT_EQ(adjusted[1], 1);
    EXPECT_GT(adjusted[2], 0);
    EXPECT_LT(adjusted[2], 1e-299);
  }
}

TEST(Corrections, IntervalsAgreeWithAdjustedP) {
  // growthbook, experiments.test.ts.
  const Interval barely = adjusted_interval(0.1, 0.049999999, 0.05);
  EXPECT_GT(barely.low, 0);
  EXPECT_NEAR(barely.low, 0, 1e-8);
  EXPECT_LT(barely.high, 0.2);
  EXPECT_NEAR(barely.high, 0.2, 1e-8);
  EXPECT_LT(adjusted_interval(-0.1, 0.051, 0.05).low, -0.2);
  EXPECT_GT(adjusted_interval(-0.1, 0.051, 0.05).high, 0);
  EXPECT_TRUE(std::isinf(adjusted_interval(0.1, 1, 0.05).low));
  EXPECT_EQ(adjusted_interval(0.1, 0, 0.05).low, 0.1);
}

TEST(Corrections, AlphaOfBenjaminiHochberg) {
  // zalando/expan, test_correction.py.
  EXPECT_EQ(benjamini_hochberg_alpha(Numbers{.02, .03, .002, .001}, 0.05), 0.05);
  EXPECT_EQ(benjamini_hochberg_alpha(Numbers{.01, .2, .1, .02}, 0.05), 0.025);
  EXPECT_EQ(benjamini_hochberg_alpha(Numbers{.5, .2, .1, .3}, 0.05), 0.0125);
}

}  // namespace
}  // namespace dangol::experiment
