#include "metrics/historic_value.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "base/money.h"
#include "metrics/bookings.h"
#include "numeric/wilson.h"

namespace dangol::metrics {
namespace {

constexpr std::array<uint32_t, 29> kAges = {0,  1,  2,  3,  4,  5,  6,   7,   8,  9,
                                            10, 11, 12, 15, 18, 21, 24,  30,  36, 42,
                                            48, 54, 60, 72, 84, 96, 108, 120, 144};

struct Booking {
  Day day = 0;
  MoneySum amount = 0;
};

/// Money that does not stand on the day of its order, customer by customer, each in order of days.
class Postings {
 public:
  explicit Postings(const ledger::Orders& orders) : first_of_(orders.customer_range() + 1, 0) {
    const auto known = [&](uint32_t customer) { return customer < orders.customer_range(); };
    for_each_posting(orders, [&](Day, uint32_t customer, MoneySum) {
      if (known(customer)) ++first_of_[customer + 1];
    });
    for (size_t i = 1; i < first_of_.size(); ++i) first_of_[i] += first_of_[i - 1];
    bookings_.resize(first_of_.back());
    std::vector<uint32_t> next(first_of_.begin(), first_of_.end() - 1);
    for_each_posting(orders, [&](Day day, uint32_t customer, MoneySum amount) {
      if (known(customer)) bookings_[next[customer]++] = {day, amount};
    });
    for (size_t customer = 0; customer + 1 < first_of_.size(); ++customer) {
      std::sort(bookings_.begin() + first_of_[customer],
                bookings_.begin() + first_of_[customer + 1],
                [](const Booking& a, const Booking& b) { return a.day < b.day; });
    }
  }
  [[nodiscard]] uint32_t begin(uint32_t customer) const { return first_of_[customer]; }
  [[nodiscard]] uint32_t end(uint32_t customer) const { return first_of_[customer + 1]; }
  [[nodiscard]] const Booking& operator[](uint32_t i) const { return bookings_[i]; }

 private:
  std::vector<uint32_t> first_of_;
  std::vector<Booking> bookings_;
};

/// How far the money of one customer has been added up.
struct Walk {
  uint32_t customer = 0;
  Day first = 0;
  uint32_t order = 0;    ///< the next one
  uint32_t posting = 0;  ///< the next one
  uint32_t cohort = 0;
  MoneySum revenue = 0;
};

/// The customers that count, each at their first order.
std::vector<Walk> start_walks(const ledger::Orders& orders, const Postings& postings) {
  const Day from = orders.counted_from.value_or(std::numeric_limits<Day>::min());
  std::vector<Walk> walks;
  for (uint32_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t first = orders.first_of[customer];
    if (first == orders.first_of[customer + 1] || orders.days[first] < from) continue;
    walks.push_back({customer, orders.days[first], first, postings.begin(customer), 0, 0});
  }
  return walks;
}

/// Adds what counts before `until`.
void advance(Walk& walk, Day until, const ledger::Orders& orders, const Postings& postings) {
  const uint32_t last_order = orders.first_of[walk.customer + 1];
  while (walk.order < last_order && orders.days[walk.order] < until) {
    walk.revenue += orders.values[walk.order++];
  }
  const uint32_t last_posting = postings.end(walk.customer);
  while (walk.posting < last_posting && postings[walk.posting].day < until) {
    walk.revenue += postings[walk.posting++].amount;
  }
}

/// The earliest and the latest first order. REQUIRES: there are walks
std::pair<Day, Day> first_days(const std::vector<Walk>& walks) {
  const auto [first, last] = std::minmax_element(
      walks.begin(), walks.end(), [](const Walk& a, const Walk& b) { return a.first < b.first; });
  return {first->first, last->first};
}

/// Numbers the cohorts of the walks, ascending, and makes room for them.
std::vector<CohortValue> assign_cohorts(std::vector<Walk>& walks, PeriodUnit unit) {
  std::vector<CohortValue> cohorts;
  if (walks.empty()) return cohorts;
  const auto [first, last] = first_days(walks);
  const PeriodIndex begin = period_of(first, unit);
  std::vector<uint32_t> number_of(static_cast<size_t>(period_of(last, unit) - begin) + 1);
  const auto number = [&](const Walk& walk) -> uint32_t& {
    return number_of[static_cast<size_t>(period_of(walk.first, unit) - begin)];
  };
  for (const Walk& walk : walks) ++number(walk);
  for (size_t i = 0; i < number_of.size(); ++i) {
    if (number_of[i] == 0) continue;
    cohorts.push_back({begin + static_cast<PeriodIndex>(i), number_of[i], {}});
    number_of[i] = static_cast<uint32_t>(cohorts.size() - 1);
  }
  for (Walk& walk : walks) walk.cohort = number(walk);
  return cohorts;
}

double median_of(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

ValueAtAge summarise_age(uint32_t age, std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  ValueAtAge at{age, values.size(), sum / n, 0, 0, 0};
  double squares = 0;
  for (const double value : values) squares += (value - at.mean) * (value - at.mean);
  const double error = values.size() > 1 ? std::sqrt(squares / (n - 1) / n) : 0;
  at.low = at.mean - numeric::kZ95 * error;
  at.high = at.mean + numeric::kZ95 * error;
  at.median = median_of(values);
  return at;
}

}  // namespace

HistoricValue compute_historic_value(const ledger::Orders& orders, PeriodUnit unit) {
  HistoricValue value;
  value.unit = unit == PeriodUnit::day || unit == PeriodUnit::week ? PeriodUnit::month : unit;
  if (!orders.as_of || !orders.has_customers || !orders.has_amounts) return value;
  const Postings postings(orders);
  std::vector<Walk> walks = start_walks(orders, postings);
  value.cohorts = assign_cohorts(walks, value.unit);
  if (walks.empty()) return value;
  const Day after = *orders.as_of + 1;
  const auto [begin, last] = first_days(walks);

  std::vector<double> values;
  std::vector<Day> ends(static_cast<size_t>(last - begin) + 1);  // by the day of the first order
  for (const uint32_t age : kAges) {
    for (size_t i = 0; i < ends.size(); ++i) {
      const Day first = begin + static_cast<Day>(i);
      ends[i] = age == 0 ? first + 1 : months_later(first, age);
    }
    values.clear();
    std::vector<MoneySum> sums(value.cohorts.size(), 0);
    for (Walk& walk : walks) {
      const Day end = ends[static_cast<size_t>(walk.first - begin)];
      if (end > after) continue;
      advance(walk, end, orders, postings);
      values.push_back(to_major_units(walk.revenue));
      sums[walk.cohort] += walk.revenue;
    }
    if (values.empty()) break;
    value.ages.push_back(summarise_age(age, values));
    for (size_t i = 0; i < value.cohorts.size(); ++i) {
      CohortValue& cohort = value.cohorts[i];
      const Day youngest = last_day(cohort.index, value.unit);
      const bool whole = (age == 0 ? youngest + 1 : months_later(youngest, age)) <= after;
      cohort.revenue.push_back(
          whole ? std::optional(to_major_units(sums[i]) / static_cast<double>(cohort.size))
                : std::nullopt);
    }
  }
  if (value.cohorts.size() > kMostValueCohorts) {
    value.cohorts.erase(value.cohorts.begin(),
                        value.cohorts.end() - static_cast<std::ptrdiff_t>(kMostValueCohorts));
  }
  return value;
}

}  // namespace dangol::metrics
