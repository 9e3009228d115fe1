// Money as a fixed-point integer, so that sums are exact and reconcile to the last digit.
#pragma once

#include <cstdint>

namespace dangol {

/// An amount in 1/10,000 of the currency's major unit (a dollar, a won). Range: +-922 trillion.
using Money = int64_t;
inline constexpr Money kMoneyScale = 10'000;
/// One amount may not exceed this (90 trillion major units); larger ones are set aside.
inline constexpr Money kMoneyLimit = 900'000'000'000'000'000;

__extension__ using MoneySum = __int128;  ///< a sum of amounts; cannot overflow within 2^64 rows

/// The amount in major units, rounded once to the nearest double.
[[nodiscard]] inline double to_major_units(MoneySum sum) {
  return static_cast<double>(sum) / static_cast<double>(kMoneyScale);
}

}  // namespace dangol
