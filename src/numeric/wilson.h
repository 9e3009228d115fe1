// How sure a share is: the interval that stands beside every rate in the report.
#pragma once

#include <cstdint>

namespace dangol::numeric {

struct Interval {
  double low = 0;
  double high = 1;
};

/// The 97.5% point of the standard normal distribution: intervals of 95%.
inline constexpr double kZ95 = 1.959963984540054;

/// Wilson's score interval for `successes` out of `trials`, without continuity correction; within
/// [0, 1]. No trials give [0, 1]: nothing is known. REQUIRES: successes <= trials, z > 0.
/// Source: E. B. Wilson, JASA 22 (1927) 209-212; R. G. Newcombe, Statistics in Medicine 17 (1998)
/// 857-872, method 3.
[[nodiscard]] Interval wilson_interval(uint64_t successes, uint64_t trials, double z = kZ95);

}  // namespace dangol::numeric
