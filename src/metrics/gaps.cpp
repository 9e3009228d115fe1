#include "metrics/gaps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

#include "numeric/quantile.h"

namespace dangol::metrics {

namespace {

constexpr uint32_t kRegularBins = 10;
constexpr std::array<uint32_t, 12> kWidths = {1, 2, 3, 7, 14, 30, 60, 91, 182, 365, 730, 3650};

uint32_t bin_width(double p95) {
  for (const uint32_t width : kWidths) {
    if (p95 <= width * kRegularBins) return width;
  }
  return kWidths.back();
}

/// REQUIRES: counts ends with the longest gap
std::vector<GapBin> make_bins(std::span<const uint32_t> counts, uint32_t width) {
  std::vector<GapBin> bins;
  const auto end = static_cast<uint32_t>(counts.size());
  for (uint32_t from = 0; from < end;) {
    const uint32_t to = bins.empty() ? 0 : bins.size() <= kRegularBins ? from + width - 1 : end - 1;
    GapBin& bin = bins.emplace_back(GapBin{from, to, 0});
    for (uint32_t day = from; day < end && day <= to; ++day) bin.n += counts[day];
    from = to + 1;
  }
  return bins;
}

}  // namespace

Gaps compute_gaps(const ledger::Orders& orders) {
  Gaps gaps;
  if (!orders.first_day || !orders.last_day) return gaps;
  const Day counted_from = orders.counted_from.value_or(std::numeric_limits<Day>::min());
  std::vector<uint32_t> counts(static_cast<size_t>(*orders.last_day - *orders.first_day) + 1);
  const Day* const days = orders.days.data();
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t end = orders.first_of[customer + 1];
    uint32_t at = orders.first_of[customer] + 1;
    // Days ascend, so the gaps that count are the last ones.
    while (at < end && days[at] < counted_from) ++at;
    if (at >= end) continue;
    ++gaps.customers;
    gaps.n += end - at;
    for (; at < end; ++at) ++counts[static_cast<size_t>(days[at] - days[at - 1])];
  }
  if (gaps.n == 0) return gaps;
  while (counts.back() == 0) counts.pop_back();
  gaps.q1 = numeric::quantile_of_counts(counts, 25);
  gaps.median = numeric::quantile_of_counts(counts, 50);
  gaps.q3 = numeric::quantile_of_counts(counts, 75);
  gaps.p95 = numeric::quantile_of_counts(counts, 95);
  gaps.bins = make_bins(counts, bin_width(*gaps.p95));
  return gaps;
}

ChurnWindow churn_window(const Gaps& gaps, std::optional<uint32_t> chosen) {
  if (chosen) return {*chosen, ChurnWindow::From::chosen};
  if (!gaps.p95 || gaps.customers < kRepeatersForWindow) return {};
  const auto days = static_cast<uint32_t>(std::ceil(*gaps.p95));
  return {std::max(1U, days), ChurnWindow::From::gaps};
}

}  // namespace dangol::metrics
