// How unevenly revenue is spread over customers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "metrics/customer_totals.h"

namespace dangol::metrics {

/// Of the customers whose revenue is above zero. No values without any.
struct Concentration {
  uint64_t n = 0;
  /// Share of their revenue that the best 0, 1, ... 10 tenths of them bring; of the customer on a
  /// border the part that belongs inside. Never falls, and each tenth adds no more than the one
  /// before.
  std::optional<std::array<double, 11>> cumulative;
  /// Gini coefficient of the n revenues, not corrected for small n: half their mean absolute
  /// difference over their mean; 0 where all are equal. In whole numbers until the last division.
  /// Source: C. Gini, Variabilita e mutabilita (1912); with x_1 <= ... <= x_n it is
  /// (2 sum(i x_i) - (n + 1) sum(x)) / (n sum(x)).
  std::optional<double> gini;
};

/// O(customers).
[[nodiscard]] Concentration compute_concentration(const CustomerTotals& totals);

}  // namespace dangol::metrics
