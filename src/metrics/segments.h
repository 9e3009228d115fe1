// Recency, frequency and money: who the customers are by when they last bought, how often and for
// how much.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/settle.h"
#include "metrics/customer_status.h"
#include "metrics/customer_totals.h"

namespace dangol::metrics {

/// A customer is in the first segment whose rule holds. Status: status_of(); F, M and what counts
/// as an order: ScoredCustomers.
enum class SegmentName : uint8_t {
  champions,    ///< active, F >= 4 and M >= 4
  loyal,        ///< active, two or more orders
  fresh,        ///< active, one order (name: `new`)
  cannot_lose,  ///< at risk or gone, F >= 4 and M >= 4
  at_risk,      ///< at risk, two or more orders
  one_time,     ///< at risk, one order
  lost          ///< the rest: gone
};
inline constexpr size_t kSegmentCount = 7;
/// In place of a segment: a customer without a counted order.
inline constexpr uint8_t kNoSegment = UINT8_MAX;
/// How long before the as-of day the segments are set against.
inline constexpr int32_t kSegmentTrendDays = 91;

/// `champions`, `loyal`, `new`, ...; sentences: `segment.<name>` and `segment.<name>.rule`.
[[nodiscard]] std::string_view segment_name(SegmentName segment);
[[nodiscard]] std::optional<SegmentName> parse_segment_name(std::string_view name);

/// Every customer with a counted order, by customer index; the others have no segment and scores of
/// 0. A score is a quintile, 1 to 5, higher for those who bought later, more often, for more:
/// ceil(5 (smaller + equal / 2) / n), where `smaller` have less than the customer and `equal` as
/// much, the customer included; so equals share a score, and the middle of many equals is 3.
///
/// Where the data hold no money, M is 0 and the rules go without it. Orders before `counted_from`
/// are not counted, but whoever has one is not new: "two or more orders" includes them.
struct ScoredCustomers {
  CustomerTotals totals;
  std::vector<uint8_t> recency;    ///< R, of the day of the last order
  std::vector<uint8_t> frequency;  ///< F, of the number of orders
  std::vector<uint8_t> money;      ///< M, of the revenue
  std::vector<uint8_t> segment;    ///< a SegmentName or kNoSegment
};

/// By what was known at the end of `as_of`. `window_days`: see ChurnWindow.
/// O(orders + customers + days). Needs 28 bytes a customer, and 8 while it ranks.
[[nodiscard]] ScoredCustomers score_customers(const ledger::Orders& orders, Day as_of,
                                              uint32_t window_days);

/// Their segments by another window: the scores stay as they are. O(customers).
/// REQUIRES: score_customers() made `scored` of the same orders and day
void name_segments(ScoredCustomers& scored, const ledger::Orders& orders, Day as_of,
                   uint32_t window_days);

/// Their `segment` alone.
[[nodiscard]] std::vector<uint8_t> assign_segments(const ledger::Orders& orders, Day as_of,
                                                   uint32_t window_days);

struct Segment {
  uint64_t customers = 0;
  uint64_t orders = 0;
  MoneySum revenue = 0;
  uint64_t recency_days =
      0;  ///< of all its customers together, from the last order to the as-of day
  std::optional<uint64_t> previous_customers;  ///< none where the data begin later
};

/// Sizes, orders and revenue add up to those of all customers with a counted order.
struct Segments {
  std::array<Segment, kSegmentCount> segments;  ///< by SegmentName
  /// Customers by R (rows, 1 to 5) and F (columns).
  std::array<uint64_t, 25> grid{};
  uint64_t customers = 0;
  MoneySum revenue = 0;
};

/// `previous`: the segment of each customer some time before, if known. O(customers).
[[nodiscard]] Segments summarise_segments(
    const ScoredCustomers& now, Day as_of,
    const std::optional<std::vector<uint8_t>>& previous = std::nullopt);

/// The day kSegmentTrendDays before the as-of day, none where no counted order is that old.
/// O(customers + orders before that day).
[[nodiscard]] std::optional<Day> previous_as_of(const ledger::Orders& orders);

}  // namespace dangol::metrics
