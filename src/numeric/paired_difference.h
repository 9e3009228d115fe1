// How sure a difference of two shares of the same people is, such as promoters less detractors.
#pragma once

#include <cstdint>

#include "numeric/wilson.h"

namespace dangol::numeric {

/// Tango's score interval for p - q, where `more` of `n` people count for p alone and `less` for q
/// alone; within [-1, 1]. Nobody gives [-1, 1]: nothing is known. Exactly mirrored when `more` and
/// `less` change places. REQUIRES: more + less <= n, z > 0. About 100 evaluations of the statistic.
/// Source: T. Tango, Statistics in Medicine 17 (1998) 891-908, equations 11 and 14 to 17. The test
/// that it inverts is of the trinomial distribution, so it holds for any three exclusive answers.
[[nodiscard]] Interval paired_difference_interval(uint64_t more, uint64_t less, uint64_t n,
                                                  double z = kZ95);

}  // namespace dangol::numeric
