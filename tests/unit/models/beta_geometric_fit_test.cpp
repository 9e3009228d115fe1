// How BG/NBD and MBG/NBD are fitted: what customers were drawn from is found, and what the data
// cannot tell is said.
#include <gtest/gtest.h>

#include <span>
#include <vector>

#include "models/bg_nbd.h"
#include "models/identify.h"
#include "models/mbg_nbd.h"
#include "models/nbd.h"
#include "unit/models/beta_geometric_checks.h"
#include "unit/models/buyers.h"

namespace dangol::models {
namespace {

struct Story {
  Fit (*fit)(std::span<const Pattern> patterns);
  double chances;
};

class BetaGeometricFit : public testing::TestWithParam<Story> {
 protected:
  static Fit fit(std::span<const Pattern> patterns) { return GetParam().fit(patterns); }
  static std::vector<Pattern> draw(uint64_t seed, int customers) {
    return test::patterns_of(
        test::draw_buyers(seed, {0.8, 6, 0.7, 2.2, GetParam().chances}, customers, 20, 60));
  }
};

TEST_P(BetaGeometricFit, RecoversWhatCustomersWereDrawnFrom) {
  test::expect_recovered(fit(draw(7, 5000)), {0.8, 6, 0.7, 2.2});
}

// Above the number of patterns on which the starts compete, the sample must lead to the same place.
TEST_P(BetaGeometricFit, FitsManyAsFew) {
  const Fit many = fit(draw(9, 30000));
  test::expect_recovered(many, {0.8, 6, 0.7, 2.2});
  EXPECT_LE(many.gradient_norm, 1e-12);
  EXPECT_TRUE(many.hessian_definite);
}

TEST_P(BetaGeometricFit, SaysThatNobodyLeaves) {
  // NBD customers: b without end.
  const auto patterns = test::patterns_of(test::draw_buyers(3, {0.8, 6, 1e-7, 1, 0}, 2000, 20, 60));
  const Fit found = fit(patterns);
  EXPECT_EQ(found.verdict, Verdict::no_dropout);
  EXPECT_NEAR(found.log_likelihood, fit_nbd(patterns).log_likelihood, kNoGain);
}

TEST_P(BetaGeometricFit, SaysThatRatesDoNotDiffer) {
  EXPECT_EQ(fit(test::draw_clockwork(4, 1000, GetParam().chances)).verdict,
            Verdict::heterogeneity_not_told);
}

TEST_P(BetaGeometricFit, SaysThatThereIsTooLittle) {
  EXPECT_EQ(fit({}).verdict, Verdict::too_few);
  const std::vector<Pattern> once{{0, 0, 10, 500}};
  EXPECT_EQ(fit(once).verdict, Verdict::too_few);
  const std::vector<Pattern> no_time{{0, 0, 0, 500}};
  EXPECT_EQ(fit(no_time).verdict, Verdict::too_few);
}

INSTANTIATE_TEST_SUITE_P(Stories, BetaGeometricFit,
                         testing::Values(Story{fit_bg_nbd, 0}, Story{fit_mbg_nbd, 1}));

}  // namespace
}  // namespace dangol::models
