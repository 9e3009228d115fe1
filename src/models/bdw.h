// The beta-discrete-Weibull: the sBG whose customers themselves change with time, because habits
// settle (c < 1) or interest wanes (c > 1).
#pragma once

#include <span>

#include "models/contractual.h"
#include "models/fit.h"
#include "numeric/maximise.h"

namespace dangol::models {

/// A customer who stays at the first renewal with probability q is there after t of them with
/// probability q^(t^c); 1 - q is beta distributed among customers. c = 1 is the sBG.
/// Source: P. Fader, B. Hardie, Y. Liu, J. Davin, T. Steenburgh, "'How to project customer
/// retention' revisited: the role of duration dependence", Journal of Interactive Marketing 43
/// (2018) 1-16, equations 5 to 8.
struct Bdw {
  double alpha = 0;
  double beta = 0;
  double c = 1;
};

/// The share of those who stand before their `renewal`-th renewal who stay. REQUIRES: renewal >= 1
[[nodiscard]] double retention_rate(const Bdw& bdw, double renewal);

/// The share of those who are there after `from` renewals (0: of the cohort) who are still there
/// after `renewals`. REQUIRES: 0 <= from <= renewals. O(1)
[[nodiscard]] double survival(const Bdw& bdw, double renewals, double from = 0);

/// ln of the probability of what became of everybody, without constants that depend on the counts
/// alone. With `gradient`: its derivatives by ln alpha, ln beta and ln c. O(renewals)
[[nodiscard]] double log_likelihood(const Bdw& bdw, std::span<const Renewals> renewals,
                                    numeric::Vector* gradient = nullptr);

/// See fit_contractual(). A c above kLargestPower is not looked for: everybody would leave at once,
/// which happens in tables of a few customers.
inline constexpr double kLargestPower = 10;
[[nodiscard]] Fit fit_bdw(std::span<const Renewals> renewals);

}  // namespace dangol::models
