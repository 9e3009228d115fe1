#include "metrics/status_by_day.h"

#include <algorithm>

namespace dangol::metrics {

namespace {

/// What happens on one day. A customer is active from the first order on, stops being so when half
/// of the window has passed without another one, stops being at risk when all of it has or with the
/// next order, and comes back with that.
struct Turns {
  uint32_t started = 0;
  uint32_t lapsed = 0;
  uint32_t risk_over = 0;
  uint32_t back = 0;
};

}  // namespace

StatusByDay::StatusByDay(const ledger::Orders& orders, uint32_t window_days)
    : first_day_(*orders.first_day) {
  const Day end_day = *orders.as_of + 1;
  const auto window = static_cast<Day>(window_days);
  const Day half = window / 2;
  std::vector<Turns> turns(static_cast<size_t>(end_day - first_day_) + 1);
  const auto on = [&](Day day) -> Turns& { return turns[static_cast<size_t>(day - first_day_)]; };
  const Day* const days = orders.days.data();
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    const uint32_t end = orders.first_of[customer + 1];
    if (begin == end) continue;
    ++on(days[begin]).started;
    for (uint32_t at = begin; at < end; ++at) {
      const Day next = at + 1 < end ? days[at + 1] : end_day;
      if (next - days[at] <= half) continue;
      ++on(days[at] + half + 1).lapsed;
      ++on(std::min(days[at] + window + 1, next)).risk_over;
      ++on(next).back;
    }
  }
  days_.resize(turns.size() - 1);
  StatusCounts sums;
  for (size_t i = 0; i < days_.size(); ++i) {
    const Turns& turn = turns[i];
    sums.active += uint64_t{turn.started} + turn.back - turn.lapsed;
    sums.at_risk += uint64_t{turn.lapsed} - turn.risk_over;
    sums.gone += uint64_t{turn.risk_over} - turn.back;
    days_[i] = sums;
  }
}

}  // namespace dangol::metrics
