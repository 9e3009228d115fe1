// Recency, frequency and money; how unevenly revenue is spread.
#include <optional>
#include <string>
#include <vector>

#include "engine/sections.h"
#include "engine/selection_scores.h"
#include "metrics/concentration.h"
#include "metrics/segments.h"

namespace dangol::engine {
namespace {

using report::Number;

Number ratio(double part, double whole) {
  return whole > 0 ? Number(part / whole) : std::nullopt;
}

report::Segment make_segment(metrics::SegmentName name, const metrics::Segment& from,
                             const metrics::Segments& all, bool priced) {
  const auto customers = static_cast<double>(from.customers);
  const Number revenue = optional_money(priced, from.revenue);
  report::Segment segment;
  segment.name = metrics::segment_name(name);
  segment.customers = from.customers;
  segment.share = ratio(customers, static_cast<double>(all.customers));
  segment.orders = from.orders;
  segment.revenue = revenue;
  segment.recency_days = ratio(static_cast<double>(from.recency_days), customers);
  segment.frequency = ratio(static_cast<double>(from.orders), customers);
  if (revenue) {
    segment.revenue_share = ratio(*revenue, to_major_units(all.revenue));
    segment.money = ratio(*revenue, customers);
  }
  segment.previous_customers = to_number(from.previous_customers);
  return segment;
}

void add_concentration(const metrics::CustomerTotals& totals, report::Concentration& to) {
  const metrics::Concentration concentration = metrics::compute_concentration(totals);
  to.n = concentration.n;
  to.gini = concentration.gini;
  if (!concentration.cumulative) return;
  to.top_tenth_share = (*concentration.cumulative)[1];
  to.cumulative.assign(concentration.cumulative->begin(), concentration.cumulative->end());
}

}  // namespace

void add_segments(const Analysis& analysis, report::Report& report) {
  const ledger::Orders& orders = analysis.orders;
  if (!orders.as_of || !orders.has_customers) return;
  const auto& scored = score_selection(analysis);
  if (scored.totals.customers == 0) return;
  const std::optional<Day> before = metrics::previous_as_of(orders);
  std::optional<std::vector<uint8_t>> previous;
  if (before) previous = score_selection(analysis, *before).segment;
  const metrics::Segments segments = metrics::summarise_segments(scored, *orders.as_of, previous);

  report.segments.as_of = format_day(*orders.as_of);
  if (before) report.segments.previous_as_of = format_day(*before);
  for (size_t i = 0; i < metrics::kSegmentCount; ++i) {
    report.segments.segments.push_back(make_segment(
        static_cast<metrics::SegmentName>(i), segments.segments[i], segments, orders.has_amounts));
  }
  report.segments.grid.assign(segments.grid.begin(), segments.grid.end());
  add_concentration(scored.totals, report.concentration);
}

}  // namespace dangol::engine
