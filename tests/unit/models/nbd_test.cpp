#include "models/nbd.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "numeric/random.h"
#include "unit/models/beta_geometric_checks.h"
#include "unit/models/cdnow.h"

namespace dangol::models {
namespace {

// With the constant that is left out, T^x / x!, the likelihood is the probability of x purchases,
// which sum to 1 with the mean r T / alpha.
TEST(Nbd, CountsAreAProbability) {
  constexpr Nbd kNbd{0.385, 12};
  constexpr double kT = 39;
  double sum = 0;
  double mean = 0;
  for (int x = 0; x < 400; ++x) {
    const double constant = x * std::log(kT) - std::lgamma(x + 1.0);
    const double p = std::exp(log_likelihood(kNbd, {static_cast<double>(x), 0, kT, 1}) + constant);
    sum += p;
    mean += x * p;
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_NEAR(mean / expected_new(kNbd, kT), 1, 1e-10);
}

// The mean purchases of somebody are the ratio of the likelihoods of one purchase more, summed over
// when: the derivative of the likelihood of none by the horizon.
TEST(Nbd, ExpectationAgreesWithTheLikelihood) {
  constexpr Nbd kNbd{0.7, 3};
  const Pattern seen{4, 5, 8, 1};
  const double step = 1e-6;
  const double none =
      std::exp(log_likelihood(kNbd, {4, 5, 8 + step, 1}) - log_likelihood(kNbd, seen));
  EXPECT_NEAR((1 - none) / step, expected_purchases(kNbd, seen, 1), 1e-5);
  EXPECT_NEAR(expected_purchases(kNbd, seen, 20), 20 * 4.7 / 11, 1e-14);
  EXPECT_EQ(p_alive(kNbd, seen), 1);
}

TEST(Nbd, GradientAgreesWithDifferences) {
  for (const Nbd& nbd : {Nbd{0.385, 12}, Nbd{40, 0.01}}) {
    for (const Pattern& seen :
         {Pattern{0, 0, 39, 1}, Pattern{3, 9, 39, 1}, Pattern{5000, 38, 39, 1}}) {
      numeric::Vector gradient{};
      const double value = log_likelihood(nbd, seen, &gradient);
      constexpr double kUp = 1e-4;
      const double by_r = log_likelihood(Nbd{nbd.r * std::exp(kUp), nbd.alpha}, seen) -
                          log_likelihood(Nbd{nbd.r * std::exp(-kUp), nbd.alpha}, seen);
      const double by_alpha = log_likelihood(Nbd{nbd.r, nbd.alpha * std::exp(kUp)}, seen) -
                              log_likelihood(Nbd{nbd.r, nbd.alpha * std::exp(-kUp)}, seen);
      EXPECT_NEAR(gradient[0], by_r / (2 * kUp), 1e-7 * std::abs(value) + 1e-8);
      EXPECT_NEAR(gradient[1], by_alpha / (2 * kUp), 1e-7 * std::abs(value) + 1e-8);
    }
  }
}

TEST(Nbd, IsSoundEverywhere) {
  for (const double r : {1e-8, 0.3, 1e8}) {
    for (const double alpha : {1e-8, 10.0, 1e8}) {
      for (const Pattern& seen : {Pattern{0, 0, 0, 1}, Pattern{0, 0, 1e5, 1},
                                  Pattern{1, 1e5, 1e5, 1}, Pattern{100000, 1, 1e5, 1}}) {
        numeric::Vector gradient{};
        EXPECT_TRUE(std::isfinite(log_likelihood(Nbd{r, alpha}, seen, &gradient)));
        EXPECT_TRUE(std::isfinite(gradient[0]) && std::isfinite(gradient[1]));
      }
    }
  }
}

// ../shared/golden/fits.json, "NBD(no 1/x! T^x term)".
TEST(NbdGolden, Cdnow) {
  const std::vector<Pattern> patterns = test::cdnow(7);
  if (patterns.empty()) GTEST_SKIP() << test::kNoCdnow;
  test::expect_fit(fit_nbd(patterns), {0.384766136, 12.0720228}, -9763.65761467,
                   {0.0209854, 0.808723});
}

TEST(NbdGolden, CdnowInAnyUnit) {
  const std::vector<Pattern> patterns = test::cdnow(1);
  if (patterns.empty()) GTEST_SKIP() << test::kNoCdnow;
  test::expect_invariant(fit_nbd, patterns, 0b10);
}

std::vector<Pattern> draw(double shape, double scale, int customers) {
  numeric::Random random(5);
  std::vector<Pattern> patterns;
  for (int i = 0; i < customers; ++i) {
    const double T = 10 + i % 30;
    patterns.push_back({random.poisson(random.gamma(shape, scale) * T), 0, T, 1});
    if (patterns.back().x > 0) patterns.back().t_x = T / 2;  // which does not matter here
  }
  return patterns;
}

TEST(Nbd, RecoversWhatCustomersWereDrawnFrom) {
  test::expect_recovered(fit_nbd(draw(0.4, 8, 3000)), {0.4, 8});
}

// Everybody buys every tenth day: they differ less than by chance.
TEST(Nbd, SaysThatRatesDoNotDiffer) {
  std::vector<Pattern> patterns;
  for (int i = 0; i < 1000; ++i) {
    const double x = 1 + i % 5;
    patterns.push_back({x, 10 * x, 10 * x + i % 10, 1});
  }
  const Fit fit = fit_nbd(patterns);
  EXPECT_EQ(fit.verdict, Verdict::heterogeneity_not_told);
  EXPECT_NEAR(fit.value[0] / fit.value[1], 3 / 34.5, 1e-6);  // their mean is told all the same
  for (const double error : fit.standard_error) EXPECT_TRUE(std::isfinite(error));
}

TEST(Nbd, SaysThatThereIsTooLittle) {
  EXPECT_EQ(fit_nbd({}).verdict, Verdict::too_few);
  const std::vector<Pattern> once{{0, 0, 10, 500}};
  EXPECT_EQ(fit_nbd(once).verdict, Verdict::too_few);
}

}  // namespace
}  // namespace dangol::models
