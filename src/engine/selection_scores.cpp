#include "engine/selection_scores.h"

#include <cstddef>
#include <limits>
#include <vector>

#include "engine/narrow.h"

namespace dangol::engine {

namespace {

bool has_counted_order(const ledger::Orders& orders, size_t customer) {
  const uint32_t end = orders.first_of[customer + 1];
  return end > orders.first_of[customer] &&
         orders.days[end - 1] >= orders.counted_from.value_or(std::numeric_limits<Day>::min());
}

}  // namespace

metrics::ScoredCustomers score_selection(const Analysis& analysis, Day as_of) {
  const uint32_t window = analysis.window.days;
  const ledger::Orders& orders = analysis.orders;
  if (analysis.options.filters.segments.empty()) {
    return metrics::score_customers(orders, as_of, window);
  }
  // What the segments were found among: see narrow().
  metrics::Filters others = analysis.options.filters;
  others.segments.clear();
  others.first_order_from.reset();
  others.first_order_to.reset();
  std::vector<table::Warning> told_before;
  const ledger::Orders compared =
      narrow(analysis.data.lines, analysis.all, others, window, told_before);
  auto scored = metrics::score_customers(compared, as_of, window);
  for (size_t customer = 0; customer < scored.segment.size(); ++customer) {
    if (scored.segment[customer] == metrics::kNoSegment || has_counted_order(orders, customer)) {
      continue;
    }
    scored.segment[customer] = metrics::kNoSegment;
    scored.totals.orders[customer] = 0;
    --scored.totals.customers;
  }
  return scored;
}

}  // namespace dangol::engine
