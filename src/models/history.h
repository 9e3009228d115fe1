// Orders in, what the customer-base models see of each customer out: how often they bought again,
// until when, since when, and for how much. Customers with the same history share a pattern,
// because a model's work is one evaluation a pattern.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/civil.h"
#include "ledger/settle.h"
#include "models/pattern.h"

namespace dangol::models {

/// Which part of the orders to look at.
struct HistoryRule {
  std::optional<Day> end;            ///< the last day that is known; default: orders.as_of
  std::optional<Day> acquired_from;  ///< first orders that count; default: all
  std::optional<Day> acquired_to;
  /// Whether a customer's mean value takes in the first purchase; then one-time buyers have one.
  bool first_order_in_money = false;

  friend bool operator==(const HistoryRule&, const HistoryRule&) = default;
};

/// A Pattern in whole days, as the data have it.
struct DayPattern {
  uint32_t x = 0;  ///< days with a purchase, after the first such day
  uint32_t t_x = 0;
  uint32_t T = 0;
  uint32_t customers = 0;
};

inline constexpr uint32_t kNoPattern = UINT32_MAX;

/// The purchases of a customer are the days on which they ordered; those of one day are one.
struct Histories {
  Day first_day = 0;  ///< of all first purchases; meaningless without customers
  Day end = 0;
  std::vector<DayPattern> patterns;  ///< by x, T, t_x
  /// By customer, as in Orders: their pattern, or kNoPattern for who has no counted first purchase.
  std::vector<uint32_t> pattern_of;
  /// By customer: the mean value of their purchases after the first (or of all: see the rule), in
  /// major units; 0 where there are none or they came to nothing.
  std::vector<double> order_value;
  /// By customer: the value of all their orders, in major units.
  std::vector<double> spent;
  uint64_t customers = 0;
  uint64_t repeat_customers = 0;
  uint64_t purchases = 0;       ///< with the first ones
  double first_value_mean = 0;  ///< of first purchases
  double first_value_variance = 0;
  bool first_order_in_money = false;
  bool has_amounts = false;

  /// How many purchases `order_value` is the mean of.
  [[nodiscard]] uint32_t valued_purchases(uint32_t customer) const {
    return patterns[pattern_of[customer]].x + (first_order_in_money ? 1 : 0);
  }
};

/// Customers whose first order of all is on or after orders.counted_from (who came before it is not
/// new, and when their first order was told nobody) and within the rule's days. Values are those of
/// the orders, net of the refunds that name them. O(orders + customers).
[[nodiscard]] Histories make_histories(const ledger::Orders& orders, const HistoryRule& rule);

/// The patterns with times in units of so many days.
[[nodiscard]] std::vector<Pattern> in_unit(const std::vector<DayPattern>& patterns,
                                           double days_per_unit);

}  // namespace dangol::models
