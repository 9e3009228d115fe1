#include "numeric/maximise.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace dangol::numeric {

namespace {

constexpr double kNowhere = -std::numeric_limits<double>::infinity();
constexpr double kFine = 1e-8;  // the steepness at which Newton's method takes over

/// A place with all that is known of it.
struct Place {
  Vector at{};
  double value = kNowhere;
  Vector gradient{};
};

/// An objective with its dimensions, the range it is searched in, and no values but numbers.
class Landscape {
 public:
  Landscape(const Objective& objective, size_t dimensions)
      : objective_(objective), n_(dimensions) {}

  [[nodiscard]] size_t dimensions() const { return n_; }

  [[nodiscard]] Place look(const Vector& at) const {
    Place place{.at = at};
    place.value = objective_(at, place.gradient);
    bool known = std::isfinite(place.value);
    for (size_t i = 0; i < n_; ++i) known = known && std::isfinite(place.gradient[i]);
    if (!known) place.value = kNowhere;
    return place;
  }

  /// Whether a coordinate stands at the end of its range and the slope leads beyond.
  [[nodiscard]] static bool held(const Place& place, size_t i) {
    return (place.at[i] >= kSearchRange && place.gradient[i] > 0) ||
           (place.at[i] <= -kSearchRange && place.gradient[i] < 0);
  }

  /// The largest slope along which one may go, over max(1, |value|).
  [[nodiscard]] double steepness(const Place& place) const {
    double steepest = 0;
    for (size_t i = 0; i < n_; ++i) {
      if (!held(place, i)) steepest = std::max(steepest, std::abs(place.gradient[i]));
    }
    return steepest / std::max(1.0, std::abs(place.value));
  }

 private:
  const Objective& objective_;
  size_t n_;
};

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (size_t i = 0; i < kMaxDimensions; ++i) sum += a[i] * b[i];
  return sum;
}

Vector times(const Matrix& matrix, const Vector& vector, size_t n) {
  Vector product{};
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) product[i] += matrix[i * n + j] * vector[j];
  }
  return product;
}

/// BFGS' estimate of the negative inverse Hessian, after a step and the change of the gradient.
void learn(Matrix& inverse, const Vector& step, const Vector& change, size_t n, bool first) {
  // Of the negated function, which is what BFGS minimises.
  const double curvature = -dot(step, change);
  if (!(curvature > 0)) return;
  if (first) {
    for (size_t i = 0; i < n; ++i) inverse[i * n + i] = curvature / dot(change, change);
  }
  const Vector turned = times(inverse, change, n);
  const double scale = (1 + dot(change, turned) / curvature) / curvature;
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) {
      inverse[i * n + j] +=
          scale * step[i] * step[j] + (turned[i] * step[j] + step[i] * turned[j]) / curvature;
    }
  }
}

Matrix identity(size_t n) {
  Matrix matrix{};
  for (size_t i = 0; i < n; ++i) matrix[i * n + i] = 1;
  return matrix;
}

/// Where a line search from `from` along `direction` ends; none where nothing higher is found.
std::optional<Place> climb(const Landscape& land, const Place& from, const Vector& direction) {
  constexpr double kEnough = 1e-4;  // of the gain that the slope promises
  // Where values differ by rounding alone, the slope is all there is to go by.
  const double rounding = 1e-14 * std::max(1.0, std::abs(from.value));
  double share = 1;
  for (int tries = 0; tries < 40; ++tries) {
    Vector at = from.at;
    double promised = 0;
    for (size_t i = 0; i < land.dimensions(); ++i) {
      at[i] = std::clamp(at[i] + share * direction[i], -kSearchRange, kSearchRange);
      promised += from.gradient[i] * (at[i] - from.at[i]);
    }
    const Place place = land.look(at);
    const double gain = place.value - from.value;
    if (promised > rounding ? gain > 0 && gain >= kEnough * promised : gain > -rounding)
      return place;
    // The top of the parabola through the two values and the slope, but not too near or far.
    const double bend = promised - gain;
    const double top = bend > 0 && std::isfinite(bend) ? promised / (2 * bend) : 0;
    share *= std::clamp(top, 0.1, 0.5);
  }
  return std::nullopt;
}

