// What may be asked of the customer-base models: the option `models`.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "models/fit.h"
#include "models/history.h"

namespace dangol::engine {

/// Of time in the parameters. A month is a twelfth of 365.25 days.
enum class TimeUnit : uint8_t { day, week, month };
[[nodiscard]] std::string_view time_unit_name(TimeUnit unit);
[[nodiscard]] double days_of(TimeUnit unit);

struct ModelOptions {
  /// What the fits depend on.
  struct Fitting {
    /// Of models::kPurchaseModels, and bg_bb; empty = all.
    std::vector<models::Model> include;
    TimeUnit unit = TimeUnit::week;
    models::HistoryRule histories;  ///< first_order_in_money, acquired_from, acquired_to
    /// The last day of the first part of the holdout check; default: after two thirds of the days
    std::optional<Day> calibration_end;

    friend bool operator==(const Fitting&, const Fitting&) = default;
  };
  /// What is made of them.
  struct Worth {
    uint32_t horizon_months = 12;            ///< 1 to kMostMonths
    double discount_rate = 0.1;              ///< a year, 0 to 1
    std::optional<double> acquisition_cost;  ///< of one customer, above 0
    std::optional<double> years;             ///< as a customer, for the formula of the articles

    friend bool operator==(const Worth&, const Worth&) = default;
  };

  Fitting fitting;
  Worth worth;

  static constexpr uint32_t kMostMonths = 120;
};

/// One JSON object, every field optional, `null` for the default. False where a field is unknown or
/// has no sense.
[[nodiscard]] bool read_model_options(const nlohmann::json& json, ModelOptions& options);

}  // namespace dangol::engine
