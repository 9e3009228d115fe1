// Customers by the period of their first order, and what they did k periods later.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/settle.h"

namespace dangol::metrics {

enum class CellState : uint8_t { not_observed, zero, too_few, value };
[[nodiscard]] std::string_view cell_state_name(CellState state);

struct CohortCell {
  CellState state = CellState::not_observed;
  uint64_t customers = 0;  ///< who ordered in that period (definition `on`)
  uint64_t orders = 0;
  MoneySum revenue = 0;  ///< of the cohort in that period, refunds included
  double share = 0;      ///< customers / size
  double low = 0;        ///< Wilson 95% interval of the share
  double high = 0;
};

struct Cohort {
  PeriodIndex index = 0;
  uint64_t size = 0;
  bool too_few = false;           ///< size < minimum_n
  std::vector<CohortCell> cells;  ///< column k: k periods later; all rows are equally long
};

struct Cohorts {
  std::vector<Cohort> rows;  ///< oldest first; periods that won no customer have no row
  /// Customers in column k / sizes, over the cohorts that were observed that long. None for columns
  /// that no cohort reached.
  std::vector<std::optional<double>> average;
  bool last_period_complete = true;
  bool truncated = false;  ///< older cohorts than the newest kMaxPeriods periods were left out
};

inline constexpr int32_t kMaxPeriods = 500;

/// Column 0 is the period of the first order itself. O(orders + cells).
[[nodiscard]] Cohorts compute_cohorts(const ledger::Orders& orders, PeriodUnit unit,
                                      uint32_t minimum_n);

}  // namespace dangol::metrics
