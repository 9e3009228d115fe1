// How long customers take to come back, and from that how long a silence means that they are gone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/settle.h"
#include "metrics/customer_status.h"

namespace dangol::metrics {

struct GapBin {
  uint32_t from_day = 0;
  uint32_t to_day = 0;  ///< inclusive
  uint64_t n = 0;
};

/// Days between an order and the next one of the same customer; two orders of one day are 0 apart.
/// Quantiles are of type 7 (Hyndman and Fan 1996). All are empty without gaps.
struct Gaps {
  uint64_t n = 0;
  uint64_t customers = 0;  ///< with at least one gap
  std::optional<double> q1;
  std::optional<double> median;
  std::optional<double> q3;
  std::optional<double> p95;
  /// At most twelve: 0; then up to ten of one width, the smallest of 1, 2, 3, 7, 14, 30, 60, 91,
  /// 182, 365, 730 and 3650 days of which ten reach the p95; then all that is longer. They end with
  /// the one that holds the longest gap.
  std::vector<GapBin> bins;
};

/// A gap counts by the day on which it ends: from `orders.counted_from` on. O(orders + days).
[[nodiscard]] Gaps compute_gaps(const ledger::Orders& orders);

/// Fewer customers who came back say too little about the others.
inline constexpr uint64_t kRepeatersForWindow = 200;

/// `chosen` if there is one; else the p95 of the gaps, rounded up to whole days and at least 1;
/// else 365 days, where fewer than kRepeatersForWindow customers have a gap. Source:
/// definitions.md, "Cohorts". REQUIRES: *chosen >= 1
[[nodiscard]] ChurnWindow churn_window(const Gaps& gaps, std::optional<uint32_t> chosen);

}  // namespace dangol::metrics
