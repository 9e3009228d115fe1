#include "ledger/settle.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

#include "base/utf8.h"

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

/// A function of its own: a browser takes up its faster code of a loop only when the function that
/// holds it is called again.
template <typename Look>
__attribute__((noinline)) void look_at_page(Look& look, size_t first, const uint32_t* entries,
                                            size_t count) {
  look(first, entries, count);
}

/// Calls `look(index of the first entry, entries, count)` for each page of a column.
template <typename Look>
void for_each_page(const PagedColumn<uint32_t>& column, Look look) {
  constexpr size_t kPageSize = PagedColumn<uint32_t>::kPageSize;
  for (size_t first = 0; first < column.size(); first += kPageSize) {
    look_at_page(look, first, column.page(first / kPageSize),
                 std::min(kPageSize, column.size() - first));
  }
}

Day day_of_moment(uint32_t moment) {
  return static_cast<Day>(moment & Lines::kDayMask) - Lines::kDayOffset;
}

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
  [[nodiscard]] bool is_part(size_t line) const {
    return (lines_.flags(line) & kRefundColumn) != 0;
  }
  /// Lines of the counted currency that finish() left.
  [[nodiscard]] bool takes_part(size_t line) const {
    return (lines_.flags(line) & kSkipped) == 0 && lines_.account(line) == account_;
  }
  [[nodiscard]] bool is_member(size_t line) const {
    return !by_number_ || lines_.order(line) == kNoOrder;
  }
  [[nodiscard]] std::optional<Reason> excluded(size_t line) const;
  /// Calls `take(line, group)` for the lines that take part, in the order of the file.
  template <typename Take>
  void for_each_line(Take take) const;

  [[nodiscard]] Outcome outcome_of(uint32_t group) const;
  [[nodiscard]] Day day_of(uint32_t group) const {
    return static_cast<Day>(groups_[group] & Lines::kDayMask) - Lines::kDayOffset;
  }
  [[nodiscard]] uint32_t flags_of(uint32_t group) const {
    return groups_[group] >> Lines::kFlagShift;
  }
  [[nodiscard]] bool left_out(uint32_t group) const {
    return policy_.zero_value_orders == ZeroValueOrders::ignore && lines_.has_amounts &&
           outcome_of(group) == Outcome::free;
  }

  void choose_account();
  [[nodiscard]] bool is_one_line_each() const;
  void take_single_lines();
  void take_refund(uint32_t line, Money amount, Day day);
  void place_single_lines();
  void sort_each_customer();
  void group_members();
  void survey();
  void sum_refunded();
  void decide();
  void account_lines();
  void account_used(size_t line, uint32_t group);
  void post(size_t line, uint32_t group);
  void set_aside(size_t line, Reason reason, uint64_t row);
  void note_duplicate(size_t line, uint64_t row);
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
  std::array<bool, kReasonCount> placed_{};  ///< whether the first row of a reason was looked up
};

Settler::Settler(const Lines& lines, const Policy& policy)
    : lines_(lines),
      policy_(policy),
      newest_day_(policy.as_of.value_or(std::numeric_limits<Day>::max())),
      gross_(policy.refunds == Refunds::gross) {
  OrderKey key = policy.order_key.value_or(OrderKey::id);
  // What the data cannot tell apart goes by day; without customers no day has an order of its own.
  if (key == OrderKey::timestamp && lines.seconds.empty()) key = OrderKey::day;
  if (!lines.has_customers) key = OrderKey::id;
  if (key == OrderKey::id && !lines.has_order_column) key = OrderKey::day;
  orders_.order_key = key;
  by_number_ = key == OrderKey::id;
}

