#include "ledger/settle.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "ledger/chosen_currency.h"
#include "ledger/left_out.h"
#include "ledger/line_pages.h"
#include "ledger/member_groups.h"
#include "ledger/single_lines.h"

namespace dangol::ledger {

namespace {

/// What is known of one group of lines, beside its day: bits in the place of Lines' flags.
enum GroupFlag : uint32_t {
  kStarted = 1,
  kHasSale = 2,   ///< an amount above zero
  kHasPlain = 4,  ///< such a sale that no status undid
  kHasFree = 8,   ///< an amount of zero
  kHasRefund = 16,
  kDated = 32,   ///< day and customer are those of a line that is no refund
  kShared = 64,  ///< several customers
  kCounts = 128  ///< a purchase
};

enum class Outcome : uint8_t {
  order,      ///< a purchase
  free,       ///< a purchase that cost nothing from the start
  cancelled,  ///< a purchase that its refund brought to zero or less
  document    ///< a refund that names no purchase
};

constexpr uint32_t kNowhere = UINT32_MAX;

/// Amounts can pile up beyond 64 bits only in nonsense; the revenue is summed in 128 bits
/// elsewhere.
Money add_saturating(Money a, Money b) {
  Money sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b > 0 ? std::numeric_limits<Money>::max() : std::numeric_limits<Money>::min();
}

/// Orders by customer and day in place of lines in file order. What is kept per group is kept in as
/// few bytes as possible: 4 for day and flags, 4 for the customer, who becomes the position among
/// the sorted orders. Values are only summed when these are known; where the outcome depends on
/// them, which takes a refund, a small table does it before.
class Settler {
 public:
  Settler(const Lines& lines, const Policy& policy);
  Orders run();

 private:
  [[nodiscard]] std::optional<Reason> excluded(const Line& line) const;
  /// Calls `take(line)` for the lines of the counted currency that finish() left, in the order of
  /// the file.
  template <typename Take>
  void for_each_line(Take take) const;

  [[nodiscard]] Outcome outcome_of(uint32_t group) const;
  [[nodiscard]] Day day_of(uint32_t group) const { return day_of_moment(groups_[group]); }
  [[nodiscard]] uint32_t flags_of(uint32_t group) const {
    return groups_[group] >> Lines::kFlagShift;
  }
  [[nodiscard]] bool is_left_out(uint32_t group) const {
    return policy_.zero_value_orders == ZeroValueOrders::ignore && lines_.has_amounts &&
           outcome_of(group) == Outcome::free;
  }

  void survey();
  void sum_refunded();
  void decide();
  void account_lines();
  void account_used(const Line& line);
  void post(const Line& line);
  void place_orders();
  void sort_by_day(std::vector<uint32_t>& group_at);
  void sum_values();

