#include "models/gamma_gamma.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "numeric/random.h"

namespace dangol::models {
namespace {

using numeric::Vector;

constexpr GammaGamma kCdnow{6.25, 3.74, 15.44};

// golden/models.json: 50 digits, from the note's closed forms; to 1e-9.
TEST(GammaGamma, AgreesWithManyDigits) {
  struct Golden {
    Spend customer;
    double log_likelihood;
    double expected;
  };
  constexpr Golden kGolden[] = {
      {{2, 22.35, 1}, -3.5513167597317046, 24.663713910761157},
      {{1, 11.77, 1}, -3.73770967874084, 18.916852057842046},
      {{7, 73.74, 1}, -6.054867310722229, 71.46967089696709},
      {{2, 25.55, 1}, -3.6548105412514955, 27.288385826771655},
      {{29, 50.0, 1}, -4.859212225939421, 49.77987934126855},
  };
  for (const Golden& golden : kGolden) {
    const Spend& one = golden.customer;
    EXPECT_NEAR(log_likelihood(kCdnow, one) / golden.log_likelihood, 1, 1e-13) << one.mean;
    EXPECT_NEAR(*expected_value(kCdnow, one.x, one.mean) / golden.expected, 1, 1e-14) << one.mean;
  }
  EXPECT_NEAR(*population_mean(kCdnow) / 35.21897810218978, 1, 1e-14);
}

TEST(GammaGamma, HasNoMeanWhereThereIsNone) {
  EXPECT_FALSE(population_mean({6, 1, 15}));
  EXPECT_FALSE(population_mean({6, 0.4, 15}));
  EXPECT_FALSE(expected_value({0.2, 0.5, 15}, 2, 10));
  // Own orders make up for it.
  EXPECT_NEAR(*expected_value({6, 0.5, 15}, 2, 10), 6 * 35 / 11.5, 1e-12);
}

// The model from its story alone: for each rate of spend, the density of a mean of x gamma values.
TEST(GammaGamma, IsWhatItsStorySays) {
  for (const GammaGamma& m : {kCdnow, GammaGamma{0.7, 2.2, 30}, GammaGamma{20, 8, 3}}) {
    for (const Spend& one : {Spend{1, 11.77, 1}, Spend{3, 40, 1}, Spend{40, 5, 1}}) {
      double likelihood = 0;
      double money = 0;
      constexpr double kStep = 0.02;
      for (double u = -60; u < 6; u += kStep) {
        const double rate = std::exp(u) / m.v;
        const double log_density = m.q * u - std::exp(u) - std::lgamma(m.q);
        const double shape = m.p * one.x;
        const double total = one.x * one.mean;
        const double seen =
            shape * std::log(total * rate) - total * rate - std::lgamma(shape) - std::log(one.mean);
        const double weight = std::exp(log_density + seen) * kStep;
        likelihood += weight;
        money += weight * m.p / rate;
      }
      EXPECT_NEAR(log_likelihood(m, one), std::log(likelihood), 1e-11) << one.x << " " << m.p;
      EXPECT_NEAR(*expected_value(m, one.x, one.mean) * likelihood / money, 1, 1e-11) << one.x;
    }
  }
}

TEST(GammaGamma, GradientIsTheSlope) {
  for (const GammaGamma& m : {kCdnow, GammaGamma{0.3, 0.8, 400}, GammaGamma{800, 30, 0.02}}) {
    for (const Spend& one : {Spend{1, 11.77, 1}, Spend{7, 73.74, 1}, Spend{5000, 30, 1}}) {
      Vector gradient{};
      EXPECT_EQ(log_likelihood(m, one, &gradient), log_likelihood(m, one));
      for (size_t i = 0; i < 3; ++i) {
        const auto moved = [&](double by) {
          std::array<double, 3> value{m.p, m.q, m.v};
          value[i] *= std::exp(by);
          return log_likelihood({value[0], value[1], value[2]}, one);
        };
        constexpr double kStep = 2e-3;
        const double slope =
            (8 * (moved(kStep) - moved(-kStep)) - (moved(2 * kStep) - moved(-2 * kStep))) /
            (12 * kStep);
        const double scale = 1 + std::abs(moved(0)) + std::abs(slope);
        EXPECT_NEAR(gradient[i], slope, 2e-9 * scale) << i << " x " << one.x << " p " << m.p;
      }
    }
  }
}

// Any row, any parameters that a search may try.
TEST(GammaGamma, IsFiniteEverywhere) {
  numeric::Random random(11);
  for (int i = 0; i < 20000; ++i) {
    const auto scale = [&](double range) { return std::exp(range * (2 * random.uniform() - 1)); };
    const GammaGamma m{scale(20), scale(20), scale(20)};
    const Spend one{std::ceil(std::exp(11.5 * random.uniform())), scale(15), 1};
    Vector gradient{};
    EXPECT_TRUE(std::isfinite(log_likelihood(m, one, &gradient)));
    for (const double slope : gradient) EXPECT_TRUE(std::isfinite(slope));
  }
}

Spend draw_spend(numeric::Random& random, const GammaGamma& m, double x) {
  const double rate = random.gamma(m.q, m.v);
  return {x, random.gamma(m.p * x, rate) / x, 1};
}

TEST(GammaGamma, PredictsDrawnCustomers) {
  numeric::Random random(17);
  constexpr int kCustomers = 100000;
  double off = 0;
  double squares = 0;
  for (int i = 0; i < kCustomers; ++i) {
    const double rate = random.gamma(kCdnow.q, kCdnow.v);
    const double x = 1 + i % 5;
    const double mean = random.gamma(kCdnow.p * x, rate) / x;
    const double next = random.gamma(kCdnow.p, rate);
    const double difference = next - *expected_value(kCdnow, x, mean);
    off += difference;
    squares += difference * difference;
  }
  EXPECT_NEAR(off, 0, 3 * std::sqrt(squares));
}

/// ../shared/data/cdnow_sample.txt until 1997-09-30: the mean of each customer's days of purchase
/// after the first. Empty where the file is not on this machine.
std::vector<Spend> cdnow() {
  std::map<std::string, std::map<std::string, double>> customers;
  std::ifstream file("../shared/data/cdnow_sample.txt");
  std::string line;
  while (std::getline(file, line)) {
    std::istringstream row(line);
    std::string id;
    std::string second;
    std::string date;
    double count = 0;
    double dollars = 0;
    row >> id >> second >> date >> count >> dollars;
    if (date <= "19970930") customers[id][date] += dollars;
  }
  std::vector<Spend> rows;
  for (const auto& [id, days] : customers) {
    double total = 0;
    for (auto day = std::next(days.begin()); day != days.end(); ++day) total += day->second;
    const auto x = static_cast<double>(days.size() - 1);
    if (x > 0) rows.push_back({x, total / x, 1});
  }
  return rows;
}

// golden/fits.json: the fit that three published implementations agree on.
TEST(GammaGamma, FitsCdnowAsPublished) {
  const std::vector<Spend> rows = cdnow();
  if (rows.empty()) GTEST_SKIP() << "the public data are not on this machine";
  ASSERT_EQ(rows.size(), 946);
  const auto [fit, correlation] = fit_gamma_gamma(rows);
  constexpr double kValues[] = {6.24957228, 3.74422467, 15.4435209};
  constexpr double kErrors[] = {1.19006, 0.290134, 4.15945};
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(fit.value[i] / kValues[i], 1, 1e-6) << i;
    EXPECT_NEAR(fit.standard_error[i] / kErrors[i], 1, 1e-3) << i;
  }
  EXPECT_NEAR(fit.log_likelihood, -4055.9176948, 1e-6);
  EXPECT_EQ(fit.verdict, Verdict::fine);
  EXPECT_LT(fit.gradient_norm, 1e-9);
  // The two papers' figure for these customers is 0.06.
  EXPECT_NEAR(correlation, 0.06, 0.06);
}

// Money in another currency moves v and nothing else; weights are customers.
TEST(GammaGamma, FitsTheSameInEveryCurrency) {
  numeric::Random random(23);
  std::vector<Spend> dollars;
  for (int i = 0; i < 3000; ++i) dollars.push_back(draw_spend(random, kCdnow, 1 + i % 4));
  std::vector<Spend> won;
  for (const Spend& one : dollars) won.push_back({one.x, one.mean * 1300, 2});
  const Fit fit = fit_gamma_gamma(dollars).fit;
  const Fit other = fit_gamma_gamma(won).fit;
  const double units[] = {1, 1, 1300};
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(other.value[i] / units[i] / fit.value[i], 1, 1e-7) << i;
    EXPECT_NEAR(other.standard_error[i] * std::sqrt(2) / units[i] / fit.standard_error[i], 1, 1e-5);
  }
  EXPECT_NEAR(other.log_likelihood, 2 * (fit.log_likelihood - 3000 * std::log(1300)), 1e-6);
  const std::array<double, 3> truth{kCdnow.p, kCdnow.q, kCdnow.v};
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(fit.value[i], truth[i], 3 * fit.standard_error[i]) << i;
  }
}

