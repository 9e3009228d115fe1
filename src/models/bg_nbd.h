// The BG/NBD: customers who buy at rates of their own and may leave after any purchase but the
// first.
#pragma once

#include <span>

#include "models/fit.h"
#include "models/pattern.h"

namespace dangol::models {

/// As the NBD, and after each repeat purchase a customer leaves with a probability of their own,
/// which is beta distributed among customers.
struct BgNbd {
  double r = 0;
  double alpha = 0;  ///< a time
  double a = 0;      ///< of the beta distribution of the dropout probability, mean a / (a + b)
  double b = 0;
};

/// ln of the density of the x purchase times, of weight 1 (see nbd.h on what is left out).
/// With `gradient`: its derivatives by the logarithms of r, alpha, a, b.
/// Source: P. Fader, B. Hardie, K. L. Lee, Marketing Science 24 (2005) 275-284, equation 6.
[[nodiscard]] double log_likelihood(const BgNbd& bg, const Pattern& pattern,
                                    numeric::Vector* gradient = nullptr);

/// The probability that this customer has not left; 1 where x = 0. Computed from logarithms: never
/// overflows. Source: P. Fader, B. Hardie, Computing P(alive) using the BG/NBD model (2008).
[[nodiscard]] double p_alive(const BgNbd& bg, const Pattern& pattern);

/// Purchases of this customer within `horizon` after T: equation 10 of the paper, in a form without
/// its poles at a = 1 and a + b + x = 1 (see beta_geometric.h).
[[nodiscard]] double expected_purchases(const BgNbd& bg, const Pattern& pattern, double horizon);

/// Purchases after the first, of a new customer within `horizon`: equation 9.
[[nodiscard]] double expected_new(const BgNbd& bg, double horizon);

/// The likeliest parameters. O(distinct x, t_x and T, and patterns) per evaluation.
[[nodiscard]] Fit fit_bg_nbd(std::span<const Pattern> patterns);

}  // namespace dangol::models
