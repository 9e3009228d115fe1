// What a column can mean. The names are part of the Report, of the options and of the mapping.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dangol::table {

enum class Role : uint8_t {
  customer,
  email,
  phone,
  order,
  line,
  time,
  amount,
  refund,
  quantity,
  unit_price,
  status,
  currency,
  product,
  channel,
  variant,
  score,
  time_of_day,  ///< a clock beside a column of days
  time_zone,
  cancelled,  ///< a cell that says anything but "no" cancels its row: `Cancelled at`, 취소사유
  discount,   ///< taken off the amount of the same row
  event,      ///< what kind of row this is: sale, refund, withdrawal
  reference   ///< the order that a refund row names
};

inline constexpr size_t kRoleCount = 22;

/// One value per role.
template <typename T>
using PerRole = std::array<T, kRoleCount>;

[[nodiscard]] constexpr size_t index_of(Role role) {
  return static_cast<size_t>(role);
}
[[nodiscard]] constexpr Role role_at(size_t index) {
  return static_cast<Role>(index);
}

/// The name used in options and reports, such as `unit_price`.
[[nodiscard]] std::string_view role_name(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view name);

}  // namespace dangol::table
