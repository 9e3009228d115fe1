#include "experiment/moments.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

#include "numeric/random.h"

namespace dangol::experiment {
namespace {

void expect_near(const Moments& a, const Moments& b, double relative) {
  EXPECT_EQ(a.n, b.n);
  EXPECT_NEAR(a.mean, b.mean, relative * (1 + std::abs(b.mean)));
  EXPECT_NEAR(a.m2, b.m2, relative * (1 + b.m2));
}

TEST(Moments, MergedPartsAreOnePass) {
  numeric::Random random(1);
  std::vector<double> x(1000);
  std::vector<double> y(1000);
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] = 50000 + 100 * random.normal();
    y[i] = x[i] / 2 + random.normal();
  }
  const CrossMoments whole = cross_moments_of(x, y);
  for (const size_t cut : {size_t{0}, size_t{1}, size_t{400}, size_t{999}, size_t{1000}}) {
    CrossMoments parts;
    parts.merge(cross_moments_of({x.data(), cut}, {y.data(), cut}));
    parts.merge(cross_moments_of({x.data() + cut, 1000 - cut}, {y.data() + cut, 1000 - cut}));
    expect_near(parts.x(), whole.x(), 1e-12);
    expect_near(parts.y(), whole.y(), 1e-12);
    EXPECT_NEAR(parts.cross, whole.cross, 1e-12 * whole.cross);
    Moments alone = moments_of({x.data(), cut});
    alone.merge(moments_of({x.data() + cut, 1000 - cut}));
    expect_near(alone, whole.x(), 1e-12);
  }
  expect_near(moments_of(x), whole.x(), 1e-15);
}

TEST(Moments, OfSumsAreThoseOfValues) {
  const std::vector<double> x = {1, 2, 2, 7, 0, 3};
  const std::vector<double> y = {4, 0, 1, 9, 2, 2};
  const CrossMoments typed = CrossMoments::from_sums(6, 15, 67, 18, 106, 4 + 2 + 63 + 6);
  const CrossMoments read = cross_moments_of(x, y);
  expect_near(typed.x(), read.x(), 1e-14);
  expect_near(typed.y(), read.y(), 1e-14);
  EXPECT_NEAR(typed.cross, read.cross, 1e-13);
  EXPECT_NEAR(read.x().variance().value(), 29.5 / 5, 1e-14);  // 67 - 15^2 / 6 = 29.5
  // y - 2x: 2, -4, -3, -5, 2, -4, of mean -2, whose squared distances are 16+4+1+9+16+4 = 50.
  EXPECT_NEAR(residual_variance(read, 2).value(), 10, 1e-13);
}

TEST(Moments, EqualValuesHaveNoVariance) {
  const std::vector<double> x(1000, 0.1);
  std::vector<double> y(1000, 0.3);
  EXPECT_EQ(moments_of(x).variance(), 0);
  EXPECT_EQ(Moments::from_sums(1000, 1000 * 0.1, 1000 * 0.1 * 0.1).variance(), 0);
  // No numbers have such sums: 10 numbers that sum to 10 have squares of at least 10.
  EXPECT_EQ(Moments::from_sums(10, 10, 9).variance(), 0);
  for (size_t i = 0; i < y.size(); ++i) y[i] = 0.1 * static_cast<double>(i);
  std::vector<double> third(y);
  for (double& value : third) value /= 3;
  EXPECT_EQ(residual_variance(cross_moments_of(third, y), 3), 0);
  EXPECT_GT(residual_variance(cross_moments_of(third, y), 3.001).value(), 0);
}

TEST(Moments, TooFewKnowNothing) {
  EXPECT_EQ(Moments{}.variance(), std::nullopt);
  EXPECT_EQ(moments_of(std::vector<double>{5}).variance(), std::nullopt);
  EXPECT_EQ(moments_of({}).n, 0);
  EXPECT_EQ(residual_variance(CrossMoments{}, 1), std::nullopt);
  Moments empty;
  empty.merge(Moments{});
  EXPECT_EQ(empty.mean, 0);
}

}  // namespace
}  // namespace dangol::experiment
