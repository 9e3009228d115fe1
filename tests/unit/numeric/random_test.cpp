#include "numeric/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace dangol::numeric {
namespace {

constexpr int kDraws = 200'000;

/// Mean, variance and skewness of draws, and how far each may be from the truth by chance.
struct Moments {
  double mean = 0;
  double variance = 0;
  double skewness = 0;
};

template <typename Draw>
Moments moments_of(Draw draw) {
  std::vector<double> values(kDraws);
  double sum = 0;
  for (double& value : values) sum += value = draw();
  Moments moments;
  moments.mean = sum / kDraws;
  double square = 0;
  double cube = 0;
  for (const double value : values) {
    const double off = value - moments.mean;
    square += off * off;
    cube += off * off * off;
  }
  moments.variance = square / kDraws;
  moments.skewness = cube / kDraws / std::pow(moments.variance, 1.5);
  return moments;
}

/// Five standard errors of a mean of kDraws.
double five_errors(double variance) {
  return 5 * std::sqrt(variance / kDraws);
}

// The published C sources of splitmix64 and xoshiro256**, run apart from this program.
TEST(Random, GivesTheBitsOfThePublishedGenerators) {
  Random zero(0);
  for (const uint64_t expected :
       {0x99ec5f36cb75f2b4U, 0xbf6e1f784956452aU, 0x1a5f849d4933e6e0U, 0x6aa594f1262d2d2cU}) {
    EXPECT_EQ(zero.bits(), expected);
  }
  EXPECT_EQ(Random(42).bits(), 0x15780b2e0c2ec716U);
}

TEST(Random, DrawsTheSameForTheSameSeedAndOtherwiseForAnother) {
  Random one(7);
  Random again(7);
  Random other(8);
  int same = 0;
  for (int i = 0; i < 1000; ++i) {
    const double value = one.normal();
    EXPECT_EQ(value, again.normal());
    same += value == other.normal() ? 1 : 0;
  }
  EXPECT_EQ(same, 0);
}

TEST(Random, UniformIsUniform) {
  Random random(1);
  std::vector<double> values(kDraws);
  for (double& value : values) value = random.uniform();
  std::sort(values.begin(), values.end());
  EXPECT_GT(values.front(), 0);
  EXPECT_LT(values.back(), 1);
  double farthest = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    farthest = std::max(farthest, std::fabs(values[i] - (static_cast<double>(i) + 0.5) / kDraws));
  }
  // Kolmogorov's statistic: beyond 1.95 with a probability of .001.
  EXPECT_LT(farthest * std::sqrt(kDraws), 1.95);
}

TEST(Random, NormalHasItsMomentsAndTails) {
  Random random(2);
  int beyond = 0;
  const Moments moments = moments_of([&] {
    const double value = random.normal();
    beyond += std::fabs(value) > 1.959963984540054 ? 1 : 0;
    return value;
  });
  EXPECT_NEAR(moments.mean, 0, five_errors(1));
  EXPECT_NEAR(moments.variance, 1, five_errors(2));
  EXPECT_NEAR(moments.skewness, 0, five_errors(6));
  EXPECT_NEAR(beyond, 0.05 * kDraws, 5 * std::sqrt(0.0475 * kDraws));
}

TEST(Random, ExponentialHasItsMoments) {
  Random random(3);
  const Moments moments = moments_of([&] { return random.exponential(4); });
  EXPECT_NEAR(moments.mean, 0.25, five_errors(1.0 / 16));
  EXPECT_NEAR(moments.variance, 1.0 / 16, five_errors(8.0 / 256));
}

TEST(Random, GammaHasItsMoments) {
  for (const double shape : {0.05, 0.243, 0.8, 1.0, 2.5, 40.0, 1e6}) {
    Random random(4);
    const double rate = 3;
    const Moments moments = moments_of([&] { return random.gamma(shape, rate); });
    const double variance = shape / (rate * rate);
    EXPECT_NEAR(moments.mean, shape / rate, five_errors(variance)) << shape;
    // The variance of (X - mean)^2: kurtosis of a gamma is 3 + 6 / shape.
    EXPECT_NEAR(moments.variance, variance, five_errors(variance * variance * (2 + 6 / shape)))
        << shape;
  }
}

TEST(Random, BetaHasItsMoments) {
  struct Shape {
    double a;
    double b;
  };
  for (const Shape shape :
       {Shape{0.067, 0.267}, Shape{0.793, 2.426}, Shape{1, 1}, Shape{300, 20}, Shape{1e-3, 1e-3}}) {
    Random random(5);
    const Moments moments = moments_of([&] { return random.beta(shape.a, shape.b); });
    const double sum = shape.a + shape.b;
    const double mean = shape.a / sum;
    const double variance = mean * (1 - mean) / (sum + 1);
    EXPECT_NEAR(moments.mean, mean, five_errors(variance)) << shape.a;
    // A value in [0, 1] has a fourth central moment of at most its variance.
    EXPECT_NEAR(moments.variance, variance, five_errors(variance)) << shape.a;
  }
}

TEST(Random, BetaOfTinyShapesStaysAtTheEnds) {
  Random random(6);
  int high = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double value = random.beta(1e-6, 3e-6);
    ASSERT_TRUE(value >= 0 && value <= 1);
    high += value > 0.5 ? 1 : 0;
  }
  EXPECT_NEAR(high, 2500, 5 * std::sqrt(10'000 * 0.1875));
}

TEST(Random, PoissonFollowsItsProbabilities) {
  for (const double mean : {0.3, 4.0, 9.99, 10.0, 25.0, 80.0}) {
    Random random(7);
    std::vector<int> counts(200);
    for (int i = 0; i < kDraws; ++i) ++counts[static_cast<size_t>(random.poisson(mean))];
    double chi_squared = 0;
    int cells = 0;
    for (size_t count = 0; count < counts.size(); ++count) {
      const auto k = static_cast<double>(count);
      const double expected = kDraws * std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
      if (expected < 10) continue;
      chi_squared += std::pow(counts[count] - expected, 2) / expected;
      ++cells;
    }
    // Five standard deviations above its mean.
    EXPECT_LT(chi_squared, cells + 5 * std::sqrt(2.0 * cells)) << mean;
  }
}

TEST(Random, PoissonOfLargeMeansHasItsMoments) {
  for (const double mean : {1e3, 1e7}) {
    Random random(8);
    const Moments moments = moments_of([&] { return random.poisson(mean); });
    EXPECT_NEAR(moments.mean, mean, five_errors(mean));
    EXPECT_NEAR(moments.variance, mean, five_errors(mean + 2 * mean * mean));
  }
  EXPECT_EQ(Random(1).poisson(0), 0);
}

TEST(Random, GeometricHasItsMoments) {
  for (const double p : {0.02, 0.5, 0.9, 1.0}) {
    Random random(9);
    const Moments moments = moments_of([&] { return random.geometric(p); });
    EXPECT_NEAR(moments.mean, 1 / p, five_errors((1 - p) / (p * p)) + 1e-9) << p;
  }
  EXPECT_TRUE(std::isinf(Random(1).geometric(0)));
}

}  // namespace
}  // namespace dangol::numeric
