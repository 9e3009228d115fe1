// How many purchases after the first a new customer makes within a time: the probability of each
// number, for every model of purchases without a contract.
#pragma once

#include "models/bg_nbd.h"
#include "models/mbg_nbd.h"
#include "models/nbd.h"
#include "models/pareto_nbd.h"

namespace dangol::models {

/// The probability of exactly n purchases, n >= 0 and whole, within `horizon` >= 0. A sum of what
/// cannot be negative in each model: of customers who are still there after n purchases, and of
/// those who left after them. Nothing is taken from anything, so that small probabilities keep
/// their digits and a + b < 1 is nothing special.
///
/// BG/NBD: P. Fader, B. Hardie, K. L. Lee, Marketing Science 24 (2005) 275-284, equation 8, with
/// its 1 - sum as the probability that the n-th purchase comes in time; MBG/NBD: the same with one
/// more chance to leave. Pareto/NBD: the integral over the time of leaving that P. Fader, B.
/// Hardie, "Deriving an expression for P(X(t) = x) under the Pareto/NBD model" (2006), write with
/// hypergeometric functions. Relative error about 1e-12, and 1e-15 times what the exponents come
/// to where n or parameters are many thousands. O(1): some 300 exponentials at most.
[[nodiscard]] double p_purchases(const Nbd& nbd, double n, double horizon);
[[nodiscard]] double p_purchases(const BgNbd& bg, double n, double horizon);
[[nodiscard]] double p_purchases(const MbgNbd& mbg, double n, double horizon);
[[nodiscard]] double p_purchases(const ParetoNbd& pareto, double n, double horizon);

/// The probability of n purchases or more: that of the n-th, in time. Not a difference from 1
/// either.
[[nodiscard]] double p_purchases_from(const Nbd& nbd, double n, double horizon);
[[nodiscard]] double p_purchases_from(const BgNbd& bg, double n, double horizon);
[[nodiscard]] double p_purchases_from(const MbgNbd& mbg, double n, double horizon);
[[nodiscard]] double p_purchases_from(const ParetoNbd& pareto, double n, double horizon);

}  // namespace dangol::models
