#include "ledger/order_values.h"

#include <cstddef>

namespace dangol::ledger {

std::vector<uint16_t> values_of_orders(const Attribute& attribute, const Orders& orders) {
  std::vector<uint16_t> values(orders.size(), Attribute::kNone);
  for (size_t line = 0; line < orders.order_of_line.size(); ++line) {
    const uint32_t order = orders.order_of_line[line];
    if (order != kNoOrder && values[order] == Attribute::kNone) {
      values[order] = attribute.codes[line];
    }
  }
  return values;
}

std::vector<uint8_t> orders_with(const Attribute& attribute, const Orders& orders,
                                 std::span<const uint16_t> values) {
  std::vector<uint8_t> wanted(size_t{Attribute::kNone} + 1);
  for (const uint16_t value : values) wanted[value] = 1;
  std::vector<uint8_t> with(orders.size());
  for (size_t line = 0; line < orders.order_of_line.size(); ++line) {
    const uint32_t order = orders.order_of_line[line];
    if (order != kNoOrder) with[order] |= wanted[attribute.codes[line]];
  }
  return with;
}

}  // namespace dangol::ledger
