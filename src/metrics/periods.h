// Retention period by period, by the articles' formula and by matching customers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/settle.h"
#include "metrics/measure.h"

namespace dangol::metrics {

/// S = customers who bought in the period before, E = who bought in this one, N = whose first order
/// ever falls in this one.
struct Period {
  PeriodIndex index = 0;
  bool complete = true;                     ///< false where the as-of day lies before its last day
  std::optional<uint64_t> start_customers;  ///< S; none for the first period
  uint64_t end_customers = 0;               ///< E
  uint64_t new_customers = 0;               ///< N
  std::optional<uint64_t> retained_customers;    ///< in both S and E
  std::optional<uint64_t> returned_customers;    ///< E - N - retained: back after a gap
  std::optional<double> retention_rate_article;  ///< (E - N) / S; none where S = 0
  std::optional<double> retention_rate_matched;  ///< retained / S
  std::optional<double> retention_low;           ///< Wilson 95% interval of the matched rate
  std::optional<double> retention_high;
  std::optional<double> churn_rate;  ///< 1 - matched
  uint64_t orders = 0;
  MoneySum revenue = 0;  ///< of the period's orders, with the refunds that fall in it
};

/// Every period from the first day to the as-of day, those without orders too. O(orders + periods).
[[nodiscard]] std::vector<Period> compute_periods(const ledger::Orders& orders, PeriodUnit unit);

/// The period that stands for the present: the newest of which at least nine tenths of the days lie
/// between the first and the as-of day, else the newest. Empty when there are no periods.
[[nodiscard]] std::optional<size_t> headline_period(const std::vector<Period>& periods,
                                                    const ledger::Orders& orders, PeriodUnit unit);

/// retention_rate_matched, retention_rate_article, churn_rate, start_customers, end_customers and
/// new_customers of one period.
[[nodiscard]] std::vector<Measure> period_measures(const Period& period);

}  // namespace dangol::metrics
