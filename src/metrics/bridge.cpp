#include "metrics/bridge.h"

#include <algorithm>

#include "metrics/bookings.h"

namespace dangol::metrics {

namespace {

/// Money that does not stand on the day of its order, by customer and period. Most customers have
/// none.
class Postings {
 public:
  Postings(const ledger::Orders& orders, const PeriodTable& period_at);

  /// What the customer has in that period.
  [[nodiscard]] MoneySum of(size_t customer, PeriodIndex period) const {
    if (entries_.empty()) return 0;
    return search(first_of_[customer], first_of_[customer + 1], period);
  }

 private:
  struct Entry {
    PeriodIndex period = 0;
    MoneySum amount = 0;
  };
  [[nodiscard]] MoneySum search(uint32_t begin, uint32_t end, PeriodIndex period) const;

  std::vector<uint32_t> first_of_;  ///< as Orders::first_of
  std::vector<Entry> entries_;      ///< of each customer by period
};

Postings::Postings(const ledger::Orders& orders, const PeriodTable& period_at) {
  if (orders.postings.empty()) return;
  first_of_.resize(orders.customer_range() + 2);
  // Counts one place ahead, so that filling the entries moves each start to where it belongs.
  for_each_posting(orders, [&](Day, uint32_t customer, MoneySum) { ++first_of_[customer + 2]; });
  for (size_t i = 2; i < first_of_.size(); ++i) first_of_[i] += first_of_[i - 1];
  entries_.resize(first_of_.back());
  for_each_posting(orders, [&](Day day, uint32_t customer, MoneySum amount) {
    entries_[first_of_[customer + 1]++] = {period_at[day], amount};
  });
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    if (first_of_[customer + 1] - first_of_[customer] < 2) continue;
    std::sort(entries_.begin() + first_of_[customer], entries_.begin() + first_of_[customer + 1],
              [](const Entry& a, const Entry& b) { return a.period < b.period; });
  }
}

MoneySum Postings::search(uint32_t begin, uint32_t end, PeriodIndex period) const {
  MoneySum sum = 0;
  const auto last = entries_.begin() + end;
  auto entry = std::lower_bound(
      entries_.begin() + begin, last, period,
      [](const Entry& candidate, PeriodIndex wanted) { return candidate.period < wanted; });
  for (; entry != last && entry->period == period; ++entry) sum += entry->amount;
  return sum;
}

MoneySum above_zero(MoneySum sum) {
  return sum > 0 ? sum : 0;
}

std::optional<double> share_of(MoneySum part, MoneySum base) {
  if (base <= 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(base);
}

}  // namespace

std::optional<double> Bridge::gross_retention() const {
  return share_of(base - shrunk - lost, base);
}

std::optional<double> Bridge::net_retention() const {
  return share_of(base - shrunk - lost + grown, base);
}

std::vector<Bridge> compute_bridges(const ledger::Orders& orders, const PeriodTable& period_at,
                                    PeriodIndex first, size_t count) {
  // One more than asked for, as everybody who bought in the last period is lost in the next one.
  std::vector<Bridge> bridges(count + 1);
  const auto bridge_to = [&](PeriodIndex period) -> Bridge& {
    return bridges[static_cast<size_t>(period - first)];
  };
  const Postings postings(orders, period_at);
  const Day* const days = orders.days.data();
  const Money* const values = orders.values.data();
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    const uint32_t end = orders.first_of[customer + 1];
    PeriodIndex before = kNotCounted;  // the last period with an order, and its revenue
    MoneySum revenue_before = 0;
    const auto leave = [&] {
      if (before == kNotCounted) return;
      const MoneySum change = postings.of(customer, before + 1) - revenue_before;
      Bridge& bridge = bridge_to(before + 1);
      bridge.lost += above_zero(-change);
      bridge.grown += above_zero(change);
    };
    for (uint32_t at = begin; at < end;) {
      const PeriodIndex period = period_at[days[at]];
      const bool is_first = at == begin;
      MoneySum revenue = 0;
      do {
        revenue += values[at];
        ++at;
      } while (at < end && period_at[days[at]] == period);
      if (period == kNotCounted) continue;
      Bridge& bridge = bridge_to(period);
      bridge.end += revenue;
      revenue += postings.of(customer, period);
      if (period == before + 1) {
        bridge.grown += above_zero(revenue - revenue_before);
        bridge.shrunk += above_zero(revenue_before - revenue);
      } else {
        leave();
        (is_first ? bridge.from_new : bridge.returned) +=
            revenue - postings.of(customer, period - 1);
      }
      bridge_to(period + 1).base += revenue;
      before = period;
      revenue_before = revenue;
    }
    leave();
  }
  for_each_posting(orders, [&](Day day, uint32_t, MoneySum amount) {
    const PeriodIndex period = period_at[day];
    if (period != kNotCounted) bridge_to(period).end += amount;
  });
  bridges.pop_back();
  MoneySum start = 0;
  for (Bridge& bridge : bridges) {
    bridge.start = start;
    bridge.other = bridge.end - start - bridge.from_new - bridge.returned - bridge.grown +
                   bridge.shrunk + bridge.lost;
    start = bridge.end;
  }
  return bridges;
}

}  // namespace dangol::metrics
