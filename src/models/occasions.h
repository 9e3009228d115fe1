// Orders in, which calendar months each customer bought in out: what the BG/BB sees, for whom
// months are occasions that are taken or not.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/settle.h"
#include "models/bg_bb.h"
#include "models/fit.h"
#include "models/history.h"

namespace dangol::models {

/// The whole calendar months after each customer's first, up to the last one that is complete.
/// Customers who came after its start have had no occasion yet and are left out.
struct Occasions {
  std::vector<Pattern> patterns;  ///< as BgBb reads them; equal ones are one
  uint64_t customers = 0;
};

/// Customers and days as make_histories() takes them. O(orders + customers log customers).
[[nodiscard]] Occasions make_occasions(const ledger::Orders& orders, const HistoryRule& rule);

/// What the BG/BB expects of the next months.
struct OccasionsForecast {
  double alive = 0;         ///< customers who are there in the next one
  double expected = 0;      ///< months with an order, of all customers together
  double expected_new = 0;  ///< the same of a customer after their first month
};

/// None where the data do not tell the parameters. O(patterns x months).
[[nodiscard]] std::optional<OccasionsForecast> forecast(const Occasions& occasions, const Fit& fit,
                                                        uint32_t months);

}  // namespace dangol::models
