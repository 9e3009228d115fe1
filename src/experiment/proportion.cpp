#include "experiment/proportion.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiment/score.h"
#include "numeric/distributions.h"
#include "numeric/wilson.h"

namespace dangol::experiment {

namespace {

double log_mass(double x, double n, double share) {
  return numeric::log_choose(n, x) + x * std::log(share) + (n - x) * std::log1p(-share);
}

/// Both tails: from what was seen outwards, and on the other side of the mode all that is no
/// likelier.
double two_sided(double x, double n, double share) {
  constexpr double kTie = 1e-7;  // as R has it: counts of equal chance differ by rounding
  const double seen = log_mass(x, n, share) + kTie;
  const double mode = std::floor((n + 1) * share);
  if (log_mass(mode, n, share) <= seen) return 1;
  const bool above = x > n * share;
  // Chances fall from the mode outwards: the first count that is no likelier, by halving.
  double likelier = mode;
  double end = above ? -1 : n + 1;
  while (std::fabs(end - likelier) > 1) {
    const double middle = std::floor((end + likelier) / 2);
    (log_mass(middle, n, share) > seen ? likelier : end) = middle;
  }
  return above ? binomial_at_least(x, n, share) + binomial_at_most(end, n, share)
               : binomial_at_most(x, n, share) + binomial_at_least(end, n, share);
}

}  // namespace

double binomial_at_least(double k, double n, double share) {
  if (k > n) return 0;
  return k <= 0 ? 1 : numeric::beta_cdf(share, k, n - k + 1);
}

double binomial_at_most(double k, double n, double share) {
  if (k < 0) return 0;
  return k >= n ? 1 : numeric::beta_upper(share, k + 1, n - k);
}

Interval clopper_pearson(Count count, double alpha) {
  const double failures = count.n - count.successes;
  return {
      count.successes == 0 ? 0 : numeric::beta_quantile(alpha / 2, count.successes, failures + 1),
      failures == 0 ? 1
                    // The mirror image: of a small upper tail all digits are kept.
                    : 1 - numeric::beta_quantile(alpha / 2, failures, count.successes + 1)};
}

Interval wilson(Count count, double alpha) {
  const numeric::Interval interval =
      numeric::wilson_interval(static_cast<uint64_t>(count.successes),
                               static_cast<uint64_t>(count.n), normal_reach(alpha, Sides::two));
  return {interval.low, interval.high};
}

Test binomial_test(Count count, double share, Sides sides) {
  const double x = count.successes;
  const double n = count.n;
  Test test{x / n, 0, 1};
  if (sides == Sides::greater) {
    test.p = binomial_at_least(x, n, share);
  } else if (sides == Sides::less) {
    test.p = binomial_at_most(x, n, share);
  } else if (share <= 0 || share >= 1) {
    test.p = x == n * share ? 1 : 0;
  } else if (x != n * share) {
    test.p = std::min(1.0, two_sided(x, n, share));
  }
  return test;
}

Test share_z_test(Count count, double share, Sides sides) {
  const double seen = count.successes / count.n;
  const double excess = seen - share;
  if (excess == 0) return {0, 0, sides == Sides::two ? 1 : 0.5};
  const double z = excess / std::sqrt(seen * (1 - seen) / count.n);
  return {z, 0, normal_p(z, sides)};
}

}  // namespace dangol::experiment
