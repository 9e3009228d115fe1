#include "engine/selection_scores.h"

#include <cstddef>
#include <limits>

namespace dangol::engine {

namespace {

bool has_counted_order(const ledger::Orders& orders, size_t customer) {
  const uint32_t end = orders.first_of[customer + 1];
  return end > orders.first_of[customer] &&
         orders.days[end - 1] >= orders.counted_from.value_or(std::numeric_limits<Day>::min());
}

}  // namespace

void leave_others_out(const ledger::Orders& orders, metrics::ScoredCustomers& scored) {
  for (size_t customer = 0; customer < scored.segment.size(); ++customer) {
    if (scored.segment[customer] == metrics::kNoSegment || has_counted_order(orders, customer)) {
      continue;
    }
    scored.segment[customer] = metrics::kNoSegment;
    scored.totals.orders[customer] = 0;
    --scored.totals.customers;
  }
}

metrics::ScoredCustomers score_selection(const Analysis& analysis, Day as_of) {
  auto scored = metrics::score_customers(analysis.compared, as_of, analysis.window.days);
  if (!analysis.options.filters.segments.empty()) leave_others_out(analysis.orders, scored);
  return scored;
}

const metrics::ScoredCustomers& score_selection(const Analysis& analysis) {
  auto& scored = analysis.findings.scored;
  if (!scored) scored = score_selection(analysis, *analysis.orders.as_of);
  return *scored;
}

}  // namespace dangol::engine