/// The currency that the policy asks for, or the main one.
void Settler::choose_account() {
  account_ = lines_.main_account;
  const auto& accounts = lines_.accounts;
  if (policy_.currency && *policy_.currency != accounts[account_].code) {
    const auto asked = std::find_if(accounts.begin(), accounts.end(), [&](const auto& account) {
      return account.rows > 0 && account.code == *policy_.currency;
    });
    if (asked != accounts.end()) {
      account_ = static_cast<size_t>(asked - accounts.begin());
    } else {
      orders_.warnings.push_back({"currency_absent", 0, 0, shorten(*policy_.currency, 12)});
    }
  }
  const CurrencyAccount& counted = accounts[account_];
  orders_.currency = shorten(counted.code, 12);
  orders_.amount_read = counted.amount_read;
  orders_.amount_seen = counted.amount_seen;
  orders_.set_aside = counted.set_aside;
  orders_.set_aside.merge(lines_.no_data);
  const uint64_t no_data = lines_.no_data.rows();
  orders_.repeated_totals = counted.repeated;

  std::string others;
  for (size_t i = 0; i < accounts.size(); ++i) {
    const CurrencyAccount& account = accounts[i];
    const uint64_t rows = account.rows + (i == account_ ? no_data : 0);
    const bool told = rows > 0 && (accounts.size() > 1 || !account.code.empty());
    if (told) orders_.currencies.push_back({shorten(account.code, 12), rows, account.amount_read});
    if (i == account_ || account.rows == 0) continue;
    orders_.set_aside.add_rows(Reason::other_currency, account.rows, account.first, account.code);
    others += (others.empty() ? "" : ", ") + account.code;
  }
  const auto more = [&](const CurrencyTotal& a, const CurrencyTotal& b) {
    const bool a_counts = a.code == orders_.currency;
    const bool b_counts = b.code == orders_.currency;
    return a_counts != b_counts ? a_counts : a.rows > b.rows;
  };
  std::stable_sort(orders_.currencies.begin(), orders_.currencies.end(), more);
  if (others.empty()) return;
  const SetAside& other = orders_.set_aside[Reason::other_currency];
  orders_.warnings.push_back(
      {"several_currencies", other.rows, other.first_line, shorten(others, 60)});
}

/// Whether line i is order i, whole and on its own, and nothing leaves any of them out: how most
/// systems list orders. Then lines need no grouping. O(lines), a fraction of what grouping takes.
bool Settler::is_one_line_each() const {
  const size_t size = lines_.size();
  if (!by_number_ || lines_.order_count != size || lines_.orders.size() != size) return false;
  if (!lines_.line_accounts.empty() || account_ != lines_.main_account) return false;
  if (gross_ || policy_.as_of) return false;
  uint32_t flags = 0;
  uint32_t strays = 0;
  for_each_page(lines_.moments, [&](size_t first, const uint32_t* moments, size_t count) {
    const uint32_t* const orders = lines_.orders.page(first / PagedColumn<uint32_t>::kPageSize);
    for (size_t i = 0; i < count; ++i) {
      flags |= moments[i];
      strays |= orders[i] ^ static_cast<uint32_t>(first + i);
    }
  });
  return strays == 0 && (flags >> Lines::kFlagShift & Lines::kFlagMask) == 0;
}

/// Books a refund that names no order.
void Settler::take_refund(uint32_t line, Money amount, Day day) {
  ++orders_.refund_documents;
  ++orders_.refund_rows;
  orders_.refund_amount += amount;
  orders_.postings.push_back({amount, day, lines_.customers[line], kNoOrder});
}

/// Accounts for the lines, and counts the orders of each customer in `first_of`.
void Settler::take_single_lines() {
  const bool ignores_free =
      policy_.zero_value_orders == ZeroValueOrders::ignore && lines_.has_amounts;
  orders_.first_of.assign(lines_.customer_keys.size() + 1, 0);
  uint32_t* const counts = orders_.first_of.data() + 1;
  uint64_t free = 0;
  Day first_day = std::numeric_limits<Day>::max();
  Day last_day = std::numeric_limits<Day>::min();
  for_each_page(lines_.moments, [&](size_t first, const uint32_t* moments, size_t count) {
    const size_t page = first / PagedColumn<uint32_t>::kPageSize;
    const uint32_t* const customers = lines_.customers.page(page);
    const Money* const amounts = lines_.amounts.page(page);
    MoneySum sum = 0;
    for (size_t i = 0; i < count; ++i) {
      const Money amount = amounts[i];
      if (amount <= 0) {
        free += amount == 0 ? 1 : 0;
        const auto line = static_cast<uint32_t>(first + i);
        if (amount < 0) take_refund(line, amount, day_of_moment(moments[i]));
        if (amount == 0 && ignores_free) {
          set_aside(line, Reason::zero_value, line);
          continue;
        }
      }
      const Day day = day_of_moment(moments[i]);
      first_day = std::min(first_day, day);
      last_day = std::max(last_day, day);
      sum += amount;
      counts[customers[i]] += amount >= 0 ? 1 : 0;
      ++orders_.rows_used;
    }
    orders_.revenue += sum;
  });
  if (lines_.has_amounts) orders_.zero_value_orders = free;
  if (orders_.rows_used == 0) return;
  orders_.first_day = first_day;
  orders_.last_day = last_day;
  orders_.as_of = last_day;
}

