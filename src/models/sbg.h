// The shifted beta-geometric: customers with a contract who leave at each renewal with a
// probability of their own. Why retention rates of a cohort rise although nobody changes.
#pragma once

#include <span>

#include "models/contractual.h"
#include "models/fit.h"
#include "numeric/maximise.h"

namespace dangol::models {

/// The probability to leave is beta distributed among customers, mean alpha / (alpha + beta).
/// Source: P. Fader, B. Hardie, "How to project customer retention", Journal of Interactive
/// Marketing 21 (2007) 76-90.
struct Sbg {
  double alpha = 0;
  double beta = 0;
};

/// The share of those who stand before their `renewal`-th renewal who stay: equation 8.
/// REQUIRES: renewal >= 1
[[nodiscard]] double retention_rate(const Sbg& sbg, double renewal);

/// The share of those who are there after `from` renewals (0: of the cohort) who are still there
/// after `renewals`: equation 6. REQUIRES: 0 <= from <= renewals. O(1)
[[nodiscard]] double survival(const Sbg& sbg, double renewals, double from = 0);

/// ln of the probability of what became of everybody, without constants that depend on the counts
/// alone. With `gradient`: its derivatives by ln alpha and ln beta. O(renewals)
[[nodiscard]] double log_likelihood(const Sbg& sbg, std::span<const Renewals> renewals,
                                    numeric::Vector* gradient = nullptr);

/// See fit_contractual(). Rates that do not rise from renewal to renewal end in
/// heterogeneity_not_told: everybody leaves with the same probability.
[[nodiscard]] Fit fit_sbg(std::span<const Renewals> renewals);

}  // namespace dangol::models
