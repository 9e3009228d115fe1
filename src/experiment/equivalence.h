// No difference that matters: two one-sided tests, that a value is above the lower limit of what
// does not matter and below the upper. Both must reject; the larger p-value is the answer, and it
// is below alpha exactly when the 1 - 2 alpha interval lies within the limits.
// Source: D. J. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) 657-680.
#pragma once

#include <algorithm>

#include "experiment/interval.h"
#include "experiment/score.h"

namespace dangol::experiment {

struct Equivalence {
  Test above;  ///< of the lower limit
  Test below;  ///< of the upper limit

  [[nodiscard]] double p() const { return std::max(above.p, below.p); }
};

/// Of an estimate with a standard error that does not depend on the limits: normal, or Student's
/// with `df` > 0 degrees of freedom. REQUIRES: error > 0, low < high
[[nodiscard]] Equivalence equivalence(double value, double error, double low, double high,
                                      double df = 0);

/// Of two shares, by the score test: the dual of two_proportions.h, whose intervals of Miettinen
/// and Nurminen multiply the variance by the `factor` N / (N - 1). REQUIRES: as score_statistic for
/// both limits; low < high
[[nodiscard]] Equivalence equivalence(Effect effect, Count control, Count treatment, double low,
                                      double high, double factor = 1);

/// The numbers of successes among n that show, by exact binomial tests at `alpha` each, that the
/// share is above `low` and below `high`: from `first` to `last`, none where first > last.
/// O(log n). REQUIRES: n whole and >= 1, 0 <= low < high <= 1
struct CountRange {
  double first = 0;
  double last = 0;
};
[[nodiscard]] CountRange equivalent_counts(double n, double low, double high, double alpha);

/// The chance that so many users show it when the true share is `share`.
[[nodiscard]] double equivalence_power(double n, double share, double low, double high,
                                       double alpha);

}  // namespace dangol::experiment
