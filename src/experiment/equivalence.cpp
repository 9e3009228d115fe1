#include "experiment/equivalence.h"

#include <cmath>

#include "experiment/proportion.h"
#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

/// The smallest k of 0 to n + 1 from which on `chance(k)`, which falls, is at most alpha.
template <typename Chance>
double first_rare(double n, double alpha, Chance chance) {
  double common = -1;
  double rare = n + 1;
  while (rare - common > 1) {
    const double middle = std::floor((common + rare) / 2);
    (chance(middle) <= alpha ? rare : common) = middle;
  }
  return rare;
}

Test tail_test(double statistic, double df, Sides sides) {
  const double outward = sides == Sides::greater ? statistic : -statistic;
  return {statistic, df,
          df > 0 ? numeric::student_upper(outward, df) : numeric::normal_upper(outward)};
}

}  // namespace

Equivalence equivalence(double value, double error, double low, double high, double df) {
  return {tail_test((value - low) / error, df, Sides::greater),
          tail_test((value - high) / error, df, Sides::less)};
}

Equivalence equivalence(Effect effect, Count control, Count treatment, double low, double high,
                        double factor) {
  const double root = std::sqrt(factor);
  return {tail_test(score_statistic(effect, control, treatment, low) / root, 0, Sides::greater),
          tail_test(score_statistic(effect, control, treatment, high) / root, 0, Sides::less)};
}

CountRange equivalent_counts(double n, double low, double high, double alpha) {
  const double first = first_rare(n, alpha, [&](double k) { return binomial_at_least(k, n, low); });
  // From the other end: n - k successes or fewer.
  const double missing =
      first_rare(n, alpha, [&](double k) { return binomial_at_most(n - k, n, high); });
  return {first, n - missing};
}

double equivalence_power(double n, double share, double low, double high, double alpha) {
  const CountRange range = equivalent_counts(n, low, high, alpha);
  if (range.first > range.last) return 0;
  return binomial_at_least(range.first, n, share) - binomial_at_least(range.last + 1, n, share);
}

}  // namespace dangol::experiment
