// What one may believe of variants after the data: how probably each is the best, and what choosing
// it costs on average if it is not. By sums over fixed nodes, never by draws: the same data give
// the same digits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "experiment/estimate.h"
#include "experiment/interval.h"

namespace dangol::experiment {

/// Which direction of a measure is wished for.
enum class Better : uint8_t { higher, lower };

/// The beta distribution believed of a share before any data; 1 and 1: every share is as likely.
/// REQUIRES: both from 0.1 to 1e6.
struct Prior {
  double alpha = 1;
  double beta = 1;
};

struct Belief {
  double mean = 0;
  Interval credible;              ///< equal tails
  double probability_best = 0;    ///< over all variants; these sum to 1
  double probability_better = 0;  ///< than the control; 0.5 for the control itself
  double expected_loss = 0;  ///< mean of (best variant less this one), >= 0, in the unit of `mean`
};

/// Shares of independent beta posteriors. Absolute error of probabilities and losses at most 1e-9
/// up to 1e8 users a variant, 1e-8 at 1e9.
/// About 200 evaluations of the distribution per variant, squared in the number of variants.
/// REQUIRES: 1 to 100 arms, control < arms.size(), 0 < confidence < 1.
/// Source: the integrals P(best) = of f_i times the other F_j, E(loss) = of F_i (1 - the other
/// F_j), on the scale of ln(x / (1 - x)); A. Gelman et al., Bayesian Data Analysis (2013), 2.4.
[[nodiscard]] std::vector<Belief> believe_shares(std::span<const Count> arms, size_t control,
                                                 Prior prior, double confidence,
                                                 Better better = Better::higher);

/// Means of independent normal posteriors under a flat prior: the normal limit of any prior once
/// there are data. A variance of 0 is a value known for certain, within 1e-8. Errors and costs as
/// above, absolute in units of the largest difference or standard error. REQUIRES: as above, finite
/// values.
[[nodiscard]] std::vector<Belief> believe_means(std::span<const Estimate> arms, size_t control,
                                                double confidence, Better better = Better::higher);

struct EffectBelief {
  Interval credible;
  double probability_above = 0;  ///< that the effect is above 0
  double loss_chosen = 0;        ///< mean of max(0, -effect): choosing the treatment
  double loss_kept = 0;          ///< mean of max(0, effect): keeping the control
};

/// A single effect, absolute or relative, with a normal posterior under a flat prior. Closed form.
[[nodiscard]] EffectBelief believe_effect(double effect, double standard_error, double confidence);

}  // namespace dangol::experiment
