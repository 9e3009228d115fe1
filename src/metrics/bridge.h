// Where a period's revenue comes from, set against that of the period before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/settle.h"
#include "metrics/period_table.h"

namespace dangol::metrics {

/// One period against the one before it. Each customer's revenue holds the refunds that fall in the
/// period; "bought" means an order. With prev and cur a customer's revenue in the two periods:
///
/// new       cur - prev of those whose first order ever falls in this period
/// returned  cur - prev of the others who bought in this period and not in the one before
/// grown     max(0, cur - prev), shrunk max(0, prev - cur) of those who bought in both
/// lost      max(0, prev - cur) of those who bought in the period before only; should their refunds
///           there have outweighed it, max(0, cur - prev) is part of grown
/// other     cur - prev of everybody else: refunds long after the order, or of no known customer
///
/// start + from_new + returned + grown - shrunk - lost + other = end, exactly.
struct Bridge {
  MoneySum start = 0;  ///< revenue of the period before
  MoneySum from_new = 0;
  MoneySum returned = 0;
  MoneySum grown = 0;
  MoneySum shrunk = 0;
  MoneySum lost = 0;
  MoneySum other = 0;
  MoneySum end = 0;
  MoneySum base = 0;  ///< the part of start that is of customers who bought then

  /// (base - shrunk - lost) / base: what the customers of the period before brought again, at most
  /// what they brought then. Never above 1. None where base <= 0.
  /// Source: definitions.md, "Cohorts", revenue retention.
  [[nodiscard]] std::optional<double> gross_retention() const;
  /// (base - shrunk - lost + grown) / base. Never below the gross one.
  [[nodiscard]] std::optional<double> net_retention() const;
};

/// Adds up the bridges of all periods while somebody walks over the orders, customer by customer,
/// period by period.
class BridgeBuilder {
 public:
  /// Of the `count` periods from `first` on. O(postings + customers)
  /// REQUIRES: these hold every order and posting but those of days that are not counted.
  BridgeBuilder(const ledger::Orders& orders, const PeriodTable& period_at, PeriodIndex first,
                size_t count);

  void begin_customer(size_t customer) {
    customer_ = customer;
    before_ = kNotCounted;
    revenue_before_ = 0;
    plain_ = first_of_.empty() || first_of_[customer] == first_of_[customer + 1];
  }
  /// The orders of one period: what they are worth, and whether the customer's first is among them.
  /// REQUIRES: periods of one customer ascend
  void add(PeriodIndex period, MoneySum values, bool is_new) {
    plain_ = plain_ && values >= 0 && values <= most_;
    if (plain_) {
      Sums<Money>& sums = sums_[static_cast<size_t>(period - first_)];
      sums.add(static_cast<Money>(values), static_cast<Money>(revenue_before_),
               period == before_ + 1, is_new);
      revenue_before_ = values;
    } else {
      add_special(period, values, is_new);
    }
    before_ = period;
  }
  void end_customer() {
    if (!plain_) leave();
  }
  /// The first one is from nothing. Call once.
  [[nodiscard]] std::vector<Bridge> finish();

 private:
  /// Over the customers of one period, `prev` and `cur` as above.
  template <typename Number>
  struct Sums {
    Number active = 0;       ///< cur of those who bought in it
    Number kept_before = 0;  ///< prev of those who bought in both
    Number kept_change = 0;  ///< cur - prev of the same
    Number kept_grown = 0;   ///< max(0, cur - prev) of the same
    Number fresh = 0;        ///< cur of the new ones

    void add(Number revenue, Number before, bool kept, bool is_new) {
      // Masks, as branches on who stays and who spends more could not be foretold.
      const Number mask = kept ? -1 : 0;
      const Number change = (revenue - before) & mask;
      active += revenue;
      kept_before += before & mask;
      kept_change += change;
      kept_grown += change & ~(change >> (sizeof(Number) * 8 - 1));
      if (is_new) fresh += revenue;
    }
  };
  /// The same of customers with postings, or with revenue that is not plain.
  struct SpecialSums {
    Sums<MoneySum> orders;
    MoneySum all_posted = 0;
    MoneySum active_posted = 0;    ///< in the period, of those who bought in it
    MoneySum fresh_posted = 0;     ///< in the period before, of the new ones
    MoneySum returned_posted = 0;  ///< in the period before, of those who are back
    MoneySum left_posted = 0;      ///< in the period, of those who bought in the one before only
    MoneySum left_grown = 0;       ///< max(0, cur - prev) of the same
  };
  struct Entry {
    PeriodIndex period = 0;
    Money amount = 0;
  };

  [[nodiscard]] SpecialSums& special_of(PeriodIndex period) {
    return special_[static_cast<size_t>(period - first_)];
  }
  void add_special(PeriodIndex period, MoneySum values, bool is_new);
  [[nodiscard]] MoneySum posted(PeriodIndex period) const;
  void leave();

  PeriodIndex first_;
  MoneySum most_;  ///< so much in each order cannot overflow a sum of Money
  std::vector<Sums<Money>> sums_;
  std::vector<SpecialSums> special_;  ///< one more, for what is lost after the last period
  std::vector<uint32_t> first_of_;  ///< as Orders::first_of, into entries_; empty without postings
  std::vector<Entry> entries_;
  size_t customer_ = 0;
  PeriodIndex before_ = kNotCounted;  ///< the customer's last period so far
  MoneySum revenue_before_ = 0;
  bool plain_ = true;  ///< no postings, and revenue between 0 and most_ so far
};

}  // namespace dangol::metrics
