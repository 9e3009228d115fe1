// Experiments in the Report: which variant did better, whether that can be believed, and what to
// do. Apart from report.h, because few Reports have one. Source and rules: src/engine/README.md.
//
// The shape, as JSON: { source, unit, settings { ..., prior { } }, variants [ ], health { ...,
// sample_ratio { }|null }, measures [ { ..., global { }|null, arms [ ], comparisons [ ] } ],
// retention { }|null, value_difference [ ], verdict { } }. Each number that has an interval is a
// Range { value, low, high }; an open end of a one-sided interval is null, as is what cannot be
// told (the lift of a control that has nothing). Texts are codes, `ui.experiment.*` in
// assets/strings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/value.h"

namespace dangol::report {

/// Of a proportion, before the data: a beta distribution.
struct ExperimentPrior {
  double alpha = 0;
  double beta = 0;
};

/// What the answer rests on: as asked for, with the defaults filled in.
struct ExperimentSettings {
  double alpha = 0;   ///< two-sided unless `sides` says otherwise
  std::string sides;  ///< "two", "greater" or "less"; of the alternative, treatment against control
  /// "holm", "benjamini_hochberg" or "none"; over the treatments of one measure
  std::string correction;
  std::string control;  ///< name of a variant
  std::string primary;  ///< name of the measure that the verdict is about; empty = none (JSON null)
  Number margin;        ///< relative; how much worse would still do. None = not asked
  double effect = 0;    ///< smallest relative lift that matters: |margin|, or 0.1
  double winsorise = 0;  ///< quantile of all users together at which amounts are capped
  /// "none", "always" or "planned"; "none": the answer holds if it is looked at once
  std::string peeking;
  Number looks;          ///< of a plan with several, this one being the last so far
  Number planned_users;  ///< of all variants together
  double power = 0;      ///< of the plan behind `users_needed`
  uint64_t seed = 0;     ///< of resampling
  ExperimentPrior prior;
  Number value_of_conversion;  ///< money
};

/// One of the things that were compared. The control stands first.
struct ExperimentVariant {
  std::string name;
  bool control = false;
  uint64_t users = 0;
  Number expected_share;  ///< of all users; null where no ratio is asked of them
};

/// Whether users fell into the variants as they should have: chi-squared.
struct SampleRatio {
  Number chi_squared;
  Number df;
  Number p;
  /// "fine", "caution", "alarm" or "too_few"; alarm: p < 0.001, or a user where none should be;
  /// caution: p < 0.01
  std::string status;
};

/// Whether the data can be believed. An alarm blocks every verdict.
struct ExperimentHealth {
  std::string status;  ///< "fine", "caution" or "alarm"
  /// "sample_ratio", "zero_share", "contaminated", "duplicates", "unassigned", "too_few_users" or
  /// "empty_variant"; the worst first
  std::vector<std::string> reasons;
  std::optional<SampleRatio> sample_ratio;  ///< none where no ratio was expected
  uint64_t contaminated = 0;                ///< users seen in two variants, left out
  uint64_t duplicates = 0;                  ///< rows of a user who was there already, left out
  uint64_t unassigned = 0;                  ///< users without a variant, left out
  bool enough = false;                      ///< every variant has 100 users
};

/// A test of all variants at once.
struct ExperimentTest {
  std::string test;  ///< "chi_squared" or "welch_anova"
  Number statistic;
  Number df;
  Number df2;  ///< of the denominator of an F
  Number p;
};

/// A measure of one variant.
struct ExperimentArm {
  std::string variant;
  Number numerator;    ///< conversions, orders, money
  Number denominator;  ///< users, or what a ratio is of
  Number value;
  Number low;  ///< of its own interval, at 1 - alpha
  Number high;
  /// Standard deviation of one user, of a ratio by the delta method; what a plan asks for
  Number sd;
};

/// The same with amounts capped.
struct WinsorisedComparison {
  Range difference;
  std::optional<Range> lift;
  Number p;
};

/// Mann-Whitney: does a user of the treatment have more than one of the control.
struct RankComparison {
  Number u;
  Number p;
  Range superiority;  ///< probability, ties counted half; 0.5 = neither
};

/// Difference of the medians, by resampling.
struct MedianComparison {
  Range difference;
  uint64_t seed = 0;
  uint64_t resamples = 0;
};

/// With what was known of the users before (CUPED).
struct AdjustedComparison {
  Number theta;
  Number variance_reduction;  ///< 0 to 1
  Range difference;
  std::optional<Range> lift;
  Number p;
  Number balance_p;  ///< that the variants differ before: should be large
};

/// What holds however often it is looked at: an asymptotic confidence sequence.
struct AnytimeComparison {
  Range difference;
  Number p;
  Number width_ratio;  ///< against the interval that is looked at once
};

/// Not worse than by the margin: one-sided.
struct MarginTest {
  Number p;
  bool holds = false;
};

/// One treatment against the control, by one measure.
struct ExperimentComparison {
  std::string variant;
  std::string test;  ///< "z", "barnard", "welch", "delta" or "none"; of `p`
  Number statistic;
  Number df;  ///< none where the statistic has none
  Number p;
  Number p_adjusted;  ///< over the treatments, by the correction
  /// Of the intervals here. 1 - alpha, but where several are compared or a plan has several looks
  /// as much more as keeps each interval in step with `p_adjusted`
  Number confidence;
  Range difference;               ///< treatment - control; an open end is null
  std::optional<Range> lift;      ///< treatment / control - 1; none where the control has nothing
  std::string method_difference;  ///< "score", "exact_score", "welch" or "delta"
  std::string method_lift;        ///< "score", "exact_score" or "fieller"; empty = none (JSON null)
  Number probability_better;  ///< that the treatment is better than the control, given the prior
  Number probability_best;    ///< of all variants
  /// On the scale of the measure, of choosing this variant where the control is better
  Number expected_loss;
  Number expected_loss_money;  ///< of a user, where the value of a conversion is known
  std::optional<WinsorisedComparison> winsorised;
  std::optional<RankComparison> ranks;
  std::optional<MedianComparison> median;
  std::optional<AdjustedComparison> adjusted;
  std::optional<AnytimeComparison> anytime;
  std::optional<MarginTest> margin;
  std::string verdict;  ///< "better", "worse", "no_difference", "keep_running" or "do_not_trust"
  Number users_needed;  ///< more, of all variants together
  Number days_left;     ///< at the rate so far
};

/// What was compared.
struct ExperimentMeasure {
  std::string name;    ///< "conversion", "orders", ... of the product, or a column's name
  std::string kind;    ///< "proportion", "mean", "ratio" or "money"; money: a mean of amounts
  std::string better;  ///< "higher" or "lower"
  Number winsorise_cap;
  bool few_events = false;  ///< too few users have a value at all for the comparison to decide
  std::optional<ExperimentTest> global;           ///< of three variants and more
  std::vector<ExperimentArm> arms;                ///< in the order of the variants
  std::vector<ExperimentComparison> comparisons;  ///< of all variants but the control
};

/// Whether the curves differ.
struct ExperimentLogRank {
  Number chi_squared;
  Number df;
  Number p;
};

struct ReturnPoint {
  uint64_t day = 0;  ///< since the first order
  Number returned;   ///< share with a second order by then (Kaplan-Meier)
  Number low;
  Number high;
  Number at_risk;
};

struct ReturnCurve {
  std::string variant;
  uint64_t customers = 0;
  std::vector<ReturnPoint> points;
};

struct VariantValue {
  std::string variant;
  Number value;
  Number low;
  Number high;
};

/// Against the control.
struct VariantDifference {
  std::string variant;
  Range difference;
  Number p;
};

struct DayShare {
  std::string variant;
  uint64_t eligible = 0;  ///< customers who are that old
  uint64_t returned = 0;
  Number share;
  Number low;
  Number high;
};

/// Against the control.
struct DayComparison {
  std::string variant;
  Range difference;
  std::optional<Range> lift;
  Number p;
};

/// Second orders within so many days, of those who are that old.
struct DayRetention {
  uint64_t day = 0;
  std::vector<DayShare> rows;
  std::vector<DayComparison> comparisons;
};

/// Coming back as what is compared.
struct ExperimentRetention {
  ExperimentLogRank log_rank;
  Number horizon_days;  ///< of the restricted means
  std::vector<ReturnCurve> curves;
  std::vector<VariantValue> restricted_mean;  ///< days until the second order, within the horizon
  std::vector<VariantDifference> restricted_mean_difference;
  std::vector<DayRetention> days;
};

/// What the difference is worth.
struct ValueDifference {
  std::string variant;
  Range per_customer;  ///< expected, more than of a customer of the control
};

/// The answer.
struct ExperimentVerdict {
  std::string code;     ///< "better", "worse", "no_difference", "keep_running" or "do_not_trust"
  std::string variant;  ///< the one that the answer is about; empty = none (JSON null)
  std::string measure;  ///< empty = none (JSON null)
  std::optional<Range> lift;
  Number users_needed;  ///< more
  Number days_left;
  /// "sample_ratio", "zero_share", "contaminated", "duplicates", "unassigned", "too_few_users",
  /// "empty_variant", "one_variant", "no_measure", "few_events", "planned_reached",
  /// "planned_not_reached", "other_measure_worse" or "look_once"; what to know of it, codes
  std::vector<std::string> reasons;
};

struct Experiment {
  std::string source;  ///< "counts", "users", "orders" or "assigned"
  std::string unit;    ///< "visitors", "users" or "customers"
  ExperimentSettings settings;
  std::vector<ExperimentVariant> variants;
  ExperimentHealth health;
  std::vector<ExperimentMeasure> measures;       ///< the primary one first
  std::optional<ExperimentRetention> retention;  ///< of orders
  std::vector<ValueDifference> value_difference;
  ExperimentVerdict verdict;
};

}  // namespace dangol::report
