// Order value, orders per session: a sum over a sum, where the users are what was assigned.
#pragma once

#include <optional>

#include "experiment/estimate.h"
#include "experiment/moments.h"

namespace dangol::experiment {

/// sum of y / sum of x over users, by the delta method clustered by user. Users with nothing in
/// both columns change nothing but the degrees of freedom: leave them out. None for fewer than two
/// users, or unless x is above zero on average. Compare two with `contrast`. O(1).
/// Source: A. Deng, U. Knoblich, J. Lu, KDD 2018, 233-242, "Applying the delta method in metric
/// analytics", section 3.
[[nodiscard]] std::optional<Estimate> ratio_estimate(const CrossMoments& users);

}  // namespace dangol::experiment
