#include "numeric/gamma_ratio.h"

#include <cmath>

namespace dangol::numeric {

namespace {

constexpr double kLarge = 12;     // where the asymptotic series are exact in double precision
constexpr double kFewSteps = 12;  // that are multiplied out

/// What Stirling's formula leaves out of ln Gamma(x), x >= kLarge.
double stirling_rest(double x) {
  const double s = 1 / (x * x);
  return (1.0 / 12 +
          s * (-1.0 / 360 +
               s * (1.0 / 1260 + s * (-1.0 / 1680 + s * (1.0 / 1188 - s * 691.0 / 360360))))) /
         x;
}

/// ln x - digamma(x), x >= kLarge.
double digamma_rest(double x) {
  const double s = 1 / (x * x);
  return 0.5 / x +
         s * (1.0 / 12 +
              s * (-1.0 / 120 +
                   s * (1.0 / 252 + s * (-1.0 / 240 + s * (1.0 / 132 - s * 691.0 / 32760)))));
}

}  // namespace

GammaRatio gamma_ratio(double base, double steps) {
  GammaRatio ratio;
  if (steps <= kFewSteps && steps == std::floor(steps)) {
    double product = 1;
    for (double k = 0; k < steps; ++k) {
      product *= base + k;
      ratio.slope += 1 / (base + k);
    }
    ratio.log = std::log(product);
    return ratio;
  }
  // Gamma(base + steps) / Gamma(base) with both arguments raised by the same whole number.
  double product = 1;
  double low = base;
  for (; low < kLarge; ++low) {
    const double high = low + steps;
    product *= low / high;
    ratio.slope += steps / (low * high);
  }
  const double high = low + steps;
  const double growth = std::log1p(steps / low);
  ratio.log = std::log(product) + (high - 0.5) * growth + steps * (std::log(low) - 1) +
              stirling_rest(high) - stirling_rest(low);
  ratio.slope += growth - digamma_rest(high) + digamma_rest(low);
  return ratio;
}

}  // namespace dangol::numeric
