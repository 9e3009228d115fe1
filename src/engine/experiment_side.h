// One variant's part of one measure in the form in which variants are compared, and two of them
// against each other: the same few numbers whatever the kind of the measure.
#pragma once

#include <optional>
#include <string_view>

#include "engine/experiment_data.h"
#include "experiment/estimate.h"
#include "experiment/interval.h"
#include "report/experiment.h"

namespace dangol::engine {

struct ExperimentSide {
  MeasureKind kind = MeasureKind::proportion;
  experiment::Count count;  ///< of a proportion
  double numerator = 0;
  double denominator = 0;
  /// The value with its variance; of a proportion by its own share. None where it cannot be told.
  std::optional<experiment::Estimate> estimate;

  [[nodiscard]] std::optional<double> value() const;
};

[[nodiscard]] ExperimentSide experiment_side(MeasureKind kind, const VariantSums& sums);

/// Below so many events in a variant, what is asked of them errs too often to decide anything:
/// measured in tests/coverage/README.md.
inline constexpr double kEventsForMean = 30;
inline constexpr double kEventsForSequence = 10;

/// How often the rarer thing happened in a variant: of a share, conversions or their absence; of a
/// number, users with more or less than nothing. None where nothing is rare (every user has a
/// value) or only sums are known.
[[nodiscard]] std::optional<double> experiment_events(MeasureKind kind, const VariantSums& sums);

/// A treatment against the control at one alpha.
struct ExperimentPair {
  std::string_view test;
  experiment::Test result;
  report::Range difference;
  std::optional<report::Range> lift;
  std::string_view method_difference;
  std::string_view method_lift;
};

/// The alternative and its price, of one comparison.
struct ExperimentRule {
  double alpha = 0.05;
  experiment::Sides sides = experiment::Sides::two;
};

/// None where nothing can be tested: an empty variant, or nothing that varies.
[[nodiscard]] std::optional<ExperimentPair> experiment_pair(const ExperimentSide& control,
                                                            const ExperimentSide& treatment,
                                                            ExperimentRule rule);

/// p of "the lift is no better than `margin`", by the same method as the lift's interval where
/// there is one. `greater`: better is above the margin.
[[nodiscard]] std::optional<double> experiment_margin_p(const ExperimentSide& control,
                                                        const ExperimentSide& treatment,
                                                        double margin, bool greater);

/// Of the difference; none where it is zero or not known.
[[nodiscard]] std::optional<double> experiment_standard_error(const ExperimentSide& control,
                                                              const ExperimentSide& treatment);

/// One variant's own interval, two-sided: Wilson's of a share.
[[nodiscard]] std::optional<experiment::Interval> experiment_interval(const ExperimentSide& side,
                                                                      double alpha);

/// None where the control has nothing; without limits where Fieller's interval has no end.
[[nodiscard]] std::optional<report::Range> experiment_lift(const experiment::Contrast& contrast);

/// Open ends are null.
[[nodiscard]] report::Range experiment_range(double value, const experiment::Interval& interval);

}  // namespace dangol::engine
