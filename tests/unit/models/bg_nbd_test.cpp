#include "models/bg_nbd.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "models/identify.h"
#include "models/nbd.h"
#include "unit/models/beta_geometric_checks.h"
#include "unit/models/buyers.h"
#include "unit/models/cdnow.h"

namespace dangol::models {
namespace {

constexpr BgNbd kGolden{0.243, 4.414, 0.793, 2.426};

// ../shared/golden/models.json: closed forms at 50 digits.
TEST(BgNbd, AgreesWithManyDigits) {
  test::expect_golden(kGolden,
                      {
                          {{0, 0.0, 38.86, 1},
                           -0.5547132764381585,
                           1.0,
                           {0.005595657889484052, 0.19509805201126265, 0.2520730222824589}},
                          {{2, 30.43, 38.86, 1},
                           -9.45860630706627,
                           0.726578570080673,
                           {0.037447969741732264, 1.2260281747671444, 1.558720806432088}},
                          {{7, 29.43, 38.86, 1},
                           -21.86327627146352,
                           0.6417563459461072,
                           {0.10662921297153033, 3.3370532748514163, 4.1988555849250435}},
                          {{26, 30.86, 31.0, 1},
                           -37.72657947339444,
                           0.9689156497175251,
                           {0.7106209373346754, 20.74972614085729, 25.758195936483514}},
                          {{25, 20.0, 39.0, 1},
                           -31.508212882630755,
                           1.6301660423712972e-05,
                           {9.399086120395142e-06, 0.0002863755500201249, 0.0003583324619112166}},
                          {{0, 0.0, 1.0, 1},
                           -0.04962227265588824,
                           1.0,
                           {0.043683378693973714, 1.0406158915037118, 1.265434370154037}},
                          {{200, 38.0, 40.0, 1},
                           98.80417492886897,
                           0.02438523135798786,
                           {0.1089829817225691, 3.2940273181296145, 4.115214640859746}},
                          {{1000, 10.0, 100.0, 1}, 3225.142983682824, 0.0, {0.0, 0.0, 0.0}},
                      });
}

TEST(BgNbd, AgreesWithManyDigitsOnNewCustomers) {
  for (const auto& [horizon, expected] :
       std::vector<std::array<double, 2>>{{0.1429, 0.007828347516072164},
                                          {1, 0.05326789117165828},
                                          {3, 0.15086523089304668},
                                          {31.8571, 1.041996060852211},
                                          {32, 1.0452433283744438},
                                          {52, 1.4460505953964038},
                                          {78, 1.8605190579427684}}) {
    EXPECT_NEAR(test::relative(expected_new(kGolden, horizon), expected), 0, 1e-9);
  }
}

// Where published implementations give no number: the same closed forms, with Euler's
// transformation, at 50 digits (mpmath 1.3.0); expected purchases in a horizon of 52.
TEST(BgNbd, AgreesWithManyDigitsUnderTorture) {
  struct Case {
    BgNbd params;
    Pattern seen;
    double log_likelihood;
    double p_alive;
    double expected;
  };
  constexpr double kTolerance = 5e-9;
  for (const Case& c : std::vector<Case>{
           {{0.243, 4.414, 0.793, 2.426},
            {1200, 364.5, 365, 1},
            205.54341196621565,
            0.99665711718445792,
            159.72112153533708},
           {{0.243, 4.414, 0.793, 2.426},
            {300, 10, 100, 1},
            598.72294755068165,
            2.3914927029518528e-256,
            3.0295151407312246e-254},
           {{0.243, 4.414, 0.793, 2.426},
            {100000, 99999.5, 100000, 1},
            -100018.66799394249,
            0.9999869262539921,
            51.986434611883511},
           {{0.243, 4.414, 0.793, 2.426},
            {100000, 100000, 100000, 1},
            -100018.66799908647,
            0.9999920701759628,
            51.98670202954284},
           {{0.243, 4.414, 0.793, 2.426},
            {0, 0, 100000, 1},
            -2.4368497559672549,
            1.0,
            1.263443650726477e-4},
           {{0.243, 4.414, 0.793, 2.426},
            {1, 0.25, 100000, 1},
            -4.3689448414425811,
            1.264314614984547e-5,
            8.1707677314311394e-9},
           {{0.243, 4.414, 0.793, 2.426},
            {3, 100000, 100000, 1},
            -37.856142010565546,
            0.84805518298524622,
            1.4298621038128082e-3},
           {{0.243, 4.414, 0.793, 2.426},
            {1200, 1, 1, 1},
            5274.0826254313153,
            0.9993403864021447,
            3655.5737025861493},
           {{0.243, 4.414, 0.793, 2.426}, {0, 0, 0, 1}, 0.0, 1.0, 1.4460505953964037},
           {{0.5, 10, 0.2, 0.3},
            {1200, 364.5, 365, 1},
            192.37473549035581,
            0.99917326272400671,
            164.14247538111207},
           {{0.5, 10, 0.2, 0.3},
            {300, 10, 100, 1},
            503.43991415657902,
            4.9669355894087139e-220,
            6.7718202520263506e-218},
           {{0.5, 10, 0.2, 0.3},
            {100000, 99999.5, 100000, 1},
            -100017.08416169079,
            0.99999670269773797,
            51.992186121716045},
           {{0.5, 10, 0.2, 0.3},
            {100000, 100000, 100000, 1},
            -100017.08416298808,
            0.99999799998999995,
            51.992253570999185},
           {{0.5, 10, 0.2, 0.3}, {0, 0, 100000, 1}, -4.605220183488258, 1.0, 2.5993346476148071e-4},
           {{0.5, 10, 0.2, 0.3},
            {1, 0.25, 100000, 1},
            -3.9490603679482641,
            1.5563642281127465e-6,
            1.2137375550904153e-9},
           {{0.5, 10, 0.2, 0.3},
            {3, 100000, 100000, 1},
            -39.169614371384233,
            0.92,
            1.6741206819689994e-3},
           {{0.5, 10, 0.2, 0.3},
            {1200, 1, 1, 1},
            4428.9754943442205,
            0.99983326385994164,
            4560.3521040674472},
           {{0.5, 10, 0.2, 0.3}, {0, 0, 0, 1}, 0, 1.0, 1.5448934793367998},
           {{2.5, 30, 1, 1.5},
            {1200, 364.5, 365, 1},
            135.11905676385608,
            0.99619405333498042,
            148.14325657490644},
           {{2.5, 30, 1, 1.5},
            {300, 10, 100, 1},
            304.79128286359102,
            4.2966282565001628e-153,
            4.3710498807073123e-151},
           {{2.5, 30, 1, 1.5},
            {100000, 99999.5, 100000, 1},
            -100037.72290369171,
            0.99998351538702604,
            51.971339863705086},
           {{2.5, 30, 1, 1.5},
            {100000, 100000, 100000, 1},
            -100037.72291017656,
            0.99999000014999775,
            51.97167689108119},
           {{2.5, 30, 1, 1.5}, {0, 0, 100000, 1}, -20.280070095792678, 1.0, 1.2991374113791258e-3},
           {{2.5, 30, 1, 1.5},
            {1, 0.25, 100000, 1},
            -3.4302431915128668,
            7.2139668899107401e-13,
            1.312109760685281e-15},
           {{2.5, 30, 1, 1.5},
            {3, 100000, 100000, 1},
            -51.993913118971763,
            0.77777777777777778,
            2.2230944831000347e-3},
           {{2.5, 30, 1, 1.5},
            {1200, 1, 1, 1},
            3195.3565950958727,
            0.99916770703287557,
            1182.9424952629364},
           {{2.5, 30, 1, 1.5}, {0, 0, 0, 1}, 0.0, 1.0, 2.1424291398665612},

       }) {
    EXPECT_NEAR(test::relative(log_likelihood(c.params, c.seen), c.log_likelihood), 0, kTolerance);
    EXPECT_NEAR(test::relative(p_alive(c.params, c.seen), c.p_alive), 0, kTolerance) << c.seen.x;
    EXPECT_NEAR(test::relative(expected_purchases(c.params, c.seen, 52), c.expected), 0, kTolerance)
        << c.seen.x << " " << c.seen.T;
  }
}

TEST(BgNbd, AgreesWithTheMixtureOfItsStory) {
  const std::vector<BgNbd> several{{0.5, 4, 0.8, 2.4}, {1.7, 9, 1, 0.5}, {0.6, 2, 1.5, 1.1}};
  test::expect_mixture(0, several);
}

TEST(BgNbd, GradientAgreesWithDifferences) {
  test::expect_gradient(kGolden);
  test::expect_gradient(BgNbd{2.5, 0.1, 0.01, 0.2});
}

TEST(BgNbd, IsSoundEverywhere) {
  test::expect_sound_everywhere<BgNbd>();
}

TEST(BgNbd, AgreesWithSimulatedCustomers) {
  test::expect_simulated(BgNbd{0.6, 5, 0.8, 2.4}, 0);
  test::expect_simulated(BgNbd{2, 10, 1, 3}, 0);
}

// ../shared/golden/fits.json.
TEST(BgNbdGolden, Cdnow) {
  const std::vector<Pattern> patterns = test::cdnow(7);
  if (patterns.empty()) GTEST_SKIP() << test::kNoCdnow;
  ASSERT_EQ(patterns.size(), 2357U);
  test::expect_fit(fit_bg_nbd(patterns), {0.242594522, 4.41360202, 0.792922017, 2.42590678},
                   -9582.42920667, {0.0125574, 0.378224, 0.185734, 0.705414});
}

TEST(BgNbdGolden, CdnowInAnyUnit) {
  const std::vector<Pattern> patterns = test::cdnow(1);
  if (patterns.empty()) GTEST_SKIP() << test::kNoCdnow;
  test::expect_invariant(fit_bg_nbd, patterns, 0b0010);
}

TEST(BgNbd, RecoversWhatCustomersWereDrawnFrom) {
  const auto buyers = test::draw_buyers(7, {0.8, 6, 0.7, 2.2, 0}, 5000, 20, 60);
  test::expect_recovered(fit_bg_nbd(test::patterns_of(buyers)), {0.8, 6, 0.7, 2.2});
}

// Above the number of patterns on which the starts compete, the sample must lead to the same place.
TEST(BgNbd, FitsManyAsFew) {
  const auto patterns =
      test::patterns_of(test::draw_buyers(9, {0.8, 6, 0.7, 2.2, 0}, 30000, 20, 60));
  const Fit fit = fit_bg_nbd(patterns);
  test::expect_recovered(fit, {0.8, 6, 0.7, 2.2});
  EXPECT_LE(fit.gradient_norm, 1e-12);
  EXPECT_TRUE(fit.hessian_definite);
}

TEST(BgNbd, SaysThatNobodyLeaves) {
  // NBD customers: b without end.
  const auto patterns = test::patterns_of(test::draw_buyers(3, {0.8, 6, 1e-7, 1, 0}, 2000, 20, 60));
  const Fit fit = fit_bg_nbd(patterns);
  EXPECT_EQ(fit.verdict, Verdict::no_dropout);
  EXPECT_NEAR(fit.log_likelihood, fit_nbd(patterns).log_likelihood, kNoGain);
}

TEST(BgNbd, SaysThatRatesDoNotDiffer) {
  EXPECT_EQ(fit_bg_nbd(test::draw_clockwork(4, 1000, 0)).verdict, Verdict::heterogeneity_not_told);
}

TEST(BgNbd, SaysThatThereIsTooLittle) {
  EXPECT_EQ(fit_bg_nbd({}).verdict, Verdict::too_few);
  const std::vector<Pattern> once{{0, 0, 10, 500}};
  EXPECT_EQ(fit_bg_nbd(once).verdict, Verdict::too_few);
  const std::vector<Pattern> no_time{{0, 0, 0, 500}};
  EXPECT_EQ(fit_bg_nbd(no_time).verdict, Verdict::too_few);
}

}  // namespace
}  // namespace dangol::models