// So many rows that the starts compete on some of them.
TEST(GammaGamma, FitsManyRows) {
  numeric::Random random(29);
  const GammaGamma truth{2.5, 6, 40};
  std::vector<Spend> rows;
  for (int i = 0; i < 30000; ++i) rows.push_back(draw_spend(random, truth, 1 + i % 7));
  const Fit fit = fit_gamma_gamma(rows).fit;
  EXPECT_EQ(fit.verdict, Verdict::fine);
  EXPECT_LT(fit.gradient_norm, 1e-9);
  const std::array<double, 3> values{truth.p, truth.q, truth.v};
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(fit.value[i], values[i], 3 * fit.standard_error[i]) << i;
    EXPECT_LT(fit.standard_error[i], 0.2 * values[i]) << i;
  }
}

TEST(GammaGamma, PassesOverRowsThatAreNotForIt) {
  numeric::Random random(31);
  std::vector<Spend> rows;
  for (int i = 0; i < 500; ++i) rows.push_back(draw_spend(random, kCdnow, 2));
  const double before = fit_gamma_gamma(rows).fit.log_likelihood;
  rows.push_back({0, 0, 70});
  rows.push_back({3, 0, 1});
  rows.push_back({1, -20, 1});
  EXPECT_EQ(fit_gamma_gamma(rows).fit.log_likelihood, before);
  EXPECT_EQ(fit_gamma_gamma({}).fit.verdict, Verdict::too_few);
}

// Orders vary, means of five orders do not: nothing tells that customers differ.
TEST(GammaGamma, SaysWhereCustomersDoNotDiffer) {
  std::vector<Spend> rows{{5, 27.5, 100}};
  for (const double mean : {5.0, 10.0, 20.0, 30.0, 40.0, 60.0}) rows.push_back({1, mean, 50});
  const Fit fit = fit_gamma_gamma(rows).fit;
  EXPECT_EQ(fit.verdict, Verdict::heterogeneity_not_told);
  for (const double value : fit.value) EXPECT_TRUE(std::isfinite(value));
}

TEST(GammaGamma, CorrelatesFrequencyAndMoney) {
  const std::vector<Spend> rows{{1, 10, 1}, {2, 20, 2}, {3, 15, 1}, {1, 10, 1}};
  // By hand: means 9 / 5 and 15, sums of products 7 / 2.8 and 100.
  EXPECT_NEAR(fit_gamma_gamma(rows).correlation, 10 / std::sqrt(2.8 * 100), 1e-14);
  const std::vector<Spend> alike{{2, 10, 3}, {2, 30, 4}};
  EXPECT_EQ(fit_gamma_gamma(alike).correlation, 0);
}

}  // namespace
}  // namespace dangol::models
