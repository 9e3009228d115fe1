// The Gamma-Gamma model of spend: each customer's orders vary around a mean of their own, and the
// means vary among customers.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/fit.h"

namespace dangol::models {

/// What the model sees of a customer who bought again: equal ones are one row with a weight.
struct Spend {
  double x = 0;       ///< orders whose mean is taken, >= 1
  double mean = 0;    ///< value of them, > 0, in money of any unit
  double weight = 1;  ///< how many customers
};

/// An order's value is gamma distributed with shape p and a rate that is gamma distributed among
/// customers with shape q and scale v.
struct GammaGamma {
  double p = 0;
  double q = 0;
  double v = 0;  ///< money
};

/// ln of the density of the mean value, of weight 1. With `gradient`: its derivatives by the
/// logarithms of p, q, v.
/// Source: P. Fader, B. Hardie, The Gamma-Gamma model of monetary value (2013), equation 1a.
[[nodiscard]] double log_likelihood(const GammaGamma& spend, const Spend& customer,
                                    numeric::Vector* gradient = nullptr);

/// What an average customer's order is worth: p v / (q - 1). Nothing where q <= 1: the mean is
/// infinite there, and a number would be made up.
[[nodiscard]] std::optional<double> population_mean(const GammaGamma& spend);

/// What this customer's orders are worth on average in the long run: a weighted mean of their own
/// and the population's (equation 5 of the note). x = 0 asks for somebody unknown. Nothing where
/// p x + q <= 1.
[[nodiscard]] std::optional<double> expected_value(const GammaGamma& spend, double x, double mean);

/// A fit and the assumption that it rests on.
struct SpendFit {
  Fit fit;
  /// Pearson's, of x and mean over customers: the model takes the two for independent. 0 where one
  /// of them does not vary.
  double correlation = 0;
};

/// The likeliest parameters, on the rows with x >= 1 and a positive mean: no others are for this
/// model. Verdict heterogeneity_not_told where customers do not differ more than orders do; a fit
/// with q <= 1 may be fine and still has no mean. O(rows) per evaluation.
[[nodiscard]] SpendFit fit_gamma_gamma(std::span<const Spend> customers);

/// Sorts by (x, mean) and adds up the weights of equal rows. O(n log n), in place.
void merge_equal(std::vector<Spend>& customers);

}  // namespace dangol::models