/// How far a search has come, and what it has learnt of the negative inverse Hessian.
struct Ascent {
  Place place;
  Matrix inverse{};
  bool fresh = true;  ///< nothing is learnt yet
};

/// Whether `place` is on the way to `top`: near, and lower.
bool leads_to(const Place& place, const Place& top, size_t n) {
  constexpr double kNear = 0.25;  // of log parameters: two tops so near would say the same
  double distance = 0;
  for (size_t i = 0; i < n; ++i) distance = std::max(distance, std::abs(place.at[i] - top.at[i]));
  return place.value <= top.value && distance < kNear;
}

/// BFGS until the slope is small, nothing is gained or, which `known` is for, another top is near.
void ascend(const Landscape& land, Ascent& ascent, double small_slope, const Place& known) {
  constexpr int kSteps = 200;
  constexpr double kFirstStep = 0.5;  // in log parameters
  constexpr double kLongest = 3;
  constexpr double kNoGain = 1e-11;  // of the value, for so many steps in a row: it is flat
  constexpr int kIdleSteps = 5;
  const size_t n = land.dimensions();
  Place& place = ascent.place;
  Matrix& inverse = ascent.inverse;
  bool& fresh = ascent.fresh;
  if (fresh) inverse = identity(n);
  int idle = 0;
  for (int step = 0; step < kSteps && idle < kIdleSteps; ++step) {
    if (land.steepness(place) <= small_slope || leads_to(place, known, n)) break;
    Vector slope = place.gradient;
    for (size_t i = 0; i < n; ++i) {
      if (land.held(place, i)) slope[i] = 0;
    }
    Vector direction = times(inverse, slope, n);
    for (size_t i = 0; i < n; ++i) {
      if (land.held(place, i)) direction[i] = 0;
    }
    double length = std::sqrt(dot(direction, direction));
    if (!(dot(direction, slope) > 0) || !std::isfinite(length)) {
      inverse = identity(n);
      fresh = true;
      direction = slope;
      length = std::sqrt(dot(direction, direction));
    }
    const double longest = fresh ? kFirstStep : kLongest;
    if (length > longest) {
      for (double& entry : direction) entry *= longest / length;
    }
    const std::optional<Place> next = climb(land, place, direction);
    if (!next) {
      if (fresh) break;
      inverse = identity(n);  // what was learnt misleads: start again
      fresh = true;
      continue;
    }
    Vector moved{};
    Vector change{};
    for (size_t i = 0; i < n; ++i) {
      moved[i] = next->at[i] - place.at[i];
      change[i] = next->gradient[i] - place.gradient[i];
    }
    learn(inverse, moved, change, n, fresh);
    fresh = false;
    const bool gained = next->value - place.value > kNoGain * std::max(1.0, std::abs(place.value));
    idle = gained ? 0 : idle + 1;
    place = *next;
  }
}

/// The Hessian from gradients on both sides; none where one cannot look around.
std::optional<Matrix> hessian_at(const Landscape& land, const Vector& at) {
  constexpr double kStep = 5e-4;
  const size_t n = land.dimensions();
  Matrix hessian{};
  for (size_t i = 0; i < n; ++i) {
    Vector beside = at;
    beside[i] = at[i] + kStep;
    const Place high = land.look(beside);
    beside[i] = at[i] - kStep;
    const Place low = land.look(beside);
    if (high.value == kNowhere || low.value == kNowhere) return std::nullopt;
    for (size_t j = 0; j < n; ++j) {
      hessian[i * n + j] = (high.gradient[j] - low.gradient[j]) / (2 * kStep);
    }
  }
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < i; ++j) {
      const double mean = (hessian[i * n + j] + hessian[j * n + i]) / 2;
      hessian[i * n + j] = hessian[j * n + i] = mean;
    }
  }
  return hessian;
}

