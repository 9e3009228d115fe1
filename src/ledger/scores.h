// What customers answered to "how likely are you to recommend us", 0 to 10.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/civil.h"

namespace dangol::ledger {

struct Score {
  static constexpr uint32_t kNobody = UINT32_MAX;

  uint32_t customer = kNobody;  ///< index into Lines::customer_keys
  std::optional<Day> day;       ///< none where the row has no readable one
  uint8_t score = 0;
};

/// A whole number from 0 to 10, also as `9.0`, `9점` or `9 / 10`; none for any other text.
[[nodiscard]] std::optional<uint8_t> parse_score(std::string_view text);

}  // namespace dangol::ledger
