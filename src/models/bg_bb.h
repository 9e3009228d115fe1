// The BG/BB: customers who may act once an occasion (donate in a year, come to a match), do so with
// a probability of their own, and may leave for good before any occasion.
#pragma once

#include <cstddef>
#include <span>

#include "models/fit.h"
#include "models/pattern.h"

namespace dangol::models {

/// Source: P. Fader, B. Hardie, J. Shang, "Customer-base analysis in a discrete-time noncontractual
/// setting", Marketing Science 29 (2010) 1086-1108.
///
/// Patterns here: x occasions taken of the T (whole) that there were after the first, the last one
/// taken being the t_x-th; 0 where none was.
struct BgBb {
  double alpha = 0;  ///< of the probability to act at an occasion, mean alpha / (alpha + beta)
  double beta = 0;
  double gamma =
      0;  ///< of the probability to leave before an occasion, mean gamma / (gamma + delta)
  double delta = 0;
};

/// ln of the probability of one such history, of weight 1: equation 5. With `gradient`: its
/// derivatives by ln alpha, ln beta, ln gamma and ln delta. O(T)
[[nodiscard]] double log_likelihood(const BgBb& bg_bb, const Pattern& pattern,
                                    numeric::Vector* gradient = nullptr);

/// The probability that this customer is there at occasion T + 1: equation 11. O(T)
[[nodiscard]] double p_alive(const BgBb& bg_bb, const Pattern& pattern);

/// How many of the next `occasions` (whole) this customer takes: equation 13, as a sum over
/// occasions, which has no pole at gamma = 1. O(T + occasions)
[[nodiscard]] double expected_purchases(const BgBb& bg_bb, const Pattern& pattern,
                                        double occasions);

/// How many of the first `occasions` (whole) a new customer takes: equation 7, as a sum.
[[nodiscard]] double expected_new(const BgBb& bg_bb, double occasions);

/// The likeliest parameters. Verdicts: too_few where nobody acts, no_dropout where nothing shows
/// that anybody left, heterogeneity_not_told where the data do not tell a parameter (see
/// identify.h). An evaluation is O(patterns x T).
[[nodiscard]] Fit fit_bg_bb(std::span<const Pattern> patterns);

}  // namespace dangol::models