/// Lays the orders out by customer and day; within a day they keep the file's order.
void Settler::place_single_lines() {
  const bool ignores_free =
      policy_.zero_value_orders == ZeroValueOrders::ignore && lines_.has_amounts;
  std::vector<uint32_t>& first_of = orders_.first_of;
  if (lines_.has_customers) {
    orders_.customers = static_cast<uint64_t>(
        std::count_if(first_of.begin(), first_of.end(), [](uint32_t count) { return count > 0; }));
  }
  std::partial_sum(first_of.begin(), first_of.end(), first_of.begin());
  std::vector<uint32_t> next(first_of.begin(), first_of.end() - 1);
  std::vector<Day>& days = orders_.days;
  std::vector<Money>& values = orders_.values;
  days.resize(first_of.back());
  values.resize(first_of.back());
  for_each_page(lines_.moments, [&](size_t first, const uint32_t* moments, size_t count) {
    const size_t page = first / PagedColumn<uint32_t>::kPageSize;
    const uint32_t* const customers = lines_.customers.page(page);
    const Money* const amounts = lines_.amounts.page(page);
    for (size_t i = 0; i < count; ++i) {
      if (amounts[i] < 0 || (amounts[i] == 0 && ignores_free)) continue;
      const uint32_t place = next[customers[i]]++;
      days[place] = day_of_moment(moments[i]);
      values[place] = amounts[i];
    }
  });
  sort_each_customer();
}

