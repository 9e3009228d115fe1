// Whether the data could tell a model's parameters: the rules behind the verdicts, in one place.
#pragma once

#include "models/fit.h"

namespace dangol::models {

/// A 95% interval wider than a factor of 19 to either side tells nothing: standard errors of the
/// logarithm above this.
inline constexpr double kUntoldError = 1.5;

/// A gain in log-likelihood that two parameters more do not pay for, by AIC.
inline constexpr double kNoGain = 2;

/// Whether a parameter of this index is told by the data: the Hessian is definite and the standard
/// error of its logarithm is at most kUntoldError.
[[nodiscard]] bool told(const Fit& fit, size_t parameter);

/// A fit that was not made.
[[nodiscard]] Fit too_few(Model model);

/// The verdict on a fit whose first two parameters are of the rate.
void judge_rate(Fit& fit);

/// The verdict on a fit of four parameters, the last two of dropout, beside the NBD of the same
/// patterns: no_dropout where the NBD is as good, or where it nearly is and the dropout is not
/// told; heterogeneity_not_told where the differences between customers in rate or dropout are not.
void judge_dropout(Fit& fit, const Fit& nbd);

}  // namespace dangol::models