  const Lines& lines_;
  const Policy& policy_;
  Day newest_day_;
  bool gross_;
  bool by_number_ = true;
  size_t account_ = 0;
  Orders orders_;
  std::vector<uint32_t> member_groups_;  ///< groups of the lines that go by day, in file order
  std::vector<uint32_t> groups_;         ///< day and GroupFlags, laid out as a moment of Lines
  std::vector<uint32_t> places_;         ///< customer of the group, then position in Orders
  std::vector<uint32_t> refunded_;       ///< groups with a refund, ascending
  std::vector<Money> refunded_values_;   ///< what their lines add up to
  uint32_t group_count_ = 0;
  LeftOut left_out_;
};

Settler::Settler(const Lines& lines, const Policy& policy)
    : lines_(lines),
      policy_(policy),
      newest_day_(policy.as_of.value_or(std::numeric_limits<Day>::max())),
      gross_(policy.refunds == Refunds::gross),
      left_out_(lines, orders_) {
  OrderKey key = policy.order_key.value_or(OrderKey::id);
  // What the data cannot tell apart goes by day; without customers no day has an order of its own.
  if (key == OrderKey::timestamp && lines.seconds.empty()) key = OrderKey::day;
  if (!lines.has_customers) key = OrderKey::id;
  if (key == OrderKey::id && !lines.has_order_column) key = OrderKey::day;
  orders_.order_key = key;
  by_number_ = key == OrderKey::id;
}

/// Why the policy leaves a line out, whatever its order.
std::optional<Reason> Settler::excluded(const Line& line) const {
  constexpr uint32_t kUndone = kCancelled | kRefunded;
  const uint32_t flags = line.flags();
  if ((flags & kUndone) != 0) {
    const bool taken_back = (flags & kNetted) != 0;  // by rows of its own
    const bool out = (flags & kCancelled) != 0 ? !taken_back || gross_ : !taken_back && !gross_;
    if (out) return Reason::cancelled;
  }
  if (policy_.drop_duplicates && (flags & kDuplicate) != 0) return Reason::duplicate;
  if (line.day() > newest_day_) return Reason::after_as_of;
  if (gross_ && line.amount < 0) return Reason::refund_ignored;
  return std::nullopt;
}

template <typename Take>
void Settler::for_each_line(Take take) const {
  const uint32_t* member = member_groups_.data();
  uint64_t rows = 0;
  for_each_page(lines_, [&](const Page& page) {
    if (page.accounts == nullptr && account_ != lines_.main_account) return;
    for (size_t i = 0; i < page.count; ++i) {
      Line line{0, page.first + i, kNoOrder, page.customers[i], page.moments[i], page.amounts[i]};
      if (by_number_ && page.orders != nullptr) line.group = page.orders[i];
      if (line.group == kNoOrder) line.group = *member++;
      rows += line.is_part() ? 0 : 1;
      line.row = rows - 1;
      if ((line.flags() & kSkipped) != 0) continue;
      if (page.accounts == nullptr || page.accounts[i] == account_) take(line);
    }
  });
}

Outcome Settler::outcome_of(uint32_t group) const {
  const uint32_t flags = flags_of(group);
  if ((flags & kHasSale) == 0) {
    return (flags & kHasRefund) != 0 ? Outcome::document : Outcome::free;
  }
  if ((flags & kHasRefund) == 0) return Outcome::order;
  if ((flags & kHasPlain) == 0) return Outcome::cancelled;
  const auto at = std::lower_bound(refunded_.begin(), refunded_.end(), group);
  const Money value = refunded_values_[static_cast<size_t>(at - refunded_.begin())];
  return value <= 0 ? Outcome::cancelled : Outcome::order;
}

/// Looks at every line that counts: what its group holds, whose it is, on which day.
void Settler::survey() {
  groups_.resize(group_count_);
  places_.resize(group_count_);
  for_each_line([&](const Line& line) {
    if (excluded(line)) return;
    const uint32_t group = line.group;
    const bool refund = line.amount < 0;
    const bool undone = (line.flags() & (kCancelled | kRefunded)) != 0;
    uint32_t flags = flags_of(group);
    Day day = day_of(group);
    // The first line that is no refund decides whose order it is, the earliest of them on which
    // day.
    const bool starts = (flags & kStarted) == 0 || (!refund && (flags & kDated) == 0);
    if (starts) {
      day = line.day();
      places_[group] = line.customer;
    } else if (refund == ((flags & kDated) == 0)) {
      day = std::min(day, line.day());
      if (!refund && places_[group] != line.customer) flags |= kShared;
    }
    flags |= kStarted;
    if (refund) {
      flags |= kHasRefund;
    } else {
      flags |= kDated;
      flags |= line.amount == 0 ? kHasFree : undone ? kHasSale : kHasSale | kHasPlain;
    }
    groups_[group] = (static_cast<uint32_t>(day + Lines::kDayOffset) & Lines::kDayMask) |
                     flags << Lines::kFlagShift;
  });
}

/// Sums the orders that a refund may have brought to nothing.
void Settler::sum_refunded() {
  constexpr uint32_t kBoth = kHasSale | kHasRefund;
  for (uint32_t group = 0; group < group_count_; ++group) {
    if ((flags_of(group) & kBoth) == kBoth) refunded_.push_back(group);
  }
  if (refunded_.empty()) return;
  refunded_values_.resize(refunded_.size());
  for_each_line([&](const Line& line) {
    if ((flags_of(line.group) & kBoth) != kBoth || excluded(line)) return;
    const auto at = std::lower_bound(refunded_.begin(), refunded_.end(), line.group);
    Money& value = refunded_values_[static_cast<size_t>(at - refunded_.begin())];
    value = add_saturating(value, line.amount);
  });
}

/// Settles which groups are purchases, and counts the others.
void Settler::decide() {
  uint64_t shared = 0;
  for (uint32_t group = 0; group < group_count_; ++group) {
    if ((flags_of(group) & kStarted) == 0) continue;
    const Outcome outcome = outcome_of(group);
    if (outcome == Outcome::free && lines_.has_amounts) ++orders_.zero_value_orders;
    if (outcome == Outcome::cancelled) ++orders_.cancelled_orders;
    if (outcome == Outcome::document) ++orders_.refund_documents;
    if ((flags_of(group) & kShared) != 0) ++shared;
    const bool counts =
        outcome == Outcome::order || (outcome == Outcome::free && !is_left_out(group));
    if (counts) groups_[group] |= uint32_t{kCounts} << Lines::kFlagShift;
  }
  if (shared > 0) orders_.warnings.push_back({"order_with_several_customers", shared, 0, {}});
}

/// Books a used line's amount where it does not simply stand on the day of a counted order.
void Settler::post(const Line& line) {
  if (line.amount == 0) return;
  const uint32_t group = line.group;
  const uint32_t flags = flags_of(group);
  const bool counted = (flags & kCounts) != 0;
  const bool document = (flags & (kHasSale | kHasRefund)) == kHasRefund;
  const bool own_day = line.amount < 0 && (policy_.refunds == Refunds::refund_day || document);
  const Day day = own_day ? line.day() : day_of(group);
  if (counted && day == day_of(group)) return;
  // An order's refund belongs to the order's customer, whoever the refund's own row names.
  const uint32_t customer = counted ? places_[group] : line.customer;
  orders_.postings.push_back({line.amount, day, customer, counted ? group : kNoOrder});
}

void Settler::account_used(const Line& line) {
  const Day day = line.day();
  orders_.revenue += line.amount;
  if (!orders_.first_day || day < *orders_.first_day) orders_.first_day = day;
  if (!orders_.last_day || day > *orders_.last_day) orders_.last_day = day;
  if (!line.is_part()) ++orders_.rows_used;
  if ((flags_of(line.group) & (kHasSale | kHasRefund)) == kHasRefund) {  // a document
    orders_.refund_amount += line.amount;
    if (!line.is_part()) ++orders_.refund_rows;
  }
  post(line);
}

void Settler::account_lines() {
  for_each_line([&](const Line& line) {
    if ((line.flags() & kDuplicate) != 0) left_out_.note_duplicate(line);
    orders_.has_refunds =
        orders_.has_refunds || line.amount < 0 || (line.flags() & (kCancelled | kRefunded)) != 0;
    if (const auto reason = excluded(line)) {
      left_out_.set_aside(line, *reason);
    } else if (is_left_out(line.group)) {
      left_out_.set_aside(line, Reason::zero_value);
    } else {
      account_used(line);
    }
  });
  orders_.as_of = policy_.as_of ? policy_.as_of : orders_.last_day;
}

/// Orders each customer's orders by day; `group_at` says which group stands where.
void Settler::sort_by_day(std::vector<uint32_t>& group_at) {
  const auto earlier = [&](uint32_t a, uint32_t b) { return day_of(a) < day_of(b); };
  for (size_t customer = 0; customer + 1 < orders_.first_of.size(); ++customer) {
    uint32_t* const begin = group_at.data() + orders_.first_of[customer];
    uint32_t* const end = group_at.data() + orders_.first_of[customer + 1];
    if (!std::is_sorted(begin, end, earlier)) std::stable_sort(begin, end, earlier);
  }
}

/// Lays the counted groups out by customer and day; within a day they keep the file's order.
void Settler::place_orders() {
  std::vector<uint32_t>& first_of = orders_.first_of;
  first_of.assign(lines_.customer_keys.size() + 1, 0);
  const auto counts = [&](uint32_t group) { return (flags_of(group) & kCounts) != 0; };
  for (uint32_t group = 0; group < group_count_; ++group) {
    if (counts(group)) ++first_of[places_[group] + 1];
  }
  if (lines_.has_customers) {
    orders_.customers = static_cast<uint64_t>(
        std::count_if(first_of.begin(), first_of.end(), [](uint32_t count) { return count > 0; }));
  }
  std::partial_sum(first_of.begin(), first_of.end(), first_of.begin());

  // With the groups in the order of the file, most customers' orders are sorted as they come.
  std::vector<uint32_t> next(first_of.begin(), first_of.end() - 1);
  std::vector<Day>& days = orders_.days;
  days.resize(first_of.back());
  bool sorted = true;
  for (uint32_t group = 0; group < group_count_; ++group) {
    if (!counts(group)) {
      places_[group] = kNowhere;
      continue;
    }
    const uint32_t customer = places_[group];
    const uint32_t place = next[customer]++;
    places_[group] = place;
    days[place] = day_of(group);
    sorted = sorted && (place == first_of[customer] || days[place - 1] <= days[place]);
  }
  next = {};
  if (!sorted) {
    std::vector<uint32_t> group_at(days.size());
    for (uint32_t group = 0; group < group_count_; ++group) {
      if (places_[group] != kNowhere) group_at[places_[group]] = group;
    }
    sort_by_day(group_at);
    for (uint32_t place = 0; place < group_at.size(); ++place) {
      places_[group_at[place]] = place;
      days[place] = day_of(group_at[place]);
    }
  }
  groups_ = {};
  for (Posting& posting : orders_.postings) {
    if (posting.order != kNoOrder) posting.order = places_[posting.order];
  }
}

/// Adds up what the lines of each counted order are worth.
void Settler::sum_values() {
  orders_.values.resize(orders_.days.size());
  if (policy_.map_lines) orders_.order_of_line.assign(lines_.size(), kNoOrder);
  for_each_line([&](const Line& line) {
    const uint32_t place = places_[line.group];
    if (place == kNowhere || excluded(line)) return;
    Money& value = orders_.values[place];
    value = add_saturating(value, line.amount);
    if (policy_.map_lines) orders_.order_of_line[line.index] = place;
  });
}

Orders Settler::run() {
  orders_.has_amounts = lines_.has_amounts;
  orders_.has_customers = lines_.has_customers;
  orders_.rows_read = lines_.rows_read;
  orders_.rows_used = lines_.answers;
  orders_.scores = lines_.scores;
  orders_.warnings = lines_.warnings;
  account_ = choose_currency(lines_, policy_, orders_);
  if (!policy_.map_lines && is_one_line_each(lines_, policy_, orders_.order_key, account_)) {
    settle_single_lines(lines_, policy_, orders_);
    return std::move(orders_);
  }
  group_count_ = group_members(lines_, orders_.order_key, member_groups_);
  survey();
  sum_refunded();
  decide();
  account_lines();
  place_orders();
  sum_values();
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