/// Brings each customer's orders into the order of their days.
void Settler::sort_each_customer() {
  const std::vector<uint32_t>& first_of = orders_.first_of;
  std::vector<Day>& days = orders_.days;
  std::vector<Money>& values = orders_.values;
  std::vector<std::pair<Day, Money>> unsorted;
  for (size_t customer = 0; customer + 1 < first_of.size(); ++customer) {
    const auto begin = days.begin() + first_of[customer];
    const auto end = days.begin() + first_of[customer + 1];
    if (std::is_sorted(begin, end)) continue;
    unsorted.clear();
    for (uint32_t at = first_of[customer]; at < first_of[customer + 1]; ++at) {
      unsorted.emplace_back(days[at], values[at]);
    }
    std::stable_sort(unsorted.begin(), unsorted.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    uint32_t at = first_of[customer];
    for (const auto& [day, value] : unsorted) {
      days[at] = day;
      values[at++] = value;
    }
  }
}

/// Why the policy leaves a line out, whatever its order.
std::optional<Reason> Settler::excluded(size_t line) const {
  constexpr uint32_t kUndone = kCancelled | kRefunded;
  const uint32_t flags = lines_.flags(line);
  if ((flags & kUndone) != 0) {
    const bool taken_back = (flags & kNetted) != 0;  // by rows of its own
    const bool out = (flags & kCancelled) != 0 ? !taken_back || gross_ : !taken_back && !gross_;
    if (out) return Reason::cancelled;
  }
  if (policy_.drop_duplicates && (flags & kDuplicate) != 0) return Reason::duplicate;
  if (lines_.day(line) > newest_day_) return Reason::after_as_of;
  if (gross_ && lines_.amounts[line] < 0) return Reason::refund_ignored;
  return std::nullopt;
}

template <typename Take>
void Settler::for_each_line(Take take) const {
  size_t member = 0;
  for (size_t line = 0; line < lines_.size(); ++line) {
    const uint32_t group = is_member(line) ? member_groups_[member++] : lines_.order(line);
    if (takes_part(line)) take(line, group);
  }
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

/// Lines that name no order, or all lines when orders go by day or time: those of one customer on
/// one day (or at one second) form a group. Where nobody is named, each row is one.
void Settler::group_members() {
  const bool by_second = orders_.order_key == OrderKey::timestamp;
  group_count_ = by_number_ ? lines_.order_count : 0;
  const size_t members = by_number_ ? static_cast<size_t>(lines_.unnumbered) : lines_.size();
  if (members == 0) return;
  member_groups_.resize(members);
  if (!lines_.has_customers) {
    size_t member = 0;
    for (size_t line = 0; line < lines_.size(); ++line) {
      if (!is_member(line)) continue;
      if (!is_part(line)) ++group_count_;
      member_groups_[member++] = group_count_ - 1;
    }
    return;
  }

  std::vector<uint32_t> member_lines;  // empty where every line is a member
  if (members < lines_.size()) member_lines.reserve(members);
  std::vector<uint32_t> first_of(lines_.customer_keys.size() + 1);
  for (size_t line = 0; line < lines_.size(); ++line) {
    if (!is_member(line)) continue;
    ++first_of[lines_.customers[line] + 1];
    if (members < lines_.size()) member_lines.push_back(static_cast<uint32_t>(line));
  }
  std::partial_sum(first_of.begin(), first_of.end(), first_of.begin());
  const auto line_of = [&](uint32_t member) {
    return member_lines.empty() ? member : member_lines[member];
  };
  std::vector<uint32_t> sorted(members);
  // Filling moves each start to the next one's place, and the last loop goes by ends.
  for (uint32_t member = 0; member < members; ++member) {
    sorted[first_of[lines_.customers[line_of(member)]]++] = member;
  }
  const auto moment = [&](uint32_t member) {
    const uint32_t line = line_of(member);
    const int64_t second = by_second ? lines_.second(line) : 0;
    return int64_t{lines_.day(line)} * 86'400 + second;
  };
  const auto earlier = [&](uint32_t a, uint32_t b) { return moment(a) < moment(b); };
  uint32_t start = 0;
  for (size_t customer = 0; customer + 1 < first_of.size(); ++customer) {
    uint32_t* const begin = sorted.data() + start;
    uint32_t* const end = sorted.data() + first_of[customer];
    start = first_of[customer];
    if (!std::is_sorted(begin, end, earlier)) std::stable_sort(begin, end, earlier);
    for (const uint32_t* at = begin; at != end; ++at) {
      if (at == begin || moment(*(at - 1)) != moment(*at)) ++group_count_;
      member_groups_[*at] = group_count_ - 1;
    }
  }
}

/// Looks at every line that counts: what its group holds, whose it is, on which day.
void Settler::survey() {
  groups_.resize(group_count_);
  places_.resize(group_count_);
  for_each_line([&](size_t line, uint32_t group) {
    if (excluded(line)) return;
    const Money amount = lines_.amounts[line];
    const bool refund = amount < 0;
    const bool undone = (lines_.flags(line) & (kCancelled | kRefunded)) != 0;
    uint32_t flags = flags_of(group);
    Day day = day_of(group);
    const Day line_day = lines_.day(line);
    const uint32_t customer = lines_.customers[line];
    // The first line that is no refund decides whose order it is, the earliest of them on which
    // day.
    const bool starts = (flags & kStarted) == 0 || (!refund && (flags & kDated) == 0);
    if (starts) {
      day = line_day;
      places_[group] = customer;
    } else if (refund == ((flags & kDated) == 0)) {
      day = std::min(day, line_day);
      if (!refund && places_[group] != customer) flags |= kShared;
    }
    flags |= kStarted;
    if (refund) {
      flags |= kHasRefund;
    } else {
      flags |= kDated;
      flags |= amount == 0 ? kHasFree : undone ? kHasSale : kHasSale | kHasPlain;
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
  for_each_line([&](size_t line, uint32_t group) {
    if ((flags_of(group) & kBoth) != kBoth || excluded(line)) return;
    const auto at = std::lower_bound(refunded_.begin(), refunded_.end(), group);
    Money& value = refunded_values_[static_cast<size_t>(at - refunded_.begin())];
    value = add_saturating(value, lines_.amounts[line]);
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
    const bool counts = outcome == Outcome::order || (outcome == Outcome::free && !left_out(group));
    if (counts) groups_[group] |= uint32_t{kCounts} << Lines::kFlagShift;
  }
  if (shared > 0) orders_.warnings.push_back({"order_with_several_customers", shared, 0, {}});
}

void Settler::set_aside(size_t line, Reason reason, uint64_t row) {
  if (is_part(line)) {
    orders_.set_aside.add_amount(reason, lines_.amounts[line]);
    return;
  }
  const bool valued = lines_.has_amounts && (lines_.flags(line) & kRepeatedTotal) == 0;
  const auto amount = valued ? std::optional(lines_.amounts[line]) : std::nullopt;
  const std::string_view example = reason == Reason::cancelled
                                       ? std::string_view(lines_.cancelled_example)
                                       : lines_.customer_key(lines_.customers[line]);
  // Looking a place up takes time, and the first row comes first.
  bool& placed = placed_[static_cast<size_t>(reason)];
  const RowPlace place = placed ? RowPlace{} : lines_.row_numbers.find(row);
  placed = true;
  orders_.set_aside.add(reason, amount, place, example);
}

void Settler::note_duplicate(size_t line, uint64_t row) {
  Duplicates& found = orders_.duplicates;
  found.amount += lines_.amounts[line];
  if (is_part(line)) return;
  if (found.rows++ > 0) return;
  const RowPlace place = lines_.row_numbers.find(row);
  found.first_line = place.line;
  found.file = place.file;
}

/// Books a used line's amount where it does not simply stand on the day of a counted order.
void Settler::post(size_t line, uint32_t group) {
  const Money amount = lines_.amounts[line];
  if (amount == 0) return;
  const uint32_t flags = flags_of(group);
  const bool counted = (flags & kCounts) != 0;
  const bool document = (flags & (kHasSale | kHasRefund)) == kHasRefund;
  const bool own_day = amount < 0 && (policy_.refunds == Refunds::refund_day || document);
  const Day day = own_day ? lines_.day(line) : day_of(group);
  if (counted && day == day_of(group)) return;
  // An order's refund belongs to the order's customer, whoever the refund's own row names.
  const uint32_t customer = counted ? places_[group] : lines_.customers[line];
  orders_.postings.push_back({amount, day, customer, counted ? group : kNoOrder});
}

void Settler::account_used(size_t line, uint32_t group) {
  const Day day = lines_.day(line);
  const Money amount = lines_.amounts[line];
  orders_.revenue += amount;
  if (!orders_.first_day || day < *orders_.first_day) orders_.first_day = day;
  if (!orders_.last_day || day > *orders_.last_day) orders_.last_day = day;
  if (!is_part(line)) ++orders_.rows_used;
  if ((flags_of(group) & (kHasSale | kHasRefund)) == kHasRefund) {  // a document
    orders_.refund_amount += amount;
    if (!is_part(line)) ++orders_.refund_rows;
  }
  post(line, group);
}

void Settler::account_lines() {
  size_t member = 0;
  uint64_t rows = 0;
  for (size_t line = 0; line < lines_.size(); ++line) {
    const uint32_t group = is_member(line) ? member_groups_[member++] : lines_.order(line);
    const uint32_t flags = lines_.flags(line);
    if ((flags & kRefundColumn) == 0) ++rows;
    if (!takes_part(line)) continue;
    if ((flags & kDuplicate) != 0) note_duplicate(line, rows - 1);
    const auto reason = excluded(line);
    if (reason) {
      set_aside(line, *reason, rows - 1);
    } else if (left_out(group)) {
      set_aside(line, Reason::zero_value, rows - 1);
    } else {
      account_used(line, group);
    }
  }
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
  for_each_line([&](size_t line, uint32_t group) {
    const uint32_t place = places_[group];
    if (place == kNowhere || excluded(line)) return;
    Money& value = orders_.values[place];
    value = add_saturating(value, lines_.amounts[line]);
  });
}

Orders Settler::run() {
  orders_.has_amounts = lines_.has_amounts;
  orders_.has_customers = lines_.has_customers;
  orders_.rows_read = lines_.rows_read;
  orders_.warnings = lines_.warnings;
  choose_account();
  if (is_one_line_each()) {
    take_single_lines();
    place_single_lines();
    return std::move(orders_);
  }
  group_members();
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
