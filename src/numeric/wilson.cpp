#include "numeric/wilson.h"

#include <algorithm>
#include <cmath>

namespace dangol::numeric {

Interval wilson_interval(uint64_t successes, uint64_t trials, double z) {
  if (trials == 0) return {};
  const auto n = static_cast<double>(trials);
  const auto x = static_cast<double>(successes);
  const double share = x / n;
  const double z2 = z * z;
  const double scale = 1 / (n + z2);
  const double centre = (x + z2 / 2) * scale;
  const double half = z * std::sqrt(n * share * (1 - share) + z2 / 4) * scale;
  // At the ends the formula is exactly 0 or 1; rounding must not take the interval away from them.
  return {successes == 0 ? 0 : std::max(0.0, centre - half),
          successes == trials ? 1 : std::min(1.0, centre + half)};
}

}  // namespace dangol::numeric
