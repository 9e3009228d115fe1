#include "numeric/gauss_legendre.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dangol::numeric {
namespace {

TEST(GaussLegendre, IsExactForPolynomials) {
  for (int points = 1; points <= kMostNodes; ++points) {
    const auto nodes = gauss_legendre(points);
    ASSERT_EQ(nodes.size(), points);
    for (int degree = 0; degree < 2 * points; ++degree) {
      double sum = 0;
      for (const QuadratureNode& node : nodes) sum += node.weight * std::pow(node.at, degree);
      EXPECT_NEAR(sum * (degree + 1), 1, 1e-14) << points << " " << degree;
    }
  }
}

TEST(GaussLegendre, IsSymmetricAndInOrder) {
  for (int points = 1; points <= kMostNodes; ++points) {
    const auto nodes = gauss_legendre(points);
    double last = 0;
    for (size_t i = 0; i < nodes.size(); ++i) {
      EXPECT_GT(nodes[i].at, last);
      last = nodes[i].at;
      const QuadratureNode& other = nodes[nodes.size() - 1 - i];
      EXPECT_NEAR(nodes[i].at + other.at, 1, 1e-15);
      EXPECT_NEAR(nodes[i].weight, other.weight, 1e-14);
    }
    EXPECT_LT(last, 1);
  }
}

// M. Abramowitz, I. A. Stegun (1964), table 25.4, n = 5.
TEST(GaussLegendre, AgreesWithTheTable) {
  const auto nodes = gauss_legendre(5);
  EXPECT_NEAR(2 * nodes[4].at - 1, 0.906179845938664, 1e-15);
  EXPECT_NEAR(2 * nodes[3].at - 1, 0.538469310105683, 1e-15);
  EXPECT_NEAR(2 * nodes[4].weight, 0.236926885056189, 1e-15);
  EXPECT_NEAR(2 * nodes[3].weight, 0.478628670499366, 1e-15);
  EXPECT_NEAR(2 * nodes[2].weight, 0.568888888888889, 1e-15);
}

}  // namespace
}  // namespace dangol::numeric
