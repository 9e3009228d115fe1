// The highest point of a smooth function of a few numbers: how likelihoods are fitted.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>

namespace dangol::numeric {

inline constexpr size_t kMaxDimensions = 4;

/// A point or a gradient; what lies beyond the dimensions in use is 0.
using Vector = std::array<double, kMaxDimensions>;
/// `n` x `n` numbers, row-major without gaps, n the dimensions in use.
using Matrix = std::array<double, kMaxDimensions * kMaxDimensions>;

/// The value at a point, with its gradient written beside it. A value that is not finite means "not
/// here": the search turns back.
using Objective = std::function<double(const Vector& at, Vector& gradient)>;

struct Maximum {
  size_t dimensions = 0;
  Vector at{};
  double value = 0;
  Vector gradient{};
  /// The largest absolute entry of the gradient over max(1, |value|).
  double gradient_norm = 0;
  Matrix hessian{};        ///< of `value`, from the gradients around the maximum
  Matrix covariance{};     ///< -hessian inverted; zeros where `definite` is false
  bool definite = false;   ///< the Hessian is negative definite, well away from singular
  bool at_edge = false;    ///< some coordinate ran to the end of its range
  bool converged = false;  ///< gradient_norm <= kGradientTolerance
};

/// Where a maximum counts as reached; the search itself goes on for as long as it gains.
inline constexpr double kGradientTolerance = 1e-8;

/// The range that is searched, for each coordinate: of log parameters, 1e-8 to 1e8 and a little
/// more.
inline constexpr double kSearchRange = 20;

/// The best of the local maxima that are reached from `starts`, within [-kSearchRange,
/// kSearchRange] in each coordinate: BFGS with a backtracking line search from each start, given up
/// where it comes near to what another start has reached, then Newton steps with a Hessian by
/// differences of the gradients, right to about 1e-6. Deterministic. About 15 evaluations per
/// start, 15 for the winner and 2 per dimension for the Hessian. REQUIRES: 1 <= dimensions <=
/// kMaxDimensions, a start with a finite value. Source: J. Nocedal, S. Wright, Numerical
/// Optimization (2006), algorithms 6.1 and 3.1.
[[nodiscard]] Maximum maximise(const Objective& objective, size_t dimensions,
                               std::span<const Vector> starts);

/// maximise() from near the top, as from the maximum over a part of the data, whose Hessian is a
/// good guess of this one.
[[nodiscard]] Maximum maximise_from(const Objective& objective, const Maximum& hint);

}  // namespace dangol::numeric
