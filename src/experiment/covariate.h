// CUPED: what users did before the experiment takes away noise that the experiment did not make.
// In every CrossMoments here x is the covariate, of before, and y the measure, of during.
#pragma once

#include <optional>
#include <span>

#include "experiment/estimate.h"
#include "experiment/moments.h"

namespace dangol::experiment {

struct Adjustment {
  double theta = 0;           ///< the slope that is taken out, one for all variants
  double covariate_mean = 0;  ///< over all variants: adjusted means stay near the unadjusted ones
};

/// The slope of y on x over all users of all variants. None for fewer than two users, or when the
/// covariate is the same for all. O(arms).
/// Source: A. Deng, Y. Xu, R. Kohavi, T. Walker, WSDM 2013, 123-132, section 3.2.
[[nodiscard]] std::optional<Adjustment> fit_adjustment(std::span<const CrossMoments> arms);

/// The mean of y - theta (x - covariate_mean). None for fewer than two users.
[[nodiscard]] std::optional<Estimate> adjusted_mean(const CrossMoments& arm,
                                                    const Adjustment& adjustment);

/// Both sides of one comparison, before and after.
struct AdjustedContrast {
  Contrast contrast;
  /// 1 - the adjusted difference's variance / the unadjusted one's; below 0 where a slope that is
  /// right for all variants is wrong for these two.
  double variance_reduction = 0;
  /// Welch's test that the covariate's means are equal: small when the groups differed before they
  /// were treated. Empty when nothing varies.
  std::optional<Test> balance;
};

/// The lift is that of the adjusted means. None as in `contrast`.
[[nodiscard]] std::optional<AdjustedContrast> compare_adjusted(
    const CrossMoments& control, const CrossMoments& treatment, const Adjustment& adjustment,
    double alpha, Sides sides = Sides::two, Reference reference = Reference::welch);

}  // namespace dangol::experiment
