// Two shares against each other without an approximation, for counts too small for a z test.
//
// REQUIRES everywhere: n >= 1, 0 <= successes <= n, whole numbers.
#pragma once

#include "experiment/interval.h"
#include "experiment/score.h"

namespace dangol::experiment {

/// Fisher's test, given how many succeeded in all; two-sided: all tables that are no likelier. The
/// statistic is the treatment's successes. O(successes) with all digits of small p.
/// Source: R. A. Fisher, Journal of the Royal Statistical Society 98 (1935) 39-82.
[[nodiscard]] Test fisher(Count control, Count treatment, Sides sides);

/// Users of both arms up to which the tests below look at every share that both arms may have. With
/// more, barnard and score_p look at those within a region that holds them all but for a chance of
/// 1e-15, which is added to p; boschloo looks at every share all the same, and becomes slow.
/// Source: R. L. Berger, D. D. Boos, JASA 89 (1994) 1012-1016.
inline constexpr double kUnrestrictedUsers = 600;

/// Barnard's test with the pooled z as its statistic: the largest chance, over all shares that both
/// arms may have, of tables that lie as far out. 10 ms for a few hundred users.
/// Source: G. A. Barnard, Biometrika 34 (1947) 123-138; S. Suissa, J. J. Shuster, Journal of the
/// Royal Statistical Society A 148 (1985) 317-327.
[[nodiscard]] Test barnard(Count control, Count treatment, Sides sides);

/// Boschloo's test: as Barnard's, ordered by the p of Fisher's one-sided test, which is its
/// statistic; two-sided is twice the smaller side. Source: R. D. Boschloo, Statistica Neerlandica
/// 24 (1970) 1-35.
[[nodiscard]] Test boschloo(Count control, Count treatment, Sides sides);

/// Barnard's test that the difference or the ratio is `value`, ordered by the score statistic:
/// `barnard` where that is no effect. The values that it accepts are the exact interval.
/// Source: A. Agresti, Y. Min, Biometrics 57 (2001) 963-971.
[[nodiscard]] double score_p(Effect effect, Count control, Count treatment, double value,
                             Sides sides);

/// Whether score_p is at least `alpha`, without working out more of it than that takes.
[[nodiscard]] bool score_accepts(Effect effect, Count control, Count treatment, double value,
                                 Sides sides, double alpha);

/// The differences or ratios that score_p accepts at `alpha`, within 1e-9 of their distance from
/// the one seen: they hold no effect exactly when `none_accepted`, which is whether barnard's p is
/// at least `alpha`. Infinite as in inversion.h. REQUIRES: effect_seen is a number.
[[nodiscard]] Interval exact_interval(Effect effect, Count control, Count treatment, double alpha,
                                      Sides sides, bool none_accepted);

}  // namespace dangol::experiment
