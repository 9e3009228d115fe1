// An interval is made of the values that a test accepts. Here its ends are found, so that they
// never contradict what the test says of no effect at all.
#pragma once

#include <cmath>
#include <limits>
#include <optional>

#include "experiment/score.h"

namespace dangol::experiment {

/// A straight scale from `lowest` to `highest` on which an effect is searched: ratios as
/// value / (1 + value), so that infinity is a place like any other.
struct EffectScale {
  double lowest = -1;
  double none = 0;
  double highest = 1;
  bool folded = false;

  explicit EffectScale(Effect effect) {
    if (effect == Effect::difference) return;
    lowest = 0;
    none = 0.5;
    folded = true;
  }
  [[nodiscard]] double place(double value) const {
    if (!folded) return value;
    return std::isinf(value) ? 1 : value / (1 + value);
  }
  [[nodiscard]] double value(double place) const { return folded ? place / (1 - place) : place; }
};

/// From `seen`, the effect in the data, to an effect on each side at which `accepts` (a test at
/// some alpha) begins to reject: the first one, unless the test accepts and rejects by turns. With
/// `none_accepted`, what that test said of no effect, the interval holds no effect exactly when
/// that is true, in any case. Of a one-sided test only the end that it looks at is searched; the
/// other is infinite. `tolerance` is a part of the distance from `seen`, on the scale above; 0 =
/// every digit.
template <typename Accepts>
Interval accepted_interval(Effect effect, double seen, Sides sides,
                           std::optional<bool> none_accepted, double tolerance,
                           const Accepts& accepts) {
  const EffectScale scale(effect);
  const double from = scale.place(seen);
  const auto end = [&](double outermost) {
    double inside = from;        // accepted
    double outside = outermost;  // rejected, or as far as it goes
    if (none_accepted && (scale.none - from) * (outermost - from) > 0) {
      (*none_accepted ? inside : outside) = scale.none;
    }
    while (std::fabs(outside - inside) > tolerance * std::fabs(outside - from)) {
      const double middle = inside + (outside - inside) / 2;
      if (middle == inside || middle == outside) break;
      (accepts(scale.value(middle)) ? inside : outside) = middle;
    }
    return scale.value(outside == outermost ? outermost : inside);
  };
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return {sides == Sides::less ? -kInfinity : end(scale.lowest),
          sides == Sides::greater ? kInfinity : end(scale.highest)};
}

}  // namespace dangol::experiment
