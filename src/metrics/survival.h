// How long it takes until something happens, when for some it has not happened yet: Kaplan-Meier
// curves, the mean time up to a horizon, and whether groups differ.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/civil.h"
#include "ledger/settle.h"
#include "metrics/grouping.h"
#include "numeric/wilson.h"

namespace dangol::metrics {

/// Whole days from each customer's first order to the event, or to the day up to which it is known
/// not to have happened. Who is censored on a day was still at risk on it. Either may be shorter
/// than the other.
struct Durations {
  std::vector<uint32_t> events;    ///< customers by day
  std::vector<uint32_t> censored;  ///< customers by day
};

/// Time to the second order, which may come on day 0; censored on the as-of day. One for each
/// group.
///
/// Customers whose first order came before `orders.counted_from` or after `as_of` are left out, and
/// what came after `as_of` is as if it had not happened. O(customers + days x groups).
[[nodiscard]] std::vector<Durations> second_order_times(const ledger::Orders& orders, Day as_of,
                                                        Grouping grouping = {});

/// Time to loss: the day on which the churn window has passed, `window_days` after the last order
/// before the first gap longer than it. The time since the last order is such a gap too. Otherwise
/// censored on the as-of day. Who is left out: as above. O(orders + days x groups).
[[nodiscard]] std::vector<Durations> loss_times(const ledger::Orders& orders, Day as_of,
                                                uint32_t window_days, Grouping grouping = {});

struct SurvivalPoint {
  uint32_t day = 0;
  uint64_t at_risk = 0;  ///< on that day, before what happens on it
  uint64_t events = 0;
  double survival = 1;  ///< after that day
  double error = 0;     ///< standard error of `survival`
  /// 95% interval; none where survival is 0, of which the log-log scale can say nothing.
  std::optional<numeric::Interval> interval;
};

struct SurvivalCurve {
  uint64_t n = 0;
  uint64_t events = 0;
  std::vector<SurvivalPoint> points;  ///< one for each day with an event
  std::optional<uint32_t> median;     ///< first day with survival <= one half
  uint32_t horizon = 0;               ///< of the restricted mean
  /// Area under the curve from 0 to `horizon`, in days. None without customers, where the horizon
  /// is 0, and where the curve ends before it: the last customer was censored earlier.
  std::optional<double> restricted_mean;
  std::optional<double> restricted_mean_error;
};

/// The last day on which anyone was observed; none without customers. O(days).
[[nodiscard]] std::optional<uint32_t> last_observed(const Durations& durations);

/// The longest horizon at which the groups' restricted means can be compared: the last day on which
/// every curve is known. One that has fallen to zero stays known; groups without customers are left
/// out. None when all are. O(days x groups).
[[nodiscard]] std::optional<uint32_t> common_horizon(std::span<const Durations> groups);

/// Product-limit estimate, with d events among n at risk on a day: survival = product of (1 - d/n);
/// variance = survival^2 x sum of d/(n(n-d)); interval = survival^exp(+-z error / (survival log
/// survival)). Restricted mean: variance = sum over the event days of (area under the curve from
/// that day to the horizon)^2 d/(n(n-d)). The horizon is the last observed day unless given.
/// O(days). Sources: E. L. Kaplan, P. Meier, JASA 53 (1958) 457-481; M. Greenwood, Reports on
/// Public Health and Medical Subjects 33 (1926), HMSO; J. D. Kalbfleisch, R. L. Prentice, The
/// Statistical Analysis of Failure Time Data (1980), 1.3 (log-log interval); J. P. Klein, M. L.
/// Moeschberger, Survival Analysis (2nd ed. 2003), 4.5 (restricted mean).
[[nodiscard]] SurvivalCurve kaplan_meier(const Durations& durations,
                                         std::optional<uint32_t> horizon = std::nullopt);

struct LogRank {
  std::optional<double> chi_squared;  ///< none where nothing can be compared
  uint32_t degrees = 0;
  std::optional<double> p;
};

/// Whether the groups' curves differ: observed against expected events with the hypergeometric
/// variance. A group that nobody was in when something happened is left out; degrees = the others
/// - 1. O(days x groups^2).
/// Source: N. Mantel, Cancer Chemotherapy Reports 50 (1966) 163-170; R. Peto, J. Peto, JRSS A 135
/// (1972) 185-207; k groups: Klein, Moeschberger (2003), 7.3.
[[nodiscard]] LogRank log_rank(std::span<const Durations> groups);

/// Restricted mean of b less that of a, in days.
struct MeanDifference {
  uint32_t horizon = 0;
  double value = 0;
  double error = 0;
  numeric::Interval interval;  ///< 95%, normal
};

/// At their common horizon unless one is given. None where one of them has no restricted mean.
/// Source: P. Royston, M. K. B. Parmar, BMC Medical Research Methodology 13 (2013) 152.
[[nodiscard]] std::optional<MeanDifference> restricted_mean_difference(
    const Durations& a, const Durations& b, std::optional<uint32_t> horizon = std::nullopt);

}  // namespace dangol::metrics
