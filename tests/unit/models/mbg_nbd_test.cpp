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

// Where published implementations give no number: the same closed forms, with Euler's
// transformation, at 50 digits (mpmath 1.3.0); expected purchases in a horizon of 52.
TEST(MbgNbd, AgreesWithManyDigitsUnderTorture) {
  struct Case {
    MbgNbd params;
    Pattern seen;
    double log_likelihood;
    double p_alive;
    double expected;
  };
  constexpr double kTolerance = 5e-9;
  for (const Case& c : std::vector<Case>{
           {{0.243, 4.414, 0.793, 2.426},
            {1200, 364.5, 365, 1},
            205.54274990342708,
            0.99665988801377514,
            159.72821768376206},
           {{0.243, 4.414, 0.793, 2.426},
            {300, 10, 100, 1},
            598.71701678054187,
            2.3994266326823732e-256,
            3.0409846861731333e-254},
           {{0.243, 4.414, 0.793, 2.426},
            {100000, 99999.5, 100000, 1},
            -100018.6680018724,
            0.99998692638472467,
            51.986434725809686},
           {{0.243, 4.414, 0.793, 2.426},
            {100000, 100000, 100000, 1},
            -100018.66800701632,
            0.99999207025525848,
            51.98670214079551},
           {{0.243, 4.414, 0.793, 2.426},
            {0, 0, 100000, 1},
            -1.1639644098116343,
            0.21103900854964096,
            2.6664092583851941e-5},
           {{0.243, 4.414, 0.793, 2.426},
            {1, 0.25, 100000, 1},
            -4.922293952557069,
            1.7854572535614415e-5,
            1.1538949770027965e-8},
           {{0.243, 4.414, 0.793, 2.426},
            {3, 100000, 100000, 1},
            -38.020951581597964,
            0.87248753818941952,
            1.4710848941304989e-3},
           {{0.243, 4.414, 0.793, 2.426},
            {1200, 1, 1, 1},
            5274.0819656000767,
            0.99934093460957648,
            3657.1405712593792},
           {{0.243, 4.414, 0.793, 2.426}, {0, 0, 0, 1}, -0, 0.753650201926064, 1.2104008109294251},
           {{0.5, 10, 0.2, 0.3},
            {1200, 364.5, 365, 1},
            192.37456819045003,
            0.99917395093058043,
            164.14431837195984},
           {{0.5, 10, 0.2, 0.3},
            {300, 10, 100, 1},
            503.43591281746241,
            4.9835307634461637e-220,
            6.7952555869385744e-218},
           {{0.5, 10, 0.2, 0.3},
            {100000, 99999.5, 100000, 1},
            -100017.08416369081,
            0.99999670273071078,
            51.992186150453643},
           {{0.5, 10, 0.2, 0.3},
            {100000, 100000, 100000, 1},
            -100017.08416498809,
            0.99999800000999995,
            51.992253599062331},
           {{0.5, 10, 0.2, 0.3},
            {0, 0, 100000, 1},
            -0.90140285824151942,
            0.01477759718089855,
            3.841591376296201e-6},
           {{0.5, 10, 0.2, 0.3},
            {1, 0.25, 100000, 1},
            -5.5584930925150611,
            6.7442100003312637e-6,
            5.259684370885217e-9},
           {{0.5, 10, 0.2, 0.3},
            {3, 100000, 100000, 1},
            -39.252995980323284,
            0.94285714285714286,
            1.7157392215513923e-3},
           {{0.5, 10, 0.2, 0.3},
            {1200, 1, 1, 1},
            4428.9753275941784,
            0.99983340274885464,
            4560.8179657271011},
           {{0.5, 10, 0.2, 0.3}, {0, 0, 0, 1}, -0, 0.6, 1.2391527090249506},
           {{2.5, 30, 1, 1.5},
            {1200, 364.5, 365, 1},
            135.11822164938503,
            0.99619720895166382,
            148.15103965868961},
           {{2.5, 30, 1, 1.5},
            {300, 10, 100, 1},
            304.78464934009539,
            4.3109265202489154e-153,
            4.3877839417380118e-151},
           {{2.5, 30, 1, 1.5},
            {100000, 99999.5, 100000, 1},
            -100037.72291369168,
            0.99998351555186698,
            51.971340007295322},
           {{2.5, 30, 1, 1.5},
            {100000, 100000, 100000, 1},
            -100037.72292017646,
            0.99999000024999375,
            51.971677031302168},
           {{2.5, 30, 1, 1.5},
            {0, 0, 100000, 1},
            -0.91629072953763926,
            2.336515803595131e-9,
            3.0357705815157672e-12},
           {{2.5, 30, 1, 1.5},
            {1, 0.25, 100000, 1},
            -4.2775410518995895,
            1.2023278149845451e-12,
            2.1870119458352927e-15},
           {{2.5, 30, 1, 1.5},
            {3, 100000, 100000, 1},
            -52.245227547252669,
            0.81818181818181818,
            2.3386903860528068e-3},
           {{2.5, 30, 1, 1.5},
            {1200, 1, 1, 1},
            3195.3557624563575,
            0.99916839916839917,
            1183.3013640787092},
           {{2.5, 30, 1, 1.5}, {0, 0, 0, 1}, 0, 0.6, 1.5082827984031466},

       }) {
    EXPECT_NEAR(test::relative(log_likelihood(c.params, c.seen), c.log_likelihood), 0, kTolerance);
    EXPECT_NEAR(test::relative(p_alive(c.params, c.seen), c.p_alive), 0, kTolerance) << c.seen.x;
    EXPECT_NEAR(test::relative(expected_purchases(c.params, c.seen, 52), c.expected), 0, kTolerance)
        << c.seen.x << " " << c.seen.T;
  }
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
