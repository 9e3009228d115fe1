#include "models/bdw.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "models/sbg.h"
#include "numeric/random.h"

namespace dangol::models {
namespace {

// P. Fader, B. Hardie, Journal of Interactive Marketing 21 (2007) 76-90, table 1: of 1,000.
const std::vector<double> kHighEnd{1000, 869, 743, 653, 593, 551, 517,
                                   491,  468, 445, 427, 409, 394};
const std::vector<double> kRegular{1000, 631, 468, 382, 326, 289, 262,
                                   241,  223, 207, 194, 183, 173};

Bdw at_logs(const numeric::Vector& at) {
  return {std::exp(at[0]), std::exp(at[1]), std::exp(at[2])};
}

// Maxima found at 40 digits by another program.
TEST(Bdw, FitsTheTablesOfFaderAndHardie) {
  struct Case {
    const std::vector<double>& customers;
    size_t years;
    std::array<double, 3> value;
    double log_likelihood;
    std::array<double, 3> log_error;
    double log_covariance;
    double survival_12;
  };
  for (const Case& expected : {Case{kHighEnd,
                                    4,
                                    {0.259335731511, 1.72255148809, 1.58436151502},
                                    -1222.7493182408,
                                    {0.46337344, 0.45104117, 0.22281739},
                                    0.20468445,
                                    0.3889107308},
                               Case{kHighEnd,
                                    7,
                                    {0.214253339281, 1.42657487486, 1.72356484874},
                                    -1605.3142132142,
                                    {0.27808064, 0.26735969, 0.17466316},
                                    0.07001414,
                                    0.4039295907},
                               Case{kHighEnd,
                                    12,
                                    {0.249640733987, 1.65418095836, 1.59679646784},
                                    -2004.8168885022,
                                    {0.22917432, 0.21621521, 0.14632721},
                                    0.045269338,
                                    0.3947057742},
                               Case{kRegular,
                                    4,
                                    {0.523029312909, 0.89428265891, 1.19639871136},
                                    -1401.3830516786,
                                    {0.59086184, 0.58686116, 0.31267682},
                                    0.3446149,
                                    0.1714476363},
                               Case{kRegular,
                                    7,
                                    {0.455613989372, 0.779325508388, 1.28345128578},
                                    -1679.6028329072,
                                    {0.36662928, 0.3627623, 0.23226053},
                                    0.13086005,
                                    0.1773313983},
                               Case{kRegular,
                                    12,
                                    {0.508308704644, 0.868846336722, 1.20937787594},
                                    -1930.9297285693,
                                    {0.29950261, 0.2948443, 0.19022648},
                                    0.086172413,
                                    0.1734554983}}) {
    const Fit fit = fit_bdw(renewals_of(std::span(expected.customers).first(expected.years + 1)));
    EXPECT_EQ(fit.verdict, Verdict::fine);
    EXPECT_NEAR(fit.log_likelihood, expected.log_likelihood, 1e-9);
    for (size_t i = 0; i < 3; ++i) {
      EXPECT_NEAR(fit.value[i] / expected.value[i], 1, 1e-7);
      EXPECT_NEAR(fit.standard_error[i] / expected.value[i] / expected.log_error[i], 1, 1e-5);
    }
    EXPECT_NEAR(fit.covariance[1] / expected.log_covariance, 1, 1e-5);
    EXPECT_NEAR(survival(Bdw{fit.value[0], fit.value[1], fit.value[2]}, 12), expected.survival_12,
                1e-7);
  }
}

TEST(Bdw, IsTheSbgWhereNobodyChanges) {
  for (const Sbg& sbg : {Sbg{0.668, 3.806}, Sbg{0.704, 1.182}, Sbg{80, 300}, Sbg{1e5, 3e5}}) {
    const Bdw bdw{sbg.alpha, sbg.beta, 1};
    const std::vector<Renewals> renewals = renewals_of(kHighEnd);
    numeric::Vector by_bdw{};
    numeric::Vector by_sbg{};
    const double likelihood = log_likelihood(bdw, renewals, &by_bdw);
    EXPECT_NEAR(likelihood / log_likelihood(sbg, renewals, &by_sbg), 1, 1e-11);
    EXPECT_NEAR(by_bdw[0], by_sbg[0], 1e-9 * std::fabs(likelihood));
    EXPECT_NEAR(by_bdw[1], by_sbg[1], 1e-9 * std::fabs(likelihood));
    for (double t = 0; t <= 200; ++t) {
      EXPECT_NEAR(survival(bdw, t) / survival(sbg, t), 1, 1e-9);
      if (t > 0) {
        EXPECT_NEAR(retention_rate(bdw, t) / retention_rate(sbg, t), 1, 1e-10);
      }
    }
  }
}

TEST(Bdw, RetentionRatesMultiplyToSurvival) {
  for (const Bdw& bdw : {Bdw{0.259, 1.722, 1.584}, Bdw{0.5, 2, 0.4}, Bdw{30, 100, 2.5}}) {
    double product = 1;
    for (double t = 1; t <= 40; ++t) {
      product *= retention_rate(bdw, t);
      EXPECT_NEAR(product / survival(bdw, t), 1, 1e-10);
    }
  }
}

TEST(Bdw, GradientIsThatOfTheLikelihood) {
  const std::vector<Renewals> renewals = renewals_of(kRegular);
  for (const numeric::Vector at :
       {numeric::Vector{-0.3, 0.2, 0.3}, numeric::Vector{2, 3, -1}, numeric::Vector{-4, 1, 0.7}}) {
    numeric::Vector gradient{};
    (void)log_likelihood(at_logs(at), renewals, &gradient);
    for (size_t i = 0; i < 3; ++i) {
      constexpr double kStep = 1e-5;
      numeric::Vector low = at;
      numeric::Vector high = at;
      low[i] -= kStep;
      high[i] += kStep;
      const double slope =
          (log_likelihood(at_logs(high), renewals) - log_likelihood(at_logs(low), renewals)) /
          (2 * kStep);
      EXPECT_NEAR(gradient[i], slope, 1e-6 * std::max(1.0, std::fabs(slope)));
    }
  }
}

TEST(Bdw, SimulatedCustomersSurviveAsTheFormulaSays) {
  const Bdw bdw{0.26, 1.72, 1.58};
  numeric::Random random(12);
  constexpr int kCustomers = 100'000;
  std::array<int, 13> there{};
  for (int i = 0; i < kCustomers; ++i) {
    const double log_stay = std::log1p(-random.beta(bdw.alpha, bdw.beta));
    // There after t renewals with probability stay^(t^c).
    const double luck = std::log(random.uniform());
    for (size_t t = 0; t <= 12; ++t) {
      if (luck < log_stay * std::pow(static_cast<double>(t), bdw.c)) ++there[t];
    }
  }
  for (size_t t = 0; t <= 12; ++t) {
    const double share = survival(bdw, static_cast<double>(t));
    EXPECT_NEAR(there[t] / static_cast<double>(kCustomers), share,
                4.5 * std::sqrt(share * (1 - share) / kCustomers) + 1e-12);
  }
}

TEST(Bdw, DiscountedLifetimeIsTheSumOfItsTerms) {
  const Bdw bdw{0.259, 1.722, 1.584};
  constexpr double kRate = 0.1;
  std::vector<double> rates;
  for (size_t n = 1; n <= periods_to_discount(kRate, 1); ++n) {
    rates.push_back(retention_rate(bdw, static_cast<double>(n)));
  }
  double sum = 0;
  for (double t = 0; t < 1000; ++t) sum += survival(bdw, t) * std::pow(1 + kRate, -t);
  EXPECT_NEAR(discounted_lifetimes(rates, kRate, 1)[0] / sum, 1, 1e-12);
}

TEST(Bdw, SaysWhatTheDataCannotTell) {
  const auto verdict = [](std::vector<double> customers) {
    return fit_bdw(renewals_of(customers)).verdict;
  };
  EXPECT_EQ(verdict({1000, 700, 600}), Verdict::too_few);
  EXPECT_EQ(verdict({1000, 1000, 1000, 1000}), Verdict::no_dropout);
}

TEST(Bdw, EveryNumberOfAFitIsFinite) {
  for (const std::vector<double>& customers : {std::vector<double>{1000, 800, 640, 512},
                                               {1000, 950, 850, 700, 500},
                                               {1000, 999, 999, 999},
                                               {1000, 1, 1, 1},
                                               {5, 4, 4, 1},
                                               {1e9, 5e8, 4e8, 3.9e8},
                                               {100, 90, 20, 19, 18.9}}) {
    const Fit fit = fit_bdw(renewals_of(customers));
    for (size_t i = 0; i < 3; ++i) {
      EXPECT_TRUE(std::isfinite(fit.value[i]) && std::isfinite(fit.standard_error[i]));
    }
    EXPECT_TRUE(std::isfinite(fit.log_likelihood) && std::isfinite(fit.bic));
  }
}

}  // namespace
}  // namespace dangol::models