/// The inverse of the negative Hessian; none where it is not negative definite by a margin that
/// differences cannot feign.
std::optional<Matrix> negative_inverse(const Matrix& hessian, size_t n) {
  constexpr double kMargin = 1e-9;  // of a pivot, as a share of what stood in its place
  // Cholesky: -hessian = factor factor^T.
  Matrix factor{};
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double rest = -hessian[i * n + j];
      for (size_t k = 0; k < j; ++k) rest -= factor[i * n + k] * factor[j * n + k];
      if (i == j) {
        if (!(rest > kMargin * -hessian[i * n + i]) || !(rest > 0)) return std::nullopt;
        factor[i * n + i] = std::sqrt(rest);
      } else {
        factor[i * n + j] = rest / factor[j * n + j];
      }
    }
  }
  Matrix inverse{};
  for (size_t column = 0; column < n; ++column) {
    Vector solution{};
    for (size_t i = 0; i < n; ++i) {
      double rest = i == column ? 1 : 0;
      for (size_t k = 0; k < i; ++k) rest -= factor[i * n + k] * solution[k];
      solution[i] = rest / factor[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
      double rest = solution[i];
      for (size_t k = i + 1; k < n; ++k) rest -= factor[k * n + i] * solution[k];
      solution[i] = rest / factor[i * n + i];
    }
    for (size_t i = 0; i < n; ++i) inverse[i * n + column] = solution[i];
  }
  return inverse;
}

/// From where the search ended to where rounding ends, with the Hessian there.
Maximum finish(const Landscape& land, Place place) {
  constexpr int kPolishes = 8;
  constexpr double kFar = 1e-6;  // moved since the Hessian was taken, that it is taken anew
  const size_t n = land.dimensions();
  Maximum maximum{.dimensions = n};
  for (int round = 0; round < 3; ++round) {
    maximum.definite = false;
    maximum.covariance = {};
    const std::optional<Matrix> hessian = hessian_at(land, place.at);
    if (!hessian) break;
    maximum.hessian = *hessian;
    const std::optional<Matrix> inverse = negative_inverse(*hessian, n);
    if (!inverse) break;
    maximum.covariance = *inverse;
    maximum.definite = true;
    const Vector looked_from = place.at;
    for (int step = 0; step < kPolishes; ++step) {
      Vector at = place.at;
      const Vector move = times(*inverse, place.gradient, n);
      bool inside = true;
      for (size_t i = 0; i < n; ++i) {
        at[i] += move[i];
        inside = inside && std::abs(at[i]) <= kSearchRange;
      }
      if (!inside) break;
      const Place next = land.look(at);
      // Values no longer tell here: what a Newton step would still gain does.
      const double left = dot(next.gradient, times(*inverse, next.gradient, n));
      const double before = dot(place.gradient, times(*inverse, place.gradient, n));
      if (next.value == kNowhere || !(left < before / 4)) break;
      place = next;
    }
    double moved = 0;
    for (size_t i = 0; i < n; ++i) {
      moved = std::max(moved, std::abs(place.at[i] - looked_from[i]));
    }
    if (moved <= kFar) break;
  }
  maximum.at = place.at;
  maximum.value = place.value;
  maximum.gradient = place.gradient;
  maximum.gradient_norm = land.steepness(place);
  for (size_t i = 0; i < n; ++i) {
    maximum.at_edge = maximum.at_edge || std::abs(place.at[i]) >= kSearchRange;
  }
  maximum.converged = maximum.gradient_norm <= kGradientTolerance;
  return maximum;
}

}  // namespace

Maximum maximise(const Objective& objective, size_t dimensions, std::span<const Vector> starts) {
  constexpr double kRough = 1e-3;  // where starts are compared
  const Landscape land(objective, dimensions);
  Ascent best;
  for (const Vector& start : starts) {
    Ascent ascent{.place = land.look(start)};
    if (ascent.place.value == kNowhere) continue;
    ascend(land, ascent, kRough, best.place);
    if (ascent.place.value > best.place.value) best = ascent;
  }
  if (best.place.value == kNowhere) return {.dimensions = dimensions};
  ascend(land, best, kFine, {});
  return finish(land, best.place);
}

Maximum maximise_from(const Objective& objective, const Maximum& hint) {
  const Landscape land(objective, hint.dimensions);
  Ascent ascent{land.look(hint.at), hint.covariance, !hint.definite};
  if (ascent.place.value == kNowhere) return {.dimensions = hint.dimensions};
  ascend(land, ascent, kFine, {});
  return finish(land, ascent.place);
}

}  // namespace dangol::numeric
