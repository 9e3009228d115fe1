#include "metrics/selection.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "metrics/bookings.h"

namespace dangol::metrics {

namespace {

using ledger::kNoOrder;
using ledger::Orders;
using ledger::Posting;

class Selector {
 public:
  Selector(const Orders& all, const Kept& kept)
      : all_(all),
        kept_(kept),
        to_(kept.to.value_or(std::numeric_limits<Day>::max())),
        whole_(kept.orders.empty() && kept.customers.empty() && to_ >= all.last_day.value_or(to_)) {
  }

  Orders run();

 private:
  [[nodiscard]] bool keeps_customer(uint32_t customer) const {
    return kept_.customers.empty() || kept_.customers[customer] != 0;
  }
  [[nodiscard]] bool wants_lines() const { return kept_.indices && !all_.order_of_line.empty(); }
  [[nodiscard]] bool numbers_anew() const { return !kept_.indices && !kept_.customers.empty(); }
  [[nodiscard]] size_t orders_at_most() const;
  void take_orders();
  void take_postings();
  void map_lines();
  void count();

  const Orders& all_;
  const Kept& kept_;
  Day to_;
  bool whole_;  ///< nothing goes
  Orders out_;
  std::vector<uint32_t> position_;  ///< of each order among those that stay; empty if nobody asks
  std::vector<uint32_t> number_;    ///< of each customer among those who stay; as above
};

Orders Selector::run() {
  out_.order_key = all_.order_key;
  out_.has_amounts = all_.has_amounts;
  out_.has_customers = all_.has_customers;
  out_.amount_seen = all_.amount_seen;
  out_.currency = all_.currency;
  if (kept_.indices) out_.scores = all_.scores;
  out_.counted_from = kept_.from;
  if (all_.as_of) out_.as_of = std::min(*all_.as_of, to_);
  take_orders();
  take_postings();
  map_lines();
  count();
  return std::move(out_);
}

size_t Selector::orders_at_most() const {
  if (kept_.customers.empty()) {
    return kept_.orders.empty()
               ? all_.size()
               : all_.size() -
                     static_cast<size_t>(std::count(kept_.orders.begin(), kept_.orders.end(), 0));
  }
  size_t orders = 0;
  for (size_t customer = 0; customer < all_.customer_range(); ++customer) {
    const uint32_t own = all_.first_of[customer + 1] - all_.first_of[customer];
    orders += kept_.customers[customer] != 0 ? own : 0;
  }
  return orders;
}

void Selector::take_orders() {
  if (whole_) {
    out_.first_of = all_.first_of;
    out_.days = all_.days;
    out_.values = all_.values;
    return;
  }
  const bool positions = !all_.postings.empty() || wants_lines();
  if (positions) position_.assign(all_.size(), kNoOrder);
  const bool anew = numbers_anew();
  const bool numbers = anew && !all_.postings.empty();
  if (numbers) number_.resize(all_.customer_range());
  if (!anew) out_.first_of.reserve(all_.first_of.size());
  // Written over the end of what stays, which moves on only where an order does: which ones do
  // could not be foretold.
  const size_t room = orders_at_most() + 1;
  out_.days.resize(room);
  out_.values.resize(room);
  const Day* const days = all_.days.data();
  const Money* const values = all_.values.data();
  const uint8_t* const kept = kept_.orders.empty() ? nullptr : kept_.orders.data();
  uint32_t size = 0;
  for (uint32_t customer = 0; customer < all_.customer_range(); ++customer) {
    const bool keeps = keeps_customer(customer);
    if (numbers) number_[customer] = static_cast<uint32_t>(out_.first_of.size());
    if (keeps || !anew) out_.first_of.push_back(size);
    if (!keeps) continue;
    const uint32_t end = all_.first_of[customer + 1];
    for (uint32_t at = all_.first_of[customer]; at < end && days[at] <= to_; ++at) {
      const bool stays = kept == nullptr || kept[at] != 0;
      out_.days[size] = days[at];
      out_.values[size] = values[at];
      if (positions && stays) position_[at] = size;
      size += stays ? 1 : 0;
    }
  }
  if (!all_.first_of.empty()) out_.first_of.push_back(size);
  out_.days.resize(size);
  out_.values.resize(size);
}

void Selector::take_postings() {
  for (Posting posting : all_.postings) {
    if (posting.order == kNoOrder) {
      if (posting.day > to_ || !kept_.orders.empty()) continue;
      if (!keeps_customer(posting.customer)) continue;
    } else if (!whole_) {
      posting.order = position_[posting.order];
      if (posting.order == kNoOrder) continue;
      if (posting.day > to_) {
        out_.values[posting.order] -= posting.amount;
        continue;
      }
    }
    if (!number_.empty()) posting.customer = number_[posting.customer];
    out_.postings.push_back(posting);
  }
}

void Selector::map_lines() {
  if (!wants_lines()) return;
  if (whole_) {
    out_.order_of_line = all_.order_of_line;
    return;
  }
  out_.order_of_line.reserve(all_.order_of_line.size());
  for (const uint32_t order : all_.order_of_line) {
    out_.order_of_line.push_back(order == kNoOrder ? kNoOrder : position_[order]);
  }
}

void Selector::count() {
  const Day from = kept_.from.value_or(std::numeric_limits<Day>::min());
  const auto see = [&](Day day) {
    out_.first_day = std::min(out_.first_day.value_or(day), day);
    out_.last_day = std::max(out_.last_day.value_or(day), day);
  };
  for (size_t customer = 0; customer < out_.customer_range(); ++customer) {
    const uint32_t begin = out_.first_of[customer];
    const uint32_t end = out_.first_of[customer + 1];
    if (begin == end) continue;
    see(out_.days[begin]);
    see(out_.days[end - 1]);
    if (out_.days[end - 1] < from) continue;
    ++out_.customers;
    uint32_t at = begin;
    while (out_.days[at] < from) ++at;
    for (; at < end; ++at) out_.revenue += out_.values[at];
  }
  for_each_posting(out_, [&](Day day, uint32_t /*customer*/, MoneySum amount) {
    see(day);
    if (day >= from) out_.revenue += amount;
  });
}

}  // namespace

Orders select(const Orders& all, const Kept& kept) {
  return Selector(all, kept).run();
}

}  // namespace dangol::metrics
