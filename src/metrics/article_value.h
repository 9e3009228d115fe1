// Customer lifetime value by the formula of the articles, which leaves open where the years as a
// customer come from.
#pragma once

#include <optional>

#include "ledger/settle.h"

namespace dangol::metrics {

struct ArticleValue {
  std::optional<double> average_order_value;  ///< revenue / orders
  std::optional<double> orders_per_year;      ///< orders / years of all customers together
  /// From each customer's first order to the as-of day, in the mean.
  std::optional<double> observed_years;
  /// Of those who ordered in the year before the last one, who did not in the last. None where the
  /// data do not reach back so far.
  std::optional<double> yearly_churn;

  /// average_order_value x orders_per_year x years: the value that goes with any number of years.
  [[nodiscard]] std::optional<double> revenue(std::optional<double> years) const;
  /// 1 / yearly_churn; none where nobody left: no number of years follows from that.
  [[nodiscard]] std::optional<double> years_from_churn() const;
};

/// Years are of 365.25 days; those of the churn rate are the last 365 days and the 365 before.
/// Honours orders.counted_from. O(orders + postings).
[[nodiscard]] ArticleValue compute_article_value(const ledger::Orders& orders);

}  // namespace dangol::metrics
