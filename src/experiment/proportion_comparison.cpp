#include "experiment/proportion_comparison.h"

#include <algorithm>
#include <cmath>

#include "experiment/exact_test.h"
#include "experiment/inversion.h"
#include "experiment/score.h"
#include "experiment/two_proportions.h"

namespace dangol::experiment {

namespace {

Test test_none(ProportionTest method, Count control, Count treatment, Sides sides) {
  return method == ProportionTest::z ? z_test(control, treatment, sides)
                                     : barnard(control, treatment, sides);
}

Interval interval(ProportionTest method, Effect effect, Count control, Count treatment,
                  double alpha, Sides sides, bool none_accepted) {
  if (method == ProportionTest::barnard) {
    return exact_interval(effect, control, treatment, alpha, sides, none_accepted);
  }
  const double reach = normal_reach(alpha, sides);
  return accepted_interval(
      effect, effect_seen(effect, control, treatment), sides, none_accepted, 0, [&](double value) {
        return std::fabs(score_statistic(effect, control, treatment, value)) <= reach;
      });
}

}  // namespace

ProportionTest fitting_test(Count control, Count treatment) {
  constexpr double kEnough = 5;
  const double n = control.n + treatment.n;
  const double successes = control.successes + treatment.successes;
  const double smallest = std::min(control.n, treatment.n) * std::min(successes, n - successes) / n;
  constexpr double kMostVariance = 500. * 500;
  const auto variance = [](Count count) {
    return count.successes / count.n * (count.n - count.successes);
  };
  const bool quick = std::max(variance(control), variance(treatment)) <= kMostVariance;
  return smallest < kEnough && quick ? ProportionTest::barnard : ProportionTest::z;
}

ProportionComparison compare(Count control, Count treatment, double alpha, Sides sides) {
  ProportionComparison result;
  result.method = fitting_test(control, treatment);
  result.test = test_none(result.method, control, treatment, sides);
  const bool accepted = !(result.test.p < alpha);
  result.difference = effect_seen(Effect::difference, control, treatment);
  result.difference_interval =
      interval(result.method, Effect::difference, control, treatment, alpha, sides, accepted);
  if (control.successes > 0) {
    result.lift = result.difference / (control.successes / control.n);
    const Interval ratios =
        interval(result.method, Effect::ratio, control, treatment, alpha, sides, accepted);
    result.lift_interval = Interval{ratios.low - 1, ratios.high - 1};
  }
  return result;
}

Test test_lift(Count control, Count treatment, double margin, Sides sides) {
  const ProportionTest method = fitting_test(control, treatment);
  if (margin == 0) return test_none(method, control, treatment, sides);
  const double z = score_statistic(Effect::ratio, control, treatment, 1 + margin);
  return {z, 0,
          method == ProportionTest::barnard
              ? score_p(Effect::ratio, control, treatment, 1 + margin, sides)
              : normal_p(z, sides)};
}

}  // namespace dangol::experiment
