#include "metrics/segments.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace dangol::metrics {

namespace {

constexpr std::array<std::string_view, kSegmentCount> kNames = {
    "champions", "loyal", "new", "cannot_lose", "at_risk", "one_time", "lost"};
constexpr size_t kQuintiles = 5;
constexpr uint8_t kHighScore = 4;

/// REQUIRES: equal >= 1, smaller + equal <= n
uint8_t quintile(uint64_t smaller, uint64_t equal, uint64_t n) {
  return static_cast<uint8_t>((uint64_t{kQuintiles} * (2 * smaller + equal) + 2 * n - 1) / (2 * n));
}

/// Scores of whole numbers in a narrow range: no customer needs to be compared with another.
/// `value_of(customer)` lies between 0 and `most`.
template <typename ValueOf>
std::vector<uint8_t> score_counts(const CustomerTotals& totals, size_t most, ValueOf value_of) {
  std::vector<uint32_t> counts(most + 1);
  const size_t range = totals.orders.size();
  for (size_t customer = 0; customer < range; ++customer) {
    if (totals.orders[customer] != 0) ++counts[value_of(customer)];
  }
  std::vector<uint8_t> score_of(most + 1);
  uint64_t smaller = 0;
  for (size_t value = 0; value <= most; ++value) {
    if (counts[value] == 0) continue;
    score_of[value] = quintile(smaller, counts[value], totals.customers);
    smaller += counts[value];
  }
  std::vector<uint8_t> scores(range);
  for (size_t customer = 0; customer < range; ++customer) {
    if (totals.orders[customer] != 0) scores[customer] = score_of[value_of(customer)];
  }
  return scores;
}

std::vector<uint8_t> score_recency(const CustomerTotals& totals) {
  Day first = std::numeric_limits<Day>::max();
  Day last = std::numeric_limits<Day>::min();
  for (size_t customer = 0; customer < totals.orders.size(); ++customer) {
    if (totals.orders[customer] == 0) continue;
    first = std::min(first, totals.last_day[customer]);
    last = std::max(last, totals.last_day[customer]);
  }
  return score_counts(totals, static_cast<size_t>(last - first), [&](size_t customer) {
    return static_cast<size_t>(totals.last_day[customer] - first);
  });
}

std::vector<uint8_t> score_frequency(const CustomerTotals& totals) {
  const uint32_t most = *std::max_element(totals.orders.begin(), totals.orders.end());
  return score_counts(totals, most, [&](size_t customer) { return totals.orders[customer]; });
}

/// Where one score ends and the next begins: the customer in place q n / 5 of a ranking, whose own
/// score depends on how many equals lie on each side.
struct Border {
  uint64_t key = 0;
  uint8_t score = 0;
};

/// The four borders, without ranking the customers on either side of them.
std::array<Border, kQuintiles - 1> find_borders(std::vector<uint64_t> keys) {
  std::array<Border, kQuintiles - 1> borders;
  auto begin = keys.begin();
  for (size_t i = 0; i < borders.size(); ++i) {
    const auto place =
        keys.begin() + static_cast<std::ptrdiff_t>((i + 1) * keys.size() / kQuintiles);
    std::nth_element(begin, place, keys.end());
    borders[i].key = *place;
    begin = place;
  }
  for (Border& border : borders) {
    uint64_t smaller = 0;
    uint64_t equal = 0;
    for (const uint64_t key : keys) {
      smaller += key < border.key ? 1 : 0;
      equal += key == border.key ? 1 : 0;
    }
    border.score = quintile(smaller, equal, keys.size());
  }
  return borders;
}

std::vector<uint8_t> score_money(const CustomerTotals& totals) {
  const size_t range = totals.orders.size();
  std::vector<uint64_t> keys;
  keys.reserve(static_cast<size_t>(totals.customers));
  for (size_t customer = 0; customer < range; ++customer) {
    if (totals.orders[customer] != 0) keys.push_back(sort_key(totals.revenue[customer]));
  }
  const auto borders = find_borders(std::move(keys));
  const auto score_of = [&](uint64_t key) {
    uint8_t score = 1;
    for (const Border& border : borders) {
      if (key == border.key) return border.score;
      if (key > border.key) ++score;
    }
    return score;
  };
  std::vector<uint8_t> scores(range);
  for (size_t customer = 0; customer < range; ++customer) {
    if (totals.orders[customer] != 0)
      scores[customer] = score_of(sort_key(totals.revenue[customer]));
  }
  return scores;
}

SegmentName segment_of(CustomerStatus status, bool best, bool repeated) {
  if (status == CustomerStatus::active) {
    if (best) return SegmentName::champions;
    return repeated ? SegmentName::loyal : SegmentName::fresh;
  }
  if (best) return SegmentName::cannot_lose;
  if (status == CustomerStatus::gone) return SegmentName::lost;
  return repeated ? SegmentName::at_risk : SegmentName::one_time;
}

/// Whether the customer's second order ever came by `as_of`.
bool has_repeated(const ledger::Orders& orders, size_t customer, Day as_of) {
  const uint32_t second = orders.first_of[customer] + 1;
  return second < orders.first_of[customer + 1] && orders.days[second] <= as_of;
}

}  // namespace

