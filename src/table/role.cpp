#include "table/role.h"

namespace dangol::table {

namespace {

constexpr PerRole<std::string_view> kNames = {
    "customer",  "email",    "phone",    "order",      "line",        "time",
    "amount",    "refund",   "quantity", "unit_price", "status",      "currency",
    "product",   "channel",  "variant",  "score",      "time_of_day", "time_zone",
    "cancelled", "discount", "event",    "reference"};

}  // namespace

std::string_view role_name(Role role) {
  return kNames[index_of(role)];
}

std::optional<Role> parse_role(std::string_view name) {
  for (size_t i = 0; i < kRoleCount; ++i) {
    if (kNames[i] == name) return role_at(i);
  }
  return std::nullopt;
}

}  // namespace dangol::table
