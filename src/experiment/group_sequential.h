// Looking at a few planned moments: how far the z statistic must be at each look so that all looks
// together err no more often than one look at the end would.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "experiment/interval.h"

namespace dangol::experiment {

/// How the error is spent over the share of the planned data that is in.
enum class Spending : uint8_t {
  obrien_fleming,  ///< hardly anything early: the last look costs next to nothing
  pocock           ///< evenly: early stops are easier, the last look is dearer
};

/// The error spent when `fraction` of the planned data are in; 0 at 0, `alpha` from 1 on.
/// REQUIRES: fraction >= 0. Source: K. K. G. Lan, D. L. DeMets, Biometrika 70 (1983) 659-663.
[[nodiscard]] double spent(Spending spending, double fraction, double alpha);

/// Limits of z at each look such that, were there no difference, it would first leave through the
/// lower limit at look k with probability below[k] and through the upper with above[k]. Nothing
/// spent: an infinite limit. Within 1e-10. REQUIRES: spans of one size; information rises, > 0.
/// Source: P. Armitage, C. K. McPherson, B. C. Rowe, JRSS A 132 (1969) 235-244: recursive
/// integration, here with Gauss-Legendre nodes.
[[nodiscard]] std::vector<Interval> spending_bounds(std::span<const double> information,
                                                    std::span<const double> below,
                                                    std::span<const double> above);

struct Crossing {
  double below = 0;
  double above = 0;
};

/// How probably z first leaves `bounds` at each look when its mean is drift sqrt(information).
/// Within 1e-12. REQUIRES: spans of one size; information rises, > 0.
[[nodiscard]] std::vector<Crossing> crossing_probabilities(std::span<const double> information,
                                                           std::span<const Interval> bounds,
                                                           double drift);

/// Evenly spaced looks. Of two sides each is given alpha / 2.
struct LookPlan {
  int looks = 5;  ///< 1 to 50
  Spending spending = Spending::obrien_fleming;
  double alpha = 0.05;
  Sides sides = Sides::two;
};

struct LookNow {
  int look = 1;      ///< which of the planned looks this is
  double bound = 0;  ///< what |z| (or z towards the tested side) must reach now; may be infinite
  double width_ratio = 1;  ///< bound over that of the fixed-horizon test
};

/// The look when `fraction` (> 0) of the planned users are in; earlier looks are taken to have been
/// at their planned moments. Beyond 1 the test is over its plan and all the error is spent.
[[nodiscard]] LookNow look_now(const LookPlan& plan, double fraction);

/// The smallest alpha at which z reaches the bound of look_now: below plan.alpha exactly when |z|
/// is beyond the bound. What is above 1/2 of one side is told as 1. The interval effect +- bound x
/// standard error goes with it. Source: C. Jennison, B. W. Turnbull, JRSS B 51 (1989) 305-361.
[[nodiscard]] double repeated_p(const LookPlan& plan, double fraction, double z);

/// By how much the largest sample must exceed that of one look at the end, for the same power
/// towards the tested side. REQUIRES: alpha < power < 1.
[[nodiscard]] double inflation(const LookPlan& plan, double power);

}  // namespace dangol::experiment
