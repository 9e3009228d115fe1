// The rules of the ledger once more, by maps over rows of text: slow, and written without a look at
// how the ledger does it. One number is told as a map so that a difference shows where it lies.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "unit/ledger/row_batches.h"

namespace dangol::test {

/// What a receipt and the measures are made of.
struct Told {
  std::vector<std::tuple<std::string, Day, Money>> orders;  ///< customer, day, value; sorted
  std::map<Day, Money> revenue_of_day;
  std::map<std::string, std::pair<uint64_t, Money>> set_aside;  ///< rows and amount by reason
  std::map<std::string, uint64_t> counts;

  bool operator==(const Told& other) const {
    return orders == other.orders && revenue_of_day == other.revenue_of_day &&
           set_aside == other.set_aside && counts == other.counts;
  }
};

/// Days on which nothing is left need not be named.
inline void drop_empty_days(std::map<Day, Money>& revenue) {
  for (auto at = revenue.begin(); at != revenue.end();) {
    at = at->second == 0 ? revenue.erase(at) : std::next(at);
  }
}

inline Told tell(const ledger::Lines& lines, const ledger::Orders& orders) {
  Told told;
  for (uint32_t customer = 0; customer < orders.customer_range(); ++customer) {
    for (uint32_t at = orders.first_of[customer]; at < orders.first_of[customer + 1]; ++at) {
      const std::string key(lines.customer_key(customer));
      told.orders.emplace_back(key, orders.days[at], orders.values[at]);
      told.revenue_of_day[orders.days[at]] += orders.values[at];
    }
  }
  for (const ledger::Posting& posting : orders.postings) {
    told.revenue_of_day[posting.day] += posting.amount;
    if (posting.order != ledger::kNoOrder) {
      told.revenue_of_day[orders.days[posting.order]] -= posting.amount;
    }
  }
  drop_empty_days(told.revenue_of_day);
  std::sort(told.orders.begin(), told.orders.end());
  for (size_t i = 0; i < ledger::kReasonCount; ++i) {
    const ledger::SetAside& entry = orders.set_aside[static_cast<ledger::Reason>(i)];
    if (entry.rows == 0 && entry.amount == 0) continue;
    told.set_aside[std::string(reason_name(static_cast<ledger::Reason>(i)))] = {
        entry.rows, static_cast<Money>(entry.amount)};
  }
  told.counts = {{"rows_used", orders.rows_used},
                 {"cancelled_orders", orders.cancelled_orders},
                 {"zero_value_orders", orders.zero_value_orders},
                 {"refund_documents", orders.refund_documents},
                 {"customers", orders.customers},
                 {"duplicates", orders.duplicates.rows},
                 {"repeated", orders.repeated_totals.rows},
                 {"repeated_amount", static_cast<uint64_t>(orders.repeated_totals.amount)},
                 {"amount_read", static_cast<uint64_t>(orders.amount_read)}};
  return told;
}

/// REQUIRES: the roles are kPlainRoles; an order has one currency, and in the scope `order` one
/// total; statuses are "", "Cancelled", "Refunded", "Failed"; no two refund rows of an order are
/// equal in the scope `order`.
inline const std::vector<std::string> kPlainRoles = {"order",  "customer", "time",  "amount",
                                                     "status", "currency", "refund"};

class PlainLedger {
 public:
  explicit PlainLedger(const std::vector<TestFile>& files) {
    for (const TestFile& file : files) read(file);
    decide();
    mark_duplicates();
  }

  [[nodiscard]] Told settle(const ledger::Policy& policy) const;

 private:
  struct Row {
    std::string order, customer, time, amount, status, currency, refund, text;
    bool total_scope = false;
    std::string reason;  ///< why it is no line
    bool blank = false;  ///< goes with its order
    bool repeated = false;
    bool netted = false;
    bool duplicate = false;
    Money value = 0;
    Money back = 0;  ///< of the refund column

    [[nodiscard]] bool known() const { return !amount.empty() && amount != "?"; }
    [[nodiscard]] bool undone() const {
      return (status == "Cancelled" || status == "Refunded") && !(value < 0);
    }
    [[nodiscard]] Day day() const { return parse_iso_day(time.substr(0, 10)).value_or(0); }
  };

  void read(const TestFile& file);
  void decide();
  void decide_order(const std::vector<Row*>& rows);
  void mark_duplicates();
  [[nodiscard]] static std::string own_reason(const Row& row);
  [[nodiscard]] std::string main_currency() const;

