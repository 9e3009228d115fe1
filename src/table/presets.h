// The exports that shops really have: how each is recognised by its headings, and which of its
// columns mean what. A table of data; nothing here decides over a user's choice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "table/role.h"
#include "table/schema.h"

namespace dangol::table {

/// One role of a preset. All names are normalised, the best first, separated by blanks.
struct PresetRole {
  Role role;
  /// Empty: the export names this column anyhow it likes, and the dictionary looks for it.
  std::string_view names;
  AmountScope scope = AmountScope::line;  ///< of the amount columns among them
};

struct Preset {
  std::string_view id;
  /// Headings that are all there; alternatives are separated by `|`.
  std::string_view must;
  /// Headings that are typical; `needed` of them suffice, so that some may be missing or renamed.
  std::string_view typical;
  uint8_t needed;
  /// The roles that the export fills. The others stay empty, whatever its columns look like: a
  /// column that an order total already contains is not a discount, and a city is no customer.
  std::span<const PresetRole> roles;
  /// Roles whose known names rule the preset out.
  std::span<const Role> without;
  /// How it always writes dates whose numbers could be in any order.
  std::optional<DateOrder> date_order = std::nullopt;
  /// The one that all its amounts are in, where no column says so: the market sells in no other.
  std::string_view currency = {};

  [[nodiscard]] bool fills(Role role) const;
};

/// The preset that more of the headings speak for than for any other; null = none does. `names` and
/// `whole_names` are those of normalise_name() and normalise_whole_name(), in any order.
/// O(presets x headings of a preset x log columns).
[[nodiscard]] const Preset* recognise_preset(std::span<const std::string> names,
                                             std::span<const std::string> whole_names);

[[nodiscard]] std::span<const Preset> presets();
/// The one of that id; null = none.
[[nodiscard]] const Preset* find_preset(std::string_view id);

}  // namespace dangol::table
