#include "metrics/summary.h"

#include <optional>

#include "numeric/wilson.h"

namespace dangol::metrics {

namespace {

constexpr double kDaysPerYear = 365.25;

std::optional<double> ratio(double numerator, double denominator) {
  return denominator > 0 ? std::optional(numerator / denominator) : std::nullopt;
}

struct Customers {
  uint64_t repeating = 0;
  double years = 0;  ///< from each first order to the as-of day
};

Customers look_at_customers(const ledger::Orders& orders) {
  Customers customers;
  int64_t days = 0;
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t first = orders.first_of[customer];
    const uint32_t count = orders.first_of[customer + 1] - first;
    if (count == 0) continue;
    if (count > 1) ++customers.repeating;
    days += int64_t{orders.as_of.value_or(0)} - orders.days[first];
  }
  customers.years = static_cast<double>(days) / kDaysPerYear;
  return customers;
}

}  // namespace

std::vector<Measure> summarise(const ledger::Orders& orders) {
  const auto order_count = static_cast<double>(orders.size());
  const auto customer_count = static_cast<double>(orders.customers);
  const Customers customers = look_at_customers(orders);

  std::optional<double> revenue;
  std::optional<double> order_value;
  if (orders.has_amounts) {
    revenue = to_major_units(orders.revenue);
    order_value = ratio(*revenue, order_count);
  }
  std::optional<double> clv;
  if (order_value && customers.years > 0) {
    const double orders_per_year = order_count / customers.years;
    const double years_per_customer = customers.years / customer_count;
    clv = *order_value * orders_per_year * years_per_customer;
  }
  Measure repeat{"repeat_purchase_rate",
                 "rate",
                 ratio(static_cast<double>(customers.repeating), customer_count),
                 orders.customers,
                 {},
                 {}};
  if (repeat.value) {
    const auto interval = numeric::wilson_interval(customers.repeating, orders.customers);
    repeat.low = interval.low;
    repeat.high = interval.high;
  }
  const uint64_t n_orders = orders.size();
  const uint64_t n_customers = orders.customers;
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
      repeat,
      {"clv_article", "currency", clv, n_customers, {}, {}},
  };
}

}  // namespace dangol::metrics
