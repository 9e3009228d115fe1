#include "numeric/exponential_integral.h"

#include <algorithm>
#include <cmath>

#include "numeric/gauss_legendre.h"

namespace dangol::numeric {

double scaled_exponential_integral(double s, double z) {
  // With 1 + t = e^v: the integral over v >= 0 of exp(-z (e^v - 1) - (s - 1) v), cut off where
  // nothing is left; in panels as wide as v or the exponent let a rule of 16 points see.
  constexpr double kCut = 50;
  constexpr double kWidest = 2;
  constexpr double kSteepest = 20;
  double end = std::log1p(kCut / z);
  if (s > 1) end = std::min(end, kCut / (s - 1));
  const double fall = z * std::expm1(end) + std::abs(s - 1) * end;
  const double panels = std::ceil(std::max(end / kWidest, fall / kSteepest));
  const double width = end / panels;
  double sum = 0;
  for (double panel = 0; panel < panels; ++panel) {
    for (const QuadratureNode& node : gauss_legendre(16)) {
      const double v = width * (panel + node.at);
      sum += node.weight * std::exp(-z * std::expm1(v) - (s - 1) * v);
    }
  }
  return width * sum;
}

}  // namespace dangol::numeric
