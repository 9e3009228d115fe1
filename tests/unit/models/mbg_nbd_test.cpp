#include "models/mbg_nbd.h"

#include <gtest/gtest.h>

#include <vector>

#include "models/identify.h"
#include "models/nbd.h"
#include "unit/models/beta_geometric_checks.h"
#include "unit/models/buyers.h"
#include "unit/models/cdnow.h"

namespace dangol::models {
namespace {

constexpr MbgNbd kGolden{0.525, 6.183, 0.891, 1.614};

// ../shared/golden/models.json: closed forms at 50 digits.
TEST(MbgNbd, AgreesWithManyDigits) {
  test::expect_golden(kGolden,
                      {
                          {{0, 0.0, 38.86, 1},
                           -0.5398374635310146,
                           0.3897350809187629,
                           {0.004523172306784731, 0.15401274667514667, 0.19770581741637241}},
                          {{2, 30.43, 38.86, 1},
                           -9.485551314533932,
                           0.7062022651184873,
                           {0.039339659507202716, 1.2629606232673658, 1.59721663081809}},
                          {{1, 1.71, 38.86, 1},
                           -4.460360612584318,
                           0.17083648431040804,
                           {0.0057521524704339565, 0.18883654136434289, 0.2401319447342516}},
                          {{7, 29.43, 38.86, 1},
                           -21.776522248903873,
                           0.6227238141691119,
                           {0.10320838203405569, 3.1675724322986936, 3.9647344061835743}},
                      });
}

TEST(MbgNbd, AgreesWithTheMixtureOfItsStory) {
  const std::vector<MbgNbd> several{{0.5, 4, 0.8, 2.4}, {1.7, 9, 1, 0.5}, {0.6, 2, 1.5, 1.1}};
  test::expect_mixture(1, several);
}

TEST(MbgNbd, GradientAgreesWithDifferences) {
  test::expect_gradient(kGolden);
  test::expect_gradient(MbgNbd{2.5, 0.1, 0.01, 0.2});
}

TEST(MbgNbd, IsSoundEverywhere) {
  test::expect_sound_everywhere<MbgNbd>();
}

TEST(MbgNbd, AgreesWithSimulatedCustomers) {
  test::expect_simulated(MbgNbd{0.6, 5, 0.8, 2.4}, 1);
  test::expect_simulated(MbgNbd{2, 10, 1, 3}, 1);
}

// ../shared/golden/fits.json.
TEST(MbgNbdGolden, Cdnow) {
  const std::vector<Pattern> patterns = test::cdnow(7);
  if (patterns.empty()) GTEST_SKIP() << test::kNoCdnow;
  ASSERT_EQ(patterns.size(), 2357U);
  test::expect_fit(fit_mbg_nbd(patterns), {0.524843159, 6.18308528, 0.891359391, 1.61400224},
                   -9582.13571555, {0.0832683, 0.695621, 0.15479, 0.537495});
}

TEST(MbgNbdGolden, CdnowInAnyUnit) {
  const std::vector<Pattern> patterns = test::cdnow(1);
  if (patterns.empty()) GTEST_SKIP() << test::kNoCdnow;
  test::expect_invariant(fit_mbg_nbd, patterns, 0b0010);
}

TEST(MbgNbd, RecoversWhatCustomersWereDrawnFrom) {
  const auto buyers = test::draw_buyers(7, {0.8, 6, 0.7, 2.2, 1}, 5000, 20, 60);
  test::expect_recovered(fit_mbg_nbd(test::patterns_of(buyers)), {0.8, 6, 0.7, 2.2});
}

// Above the number of patterns on which the starts compete, the sample must lead to the same place.
TEST(MbgNbd, FitsManyAsFew) {
  const auto patterns =
      test::patterns_of(test::draw_buyers(9, {0.8, 6, 0.7, 2.2, 1}, 30000, 20, 60));
  const Fit fit = fit_mbg_nbd(patterns);
  test::expect_recovered(fit, {0.8, 6, 0.7, 2.2});
  EXPECT_LE(fit.gradient_norm, 1e-12);
  EXPECT_TRUE(fit.hessian_definite);
}

TEST(MbgNbd, SaysThatNobodyLeaves) {
  // NBD customers: b without end.
  const auto patterns = test::patterns_of(test::draw_buyers(3, {0.8, 6, 1e-7, 1, 0}, 2000, 20, 60));
  const Fit fit = fit_mbg_nbd(patterns);
  EXPECT_EQ(fit.verdict, Verdict::no_dropout);
  EXPECT_NEAR(fit.log_likelihood, fit_nbd(patterns).log_likelihood, kNoGain);
}

TEST(MbgNbd, SaysThatRatesDoNotDiffer) {
  EXPECT_EQ(fit_mbg_nbd(test::draw_clockwork(4, 1000, 1)).verdict, Verdict::heterogeneity_not_told);
}

TEST(MbgNbd, SaysThatThereIsTooLittle) {
  EXPECT_EQ(fit_mbg_nbd({}).verdict, Verdict::too_few);
  const std::vector<Pattern> once{{0, 0, 10, 500}};
  EXPECT_EQ(fit_mbg_nbd(once).verdict, Verdict::too_few);
  const std::vector<Pattern> no_time{{0, 0, 0, 500}};
  EXPECT_EQ(fit_mbg_nbd(no_time).verdict, Verdict::too_few);
}

}  // namespace
}  // namespace dangol::models
