// What customers have brought so far, by their age: the value that nobody had to predict.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/civil.h"
#include "ledger/settle.h"

namespace dangol::metrics {

/// Revenue from the first order up to an age, over all customers who are that old. Major units.
struct ValueAtAge {
  uint32_t age =
      0;  ///< whole calendar months since the first order; 0 = the day of the first order
  uint64_t customers = 0;
  double mean = 0;
  double low = 0;  ///< 95% interval of the mean, by its standard error
  double high = 0;
  double median = 0;
};

struct CohortValue {
  PeriodIndex index = 0;
  uint64_t size = 0;
  /// By the ages, per customer; none where not the whole cohort is that old.
  std::vector<std::optional<double>> revenue;
};

struct HistoricValue {
  std::vector<ValueAtAge> ages;  ///< month by month for a year, then wider apart
  PeriodUnit unit = PeriodUnit::month;
  std::vector<CohortValue> cohorts;  ///< those with customers, the newest kMostValueCohorts
};

inline constexpr size_t kMostValueCohorts = 240;

/// Of customers whose first order is on or after orders.counted_from, with their refunds. A refund
/// counts on its own day or on that of its order, as the revenue has it. Cohorts of days and weeks
/// are taken as months. Empty without amounts or customers. O(ages x customers + orders).
[[nodiscard]] HistoricValue compute_historic_value(const ledger::Orders& orders, PeriodUnit unit);

}  // namespace dangol::metrics
