// What BG/NBD and MBG/NBD share. They differ in one thing: whether a customer may leave after the
// first purchase already, so that x repeat purchases are x or x + 1 chances to leave.
#pragma once

#include <span>

#include "models/fit.h"
#include "models/pattern.h"

namespace dangol::models {

/// r, alpha, a, b as in the papers, and the chances to leave that a customer has had before the
/// first repeat purchase: 0 for BG/NBD, 1 for MBG/NBD.
struct BetaGeometric {
  double r = 0;
  double alpha = 0;
  double a = 0;
  double b = 0;
  double chances = 0;
};

/// See log_likelihood of bg_nbd.h. With n = x + chances:
/// Gamma(r + x) / Gamma(r) alpha^r B(a, b + n) / B(a, b)
/// ((alpha + T)^-(r + x) + [n > 0] a / (b + n - 1) (alpha + t_x)^-(r + x)).
[[nodiscard]] double log_likelihood(const BetaGeometric& model, const Pattern& pattern,
                                    numeric::Vector* gradient);

[[nodiscard]] double p_alive(const BetaGeometric& model, const Pattern& pattern);
[[nodiscard]] double expected_purchases(const BetaGeometric& model, const Pattern& pattern,
                                        double horizon);
[[nodiscard]] double expected_new(const BetaGeometric& model, double horizon);

/// `model`: bg_nbd or mbg_nbd.
[[nodiscard]] Fit fit_beta_geometric(std::span<const Pattern> patterns, Model model,
                                     double chances);

}  // namespace dangol::models
