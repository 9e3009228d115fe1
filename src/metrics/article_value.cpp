#include "metrics/article_value.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "base/money.h"
#include "metrics/bookings.h"

namespace dangol::metrics {
namespace {

constexpr double kDaysPerYear = 365.25;
constexpr Day kYear = 365;

double revenue_from(const ledger::Orders& orders, Day from) {
  MoneySum revenue = 0;
  for (size_t i = 0; i < orders.size(); ++i) {
    if (orders.days[i] >= from) revenue += orders.values[i];
  }
  for_each_posting(orders, [&](Day day, uint32_t, MoneySum amount) {
    if (day >= from) revenue += amount;
  });
  return to_major_units(revenue);
}

/// Who ordered in the year before last, and who of them did not in the last one.
struct YearOfBuyers {
  uint64_t customers = 0;
  uint64_t lost = 0;
};

}  // namespace

std::optional<double> ArticleValue::revenue(std::optional<double> years) const {
  if (!average_order_value || !orders_per_year || !years) return std::nullopt;
  return *average_order_value * *orders_per_year * *years;
}

std::optional<double> ArticleValue::years_from_churn() const {
  return yearly_churn && *yearly_churn > 0 ? std::optional(1 / *yearly_churn) : std::nullopt;
}

ArticleValue compute_article_value(const ledger::Orders& orders) {
  ArticleValue value;
  if (!orders.as_of || !orders.has_customers) return value;
  const Day as_of = *orders.as_of;
  const Day from = orders.counted_from.value_or(std::numeric_limits<Day>::min());
  const Day last_year = as_of - kYear;  // the last day of the year before
  uint64_t count = 0;
  uint64_t customers = 0;
  int64_t days = 0;
  Day first_day = as_of;
  YearOfBuyers before;
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    uint32_t first = orders.first_of[customer];
    const uint32_t end = orders.first_of[customer + 1];
    const bool known_before = first < end && orders.days[first] < from;
    while (first < end && orders.days[first] < from) ++first;
    if (first == end) continue;
    count += end - first;
    ++customers;
    const Day since = known_before ? from : orders.days[first];
    days += int64_t{as_of} - since;
    first_day = std::min(first_day, since);
    bool bought_before = false;
    for (uint32_t i = first; i < end && !bought_before; ++i) {
      bought_before = orders.days[i] <= last_year && orders.days[i] > last_year - kYear;
    }
    if (!bought_before) continue;
    ++before.customers;
    if (orders.days[end - 1] <= last_year) ++before.lost;
  }
  const double years = static_cast<double>(days) / kDaysPerYear;
  if (customers > 0) value.observed_years = years / static_cast<double>(customers);
  if (years > 0) value.orders_per_year = static_cast<double>(count) / years;
  if (count > 0 && orders.has_amounts) {
    value.average_order_value = revenue_from(orders, from) / static_cast<double>(count);
  }
  if (first_day <= as_of - 2 * kYear + 1 && before.customers > 0) {
    value.yearly_churn = static_cast<double>(before.lost) / static_cast<double>(before.customers);
  }
  return value;
}

}  // namespace dangol::metrics
