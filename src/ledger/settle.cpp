#include "ledger/settle.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace dangol::ledger {

namespace {

/// What the lines of one purchase add up to, before it is known whether it counts.
struct Group {
  Money value = 0;
  Day day = 0;  ///< the earliest of its lines that are no refunds, else of its refunds
  uint32_t customer = 0;
  bool started = false;
  bool has_sale = false;  ///< an amount above zero
  bool has_free = false;  ///< an amount of zero
  bool has_refund = false;
  bool several_customers = false;
};

enum class Outcome : uint8_t {
  order,      ///< a purchase
  free,       ///< a purchase that cost nothing from the start
  cancelled,  ///< a purchase that its refund brought to zero or less
  document    ///< a refund that names no purchase
};

/// Amounts can pile up beyond 64 bits only in nonsense; the revenue is summed in 128 bits
/// elsewhere.
Money add_saturating(Money a, Money b) {
  Money sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b > 0 ? std::numeric_limits<Money>::max() : std::numeric_limits<Money>::min();
}

class Settler {
 public:
  Settler(const Lines& lines, const Policy& policy)
      : lines_(lines),
        policy_(policy),
        newest_day_(policy.as_of.value_or(std::numeric_limits<Day>::max())),
        gross_(policy.refunds == Refunds::gross) {
    orders_.order_key =
        policy.order_key.value_or(lines.has_order_column ? OrderKey::id : OrderKey::day);
    // What the data cannot tell apart goes by day.
    const bool numbered = orders_.order_key != OrderKey::id || lines.has_order_column;
    const bool timed = orders_.order_key != OrderKey::timestamp || !lines.seconds.empty();
    if (!numbered || !timed) orders_.order_key = OrderKey::day;
  }

  Orders run();

 private:
  [[nodiscard]] bool is_part(size_t line) const {
    return (lines_.flags[line] & kRefundColumn) != 0;
  }
  [[nodiscard]] uint32_t group_of(size_t line) const {
    return line_groups_.empty() ? lines_.orders[line] : line_groups_[line];
  }
  /// The lines that take part; the others are accounted by set_lines_aside().
  [[nodiscard]] std::optional<Reason> excluded(size_t line) const;
  [[nodiscard]] bool uses(size_t line) const {
    return (lines_.flags[line] & kSkipped) == 0 && !excluded(line);
  }
  [[nodiscard]] Outcome outcome_of(const Group& group) const;
  [[nodiscard]] bool counts(const Group& group) const;
  [[nodiscard]] bool left_out(const Group& group) const {
    return outcome_of(group) == Outcome::free &&
           policy_.zero_value_orders == ZeroValueOrders::ignore && lines_.has_amounts;
  }

  void group_lines_without_number();
  void sum_groups();
  void account_lines();
  void account_used(size_t line, const Group& group);
  void post(size_t line, const Group& group);
  void set_aside(size_t line, Reason reason);
  void account_groups();
  void sort_orders();

