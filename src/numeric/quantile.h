// Quantiles of whole numbers that were counted instead of kept.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace dangol::numeric {

/// The quantile at `percent` hundredths of values of which `counts[v]` equal v: linear between the
/// two nearest order statistics (type 7), without rounding before the last step. None without
/// values. REQUIRES: percent <= 100. O(counts).
/// Source: R. J. Hyndman, Y. Fan, The American Statistician 50 (1996) 361-365, definition 7.
[[nodiscard]] std::optional<double> quantile_of_counts(std::span<const uint32_t> counts,
                                                       uint32_t percent);

}  // namespace dangol::numeric
