// How surprising a chi-squared statistic is: the p-value of tests that compare several groups.
#pragma once

#include <cstdint>

namespace dangol::numeric {

/// P(X >= x) for X chi-squared with so many degrees of freedom, as a finite sum of positive terms:
/// nearly every digit holds far into the tail, until the smallest double. 1 for x <= 0.
/// REQUIRES: degrees >= 1. O(degrees).
/// Source: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.4.4 (odd
/// degrees) and 26.4.5 (even degrees).
[[nodiscard]] double chi_squared_upper(double x, uint32_t degrees);

}  // namespace dangol::numeric