  const Lines& lines_;
  const Policy& policy_;
  Day newest_day_;
  bool gross_;
  Orders orders_;
  std::vector<uint32_t> line_groups_;  ///< empty where every line's order is its group
  std::vector<Group> groups_;
  uint32_t group_count_ = 0;
};

std::optional<Reason> Settler::excluded(size_t line) const {
  if (lines_.days[line] > newest_day_) return Reason::after_as_of;
  if (gross_ && lines_.amounts[line] < 0) return Reason::refund_ignored;
  return std::nullopt;
}

Outcome Settler::outcome_of(const Group& group) const {
  if (group.has_sale) {
    return group.has_refund && group.value <= 0 ? Outcome::cancelled : Outcome::order;
  }
  return group.has_refund ? Outcome::document : Outcome::free;
}

bool Settler::counts(const Group& group) const {
  const Outcome outcome = outcome_of(group);
  return group.started &&
         (outcome == Outcome::order || (outcome == Outcome::free && !left_out(group)));
}

/// Lines that name no order, or all lines when orders go by day or time: those of one customer on
/// one day (or at one second) form a group.
void Settler::group_lines_without_number() {
  const bool by_number = orders_.order_key == OrderKey::id;
  const bool by_second = orders_.order_key == OrderKey::timestamp;
  group_count_ = by_number ? lines_.order_count : 0;
  if (by_number && lines_.unnumbered == 0) return;

  std::vector<uint32_t> first_of(lines_.customer_keys.size() + 1);
  uint32_t members = 0;
  for (size_t line = 0; line < lines_.size(); ++line) {
    if (by_number && lines_.orders[line] != kNoOrder) continue;
    ++first_of[lines_.customers[line] + 1];
    ++members;
  }
  std::partial_sum(first_of.begin(), first_of.end(), first_of.begin());

  std::vector<uint32_t> sorted(members);
  std::vector<uint32_t> next(first_of.begin(), first_of.end() - 1);
  line_groups_.resize(lines_.size());
  for (size_t line = 0; line < lines_.size(); ++line) {
    if (by_number && lines_.orders[line] != kNoOrder) {
      line_groups_[line] = lines_.orders[line];
    } else {
      sorted[next[lines_.customers[line]]++] = static_cast<uint32_t>(line);
    }
  }
  const auto moment = [&](uint32_t line) {
    const int64_t second = by_second ? lines_.seconds[line] : 0;
    return int64_t{lines_.days[line]} * 86'400 + second;
  };
  const auto earlier = [&](uint32_t a, uint32_t b) { return moment(a) < moment(b); };
  for (size_t customer = 0; customer + 1 < first_of.size(); ++customer) {
    uint32_t* const begin = sorted.data() + first_of[customer];
    uint32_t* const end = sorted.data() + first_of[customer + 1];
    if (!std::is_sorted(begin, end, earlier)) std::stable_sort(begin, end, earlier);
    for (const uint32_t* at = begin; at != end; ++at) {
      if (at == begin || moment(*(at - 1)) != moment(*at)) ++group_count_;
      line_groups_[*at] = group_count_ - 1;
    }
  }
}

void Settler::sum_groups() {
  groups_.resize(group_count_);
  for (size_t line = 0; line < lines_.size(); ++line) {
    if (!uses(line)) continue;
    Group& group = groups_[group_of(line)];
    const Money amount = lines_.amounts[line];
    const Day day = lines_.days[line];
    const bool refund = amount < 0;
    const bool only_refunds = !group.has_sale && !group.has_free;
    if (!group.started) {
      group.customer = lines_.customers[line];
      group.day = day;
      group.started = true;
    } else if (refund == only_refunds) {
      group.day = std::min(group.day, day);
    } else if (!refund) {
      group.day = day;  // the first line that is no refund
    }
    group.several_customers = group.several_customers || group.customer != lines_.customers[line];
    group.value = add_saturating(group.value, amount);
    group.has_sale = group.has_sale || amount > 0;
    group.has_free = group.has_free || amount == 0;
    group.has_refund = group.has_refund || refund;
  }
}

void Settler::set_aside(size_t line, Reason reason) {
  if (is_part(line)) {
    orders_.set_aside.add_amount(reason, lines_.amounts[line]);
    return;
  }
  const auto amount = lines_.has_amounts ? std::optional(lines_.amounts[line]) : std::nullopt;
  orders_.set_aside.add(reason, amount, 0, lines_.customer_key(lines_.customers[line]));
}

/// Books a used line's amount where it does not simply stand on the day of a counted order.
void Settler::post(size_t line, const Group& group) {
  const Money amount = lines_.amounts[line];
  if (amount == 0) return;
  const bool counted = counts(group);
  const bool own_day = amount < 0 && (policy_.refunds == Refunds::refund_day ||
                                      outcome_of(group) == Outcome::document);
  const Day day = own_day ? lines_.days[line] : group.day;
  if (counted && day == group.day) return;
  // An order's refund belongs to the order's customer, whoever the refund's own row names.
  const uint32_t customer = counted ? group.customer : lines_.customers[line];
  orders_.postings.push_back({amount, day, customer, counted ? group_of(line) : kNoOrder});
}

void Settler::account_used(size_t line, const Group& group) {
  const Day day = lines_.days[line];
  const Money amount = lines_.amounts[line];
  orders_.revenue += amount;
  if (!orders_.first_day || day < *orders_.first_day) orders_.first_day = day;
  if (!orders_.last_day || day > *orders_.last_day) orders_.last_day = day;
  if (!is_part(line)) ++orders_.rows_used;
  if (outcome_of(group) == Outcome::document) {
    orders_.refund_amount += amount;
    if (!is_part(line)) ++orders_.refund_rows;
  }
  post(line, group);
}

void Settler::account_lines() {
  for (size_t line = 0; line < lines_.size(); ++line) {
    if ((lines_.flags[line] & kSkipped) != 0) continue;
    if (const auto reason = excluded(line)) {
      set_aside(line, *reason);
      continue;
    }
    const Group& group = groups_[group_of(line)];
    if (left_out(group)) {
      set_aside(line, Reason::zero_value);
    } else {
      account_used(line, group);
    }
  }
  orders_.as_of = policy_.as_of ? policy_.as_of : orders_.last_day;
}

void Settler::account_groups() {
  uint64_t shared = 0;
  for (const Group& group : groups_) {
    if (!group.started) continue;
    const Outcome outcome = outcome_of(group);
    if (outcome == Outcome::free && lines_.has_amounts) ++orders_.zero_value_orders;
    if (outcome == Outcome::cancelled) ++orders_.cancelled_orders;
    if (outcome == Outcome::document) ++orders_.refund_documents;
    if (group.several_customers) ++shared;
  }
  if (shared > 0) orders_.warnings.push_back({"order_with_several_customers", shared, 0, {}});
}

/// Lays the counted groups out by customer and day; within a day they keep the file's order.
void Settler::sort_orders() {
  std::vector<uint32_t>& first_of = orders_.first_of;
  first_of.assign(lines_.customer_keys.size() + 1, 0);
  for (const Group& group : groups_) {
    if (counts(group)) ++first_of[group.customer + 1];
  }
  orders_.customers = static_cast<uint64_t>(
      std::count_if(first_of.begin(), first_of.end(), [](uint32_t count) { return count > 0; }));
  std::partial_sum(first_of.begin(), first_of.end(), first_of.begin());

  std::vector<uint32_t> sorted(first_of.back());
  std::vector<uint32_t> next(first_of.begin(), first_of.end() - 1);
  for (uint32_t group = 0; group < groups_.size(); ++group) {
    if (counts(groups_[group])) sorted[next[groups_[group].customer]++] = group;
  }
  const auto earlier = [&](uint32_t a, uint32_t b) { return groups_[a].day < groups_[b].day; };
  for (size_t customer = 0; customer + 1 < first_of.size(); ++customer) {
    uint32_t* const begin = sorted.data() + first_of[customer];
    uint32_t* const end = sorted.data() + first_of[customer + 1];
    if (!std::is_sorted(begin, end, earlier)) std::stable_sort(begin, end, earlier);
  }
  orders_.days.reserve(sorted.size());
  orders_.values.reserve(sorted.size());
  for (const uint32_t group : sorted) {
    orders_.days.push_back(groups_[group].day);
    orders_.values.push_back(groups_[group].value);
  }
  const auto linked = [](const Posting& posting) { return posting.order != kNoOrder; };
  if (std::none_of(orders_.postings.begin(), orders_.postings.end(), linked)) return;
  std::vector<uint32_t> position_of(groups_.size());
  for (uint32_t at = 0; at < sorted.size(); ++at) position_of[sorted[at]] = at;
  for (Posting& posting : orders_.postings) {
    if (linked(posting)) posting.order = position_of[posting.order];
  }
}

Orders Settler::run() {
  orders_.has_amounts = lines_.has_amounts;
  orders_.has_customers = lines_.has_customers;
  orders_.currency = lines_.currency;
  orders_.rows_read = lines_.rows_read;
  orders_.amount_read = lines_.amount_read;
  orders_.amount_seen = lines_.amount_seen;
  orders_.set_aside = lines_.set_aside;
  orders_.warnings = lines_.warnings;
  group_lines_without_number();
  sum_groups();
  account_lines();
  account_groups();
  sort_orders();
  return std::move(orders_);
}

}  // namespace

std::optional<OrderKey> parse_order_key(std::string_view name) {
  if (name == "id") return OrderKey::id;
  if (name == "day") return OrderKey::day;
  if (name == "timestamp") return OrderKey::timestamp;
  return std::nullopt;
}

std::string_view order_key_name(OrderKey key) {
  switch (key) {
    case OrderKey::id:
      return "id";
    case OrderKey::day:
      return "day";
    case OrderKey::timestamp:
      return "timestamp";
  }
  return {};
}

std::optional<Refunds> parse_refunds(std::string_view name) {
  if (name == "refund_day") return Refunds::refund_day;
  if (name == "order_day") return Refunds::order_day;
  if (name == "gross") return Refunds::gross;
  return std::nullopt;
}

std::optional<ZeroValueOrders> parse_zero_value_orders(std::string_view name) {
  if (name == "count") return ZeroValueOrders::count;
  if (name == "ignore") return ZeroValueOrders::ignore;
  return std::nullopt;
}

Orders settle(const Lines& lines, const Policy& policy) {
  return Settler(lines, policy).run();
}

}  // namespace dangol::ledger
