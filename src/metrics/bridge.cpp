#include "metrics/bridge.h"

#include <algorithm>
#include <limits>

#include "metrics/bookings.h"

namespace dangol::metrics {

namespace {

/// So few postings of a customer are looked through; more are sorted by period.
constexpr uint32_t kFew = 16;

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

BridgeBuilder::BridgeBuilder(const ledger::Orders& orders, const PeriodTable& period_at,
                             PeriodIndex first, size_t count)
    : first_(first),
      most_(std::numeric_limits<Money>::max() / (static_cast<Money>(orders.size()) + 1)),
      sums_(count),
      special_(count + 1) {
  if (orders.postings.empty()) return;
  first_of_.resize(orders.customer_range() + 2);
  // Counts one place ahead, so that filling the entries moves each start to where it belongs.
  for_each_posting(orders, [&](Day, uint32_t customer, MoneySum) { ++first_of_[customer + 2]; });
  for (size_t i = 2; i < first_of_.size(); ++i) first_of_[i] += first_of_[i - 1];
  entries_.resize(first_of_.back());
  for_each_posting(orders, [&](Day day, uint32_t customer, MoneySum amount) {
    const PeriodIndex period = period_at[day];
    entries_[first_of_[customer + 1]++] = {period, static_cast<Money>(amount)};
    if (period != kNotCounted) special_of(period).all_posted += amount;
  });
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    if (first_of_[customer + 1] - first_of_[customer] <= kFew) continue;
    std::sort(entries_.begin() + first_of_[customer], entries_.begin() + first_of_[customer + 1],
              [](const Entry& a, const Entry& b) { return a.period < b.period; });
  }
}

/// What the customer has in that period besides orders.
MoneySum BridgeBuilder::posted(PeriodIndex period) const {
  if (first_of_.empty()) return 0;
  uint32_t at = first_of_[customer_];
  const uint32_t end = first_of_[customer_ + 1];
  if (end - at > kFew) {
    const auto found = std::lower_bound(
        entries_.begin() + at, entries_.begin() + end, period,
        [](const Entry& entry, PeriodIndex wanted) { return entry.period < wanted; });
    at = static_cast<uint32_t>(found - entries_.begin());
  }
  const bool sorted = end - first_of_[customer_] > kFew;
  MoneySum sum = 0;
  for (; at < end; ++at) {
    if (entries_[at].period == period) {
      sum += entries_[at].amount;
    } else if (sorted) {
      break;
    }
  }
  return sum;
}

void BridgeBuilder::add_special(PeriodIndex period, MoneySum values, bool is_new) {
  SpecialSums& sums = special_of(period);
  const bool kept = period == before_ + 1;
  const MoneySum now = posted(period);
  sums.active_posted += now;
  if (!kept) {
    leave();
    (is_new ? sums.fresh_posted : sums.returned_posted) += posted(period - 1);
  }
  sums.orders.add(values + now, revenue_before_, kept, is_new);
  revenue_before_ = values + now;
}

/// The customer did not buy in the period after their last one so far.
void BridgeBuilder::leave() {
  if (before_ == kNotCounted) return;
  SpecialSums& sums = special_of(before_ + 1);
  const MoneySum now = posted(before_ + 1);
  sums.left_posted += now;
  sums.left_grown += std::max(now - revenue_before_, MoneySum{0});
}

std::vector<Bridge> BridgeBuilder::finish() {
  std::vector<Bridge> bridges(sums_.size());
  MoneySum start = 0;
  MoneySum base = 0;
  for (size_t i = 0; i < bridges.size(); ++i) {
    const Sums<Money>& plain = sums_[i];
    const SpecialSums& special = special_[i];
    const MoneySum active = plain.active + special.orders.active;
    const MoneySum fresh = plain.fresh + special.orders.fresh;
    const MoneySum kept_before = plain.kept_before + special.orders.kept_before;
    const MoneySum kept_change = plain.kept_change + special.orders.kept_change;
    const MoneySum kept_grown = plain.kept_grown + special.orders.kept_grown;
    Bridge& bridge = bridges[i];
    bridge.start = start;
    bridge.base = base;
    bridge.end = active - special.active_posted + special.all_posted;
    // Who bought in this period is new, kept or back; who bought in the one before, kept or lost.
    bridge.from_new = fresh - special.fresh_posted;
    bridge.returned = active - fresh - kept_before - kept_change - special.returned_posted;
    bridge.grown = kept_grown + special.left_grown;
    bridge.shrunk = kept_grown - kept_change;
    bridge.lost = base - kept_before - special.left_posted + special.left_grown;
    bridge.other = bridge.end - start - bridge.from_new - bridge.returned - bridge.grown +
                   bridge.shrunk + bridge.lost;
    start = bridge.end;
    base = active;
  }
  return bridges;
}

}  // namespace dangol::metrics
