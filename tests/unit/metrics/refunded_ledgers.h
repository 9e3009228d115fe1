// Random ledgers with refunds, and what a look at every row says about each customer.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "unit/metrics/ledgers.h"

namespace dangol::test {

/// A row of the file: a purchase, or money given back.
struct PlainRow {
  int customer = 0;
  Day day = 0;
  Money amount = 0;
  std::string order;
};

/// Purchases of which some are refunded in part, on a later day, with or without their number.
inline std::vector<PlainRow> random_rows(std::mt19937& random, size_t count, int customers,
                                         int days) {
  std::vector<PlainRow> rows;
  for (const Purchase& purchase : random_purchases(random, count, customers, days)) {
    const std::string order = "o" + std::to_string(rows.size());
    rows.push_back({purchase.customer, purchase.day, purchase.amount, order});
    if (random() % 5 != 0) continue;
    const Day later = purchase.day + static_cast<Day>(random() % 40);
    const Money part = purchase.amount / static_cast<Money>(2 + random() % 3);
    rows.push_back({purchase.customer, later, -part,
                    random() % 2 == 0 ? order : "r" + std::to_string(rows.size())});
  }
  return rows;
}

inline ledger::Orders settle_plain(const std::vector<PlainRow>& rows,
                                   const ledger::Policy& policy = {}) {
  Texts texts;
  for (const PlainRow& row : rows) {
    const Money size = row.amount < 0 ? -row.amount : row.amount;
    texts.push_back({row.order, "c" + std::to_string(row.customer), format_day(row.day),
                     (row.amount < 0 ? "-" : "") + std::to_string(size / kMoneyScale) + "." +
                         std::to_string(10'000 + size % kMoneyScale).substr(1)});
  }
  return settle_rows({"order", "customer", "time", "amount"}, texts, policy);
}

/// Index that the ledger gives to each customer: in the order in which the rows name them.
inline std::map<int, size_t> customer_indices(const std::vector<PlainRow>& rows) {
  std::map<int, size_t> indices;
  for (const PlainRow& row : rows) indices.try_emplace(row.customer, indices.size());
  return indices;
}

/// One customer by a look at all rows of `from` to `until`.
struct PlainCustomer {
  uint64_t orders = 0;
  uint64_t known_orders = 0;  ///< those before `from` too
  Day last = 0;
  MoneySum revenue = 0;
};

inline PlainCustomer look_at(const std::vector<PlainRow>& rows, int customer, Day until,
                             Day from = INT32_MIN) {
  PlainCustomer found;
  for (const PlainRow& row : rows) {
    if (row.customer != customer || row.day > until) continue;
    if (row.amount > 0) ++found.known_orders;
    if (row.day < from) continue;
    found.revenue += row.amount;
    if (row.amount <= 0) continue;
    ++found.orders;
    found.last = std::max(found.last, row.day);
  }
  return found;
}

/// Every row twice, the second time of another customer.
inline std::vector<PlainRow> doubled(std::vector<PlainRow> rows) {
  const size_t size = rows.size();
  for (size_t i = 0; i < size; ++i) {
    rows.push_back(
        {rows[i].customer + 1'000'000, rows[i].day, rows[i].amount, rows[i].order + "x"});
  }
  return rows;
}

}  // namespace dangol::test
