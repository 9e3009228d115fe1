// Which customer belongs to which group, for every measure that can be split.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace dangol::metrics {

/// A customer who is in no group.
inline constexpr uint32_t kNoGroup = std::numeric_limits<uint32_t>::max();

/// `of[customer]` is a number below `count`, or kNoGroup. An empty `of` puts everyone in group 0.
struct Grouping {
  std::span<const uint32_t> of;
  uint32_t count = 1;

  [[nodiscard]] uint32_t operator[](size_t customer) const { return of.empty() ? 0 : of[customer]; }
};

}  // namespace dangol::metrics
