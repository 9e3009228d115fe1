// Where a rising function passes zero: how tests are turned around into limits and sample sizes.
#pragma once

#include <cmath>

namespace dangol::numeric {

/// The root between `low` and `high`, where the function is `at_low` < 0 and `at_high` >= 0, within
/// `within` of its size: where it is known to be at or above 0 already. About 10 evaluations of a
/// smooth function, never more than 200. Source: false position with the Illinois rule, M. Dowell,
/// P. Jarratt, BIT 11 (1971) 168-174.
template <typename Function>
double rising_root(double low, double high, double at_low, double at_high, double within,
                   const Function& rising) {
  constexpr int kMostSteps = 200;
  int side = 0;
  for (int step = 0; step < kMostSteps && high - low > within * std::fabs(high); ++step) {
    double middle = low + (high - low) * (-at_low / (at_high - at_low));
    if (!(middle > low && middle < high)) middle = low + (high - low) / 2;
    const double at = rising(middle);
    if (at == 0) return middle;
    // An end that stays for a second time counts half, so that the next step passes the root.
    if (at < 0) {
      low = middle;
      at_low = at;
      if (side < 0) at_high /= 2;
      side = -1;
    } else {
      high = middle;
      at_high = at;
      if (side > 0) at_low /= 2;
      side = 1;
    }
  }
  return high;
}

}  // namespace dangol::numeric
