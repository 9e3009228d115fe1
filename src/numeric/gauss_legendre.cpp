#include "numeric/gauss_legendre.h"

#include <cmath>
#include <cstddef>

namespace dangol::numeric {

namespace {

/// The rules of 1, 2, ... nodes, one after the other.
struct Rules {
  std::array<QuadratureNode, kMostNodes*(kMostNodes + 1) / 2> nodes;

  Rules() {
    constexpr double kPi = 3.14159265358979323846;
    QuadratureNode* node = nodes.data();
    for (int n = 1; n <= kMostNodes; ++n) {
      for (int i = 0; i < n; ++i) {
        // Newton's method on the Legendre polynomial of degree n, from close to its i-th zero.
        double x = -std::cos(kPi * (i + 0.75) / (n + 0.5));
        double slope = 0;
        for (int round = 0; round < 6; ++round) {
          double before = 0;
          double value = 1;
          for (int k = 1; k <= n; ++k) {
            const double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
            before = value;
            value = next;
          }
          slope = n * (before - x * value) / ((1 - x) * (1 + x));
          x -= value / slope;
        }
        *node++ = {(1 + x) / 2, 1 / ((1 - x) * (1 + x) * slope * slope)};
      }
    }
  }
};

}  // namespace

std::span<const QuadratureNode> gauss_legendre(int points) {
  static const Rules kRules;
  const auto n = static_cast<size_t>(points);
  return {kRules.nodes.data() + n * (n - 1) / 2, n};
}

}  // namespace dangol::numeric