  std::vector<Row> rows_;
};

inline std::string PlainLedger::own_reason(const Row& row) {
  if (row.status == "Failed") return "cancelled";
  std::string reason;
  if (row.customer.empty()) {
    reason = "no_customer";
  } else if (row.time.empty()) {
    reason = "date_missing";
  } else if (row.time == "?") {
    reason = "date_unreadable";
  } else if (row.amount == "?") {
    reason = "amount_unreadable";
  } else if (row.amount.empty() && !(row.total_scope && !row.order.empty())) {
    reason = "amount_missing";
  }
  if (row.undone() && (!reason.empty() || (row.status == "Cancelled" && row.order.empty()))) {
    return "cancelled";
  }
  return reason;
}

inline void PlainLedger::read(const TestFile& file) {
  const Row* above = nullptr;
  const size_t first = rows_.size();
  rows_.reserve(first + file.rows.size());
  for (const auto& cells : file.rows) {
    Row row;
    row.order = cells[0];
    row.customer = cells[1];
    row.time = cells[2];
    row.amount = cells[3];
    row.status = cells[4];
    row.currency = cells[5].empty() ? file.currency : cells[5];
    row.refund = cells[6];
    for (const std::string& cell : cells) row.text += cell + '|';
    row.total_scope = file.scope == table::AmountScope::order;
    if (row.known()) row.value = parse_plain(row.amount);
    const bool follows = row.total_scope && row.amount.empty() && !row.order.empty() &&
                         above != nullptr && above->order == row.order;
    if (follows) {
      // The row above decides everything but the row's own currency.
      const std::string text = row.text;
      const std::string currency = row.currency;
      const bool blank = above->blank;
      row = *above;
      row.value = 0;
      row.amount.clear();
      row.refund.clear();
      row.text = text;
      row.currency = currency;
      row.blank = blank;
      row.repeated = false;
      // What matters of its status is whether its order was undone.
      if (parse_plain(above->known() ? above->amount : "0") < 0) row.status.clear();
      rows_.push_back(row);
      continue;
    }
    row.reason = own_reason(row);
    row.blank = row.reason.empty() && row.amount.empty();
    if (!row.refund.empty() && (row.known() || row.reason.empty())) {
      row.back = -parse_plain(row.refund);
    }
    rows_.push_back(row);
    above = &rows_.back();
  }
}

inline std::string PlainLedger::main_currency() const {
  std::vector<std::string> codes;
  for (const Row& row : rows_) {
    if (!row.currency.empty()) codes.push_back(row.currency);
  }
  std::string most;
  std::ptrdiff_t rows = 0;
  for (const std::string& code : codes) {  // the first of equals, as the file has them
    const auto count = std::count(codes.begin(), codes.end(), code);
    if (count > rows) {
      rows = count;
      most = code;
    }
  }
  return most;
}

inline void PlainLedger::decide() {
  const std::string main = main_currency();
  std::map<std::string, std::vector<Row*>> orders;
  for (Row& row : rows_) {
    if (row.currency.empty()) row.currency = main;
    if (!row.order.empty()) orders[row.order].push_back(&row);
  }
  for (const auto& [number, rows] : orders) decide_order(rows);
}

inline void PlainLedger::decide_order(const std::vector<Row*>& rows) {
  const auto is_line = [](const Row* row) { return row->reason.empty(); };
  const auto stands = [&](const Row* row) {
    return is_line(row) && row->known() && !row->undone() && row->value >= 0;
  };
  const bool standing = std::any_of(rows.begin(), rows.end(), stands);
  const bool taken_back = std::any_of(rows.begin(), rows.end(),
                                      [&](Row* row) { return is_line(row) && row->value < 0; });
  const auto has_undone = [&](const char* status) {
    return std::any_of(rows.begin(), rows.end(), [&](Row* row) {
      return is_line(row) && row->known() && row->undone() && row->status == status;
    });
  };
  if (rows[0]->total_scope) {
    // The total counts on the best row that there is: one that stands, one that was undone, one
    // that is set aside.
    Row* best = nullptr;
    const auto rank = [&](const Row* row) { return stands(row) ? 0 : is_line(row) ? 1 : 2; };
    for (Row* row : rows) {
      if (!row->known() || row->value < 0) continue;
      if (best == nullptr || rank(row) < rank(best)) best = row;
    }
    for (Row* row : rows) {
      if (row != best && row->known() && row->value >= 0) row->repeated = true;
    }
  }
  std::string fate = "amount_missing";
  for (const Row* row : rows) {
    if (is_line(row)) continue;
    fate = row->reason;
    break;
  }
  for (Row* row : rows) {
    if (is_line(row) && row->blank && !row->undone() && !standing && !taken_back) {
      if (has_undone("Cancelled")) {
        row->status = "Cancelled";
      } else if (has_undone("Refunded")) {
        row->status = "Refunded";
      } else {
        row->reason = fate;
      }
    }
    row->netted = taken_back;
  }
}

inline void PlainLedger::mark_duplicates() {
  std::set<std::string> seen;
  for (Row& row : rows_) {
    if (!row.reason.empty()) continue;
    row.duplicate =
        !seen.insert(row.text + '|' + row.order + '|' + row.customer + '|' + row.time).second;
  }
}

inline Told PlainLedger::settle(const ledger::Policy& policy) const {
  using ledger::OrderKey;
  using ledger::Refunds;
  Told told;
  auto& counts = told.counts;
  for (const char* name :
       {"rows_used", "cancelled_orders", "zero_value_orders", "refund_documents", "customers",
        "duplicates", "repeated", "repeated_amount", "amount_read"}) {
    counts[name] = 0;
  }
  std::string currency = main_currency();
  if (policy.currency && std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
        return row.currency == *policy.currency;
      })) {
    currency = *policy.currency;
  }
  const bool gross = policy.refunds == Refunds::gross;
  const auto aside = [&](const std::string& reason, uint64_t rows, Money amount) {
    told.set_aside[reason].first += rows;
    told.set_aside[reason].second += amount;
  };

  struct Line {
    const Row* row = nullptr;
    Money amount = 0;
    bool is_row = true;
  };
  std::map<std::string, std::vector<Line>> groups;
  std::vector<std::string> group_names;
  const bool timed = std::any_of(rows_.begin(), rows_.end(), [](const Row& other) {
    return other.time.size() > 10 && other.time.substr(10) != " 00:00:00";
  });
  for (const Row& row : rows_) {
    if (row.currency != currency) {
      aside("other_currency", 1, 0);
      continue;
    }
    counts["amount_read"] += static_cast<uint64_t>(row.value + row.back);
    if (row.repeated) {
      ++counts["repeated"];
      counts["repeated_amount"] += static_cast<uint64_t>(row.value);
    }
    const Money value = row.repeated ? 0 : row.value;
    if (!row.reason.empty()) {
      aside(row.reason, 1, value + (row.known() ? row.back : 0));
      continue;
    }
    if (row.duplicate) ++counts["duplicates"];
    std::string group = "id " + row.order;
    const OrderKey key = policy.order_key.value_or(OrderKey::id);
    if (key != OrderKey::id || row.order.empty()) {
      group = "day " + row.customer + ' ' + row.time.substr(0, 10);
      if (key == OrderKey::timestamp && timed) {
        group += row.time.size() > 10 ? row.time.substr(10) : " 00:00:00";
      }
    }
    const Line lines[] = {{&row, value, true}, {&row, row.back, false}};
    for (const Line& line : lines) {
      if (!line.is_row && line.amount == 0) continue;
      std::string reason;
      const bool undone = row.undone();
      if (undone && row.status == "Cancelled" && (!row.netted || gross)) reason = "cancelled";
      if (undone && row.status == "Refunded" && !row.netted && !gross) reason = "cancelled";
      if (reason.empty() && policy.drop_duplicates && row.duplicate) reason = "duplicate";
      if (reason.empty() && policy.as_of && row.day() > *policy.as_of) reason = "after_as_of";
      if (reason.empty() && gross && line.amount < 0) reason = "refund_ignored";
      if (!reason.empty()) {
        aside(reason, line.is_row ? 1 : 0, line.amount);
      } else {
        groups[group].push_back(line);
      }
    }
  }

  std::set<std::string> customers;
  for (const auto& [name, lines] : groups) {
    Money value = 0;
    bool sale = false;
    bool plain = false;
    bool refund = false;
    bool dated = false;
    Day day = 0;
    std::string customer;
    for (const Line& line : lines) {
      value += line.amount;
      sale = sale || line.amount > 0;
      plain = plain || (line.amount > 0 && !line.row->undone());
      refund = refund || line.amount < 0;
      if (customer.empty()) customer = line.row->customer;
      if (line.amount < 0) continue;
      if (!dated) customer = line.row->customer;
      day = dated ? std::min(day, line.row->day()) : line.row->day();
      dated = true;
    }
    if (!dated) {
      day = lines[0].row->day();
      for (const Line& line : lines) day = std::min(day, line.row->day());
    }
    const bool document = refund && !sale;
    const bool cancelled = sale && refund && (value <= 0 || !plain);
    const bool free = !sale && !refund;
    counts["refund_documents"] += document ? 1 : 0;
    counts["cancelled_orders"] += cancelled ? 1 : 0;
    counts["zero_value_orders"] += free ? 1 : 0;
    const bool ignored = free && policy.zero_value_orders == ledger::ZeroValueOrders::ignore;
    for (const Line& line : lines) {
      if (ignored) {
        aside("zero_value", line.is_row ? 1 : 0, line.amount);
        continue;
      }
      counts["rows_used"] += line.is_row ? 1 : 0;
      const bool own_day = line.amount < 0 && (document || policy.refunds == Refunds::refund_day);
      told.revenue_of_day[own_day ? line.row->day() : day] += line.amount;
    }
    if (document || cancelled || ignored) continue;
    customers.insert(customer);
    told.orders.emplace_back(customer, day, value);
  }
  drop_empty_days(told.revenue_of_day);
  counts["customers"] = customers.size();
  std::sort(told.orders.begin(), told.orders.end());
  return told;
}

}  // namespace dangol::test
