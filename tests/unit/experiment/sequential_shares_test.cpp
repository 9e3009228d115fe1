#include "experiment/sequential_shares.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "numeric/random.h"

namespace dangol::experiment {
namespace {

TEST(SequentialShares, ConfidenceSequenceOfAShare) {
  // gostevehoward/confseq, uniform_boundaries_unittest.cpp.
  struct Case {
    Count seen;
    double planned, low, high;
  };
  constexpr Case kCases[] = {{{700, 1'000}, 100, 0.651629, 0.745949},
                             {{15, 50}, 50, 0.129556, 0.511896},
                             {{5, 50}, 50, 0.013021, 0.269264},
                             {{1, 50}, 50, 0, 0.13489},
                             {{0, 1}, 50, 0, 1},
                             {{100, 200}, 1, 0.328923, 0.671076}};
  for (const auto& [seen, planned, low, high] : kCases) {
    const Interval interval = bernoulli_sequence(seen, planned, 0.05);
    EXPECT_NEAR(interval.low, low, 1e-5);
    EXPECT_NEAR(interval.high, high, 1e-5);
    const Interval mirrored = bernoulli_sequence({seen.n - seen.successes, seen.n}, planned, 0.05);
    EXPECT_NEAR(mirrored.low, 1 - interval.high, 1e-12);
    EXPECT_NEAR(mirrored.high, 1 - interval.low, 1e-12);
  }
}

TEST(SequentialShares, Bounds) {
  // The same: variance 100 at p = 0.2 is 625 answers.
  EXPECT_NEAR(beta_binomial_bound(625, 0.2, 625, 0.05, Sides::two), 31.4308, 1e-5);
  EXPECT_NEAR(beta_binomial_bound(625, 0.2, 625, 0.05, Sides::greater), 28.41238, 1e-5);
  EXPECT_NEAR(stitched_bound(100, 0.05, 10, 3), 64.48755, 1e-5);
  EXPECT_NEAR(stitched_bound(100, 0.05, 10, -1), 28.99389, 1e-5);
  // Too few answers for any number of them to be too many.
  EXPECT_NEAR(beta_binomial_bound(1, 0.3, 50, 0.05, Sides::two), 0.7, 1e-12);
}

TEST(SequentialShares, FactorIsAverageLikelihoodOverLikelihood) {
  // Over all sequences of five answers of three kinds, the factor's mean under `shares` is 1.
  const std::array<double, 3> shares = {0.2, 0.5, 0.3};
  for (const double concentration : {0.5, 100.0}) {
    double mean = 0;
    for (int code = 0; code < 243; ++code) {
      std::array<double, 3> counts = {};
      double probability = 1;
      for (int answer = 0, rest = code; answer < 5; ++answer, rest /= 3) {
        const auto kind = static_cast<size_t>(rest % 3);
        ++counts[kind];
        probability *= shares[kind];
      }
      mean += probability * std::exp(log_dirichlet_factor(counts, shares, concentration));
    }
    EXPECT_NEAR(mean, 1, 1e-12);
  }
}

std::vector<double> whole_numbers(int from, int to) {
  std::vector<double> values(static_cast<size_t>(to - from + 1));
  std::iota(values.begin(), values.end(), from);
  return values;
}

TEST(SequentialShares, Quantiles) {
  // gostevehoward/confseq, uniform_boundaries_unittest.cpp.
  constexpr double kCases[][3] = {
      {0.5, 70, 0.814704}, {0.5, 85, 0.0838055}, {0.5, 100, 0.0054947}, {0.9, 55, 0.0340463}};
  const std::vector<double> control = whole_numbers(1, 1'000);
  for (const auto& [quantile, offset, p] : kCases) {
    const int start = static_cast<int>(offset) + 1;
    const std::vector<double> treatment = whole_numbers(start, start + 999);
    EXPECT_NEAR(anytime_quantile_p(control, treatment, quantile, 100, 0.05), p, 1e-5);
    EXPECT_NEAR(anytime_quantile_p(treatment, control, quantile, 100, 0.05), p, 1e-5);
  }
  EXPECT_EQ(anytime_quantile_p(control, control, 0.5, 100, 0.05), 1);
  // All equal: nothing speaks against one common value.
  const std::vector<double> zeros(500, 0.0);
  EXPECT_EQ(anytime_quantile_p(zeros, zeros, 0.5, 100, 0.05), 1);
  const std::vector<double> ones(500, 1.0);
  EXPECT_LT(anytime_quantile_p(zeros, ones, 0.5, 100, 0.05), 1e-20);
}

}  // namespace
}  // namespace dangol::experiment
