#include "ledger/single_lines.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "ledger/left_out.h"
#include "ledger/line_pages.h"

namespace dangol::ledger {

namespace {

class SingleLines {
 public:
  SingleLines(const Lines& lines, const Policy& policy, Orders& orders)
      : lines_(lines),
        orders_(orders),
        left_out_(lines, orders),
        gross_(policy.refunds == Refunds::gross),
        ignores_free_(policy.zero_value_orders == ZeroValueOrders::ignore && lines.has_amounts) {}

  void account();
  void place();

 private:
  /// Whether the line is an order that counts.
  [[nodiscard]] bool is_order(Money amount) const {
    return amount > 0 || (amount == 0 && !ignores_free_);
  }
  void take_refund(const Line& line);
  void place_packed(std::vector<uint32_t>& next);
  void place_wide(std::vector<uint32_t>& next);
  void sort_each_customer();

  const Lines& lines_;
  Orders& orders_;
  LeftOut left_out_;
  bool gross_;
  bool ignores_free_;
  Money largest_ = 0;
};

/// An amount below this and the day, as a moment has it, are one word.
constexpr uint32_t kDayBits = Lines::kFlagShift;
constexpr Money kPackedLimit = Money{1} << (62 - kDayBits);

/// Books a refund that names no order.
void SingleLines::take_refund(const Line& line) {
  ++orders_.refund_documents;
  ++orders_.refund_rows;
  orders_.refund_amount += line.amount;
  orders_.postings.push_back({line.amount, line.day(), line.customer, kNoOrder});
}

/// Accounts for the lines, and counts the orders of each customer in `first_of`.
void SingleLines::account() {
  orders_.first_of.assign(lines_.customer_keys.size() + 1, 0);
  uint32_t* const counts = orders_.first_of.data() + 1;
  uint64_t free = 0;
  Day first_day = std::numeric_limits<Day>::max();
  Day last_day = std::numeric_limits<Day>::min();
  for_each_page(lines_, [&](const Page& page) {
    MoneySum sum = 0;
    uint64_t used = 0;
    Day first = first_day;
    Day last = last_day;
    Money largest = largest_;
    for (size_t i = 0; i < page.count; ++i) {
      const Money amount = page.amounts[i];
      if (amount <= 0) {
        const uint64_t row = page.first + i;
        const Line line{
            row,   page.first + i, static_cast<uint32_t>(row), page.customers[i], page.moments[i],
            amount};
        free += amount == 0 ? 1 : 0;
        orders_.has_refunds = orders_.has_refunds || amount < 0;
        if (amount < 0 && gross_) {
          left_out_.set_aside(line, Reason::refund_ignored);
          continue;
        }
        if (amount < 0) take_refund(line);
        if (amount == 0 && ignores_free_) {
          left_out_.set_aside(line, Reason::zero_value);
          continue;
        }
      }
      const Day day = day_of_moment(page.moments[i]);
      first = std::min(first, day);
      last = std::max(last, day);
      sum += amount;
      largest = std::max(largest, amount);
      counts[page.customers[i]] += amount >= 0 ? 1 : 0;
      ++used;
    }
    first_day = first;
    last_day = last;
    largest_ = largest;
    orders_.revenue += sum;
    orders_.rows_used += used;
  });
  if (lines_.has_amounts) orders_.zero_value_orders = free;
  if (orders_.rows_used == 0) return;
  orders_.first_day = first_day;
  orders_.last_day = last_day;
  orders_.as_of = last_day;
}

/// Lays the orders out by customer and day; within a day they keep the file's order.
void SingleLines::place() {
  std::vector<uint32_t>& first_of = orders_.first_of;
  if (lines_.has_customers) {
    orders_.customers = static_cast<uint64_t>(
        std::count_if(first_of.begin(), first_of.end(), [](uint32_t count) { return count > 0; }));
  }
  std::partial_sum(first_of.begin(), first_of.end(), first_of.begin());
  std::vector<uint32_t> next(first_of.begin(), first_of.end() - 1);
  if (largest_ < kPackedLimit) {
    place_packed(next);
  } else {
    place_wide(next);
  }
  sort_each_customer();
}

/// A customer's orders stand far apart in the file, so that each place is a cache miss: value and
/// day go there in one word and are taken apart in a second walk, which meets none. A fifth quicker
/// than two places.
void SingleLines::place_packed(std::vector<uint32_t>& next) {
  std::vector<Money>& values = orders_.values;
  values.resize(orders_.first_of.back());
  for_each_page(lines_, [&](const Page& page) {
    for (size_t i = 0; i < page.count; ++i) {
      const Money amount = page.amounts[i];
      if (!is_order(amount)) continue;
      const uint32_t day = page.moments[i] & Lines::kDayMask;
      values[next[page.customers[i]]++] = amount << kDayBits | static_cast<Money>(day);
    }
  });
  std::vector<Day>& days = orders_.days;
  days.reserve(values.size());
  for (Money& value : values) {
    days.push_back(day_of_moment(static_cast<uint32_t>(value) & Lines::kDayMask));
    value >>= kDayBits;
  }
}

void SingleLines::place_wide(std::vector<uint32_t>& next) {
  orders_.days.resize(orders_.first_of.back());
  orders_.values.resize(orders_.first_of.back());
  for_each_page(lines_, [&](const Page& page) {
    for (size_t i = 0; i < page.count; ++i) {
      const Money amount = page.amounts[i];
      if (!is_order(amount)) continue;
      const uint32_t place = next[page.customers[i]]++;
      orders_.days[place] = day_of_moment(page.moments[i]);
      orders_.values[place] = amount;
    }
  });
}

/// Brings each customer's orders into the order of their days.
void SingleLines::sort_each_customer() {
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

}  // namespace

bool is_one_line_each(const Lines& lines, const Policy& policy, OrderKey key, size_t account) {
  const size_t size = lines.size();
  if (key != OrderKey::id || lines.order_count != size || lines.orders.size() != size) return false;
  if (!lines.line_accounts.empty() || account != lines.main_account) return false;
  if (policy.as_of) return false;
  uint32_t flags = 0;
  uint32_t strays = 0;
  for_each_page(lines, [&](const Page& page) {
    uint32_t moments = 0;
    uint32_t others = 0;
    for (size_t i = 0; i < page.count; ++i) {
      moments |= page.moments[i];
      others |= page.orders[i] ^ static_cast<uint32_t>(page.first + i);
    }
    flags |= moments;
    strays |= others;
  });
  return strays == 0 && (flags >> Lines::kFlagShift & Lines::kFlagMask) == 0;
}

void settle_single_lines(const Lines& lines, const Policy& policy, Orders& orders) {
  SingleLines single(lines, policy, orders);
  single.account();
  single.place();
}

}  // namespace dangol::ledger
