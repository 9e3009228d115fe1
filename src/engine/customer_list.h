// The customers of a Report one by one: what is known of each, and in which order they are listed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/assemble.h"
#include "engine/import.h"
#include "engine/options.h"
#include "metrics/segments.h"
#include "models/predictions.h"

namespace dangol::engine {

/// By revenue (orders, where there is no money) times the probability of being gone.
inline constexpr std::string_view kSortByWorry = "worry";

/// Which customers to list, and how.
struct CustomerQuery {
  std::string segment;     ///< a metrics::SegmentName; empty = all
  std::string sort;        ///< a column or kSortByWorry; empty = as the data name them
  bool descending = true;  ///< those without a value are always the last
  uint64_t limit = 0;      ///< 0 = all
};

/// One JSON object { segment, sort, descending, limit }, every field optional, or empty text.
/// Errors: options_unreadable, option_unknown, option_value.
[[nodiscard]] Result<CustomerQuery> parse_customer_query(std::string_view text);

/// As it stands in the first row of a CSV file and as the key of a JSON row.
enum class CustomerColumn : uint8_t {
  customer,     ///< the key as the ledger keeps it: trimmed, e-mails folded, phones as digits
  segment,      ///< a metrics::SegmentName
  status,       ///< active, at_risk or gone, by the churn window
  first_order,  ///< the first one ever, also where a filter does not count it
  last_order,
  orders,
  revenue,       ///< none where the data hold no money, as is m
  recency_days,  ///< from the last order to the as-of day
  r,             ///< scores, 1 to 5
  f,
  m,
  // By the models, only where the section `value` is asked for; none where a model does not know
  // the customer or tells nothing.
  p_alive,
  p_buys,  ///< within the horizon, as all that follows
  expected_orders,
  expected_orders_low,  ///< what chance leaves them within, with a probability of 95%
  expected_orders_high,
  order_value,  ///< expected, of one order
  clv           ///< expected revenue, discounted
};
inline constexpr std::array<std::string_view, 18> kCustomerColumns = {"customer",
                                                                      "segment",
                                                                      "status",
                                                                      "first_order",
                                                                      "last_order",
                                                                      "orders",
                                                                      "revenue",
                                                                      "recency_days",
                                                                      "r",
                                                                      "f",
                                                                      "m",
                                                                      "p_alive",
                                                                      "p_buys",
                                                                      "expected_orders",
                                                                      "expected_orders_low",
                                                                      "expected_orders_high",
                                                                      "order_value",
                                                                      "clv"};

class CustomerList {
 public:
  /// Settles, filters, and fits where models are asked for. `last`: see assemble().
  /// Errors: segment_unknown; column_unknown for a sort by no column of the list;
  /// customers_unknown where no column tells customers apart.
  static Result<CustomerList> make(const Dataset& data, const Options& options,
                                   const CustomerQuery& query, std::unique_ptr<Answered>& last);

  /// The indices of those listed, in order.
  [[nodiscard]] const std::vector<uint32_t>& rows() const { return rows_; }
  /// How many there would be without the limit.
  [[nodiscard]] uint64_t total() const { return total_; }
  /// The columns of this list are the first so many.
  [[nodiscard]] size_t columns() const;

  [[nodiscard]] static bool is_text(CustomerColumn column) {
    return column <= CustomerColumn::last_order;
  }
  /// REQUIRES: is_text(column)
  [[nodiscard]] std::string_view text(CustomerColumn column, uint32_t customer,
                                      std::string& scratch) const;
  /// REQUIRES: not is_text(column). Money in major units.
  [[nodiscard]] std::optional<double> number(CustomerColumn column, uint32_t customer) const;
  /// The revenue exactly.
  [[nodiscard]] MoneySum revenue(uint32_t customer) const {
    return scored_->totals.revenue[customer];
  }
  [[nodiscard]] bool has_amounts() const { return analysis_.orders.has_amounts; }

 private:
  explicit CustomerList(const Analysis& analysis) : analysis_(analysis) {}

  void select(std::optional<metrics::SegmentName> segment);
  [[nodiscard]] size_t wanted(uint64_t limit) const;
  // Puts the first `wanted` rows in order.
  void sort_by_text(CustomerColumn column, bool descending, size_t wanted);
  template <typename NumberOf>
  void sort_by_number(NumberOf number_of, bool descending, size_t wanted);
  [[nodiscard]] std::optional<double> at_stake(uint32_t customer) const;
  [[nodiscard]] uint32_t recency_days(uint32_t customer) const;
  [[nodiscard]] std::optional<double> predicted(CustomerColumn column, uint32_t customer) const;

  Analysis analysis_;
  bool asks_models_ = false;
  const metrics::ScoredCustomers* scored_ = nullptr;
  const models::Histories* histories_ = nullptr;      ///< null without predictions
  const models::Predictions* predictions_ = nullptr;  ///< null without them
  std::vector<uint32_t> rows_;
  uint64_t total_ = 0;
};

/// The list as JSON: { "total": how many customers the query names, "rows": [{ column: value }]
/// } with at most kMostJsonRows rows. Errors: as CustomerList::make().
inline constexpr uint64_t kMostJsonRows = 1000;
[[nodiscard]] Result<std::string> customer_rows_json(const Dataset& data, const Options& options,
                                                     const CustomerQuery& query,
                                                     std::unique_ptr<Answered>& last);

}  // namespace dangol::engine
