// What an order of a customer is worth: by the Gamma-Gamma model where the data allow it, by the
// plain mean where they do not.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "models/fit.h"
#include "models/history.h"

namespace dangol::models {

/// Frequency and money that go together this much are not independent, as the Gamma-Gamma has it.
inline constexpr double kNotableCorrelation = 0.3;

/// At most as many parameters as the Gamma-Gamma has.
using SpendGradient = std::array<double, 3>;

struct SpendModel {
  Fit fit;                 ///< of the Gamma-Gamma
  uint64_t customers = 0;  ///< with a mean value above nothing
  /// Pearson's, of the number of purchases and their mean value, over those customers.
  double correlation = 0;
  /// False: the mean stands for everybody. The Gamma-Gamma is refused where q <= 1 (it has no mean
  /// then) or the data do not tell its parameters.
  bool gamma_gamma = false;
  double mean = 0;        ///< of an order of somebody of whom nothing is known
  double mean_error = 0;  ///< standard error of ln mean, where that is the plain mean

  /// The value of the next order of a customer with so many valued purchases of that mean value.
  [[nodiscard]] double expected(uint32_t purchases, double mean_value) const;
  /// The derivatives of its logarithm by the logarithms of the parameters: p, q, v, or the mean.
  [[nodiscard]] SpendGradient gradient(uint32_t purchases, double mean_value) const;
  [[nodiscard]] size_t parameters() const { return gamma_gamma ? 3 : 1; }
  /// Of the logarithms of the parameters.
  [[nodiscard]] double covariance(size_t row, size_t column) const;
};

/// None where the data hold no money, or no purchases that have a value.
[[nodiscard]] std::optional<SpendModel> fit_spend(const Histories& histories);

}  // namespace dangol::models
