#include "models/sbg.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "numeric/random.h"

namespace dangol::models {
namespace {

// P. Fader, B. Hardie, Journal of Interactive Marketing 21 (2007) 76-90, table 1: of 1,000.
const std::vector<double> kHighEnd{1000, 869, 743, 653, 593, 551, 517,
                                   491,  468, 445, 427, 409, 394};
const std::vector<double> kRegular{1000, 631, 468, 382, 326, 289, 262,
                                   241,  223, 207, 194, 183, 173};

std::vector<Renewals> first_years(const std::vector<double>& customers, size_t years) {
  return renewals_of(std::span(customers).first(years + 1));
}

struct Curve {
  Sbg sbg;
  std::array<double, 13> survival;
  std::array<double, 12> retention;
};

// Closed forms at 50 digits.
const std::array<Curve, 2> kCurves{
    {{{0.668, 3.806},
      {1.0, 0.8506928922664283, 0.7468816295638389, 0.6698169201803597, 0.6099510247186952,
       0.5618689755669265, 0.5222522903570144, 0.48894462089372576, 0.46047895880927314,
       0.4358196719338046, 0.4142130561662685, 0.3950964110426629, 0.37804042018209044},
      {0.8506928922664283, 0.8779685787358421, 0.8968180413963547, 0.9106234947819106,
       0.921170639603493, 0.9294912391809161, 0.9362230284514035, 0.9417814188600314,
       0.9464486131152798, 0.9504230369600712, 0.9538482796738981, 0.9568308129766059}},
     {{0.704, 1.182},
      {1.0, 0.6267232237539767, 0.47384271456381744, 0.38799987589862767, 0.3320948589865045,
       0.2923743729643334, 0.2624830632682993, 0.23905064169324441, 0.22011167570719398,
       0.20443712384619211, 0.19121613035108653, 0.17989052411121065, 0.1700625768060506},
      {0.6267232237539767, 0.7560637560637561, 0.8188368502316006, 0.8559148587801882,
       0.8803941556235134, 0.8977635782747604, 0.9107278721785442, 0.9207742516317803,
       0.9287881853125632, 0.9353297813705677, 0.9407706545515733, 0.9453670650318174}}}};

TEST(Sbg, SurvivalAndRetentionAreThoseOfTheClosedForms) {
  for (const Curve& curve : kCurves) {
    for (size_t t = 0; t <= 12; ++t) {
      const auto renewals = static_cast<double>(t);
      EXPECT_NEAR(survival(curve.sbg, renewals) / curve.survival[t], 1, 1e-13);
      if (t == 0) continue;
      EXPECT_NEAR(retention_rate(curve.sbg, renewals) / curve.retention[t - 1], 1, 1e-14);
    }
  }
}

// P. Fader, B. Hardie, Marketing Science 29 (2010) 85-93, at 50 digits: DEL and DERL, 10%.
TEST(Sbg, DiscountedLifetimesAreThoseOfTheClosedForms) {
  struct Case {
    Sbg sbg;
    double del;
    std::array<double, 5> derl;
  };
  for (const Case& expected : {Case{{3.8, 15.2},
                                    4.0089258372957906,
                                    {3.3098184210253696, 3.4510003289098834, 3.586543656544286,
                                     3.7168115387309886, 3.842134024026919}},
                               Case{{0.067, 0.267},
                                    7.973486782656522,
                                    {7.6708354609221745, 9.455299431995531, 9.85083376993705,
                                     10.056167014087508, 10.18864000840665}}}) {
    std::vector<double> rates;
    for (size_t n = 1; n <= periods_to_discount(0.1, 6); ++n) {
      rates.push_back(retention_rate(expected.sbg, static_cast<double>(n)));
    }
    const std::vector<double> lifetimes = discounted_lifetimes(rates, 0.1, 6);
    EXPECT_NEAR(lifetimes[0] / expected.del, 1, 1e-12);
    for (size_t n = 1; n <= 5; ++n) {
      EXPECT_NEAR(rates[n - 1] * lifetimes[n] / expected.derl[n - 1], 1, 1e-12);
    }
  }
}

// Polished maxima at 40 digits; a, b and ln L for seven years agree with three published fits.
TEST(Sbg, FitsTheTablesOfFaderAndHardie) {
  struct Case {
    const std::vector<double>& customers;
    size_t years;
    std::array<double, 2> value;
    double log_likelihood;
    std::array<double, 2> log_error;
    double log_covariance;
  };
  for (const Case& expected : {Case{kHighEnd,
                                    7,
                                    {0.668088351106, 3.80609496406},
                                    -1611.1581473912,
                                    {0.15527128, 0.20638783},
                                    0.030540711},
                               Case{kRegular,
                                    7,
                                    {0.704077298474, 1.18204302621},
                                    -1680.2651884633,
                                    {0.093170117, 0.1289933},
                                    0.010683324},
                               Case{kHighEnd,
                                    4,
                                    {1.28097638037, 7.79038409526},
                                    -1225.1349070416,
                                    {0.43206727, 0.48890046},
                                    0.20964128},
                               Case{kRegular,
                                    12,
                                    {0.697362451702, 1.16890462092},
                                    -1931.4916941281,
                                    {0.078389348, 0.11453793},
                                    0.0076941909}}) {
    const Fit fit = fit_sbg(first_years(expected.customers, expected.years));
    EXPECT_EQ(fit.verdict, Verdict::fine);
    EXPECT_EQ(fit.parameters, 2U);
    EXPECT_NEAR(fit.log_likelihood, expected.log_likelihood, 1e-9);
    for (size_t i = 0; i < 2; ++i) {
      EXPECT_NEAR(fit.value[i] / expected.value[i], 1, 1e-8);
      EXPECT_NEAR(fit.standard_error[i] / expected.value[i] / expected.log_error[i], 1, 1e-6);
    }
    EXPECT_NEAR(fit.covariance[1] / expected.log_covariance, 1, 1e-6);
    EXPECT_NEAR(fit.aic, 4 - 2 * expected.log_likelihood, 1e-8);
    EXPECT_NEAR(fit.bic, 2 * std::log(1000) - 2 * expected.log_likelihood, 1e-8);
  }
}

// The paper's forecast of year 12 from seven years: 37.8% and 17.0%.
TEST(Sbg, ForecastsAsThePaperDoes) {
  const Fit high = fit_sbg(first_years(kHighEnd, 7));
  const Fit regular = fit_sbg(first_years(kRegular, 7));
  EXPECT_NEAR(survival(Sbg{high.value[0], high.value[1]}, 12), 0.378, 5e-4);
  EXPECT_NEAR(survival(Sbg{regular.value[0], regular.value[1]}, 12), 0.170, 5e-4);
}

TEST(Sbg, GradientIsThatOfTheLikelihood) {
  const std::vector<Renewals> renewals = first_years(kRegular, 9);
  for (const numeric::Vector at :
       {numeric::Vector{-0.3, 0.2}, numeric::Vector{2, 3}, numeric::Vector{-4, 1}}) {
    numeric::Vector gradient{};
    (void)log_likelihood(Sbg{std::exp(at[0]), std::exp(at[1])}, renewals, &gradient);
    for (size_t i = 0; i < 2; ++i) {
      constexpr double kStep = 1e-5;
      numeric::Vector low = at;
      numeric::Vector high = at;
      low[i] -= kStep;
      high[i] += kStep;
      const double slope = (log_likelihood(Sbg{std::exp(high[0]), std::exp(high[1])}, renewals) -
                            log_likelihood(Sbg{std::exp(low[0]), std::exp(low[1])}, renewals)) /
                           (2 * kStep);
      EXPECT_NEAR(gradient[i], slope, 1e-6 * std::max(1.0, std::fabs(slope)));
    }
  }
}

TEST(Sbg, CohortsOfDifferentAgesAddUp) {
  const std::vector<Renewals> old_cohort = first_years(kRegular, 7);
  const std::vector<Renewals> young_cohort = first_years(kRegular, 3);
  std::vector<Renewals> both = old_cohort;
  for (size_t i = 0; i < young_cohort.size(); ++i) {
    both[i].kept += young_cohort[i].kept;
    both[i].lost += young_cohort[i].lost;
  }
  const Sbg sbg{0.7, 1.2};
  EXPECT_NEAR(log_likelihood(sbg, both),
              log_likelihood(sbg, old_cohort) + log_likelihood(sbg, young_cohort), 1e-9);
}

TEST(Sbg, ScalingTheCountsLeavesTheEstimates) {
  std::vector<double> tenth;
  for (const double count : kHighEnd) tenth.push_back(count / 10);
  const Fit whole = fit_sbg(renewals_of(kHighEnd));
  const Fit part = fit_sbg(renewals_of(tenth));
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(part.value[i] / whole.value[i], 1, 1e-8);
    EXPECT_NEAR(part.standard_error[i] / whole.standard_error[i], std::sqrt(10), 1e-6);
  }
}

TEST(Sbg, SimulatedCustomersSurviveAsTheFormulaSays) {
  const Sbg sbg{0.704, 1.182};
  numeric::Random random(11);
  constexpr int kCustomers = 100'000;
  std::array<int, 13> there{};
  for (int i = 0; i < kCustomers; ++i) {
    const double leave = random.beta(sbg.alpha, sbg.beta);
    const double left_at = random.geometric(leave);
    for (size_t t = 0; t <= 12 && static_cast<double>(t) < left_at; ++t) ++there[t];
  }
  for (size_t t = 0; t <= 12; ++t) {
    const double share = survival(sbg, static_cast<double>(t));
    EXPECT_NEAR(there[t] / static_cast<double>(kCustomers), share,
                4.5 * std::sqrt(share * (1 - share) / kCustomers) + 1e-12);
  }
}

TEST(Sbg, SaysWhatTheDataCannotTell) {
  const auto verdict = [](std::vector<double> customers) {
    return fit_sbg(renewals_of(customers)).verdict;
  };
  EXPECT_EQ(verdict({1000, 700}), Verdict::too_few);
  EXPECT_EQ(verdict({1000, 1000, 1000, 1000}), Verdict::no_dropout);
  EXPECT_EQ(verdict({1000, 800, 640, 512, 409.6}), Verdict::heterogeneity_not_told);
  EXPECT_EQ(verdict({1000, 950, 850, 700, 500}), Verdict::heterogeneity_not_told);
  EXPECT_EQ(verdict({30, 20, 16}), Verdict::fine);
}

TEST(Sbg, EveryNumberOfAFitIsFinite) {
  for (const std::vector<double>& customers : {std::vector<double>{1000, 800, 640, 512},
                                               {1000, 999, 999, 999},
                                               {1000, 1, 1, 1},
                                               {5, 4, 4, 1},
                                               {1e9, 5e8, 4e8, 3.9e8}}) {
    const Fit fit = fit_sbg(renewals_of(customers));
    for (size_t i = 0; i < 2; ++i) {
      EXPECT_TRUE(std::isfinite(fit.value[i]) && std::isfinite(fit.standard_error[i]));
    }
    EXPECT_TRUE(std::isfinite(fit.log_likelihood) && std::isfinite(fit.bic));
  }
}

}  // namespace
}  // namespace dangol::models
