// The MBG/NBD: the BG/NBD whose customers may leave after their first purchase already.
#pragma once

#include <span>

#include "models/fit.h"
#include "models/pattern.h"

namespace dangol::models {

/// As BgNbd, but the first purchase counts as one after which a customer may leave: somebody who
/// bought once is not alive for sure.
struct MbgNbd {
  double r = 0;
  double alpha = 0;  ///< a time
  double a = 0;      ///< of the beta distribution of the dropout probability, mean a / (a + b)
  double b = 0;
};

/// ln of the density of the x purchase times, of weight 1 (see nbd.h on what is left out).
/// With `gradient`: its derivatives by the logarithms of r, alpha, a, b.
/// Source: E. Batislam, M. Denizel, A. Filiztekin, International Journal of Research in Marketing
/// 24 (2007) 201-209.
[[nodiscard]] double log_likelihood(const MbgNbd& mbg, const Pattern& pattern,
                                    numeric::Vector* gradient = nullptr);

/// The probability that this customer has not left, below 1 even where x = 0.
[[nodiscard]] double p_alive(const MbgNbd& mbg, const Pattern& pattern);

/// Purchases of this customer within `horizon` after T.
[[nodiscard]] double expected_purchases(const MbgNbd& mbg, const Pattern& pattern, double horizon);

/// Purchases after the first, of a new customer within `horizon`.
[[nodiscard]] double expected_new(const MbgNbd& mbg, double horizon);

/// The likeliest parameters. O(distinct x, t_x and T, and patterns) per evaluation.
[[nodiscard]] Fit fit_mbg_nbd(std::span<const Pattern> patterns);

}  // namespace dangol::models
