#include "ledger/order_totals.h"

namespace dangol::ledger {

OrderTotals::Verdict OrderTotals::take(uint32_t order, std::optional<Money> amount, Money refund,
                                       std::optional<Reason> reason) {
  while (states_.size() <= order) {
    states_.push_back(0);
    totals_.push_back(0);
  }
  uint8_t& state = states_[order];
  if (reason && state >> kReasonShift == 0) {
    state = static_cast<uint8_t>(state | (static_cast<unsigned>(*reason) + 1) << kReasonShift);
  }
  Verdict verdict;
  if (amount && *amount >= 0) {
    Money& total = totals_[order];
    const bool same = *amount == total;
    if ((state & kUsed) != 0 || (reason && (state & kAside) != 0)) {
      verdict.amount = *amount;
      verdict.repeated = true;
      verdict.differs = !same;
    } else if (reason) {
      state |= kAside;
      total = *amount;
    } else {
      if ((state & kAside) != 0 && same) {
        verdict.moved = total;
        verdict.moved_from = *fate(order);
      }
      verdict.differs = (state & kAside) != 0 && !same;
      state |= kUsed;
      total = *amount;
    }
  }
  const Money back = amount.value_or(0) < 0 ? *amount : refund;
  if (back >= 0) return verdict;
  while (refunds_.size() <= order) refunds_.push_back(0);
  Money& first = refunds_[order];
  const bool in_column = refund < 0;
  if (first != 0 && (in_column || first == back)) {
    (in_column ? verdict.refund : verdict.amount) = back;
    verdict.repeated = true;
    verdict.differs = verdict.differs || first != back;
  } else if (first == 0 && !reason) {
    first = back;
  }
  return verdict;
}

std::optional<Reason> OrderTotals::fate(uint32_t order) const {
  if (order >= states_.size() || states_[order] >> kReasonShift == 0) return std::nullopt;
  return static_cast<Reason>((states_[order] >> kReasonShift) - 1);
}

}  // namespace dangol::ledger
