// The NBD: customers who buy at rates of their own and never leave. What is left when nothing shows
// that anybody did.
#pragma once

#include <span>

#include "models/fit.h"
#include "models/pattern.h"

namespace dangol::models {

/// Purchases follow a Poisson process whose rate is gamma distributed among customers.
struct Nbd {
  double r = 0;      ///< shape of the rate
  double alpha = 0;  ///< its scale, a time: the mean rate is r / alpha
};

/// ln of the density of the x purchase times, of weight 1: Gamma(r + x) / Gamma(r) alpha^r
/// (alpha + T)^-(r + x). The count's probability has T^x / x! besides, which is the number of ways
/// to place x purchases and no matter of parameters; it is left out here because the models with
/// dropout state the density of times too, and only like compares with like.
/// With `gradient`: its derivatives by ln r and ln alpha.
/// Source: D. Schmittlein, D. Morrison, R. Colombo, Management Science 33 (1987) 1-24, section 2.
[[nodiscard]] double log_likelihood(const Nbd& nbd, const Pattern& pattern,
                                    numeric::Vector* gradient = nullptr);

/// Everybody is.
[[nodiscard]] double p_alive(const Nbd& nbd, const Pattern& pattern);

/// Purchases of this customer within `horizon` after T: horizon (r + x) / (alpha + T).
[[nodiscard]] double expected_purchases(const Nbd& nbd, const Pattern& pattern, double horizon);

/// Purchases after the first, of a new customer within `horizon`: horizon r / alpha.
[[nodiscard]] double expected_new(const Nbd& nbd, double horizon);

/// The likeliest parameters. Verdict heterogeneity_not_told where customers do not differ more than
/// by chance: r and alpha then grow without end. O(distinct x + patterns) per evaluation.
[[nodiscard]] Fit fit_nbd(std::span<const Pattern> patterns);

}  // namespace dangol::models
