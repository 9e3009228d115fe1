// Customers by the period of their first order, and what they did k periods later.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/settle.h"
#include "metrics/cohort_rule.h"

namespace dangol::metrics {

enum class CellState : uint8_t { not_observed, zero, too_few, value };
[[nodiscard]] std::string_view cell_state_name(CellState state);

/// Of the `n` customers alone: who was not observed for the whole column counts nowhere in it.
struct CohortCell {
  CellState state = CellState::not_observed;  ///< too_few: n < minimum_n; zero: customers = 0
  uint64_t n = 0;           ///< the size; with rolling periods, who is old enough for the column
  uint64_t customers = 0;   ///< who counts by the rule's definition
  uint64_t orders = 0;      ///< in the column's period, whatever the definition; a bracket's range
  MoneySum revenue = 0;     ///< in the same, refunds included
  MoneySum cumulative = 0;  ///< from the first order to the end of that period, of the same n
  double share = 0;         ///< customers / n
  double low = 0;           ///< Wilson 95% interval of the share
  double high = 0;
};

struct Cohort {
  PeriodIndex index = 0;  ///< calendar period of the first order, with rolling columns too
  uint64_t size = 0;
  bool too_few = false;           ///< size < minimum_n
  std::vector<CohortCell> cells;  ///< column k: k periods later; all rows are equally long
};

/// One column over all cohorts that were observed that long.
struct CohortColumn {
  uint64_t n = 0;  ///< 0: no cohort was
  uint64_t customers = 0;
  MoneySum revenue = 0;
  MoneySum cumulative = 0;
  std::optional<double> simple;  ///< mean of the cohorts' shares, each counting the same

  /// Weighted by n: the share of all these customers together.
  [[nodiscard]] std::optional<double> weighted() const {
    if (n == 0) return std::nullopt;
    return static_cast<double>(customers) / static_cast<double>(n);
  }
};

struct Cohorts {
  std::vector<Cohort> rows;           ///< oldest first; periods that won no customer have no row
  std::vector<CohortColumn> columns;  ///< as many as every row has cells
  /// False where the data end inside the last calendar period. True with rolling periods, which
  /// count whole windows only.
  bool last_period_complete = true;
  bool truncated = false;  ///< older cohorts than the newest kMaxPeriods periods were left out
};

inline constexpr int32_t kMaxPeriods = 500;

/// Money per customer in major units. REQUIRES: n > 0
[[nodiscard]] inline double per_customer(MoneySum sum, uint64_t n) {
  return to_major_units(sum) / static_cast<double>(n);
}

/// Column 0 is the period of the first order itself; a bracket has one column. Cohorts are of
/// customers whose first order lies on orders.counted_from or later.
///
/// A calendar column is observed from the day on which its period begins (a bracket: on which its
/// last period does). Rolling window k of a customer are the days [k d, (k + 1) d) since the first
/// order, d = rolling_days(unit); it counts once all of it lies before the end of the as-of day, so
/// that everybody in a cell was watched equally long. Older customers of one cohort may have one
/// window more than the younger ones; the last cell of a row is then of the older ones alone, its
/// cumulative revenue too. `on_or_after` looks at all orders up to the as-of day.
/// Source: definitions.md, "Cohorts". O(orders + cells).
[[nodiscard]] Cohorts compute_cohorts(const ledger::Orders& orders, const CohortRule& rule);

}  // namespace dangol::metrics
