// Active, at risk or gone: what a shop without subscriptions can say of a customer who has not
// bought for some time.
#pragma once

#include <cstdint>
#include <string_view>

namespace dangol::metrics {

/// How many days without an order count as lost, and where that number comes from.
/// Source: definitions.md, "Cohorts": the p95 of the gaps between orders; 365 days when fewer than
/// 200 customers repeat; adjustable.
struct ChurnWindow {
  enum class From : uint8_t { gaps, standard, chosen };

  uint32_t days = 365;  ///< at least 1
  From from = From::standard;

  friend bool operator==(const ChurnWindow&, const ChurnWindow&) = default;
};
[[nodiscard]] std::string_view churn_window_from_name(ChurnWindow::From from);

enum class CustomerStatus : uint8_t { active, at_risk, gone };

/// `days_since`: from the last order to the day in question, not negative. At risk from more than
/// half of the window on, gone from more than all of it on.
[[nodiscard]] constexpr CustomerStatus status_of(uint32_t days_since, uint32_t window_days) {
  if (days_since > window_days) return CustomerStatus::gone;
  return days_since > window_days / 2 ? CustomerStatus::at_risk : CustomerStatus::active;
}

}  // namespace dangol::metrics
