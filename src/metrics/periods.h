// Retention period by period, by the articles' formula and by matching customers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/settle.h"
#include "metrics/bridge.h"
#include "metrics/measure.h"
#include "metrics/status_by_day.h"

namespace dangol::metrics {

/// S = customers who bought in the period before, E = who bought in this one, N = whose first order
/// ever falls in this one.
struct Period {
  PeriodIndex index = 0;
  bool complete = true;                     ///< false where the as-of day lies before its last day
  std::optional<uint64_t> start_customers;  ///< S; none where the data begin in this period
  uint64_t end_customers = 0;               ///< E
  uint64_t new_customers = 0;               ///< N
  std::optional<uint64_t> retained_customers;    ///< in both S and E
  std::optional<uint64_t> returned_customers;    ///< E - N - retained: back after a gap
  std::optional<uint64_t> lost_customers;        ///< S - retained
  std::optional<double> retention_rate_article;  ///< (E - N) / S; none where S = 0
  std::optional<double> retention_rate_matched;  ///< retained / S
  std::optional<double> retention_low;           ///< Wilson 95% interval of the matched rate
  std::optional<double> retention_high;
  std::optional<double> churn_rate;  ///< lost / S = 1 - matched
  /// (E - N) / E; none where E = 0, and where the data begin in this period: who had bought before
  /// cannot be seen then.
  std::optional<double> returning_customer_share;
  /// By days since the last order on the period's last day, or the as-of day where that comes
  /// before. They sum to the customers so far, history included.
  uint64_t active_customers = 0;
  uint64_t at_risk_customers = 0;
  uint64_t gone_customers = 0;
  uint64_t orders = 0;
  MoneySum revenue = 0;          ///< of the period's orders, with the refunds that fall in it
  std::optional<Bridge> bridge;  ///< none where the data begin in this period
};

/// Every period from the first day to the as-of day, those without orders too; none before that of
/// orders.counted_from. Orders before that day are in no period listed, but in the S of the first
/// one, and whoever gave them is not new. The statuses are left to tell_statuses(). O(orders +
/// days).
[[nodiscard]] std::vector<Period> compute_periods(const ledger::Orders& orders, PeriodUnit unit);

/// The statuses of compute_periods(orders, unit). O(periods).
void tell_statuses(std::vector<Period>& periods, const ledger::Orders& orders, PeriodUnit unit,
                   const StatusByDay& statuses);

/// Both of them. `window_days` >= 1 tells active, at risk and gone apart.
[[nodiscard]] std::vector<Period> compute_periods(const ledger::Orders& orders, PeriodUnit unit,
                                                  uint32_t window_days);

/// The period that stands for the present: the newest of which at least nine tenths of the days
/// were observed, else the newest. Empty when there are no periods.
[[nodiscard]] std::optional<size_t> headline_period(const std::vector<Period>& periods,
                                                    const ledger::Orders& orders, PeriodUnit unit);

/// retention_rate_matched, retention_rate_article, churn_rate, returning_customer_share,
/// revenue_retention_gross, revenue_retention_net, start_customers, end_customers, new_customers
/// and lost_customers of the headline period; without values where there is none. `previous` is the
/// period before, `year_ago` that of the year before (12 months, 4 quarters or 52 weeks earlier;
/// none for days), each only where at least nine tenths of its days were observed.
[[nodiscard]] std::vector<Measure> period_measures(const std::vector<Period>& periods,
                                                   const ledger::Orders& orders, PeriodUnit unit);

}  // namespace dangol::metrics
