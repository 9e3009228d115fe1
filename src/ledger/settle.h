// Lines and a policy in, orders out: a pure function, and the one place where refunds, free orders
// and "what is one purchase" are decided.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/lines.h"
#include "ledger/scores.h"
#include "ledger/set_aside.h"

namespace dangol::ledger {

/// What makes rows one order.
enum class OrderKey : uint8_t { id, day, timestamp };
[[nodiscard]] std::optional<OrderKey> parse_order_key(std::string_view name);
[[nodiscard]] std::string_view order_key_name(OrderKey key);

/// On which day a refund lowers the revenue.
enum class Refunds : uint8_t {
  refund_day,  ///< its own day (a refund column has no day but the order's)
  order_day,   ///< the day of the order it names
  gross        ///< not at all: refunds are set aside, and refunded sales count
};
[[nodiscard]] std::optional<Refunds> parse_refunds(std::string_view name);

enum class ZeroValueOrders : uint8_t { count, ignore };
[[nodiscard]] std::optional<ZeroValueOrders> parse_zero_value_orders(std::string_view name);

struct Policy {
  std::optional<OrderKey> order_key;  ///< default: id where the data has an order column, else day
  Refunds refunds = Refunds::refund_day;
  ZeroValueOrders zero_value_orders = ZeroValueOrders::count;
  std::optional<Day> as_of;             ///< default: the last day among the used rows
  std::optional<std::string> currency;  ///< ISO code to count; default: the one most rows have
  bool drop_duplicates = false;         ///< set rows aside whose content stood before
  bool map_lines = false;               ///< fill Orders::order_of_line; 4 bytes a line

  friend bool operator==(const Policy&, const Policy&) = default;
};

/// Rows whose whole content stood before, in the same file or in another.
struct Duplicates {
  uint64_t rows = 0;
  MoneySum amount = 0;
  uint64_t first_line = 0;  ///< 1-based; 0 = unknown
  uint32_t file = 0;        ///< the file of that line; 0 = the first
};

/// What the data hold in one currency, counted or not.
struct CurrencyTotal {
  std::string code;  ///< upper case; empty = the rows do not say
  uint64_t rows = 0;
  MoneySum amount = 0;  ///< every readable amount
};

/// Money on a day other than that of a counted order: a refund on its own day, or the two sides of
/// an order that its refund brought to nothing.
struct Posting {
  Money amount = 0;
  Day day = 0;
  uint32_t customer = 0;
  uint32_t order = kNoOrder;  ///< position in Orders whose `values` already holds it, or kNoOrder
};

/// The counted orders, sorted by customer, then day. Those of customer c are the positions
/// [first_of[c], first_of[c + 1]); a customer whose range is empty is not counted.
struct Orders {
  std::vector<uint32_t> first_of;  ///< customers of Lines + 1 entries
  std::vector<Day> days;
  std::vector<Money> values;  ///< net of the refunds that name the order
  std::vector<Posting> postings;
  /// Where the line's order stands, or kNoOrder where it is not counted. Empty unless asked for.
  std::vector<uint32_t> order_of_line;
  std::vector<Score> scores;  ///< in the order of the files

  OrderKey order_key = OrderKey::id;  ///< what it went by: `day` where the data lack the other
  bool has_amounts = true;            ///< false: the data holds no money, only purchases
  bool has_customers = true;     ///< false: nothing tells customers apart; all orders are of one
  uint64_t customers = 0;        ///< with at least one order
  MoneySum revenue = 0;          ///< all values and all postings without an order
  std::optional<Day> first_day;  ///< over the used rows; empty when there are none
  std::optional<Day> last_day;
  std::optional<Day> as_of;
  /// Orders before this day are history: known, but not counted (a filter). Empty = all count.
  std::optional<Day> counted_from;

  uint64_t rows_read = 0;
  uint64_t rows_used = 0;
  MoneySum amount_read = 0;  ///< = revenue + set_aside.amount() + repeated_totals.amount
  bool amount_seen = false;
  SetAsideTally set_aside;
  Duplicates duplicates;
  /// Whether any line in the counted currency is a refund or a sale undone: without, every
  /// Policy::refunds comes to the same.
  bool has_refunds = false;
  RepeatedTotals repeated_totals;
  std::string currency;                   ///< the counted one, upper case; empty = unknown
  std::vector<CurrencyTotal> currencies;  ///< the counted one first, then by rows
  uint64_t refund_documents = 0;          ///< refunds that name no order
  uint64_t refund_rows = 0;
  MoneySum refund_amount = 0;            ///< <= 0
  uint64_t zero_value_orders = 0;        ///< free from the start, counted or not
  uint64_t cancelled_orders = 0;         ///< brought to zero or less, not counted
  std::vector<table::Warning> warnings;  ///< those of Lines and order_with_several_customers

  [[nodiscard]] size_t size() const { return days.size(); }
  /// Customers of the Lines, counted or not.
  [[nodiscard]] size_t customer_range() const { return first_of.empty() ? 0 : first_of.size() - 1; }
};

/// O(lines + orders log(orders per customer)). Needs at most 16 bytes an order besides Lines, 12 of
/// them the result, and 4 a line whose order has no number.
///
/// An order is dropped, and is no purchase, when its refunds bring it to zero or less, or when its
/// status says so and rows of its own take the money back. A sale that is cancelled or refunded by
/// its status alone is set aside as `cancelled`, with its refund column; so nothing is taken off
/// twice.
[[nodiscard]] Orders settle(const Lines& lines, const Policy& policy);

}  // namespace dangol::ledger
