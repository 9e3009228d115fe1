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
      : all_(all), kept_(kept), to_(kept.to.value_or(std::numeric_limits<Day>::max())) {}

  Orders run();

 private:
  [[nodiscard]] bool keeps_customer(uint32_t customer) const {
    return kept_.customers.empty() || kept_.customers[customer] != 0;
  }
  void take_orders();
  void take_postings();
  void map_lines();
  void count();

  const Orders& all_;
  const Kept& kept_;
  Day to_;
  Orders out_;
  std::vector<uint32_t> position_;  ///< of each order among those that stay
};

Orders Selector::run() {
  out_.order_key = all_.order_key;
  out_.has_amounts = all_.has_amounts;
  out_.has_customers = all_.has_customers;
  out_.amount_seen = all_.amount_seen;
  out_.currency = all_.currency;
  out_.scores = all_.scores;
  out_.counted_from = kept_.from;
  if (all_.as_of) out_.as_of = std::min(*all_.as_of, to_);
  take_orders();
  take_postings();
  map_lines();
  count();
  return std::move(out_);
}

void Selector::take_orders() {
  position_.assign(all_.size(), kNoOrder);
  out_.first_of.reserve(all_.first_of.size());
  for (uint32_t customer = 0; customer < all_.customer_range(); ++customer) {
    out_.first_of.push_back(static_cast<uint32_t>(out_.days.size()));
    if (!keeps_customer(customer)) continue;
    for (uint32_t at = all_.first_of[customer]; at < all_.first_of[customer + 1]; ++at) {
      if (all_.days[at] > to_ || (!kept_.orders.empty() && kept_.orders[at] == 0)) continue;
      position_[at] = static_cast<uint32_t>(out_.days.size());
      out_.days.push_back(all_.days[at]);
      out_.values.push_back(all_.values[at]);
    }
  }
  if (!all_.first_of.empty()) out_.first_of.push_back(static_cast<uint32_t>(out_.days.size()));
}

void Selector::take_postings() {
  for (Posting posting : all_.postings) {
    if (posting.order == kNoOrder) {
      if (posting.day > to_ || !kept_.orders.empty()) continue;
      if (!keeps_customer(posting.customer)) continue;
    } else {
      posting.order = position_[posting.order];
      if (posting.order == kNoOrder) continue;
      if (posting.day > to_) {
        out_.values[posting.order] -= posting.amount;
        continue;
      }
    }
    out_.postings.push_back(posting);
  }
}

void Selector::map_lines() {
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
    if (out_.days[end - 1] >= from) ++out_.customers;
    for (uint32_t at = begin; at < end; ++at) {
      if (out_.days[at] >= from) out_.revenue += out_.values[at];
    }
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
