#include "metrics/summary.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "base/money.h"
#include "metrics/bookings.h"
#include "numeric/wilson.h"

namespace dangol::metrics {

namespace {

constexpr double kDaysPerYear = 365.25;

std::optional<double> ratio(double numerator, double denominator) {
  return denominator > 0 ? std::optional(numerator / denominator) : std::nullopt;
}

struct Totals {
  uint64_t orders = 0;
  MoneySum revenue = 0;
  uint64_t customers = 0;
  uint64_t repeating = 0;
  uint64_t mature = 0;
  uint64_t mature_repeating = 0;
  double years = 0;  ///< from each first order to the as-of day
};

Totals add_up(const ledger::Orders& orders, uint32_t maturity_days) {
  const Day from = orders.counted_from.value_or(std::numeric_limits<Day>::min());
  const Day as_of = orders.as_of.value_or(0);
  Totals totals;
  int64_t days = 0;
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    uint32_t first = orders.first_of[customer];
    const uint32_t end = orders.first_of[customer + 1];
    const bool known_before = first < end && orders.days[first] < from;
    while (first < end && orders.days[first] < from) ++first;
    if (first == end) continue;
    const uint32_t count = end - first;
    totals.orders += count;
    ++totals.customers;
    if (count > 1) ++totals.repeating;
    if (int64_t{as_of} - orders.days[first] >= int64_t{maturity_days}) {
      ++totals.mature;
      if (count > 1) ++totals.mature_repeating;
    }
    days += int64_t{as_of} - (known_before ? from : orders.days[first]);
  }
  totals.years = static_cast<double>(days) / kDaysPerYear;
  if (!orders.has_customers) totals = {totals.orders, 0, 0, 0, 0, 0, 0};

  totals.revenue = orders.revenue;
  if (!orders.counted_from) return totals;
  totals.revenue = 0;
  for (size_t i = 0; i < orders.size(); ++i) {
    if (orders.days[i] >= from) totals.revenue += orders.values[i];
  }
  for_each_posting(orders, [&](Day day, uint32_t, MoneySum amount) {
    if (day >= from) totals.revenue += amount;
  });
  return totals;
}

Measure repeat_rate(std::string_view name, uint64_t repeating, uint64_t customers) {
  Measure rate{
      name,      "rate", ratio(static_cast<double>(repeating), static_cast<double>(customers)),
      customers, {},     {}};
  if (rate.value) {
    const auto interval = numeric::wilson_interval(repeating, customers);
    rate.low = interval.low;
    rate.high = interval.high;
  }
  return rate;
}

}  // namespace

std::vector<Measure> summarise(const ledger::Orders& orders, uint32_t maturity_days) {
  const Totals totals = add_up(orders, maturity_days);
  const auto order_count = static_cast<double>(totals.orders);
  const auto customer_count = static_cast<double>(totals.customers);

  std::optional<double> revenue;
  std::optional<double> order_value;
  if (orders.has_amounts) {
    revenue = to_major_units(totals.revenue);
    order_value = ratio(*revenue, order_count);
  }
  std::optional<double> clv;
  if (order_value && totals.years > 0) {
    const double orders_per_year = order_count / totals.years;
    const double years_per_customer = totals.years / customer_count;
    clv = *order_value * orders_per_year * years_per_customer;
  }
  const uint64_t n_orders = totals.orders;
  const uint64_t n_customers = totals.customers;
  return {
      {"revenue", "currency", revenue, n_orders, {}, {}},
      {"orders", "orders", order_count, n_orders, {}, {}},
      {"customers", "customers", customer_count, n_customers, {}, {}},
      {"average_order_value", "currency", order_value, n_orders, {}, {}},
      {"purchase_frequency",
       "orders_per_customer",
       ratio(order_count, customer_count),
       n_customers,
       {},
       {}},
      repeat_rate("repeat_purchase_rate", totals.repeating, totals.customers),
      repeat_rate("repeat_purchase_rate_mature", totals.mature_repeating, totals.mature),
      {"clv_article", "currency", clv, n_customers, {}, {}},
  };
}

}  // namespace dangol::metrics
