#include "numeric/maximise.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace dangol::numeric {
namespace {

// -(x - c)' A (x - c) / 2 has its top at c, the Hessian -A, and the covariance A^-1.
TEST(Maximise, FindsTheTopOfAParabolaWithItsCurvature) {
  const Vector c{1, -2, 3};
  const Matrix a{4, 1, 0, 1, 3, -1, 0, -1, 50};
  int evaluations = 0;
  const Objective parabola = [&](const Vector& at, Vector& gradient) {
    ++evaluations;
    double value = 7;
    for (size_t i = 0; i < 3; ++i) {
      gradient[i] = 0;
      for (size_t j = 0; j < 3; ++j) {
        gradient[i] -= a[i * 3 + j] * (at[j] - c[j]);
      }
      value += gradient[i] * (at[i] - c[i]) / 2;
    }
    return value;
  };
  const std::array<Vector, 2> starts{{{0, 0, 0}, {5, 5, -5}}};
  const Maximum top = maximise(parabola, 3, starts);
  EXPECT_TRUE(top.converged);
  EXPECT_TRUE(top.definite);
  EXPECT_FALSE(top.at_edge);
  EXPECT_NEAR(top.value, 7, 1e-14);
  EXPECT_LT(evaluations, 100);
  for (size_t i = 0; i < 3; ++i) EXPECT_NEAR(top.at[i], c[i], 1e-12);
  for (size_t i = 0; i < 9; ++i) EXPECT_NEAR(top.hessian[i], -a[i], 1e-9);
  // The inverse by cofactors; det = 546.
  const Matrix inverse{149, -50, -1, -50, 200, 4, -1, 4, 11};
  for (size_t i = 0; i < 9; ++i) EXPECT_NEAR(top.covariance[i], inverse[i] / 546, 1e-10);
}

// H. Rosenbrock, The Computer Journal 3 (1960) 175-184, in two pairs.
TEST(Maximise, FollowsACurvedRidge) {
  const Objective ridge = [](const Vector& at, Vector& gradient) {
    double value = 0;
    for (size_t i = 0; i < 4; i += 2) {
      const double off = at[i + 1] - at[i] * at[i];
      value -= 100 * off * off + (1 - at[i]) * (1 - at[i]);
      gradient[i] = 400 * off * at[i] + 2 * (1 - at[i]);
      gradient[i + 1] = -200 * off;
    }
    return value;
  };
  const std::array<Vector, 1> starts{{{-1.2, 1, 2, -3}}};
  const Maximum top = maximise(ridge, 4, starts);
  EXPECT_TRUE(top.converged);
  EXPECT_TRUE(top.definite);
  for (size_t i = 0; i < 4; ++i) EXPECT_NEAR(top.at[i], 1, 1e-12);
  EXPECT_NEAR(top.hessian[0] / -802, 1, 1e-6);  // what maximise.h promises
}

double two_peaks(const Vector& at, Vector& gradient) {
  const double low = std::exp(-(at[0] + 2) * (at[0] + 2));
  const double high = 2 * std::exp(-(at[0] - 3) * (at[0] - 3));
  gradient[0] = -2 * (at[0] + 2) * low - 2 * (at[0] - 3) * high;
  return low + high;
}

TEST(Maximise, TakesTheHighestOfWhatTheStartsReach) {
  const std::array<Vector, 2> both{{{-2.3}, {2.5}}};
  EXPECT_NEAR(maximise(two_peaks, 1, both).at[0], 3, 1e-8);
  const std::array<Vector, 2> turned{{{2.5}, {-2.3}}};
  EXPECT_NEAR(maximise(two_peaks, 1, turned).at[0], 3, 1e-8);
  const std::array<Vector, 1> low{{{-2.3}}};
  EXPECT_NEAR(maximise(two_peaks, 1, low).at[0], -2, 1e-8);
}

TEST(Maximise, TurnsBackWhereThereIsNoValue) {
  // ln(1 - x) + 2 x, of x < 1: the top is at 1/2.
  const Objective cliff = [](const Vector& at, Vector& gradient) {
    gradient[0] = 2 - 1 / (1 - at[0]);
    return at[0] < 1 ? std::log(1 - at[0]) + 2 * at[0] : std::numeric_limits<double>::quiet_NaN();
  };
  const std::array<Vector, 2> starts{{{3}, {-8}}};  // the first is nowhere
  const Maximum top = maximise(cliff, 1, starts);
  EXPECT_TRUE(top.converged);
  EXPECT_NEAR(top.at[0], 0.5, 1e-12);
  EXPECT_NEAR(top.covariance[0] / 0.25, 1, 2e-6);
}

TEST(Maximise, StopsAtTheEndOfItsRange) {
  // Rises for ever along the first coordinate, with a top along the second.
  const Objective slope = [](const Vector& at, Vector& gradient) {
    gradient[0] = 0.1;
    gradient[1] = -2 * (at[1] - 1);
    return 0.1 * at[0] - (at[1] - 1) * (at[1] - 1);
  };
  const std::array<Vector, 1> starts{{{0, 0}}};
  const Maximum top = maximise(slope, 2, starts);
  EXPECT_TRUE(top.at_edge);
  EXPECT_FALSE(top.definite);
  EXPECT_EQ(top.at[0], kSearchRange);
  EXPECT_NEAR(top.at[1], 1, 1e-6);
  for (const double entry : top.covariance) EXPECT_EQ(entry, 0);
}

TEST(Maximise, CallsAFlatDirectionNotDefinite) {
  // Only the sum of two is told.
  const Objective valley = [](const Vector& at, Vector& gradient) {
    const double off = at[0] + at[1] - 1;
    gradient[0] = gradient[1] = -2 * off;
    return -off * off;
  };
  const std::array<Vector, 1> starts{{{4, 4}}};
  const Maximum top = maximise(valley, 2, starts);
  EXPECT_TRUE(top.converged);
  EXPECT_FALSE(top.definite);
  EXPECT_NEAR(top.at[0] + top.at[1], 1, 1e-6);
}

TEST(Maximise, GoesOnFromAHint) {
  const std::array<Vector, 1> starts{{{2.5}}};
  Maximum hint = maximise(two_peaks, 1, starts);
  hint.at[0] += 0.05;
  int evaluations = 0;
  const Maximum top = maximise_from(
      [&](const Vector& at, Vector& gradient) {
        ++evaluations;
        return two_peaks(at, gradient);
      },
      hint);
  EXPECT_NEAR(top.at[0], 3, 1e-8);
  EXPECT_LT(evaluations, 14);
}

}  // namespace
}  // namespace dangol::numeric
