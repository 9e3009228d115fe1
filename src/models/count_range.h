// A 95% range of a count of which the probability of zero and the mean are known.
#pragma once

#include "models/predictions.h"

namespace dangol::models {

/// Zero with probability 1 - p_any, otherwise a negative binomial count of this shape, cut off at
/// zero, with the mean that makes the whole mean `mean`. The range runs between the smallest counts
/// at which the distribution function reaches 2.5% and 97.5%. Exact but for means above 500,
/// where the normal distribution stands in. O(mean).
[[nodiscard]] CountRange count_range(double shape, double p_any, double mean);

}  // namespace dangol::models
