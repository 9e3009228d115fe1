// The Pareto/NBD: customers who buy at rates of their own and may leave at any time, unseen.
#pragma once

#include <span>

#include "models/fit.h"
#include "models/pattern.h"

namespace dangol::models {

/// As the NBD, and a customer leaves at a rate of their own, which is gamma distributed among
/// customers and has nothing to do with how often they buy.
struct ParetoNbd {
  double r = 0;
  double alpha = 0;  ///< a time: the mean rate of purchases is r / alpha
  double s = 0;
  double beta = 0;  ///< a time: the mean rate of leaving is s / beta
};

/// ln of the density of the x purchase times, of weight 1 (see nbd.h on what is left out).
/// With `gradient`: its derivatives by the logarithms of r, alpha, s, beta. The papers' difference
/// of two hypergeometric functions is taken as the one integral that it is, of a positive function
/// over the time that the customer may have been gone: nothing cancels where t_x is close to T, and
/// alpha = beta is nothing special. Finite wherever parameters are within e^20 of each other's
/// scale and x <= 100,000. About 10 exponentials, some 100 where purchases are many.
/// Source: D. Schmittlein, D. Morrison, R. Colombo, Management Science 33 (1987) 1-24; the
/// integral: P. Fader, B. Hardie, A note on deriving the Pareto/NBD model and related expressions
/// (2005).
[[nodiscard]] double log_likelihood(const ParetoNbd& pareto, const Pattern& pattern,
                                    numeric::Vector* gradient = nullptr);

/// The probability that this customer has not left by T; 1 where t_x = T.
[[nodiscard]] double p_alive(const ParetoNbd& pareto, const Pattern& pattern);

/// Purchases within `horizon` after T of this customer if they have not left by T, s = 1 included.
/// O(1).
[[nodiscard]] double expected_if_alive(const ParetoNbd& pareto, const Pattern& pattern,
                                       double horizon);

/// Purchases of this customer within `horizon` after T: p_alive times expected_if_alive (equation
/// 41 of the note).
[[nodiscard]] double expected_purchases(const ParetoNbd& pareto, const Pattern& pattern,
                                        double horizon);

/// Purchases after the first, of a new customer within `horizon` (equation 17 of the note).
[[nodiscard]] double expected_new(const ParetoNbd& pareto, double horizon);

/// The present value of all of this customer's purchases after T, one unit each, discounted
/// continuously at `rate` per unit of time: ln(1 + yearly rate) / units per year. REQUIRES: rate >
/// 0. Source: P. Fader, B. Hardie, K. L. Lee, Journal of Marketing Research 42 (2005) 415-430,
/// equation 2.
[[nodiscard]] double discounted_expected_residual(const ParetoNbd& pareto, const Pattern& pattern,
                                                  double rate);

/// The likeliest parameters. Verdict no_dropout where s goes to 0 or the likelihood is not above
/// the NBD's by more than chance. O(patterns) per evaluation.
[[nodiscard]] Fit fit_pareto_nbd(std::span<const Pattern> patterns);

}  // namespace dangol::models
