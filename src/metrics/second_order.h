// The share of customers who came back, by how much time they have had.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/civil.h"
#include "ledger/settle.h"
#include "metrics/grouping.h"
#include "metrics/measure.h"

namespace dangol::metrics {

/// Of the customers whose first order is at least `days` days before the as-of day, those whose
/// second one came within `days` days of the first (the same day counts).
struct SecondOrderRate {
  uint32_t days = 0;
  uint64_t with_second = 0;
  uint64_t n = 0;
  std::optional<double> value;  ///< none where n = 0
  std::optional<double> low;    ///< Wilson 95% interval
  std::optional<double> high;
};

inline constexpr std::array<uint32_t, 5> kSecondOrderDays = {30, 60, 90, 180, 365};

/// One rate for each horizon of each group: that of group g and days[i] is at g * days.size() + i.
/// Customers whose first order came before `orders.counted_from` are left out, and what came after
/// `as_of` is as if it had not happened. O(customers x days.size()).
[[nodiscard]] std::vector<SecondOrderRate> second_order_rates(const ledger::Orders& orders,
                                                              Day as_of,
                                                              std::span<const uint32_t> days,
                                                              Grouping grouping = {});

/// `second_order_rate`: the rate within `maturity_days`; without a value where there is no as-of
/// day or nobody is that old.
[[nodiscard]] Measure second_order_measure(const ledger::Orders& orders, uint32_t maturity_days);

}  // namespace dangol::metrics