std::string_view segment_name(SegmentName segment) {
  return kNames[static_cast<size_t>(segment)];
}

std::optional<SegmentName> parse_segment_name(std::string_view name) {
  for (size_t i = 0; i < kSegmentCount; ++i) {
    if (kNames[i] == name) return static_cast<SegmentName>(i);
  }
  return std::nullopt;
}

ScoredCustomers score_customers(const ledger::Orders& orders, Day as_of, uint32_t window_days) {
  ScoredCustomers scored;
  scored.totals = total_customers(orders, as_of);
  const CustomerTotals& totals = scored.totals;
  const size_t range = totals.orders.size();
  scored.segment.assign(range, kNoSegment);
  scored.money.resize(range);
  if (totals.customers == 0) {
    scored.recency.resize(range);
    scored.frequency.resize(range);
    return scored;
  }
  scored.recency = score_recency(totals);
  scored.frequency = score_frequency(totals);
  if (orders.has_amounts) scored.money = score_money(totals);
  name_segments(scored, orders, as_of, window_days);
  return scored;
}

void name_segments(ScoredCustomers& scored, const ledger::Orders& orders, Day as_of,
                   uint32_t window_days) {
  const CustomerTotals& totals = scored.totals;
  for (size_t customer = 0; customer < totals.orders.size(); ++customer) {
    if (totals.orders[customer] == 0) continue;
    const auto days_since = static_cast<uint32_t>(as_of - totals.last_day[customer]);
    const bool best = scored.frequency[customer] >= kHighScore &&
                      (scored.money[customer] >= kHighScore || !orders.has_amounts);
    scored.segment[customer] = static_cast<uint8_t>(segment_of(
        status_of(days_since, window_days), best, has_repeated(orders, customer, as_of)));
  }
}

std::vector<uint8_t> assign_segments(const ledger::Orders& orders, Day as_of,
                                     uint32_t window_days) {
  return score_customers(orders, as_of, window_days).segment;
}

Segments summarise_segments(const ScoredCustomers& now, Day as_of,
                            const std::optional<std::vector<uint8_t>>& previous) {
  Segments result;
  const CustomerTotals& totals = now.totals;
  for (size_t customer = 0; customer < now.segment.size(); ++customer) {
    if (now.segment[customer] == kNoSegment) continue;
    Segment& segment = result.segments[now.segment[customer]];
    ++segment.customers;
    segment.orders += totals.orders[customer];
    segment.revenue += totals.revenue[customer];
    segment.recency_days += static_cast<uint64_t>(as_of - totals.last_day[customer]);
    ++result.grid[(now.recency[customer] - 1U) * kQuintiles + now.frequency[customer] - 1U];
    result.revenue += totals.revenue[customer];
  }
  result.customers = totals.customers;
  if (!previous) return result;
  for (Segment& segment : result.segments) segment.previous_customers = 0;
  for (const uint8_t segment : *previous) {
    if (segment != kNoSegment) ++*result.segments[segment].previous_customers;
  }
  return result;
}

std::optional<Day> previous_as_of(const ledger::Orders& orders) {
  if (!orders.as_of) return std::nullopt;
  const Day day = *orders.as_of - kSegmentTrendDays;
  const Day from = orders.counted_from.value_or(std::numeric_limits<Day>::min());
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    for (uint32_t at = orders.first_of[customer];
         at < orders.first_of[customer + 1] && orders.days[at] <= day; ++at) {
      if (orders.days[at] >= from) return day;
    }
  }
  return std::nullopt;
}

}  // namespace dangol::metrics
