// What every comparison gives and takes: an interval, a test, a count.
#pragma once

#include <cstdint>

namespace dangol::experiment {

/// From `low` to `high`; an end that is open is infinite. What has no interval is an empty
/// optional.
struct Interval {
  double low = 0;
  double high = 0;
};

/// What the alternative says of the treatment against the control.
enum class Sides : uint8_t {
  two,
  greater,  ///< the treatment has more
  less
};

/// The chance that a test at `alpha` leaves on one side.
[[nodiscard]] constexpr double tail_of(double alpha, Sides sides) {
  return sides == Sides::two ? alpha / 2 : alpha;
}

struct Test {
  double statistic = 0;
  double df = 0;  ///< degrees of freedom; 0 = the statistic has none
  double p = 1;
};

/// How many of `n` did it. Whole numbers, 0 <= successes <= n.
struct Count {
  double successes = 0;
  double n = 0;
};

}  // namespace dangol::experiment
