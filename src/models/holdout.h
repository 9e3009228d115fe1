// Whether to believe a forecast: a model of the first part of the data beside what the customers
// then did, and beside the guess that needs no model: as often as before.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "models/pattern.h"

namespace dangol::models {

/// Customers who looked the same when the first part ended, and did the same in the second.
struct HeldOut {
  Pattern before;    ///< T ends where the first part does; its weight counts them all
  double after = 0;  ///< purchases of each within the second part
};

/// What a model says of a customer: purchases within so much time after T (Predictor::expected).
using Expectation = std::function<double(const Pattern& pattern, double horizon)>;

struct HeldOutPeriod {
  double actual = 0;  ///< purchases of all customers within the period
  double predicted = 0;
  double cumulative_actual = 0;
  double cumulative_predicted = 0;
};

/// Customers by x in the first part: purchases in the second, in the mean. Zeros without customers.
struct HeldOutBin {
  double customers = 0;
  double actual = 0;
  double predicted = 0;
  double naive = 0;
};

/// Bin i is of x = i; the last one also of all beyond.
inline constexpr size_t kHeldOutBins = 8;

enum class Believe : uint8_t { no, roughly, yes };

struct HoldoutCheck {
  double customers = 0;
  double actual = 0;  ///< purchases in the second part
  double predicted = 0;
  double naive = 0;
  std::vector<HeldOutPeriod> periods;
  std::array<HeldOutBin, kHeldOutBins> bins;
  std::optional<double> bias;  ///< predicted / actual - 1; none where nobody bought
  std::optional<double> naive_bias;
  double mean_absolute_error = 0;  ///< of purchases, over customers
  double naive_mean_absolute_error = 0;
  Believe believe = Believe::no;
};

/// `period_ends`: times after the end of the first part, rising, in the unit of the patterns; the
/// last is the end of the second part. `actual`: purchases of all these customers by those periods.
///
/// The naive guess is x / T times the length of the second part, 0 where T is 0. Believe::yes: at
/// least 100 purchases came, the total is within 10% and the mean absolute error not above the
/// naive one; roughly: the total is within 25%, and what else holds; no: otherwise.
///
/// The model is asked once a distinct pattern for the whole of the second part; how the total
/// spreads over periods is asked of at most 20,000 patterns, evenly taken.
/// REQUIRES: period_ends and actual are of one size, not empty.
[[nodiscard]] HoldoutCheck check_holdout(std::span<const HeldOut> customers,
                                         std::span<const double> period_ends,
                                         std::span<const double> actual,
                                         const Expectation& expectation);

}  // namespace dangol::models
