// What a customer-base model sees of a customer: how often, until when, since when.
#pragma once

#include <vector>

namespace dangol::models {

/// Customers with the same history are one pattern with a weight. Times are in one unit, whichever:
/// a fit is in the unit of its patterns. REQUIRES: 0 <= t_x <= T, x whole and >= 0, t_x = 0 where
/// x = 0, weight > 0.
struct Pattern {
  double x = 0;       ///< purchases after the first
  double t_x = 0;     ///< from the first purchase to the last
  double T = 0;       ///< from the first purchase to the end of what was observed
  double weight = 1;  ///< how many customers
};

/// Sorts by (x, T, t_x) and adds up the weights of equal patterns. O(n log n), in place.
void merge_equal(std::vector<Pattern>& patterns);

}  // namespace dangol::models
