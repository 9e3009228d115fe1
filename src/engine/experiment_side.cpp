#include "engine/experiment_side.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "experiment/moments.h"
#include "experiment/proportion.h"
#include "experiment/proportion_comparison.h"
#include "experiment/ratio.h"
#include "experiment/two_means.h"

namespace dangol::engine {
namespace {

using experiment::CrossMoments;
using experiment::Estimate;
using experiment::Moments;

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// Users with nothing in both columns are no part of a ratio.
CrossMoments ratio_moments(const VariantSums& sums) {
  CrossMoments moments;
  if (sums.values.empty()) {
    if (sums.users <= 0) return moments;
    return {sums.users,        sums.base_sum / sums.users, sums.sum / sums.users,
            sums.base_squares, sums.squares.value_or(0),   sums.products};
  }
  for (size_t i = 0; i < sums.values.size(); ++i) {
    if (sums.values[i] != 0 || sums.bases[i] != 0) moments.add(sums.bases[i], sums.values[i]);
  }
  return moments;
}

Moments mean_moments(const VariantSums& sums) {
  if (!sums.values.empty()) return experiment::moments_of(sums.values);
  return {sums.users, sums.users > 0 ? sums.sum / sums.users : 0, sums.squares.value_or(0)};
}

}  // namespace

std::optional<double> ExperimentSide::value() const {
  return denominator > 0 ? std::optional(numerator / denominator) : std::nullopt;
}

ExperimentSide experiment_side(MeasureKind kind, const VariantSums& sums) {
  ExperimentSide side;
  side.kind = kind;
  const bool known = !sums.values.empty() || sums.squares.has_value();
  if (kind == MeasureKind::ratio) {
    const CrossMoments moments = ratio_moments(sums);
    side.numerator = moments.n * moments.mean_y;
    side.denominator = moments.n * moments.mean_x;
    if (known) side.estimate = experiment::ratio_estimate(moments);
  } else if (kind == MeasureKind::proportion && sums.values.empty()) {
    side.numerator = sums.successes;
    side.denominator = sums.users;
  } else {
    const Moments moments = mean_moments(sums);
    side.numerator = moments.n * moments.mean;
    side.denominator = moments.n;
    if (known) side.estimate = experiment::mean_estimate(moments);
  }
  if (kind == MeasureKind::proportion) {
    side.numerator = std::round(side.numerator);  // of columns: a mean of ones and zeros
    side.count = {side.numerator, side.denominator};
    side.estimate.reset();
    if (const auto share = side.value()) {
      side.estimate = Estimate{*share, *share * (1 - *share) / side.denominator, side.denominator};
    }
  }
  return side;
}

std::optional<double> experiment_events(MeasureKind kind, const VariantSums& sums) {
  if (kind == MeasureKind::proportion) {
    const experiment::Count count = experiment_side(kind, sums).count;
    return std::fmin(count.successes, count.n - count.successes);
  }
  const std::vector<double>& values = kind == MeasureKind::ratio ? sums.bases : sums.values;
  const auto nothing = std::count(values.begin(), values.end(), 0.0);
  if (nothing == 0) return std::nullopt;
  return static_cast<double>(values.size()) - static_cast<double>(nothing);
}

report::Range experiment_range(double value, const experiment::Interval& interval) {
  return {finite(value), finite(interval.low), finite(interval.high)};
}
namespace {

ExperimentPair pair_of(const experiment::ProportionComparison& compared) {
  const bool exact = compared.method == experiment::ProportionTest::barnard;
  ExperimentPair pair;
  pair.test = exact ? "barnard" : "z";
  pair.result = compared.test;
  pair.difference = experiment_range(compared.difference, compared.difference_interval);
  pair.method_difference = exact ? "exact_score" : "score";
  if (compared.lift) {
    pair.lift = experiment_range(*compared.lift, *compared.lift_interval);
    pair.method_lift = pair.method_difference;
  }
  return pair;
}

ExperimentPair pair_of(const experiment::Contrast& compared, bool ratio) {
  ExperimentPair pair;
  pair.test = ratio ? "delta" : "welch";
  pair.result = compared.test;
  pair.difference = experiment_range(compared.difference, compared.difference_interval);
  pair.method_difference = pair.test;
  pair.lift = experiment_lift(compared);
  if (pair.lift) pair.method_lift = "fieller";
  return pair;
}

}  // namespace

std::optional<report::Range> experiment_lift(const experiment::Contrast& contrast) {
  if (!contrast.lift) return std::nullopt;
  if (!contrast.lift_interval) return report::Range{*contrast.lift, {}, {}};
  return experiment_range(*contrast.lift, *contrast.lift_interval);
}

std::optional<ExperimentPair> experiment_pair(const ExperimentSide& control,
                                              const ExperimentSide& treatment,
                                              ExperimentRule rule) {
  if (control.kind == MeasureKind::proportion) {
    if (control.count.n < 1 || treatment.count.n < 1) return std::nullopt;
    return pair_of(experiment::compare(control.count, treatment.count, rule.alpha, rule.sides));
  }
  if (!control.estimate || !treatment.estimate) return std::nullopt;
  const auto compared =
      experiment::contrast(*control.estimate, *treatment.estimate, rule.alpha, rule.sides);
  if (!compared) return std::nullopt;
  return pair_of(*compared, control.kind == MeasureKind::ratio);
}

std::optional<double> experiment_margin_p(const ExperimentSide& control,
                                          const ExperimentSide& treatment, double margin,
                                          bool greater) {
  const experiment::Sides sides = greater ? experiment::Sides::greater : experiment::Sides::less;
  if (control.kind == MeasureKind::proportion) {
    if (!(control.count.successes > 0) || treatment.count.n < 1 || margin <= -1) {
      return std::nullopt;
    }
    return experiment::test_lift(control.count, treatment.count, margin, sides).p;
  }
  if (!control.estimate || !treatment.estimate || !(control.estimate->value > 0)) {
    return std::nullopt;
  }
  const auto test = experiment::test_lift(*control.estimate, *treatment.estimate, margin, sides);
  return test ? std::optional(test->p) : std::nullopt;
}

std::optional<double> experiment_standard_error(const ExperimentSide& control,
                                                const ExperimentSide& treatment) {
  if (!control.estimate || !treatment.estimate) return std::nullopt;
  const double variance = control.estimate->variance + treatment.estimate->variance;
  return variance > 0 ? std::optional(std::sqrt(variance)) : std::nullopt;
}

std::optional<experiment::Interval> experiment_interval(const ExperimentSide& side, double alpha) {
  if (side.kind == MeasureKind::proportion) {
    if (side.count.n < 1) return std::nullopt;
    return experiment::wilson(side.count, alpha);
  }
  return side.estimate ? experiment::interval_of(*side.estimate, alpha) : std::nullopt;
}

}  // namespace dangol::engine
