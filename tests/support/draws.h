// Draws that only simulations need.
#pragma once

#include <cmath>

#include "numeric/random.h"

namespace dangol::test {

/// Successes of n trials, exactly binomial, in O(log n) draws: the middle order statistic of n
/// uniform draws says how many of the trials lie on either side of it.
/// Source: L. Devroye, Non-Uniform Random Variate Generation (1986), X.4.3 (recursive binomial).
/// REQUIRES: n whole and >= 0, 0 <= share <= 1
inline double binomial(numeric::Random& random, double n, double share) {
  constexpr double kFew = 16;
  double successes = 0;
  while (n > kFew) {
    const double middle = std::floor((n + 1) / 2);
    const double at = random.beta(middle, n + 1 - middle);
    if (at <= share) {
      successes += middle;
      n -= middle;
      share = (share - at) / (1 - at);
    } else {
      n = middle - 1;
      share /= at;
    }
  }
  for (; n > 0; n -= 1) successes += random.uniform() < share ? 1 : 0;
  return successes;
}

}  // namespace dangol::test
