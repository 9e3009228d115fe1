#include "table/amount_scope.h"

#include <unordered_map>
#include <vector>

#include "table/column_names.h"

namespace dangol::table {

namespace {

constexpr size_t kEnoughOrders = 3;

std::string_view cell_of(const std::vector<std::string>& record, size_t column) {
  return column < record.size() ? std::string_view(record[column]) : std::string_view{};
}

struct Order {
  const std::vector<std::string>* first = nullptr;
  size_t rows = 0;
  bool same = true;          ///< the amount of each row is that of the first
  bool first_only = true;    ///< the amount of each row but the first is blank
  bool rows_differ = false;  ///< in some cell other than the amount
};

void add_row(Order& order, const std::vector<std::string>& record, size_t amount) {
  if (order.rows++ == 0) {
    order.first = &record;
    order.same = order.first_only = !cell_of(record, amount).empty();
    return;
  }
  const std::string_view value = cell_of(record, amount);
  order.same = order.same && value == cell_of(*order.first, amount);
  order.first_only = order.first_only && value.empty();
  for (size_t i = 0; i < record.size() && !order.rows_differ; ++i) {
    order.rows_differ = i != amount && record[i] != cell_of(*order.first, i);
  }
}

}  // namespace

AmountScope detect_amount_scope(const Sample& sample, const ScopeColumns& columns) {
  std::unordered_map<std::string_view, Order> orders;
  for (const auto& record : sample.records) {
    const std::string_view number = cell_of(record, columns.order);
    if (!number.empty()) add_row(orders[number], record, columns.amount);
  }
  size_t judged = 0;
  bool same = true;
  bool first_only = true;
  for (const auto& [number, order] : orders) {
    if (order.rows < 2 || !order.rows_differ) continue;
    ++judged;
    same = same && order.same;
    first_only = first_only && order.first_only;
  }
  const bool total = first_only || (same && speaks_of_total(columns.amount_name));
  return judged >= kEnoughOrders && total ? AmountScope::order : AmountScope::line;
}

}  // namespace dangol::table
