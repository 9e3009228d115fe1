// Where a period's revenue comes from, set against that of the period before.
#pragma once

#include <cstddef>
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

/// The bridge to each of the `count` periods from `first` on, the first one's from nothing.
/// REQUIRES: these periods hold every order and posting but those of days that are not counted.
/// O(orders + postings log(postings of one customer) + customers).
[[nodiscard]] std::vector<Bridge> compute_bridges(const ledger::Orders& orders,
                                                  const PeriodTable& period_at, PeriodIndex first,
                                                  size_t count);

}  // namespace dangol::metrics
