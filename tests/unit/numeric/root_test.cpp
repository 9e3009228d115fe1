#include "numeric/root.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dangol::numeric {
namespace {

TEST(Root, IsFoundFromAbove) {
  int evaluations = 0;
  const auto cubic = [&](double x) {
    ++evaluations;
    return x * x * x - 2;
  };
  const double root = rising_root(0, 10, -2, 998, 1e-14, cubic);
  EXPECT_NEAR(root, std::cbrt(2.0), 2e-14);
  EXPECT_GE(cubic(root), 0);
  EXPECT_LT(evaluations, 40);
}

TEST(Root, OfAStepOrAnExactHit) {
  const double step = rising_root(-1, 3, -1, 1, 1e-12, [](double x) { return x < 2 ? -1 : 1; });
  EXPECT_NEAR(step, 2, 1e-11);
  EXPECT_GE(step, 2);
  EXPECT_EQ(rising_root(-4, 4, -4, 4, 0, [](double x) { return x; }), 0);
  EXPECT_EQ(rising_root(1, 2, -3, 0, 1e-12, [](double x) { return x - 2; }), 2);
}

}  // namespace
}  // namespace dangol::numeric
