#include "engine/experiment_measures.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "engine/experiment_rows.h"
#include "engine/experiment_side.h"
#include "experiment/analysis_of_variance.h"
#include "experiment/bayes.h"
#include "experiment/corrections.h"
#include "experiment/group_sequential.h"
#include "experiment/sequential.h"
#include "experiment/two_proportions.h"
#include "numeric/distributions.h"

namespace dangol::engine {
namespace {

using experiment::Sides;
using report::Number;

/// Where no plan says when the experiment ends: what a confidence sequence is narrowest at. A
/// number of the data would not do, since the sequence has to be chosen before them.
constexpr double kUsualUsers = 10000;
/// An alpha below which no interval is asked for: its limits would say nothing.
constexpr double kLeastAlpha = 1e-12;
constexpr double kMostBelievedUsers = 1e9;

/// The standard normal deviate with the p of a test, positive towards the treatment.
double deviate_of(const ExperimentPair& pair, Sides sides) {
  const double p = pair.result.p;
  if (sides == Sides::greater) return numeric::normal_upper_quantile(p);
  if (sides == Sides::less) return -numeric::normal_upper_quantile(p);
  const double size = numeric::normal_upper_quantile(p / 2);
  return pair.difference.value.value_or(0) < 0 ? -size : size;
}

/// How the comparisons of one measure are judged: at how many looks, and of how many treatments.
class Family {
 public:
  Family(const ExperimentContext& context, size_t treatments)
      : options_(context.options), treatments_(static_cast<double>(treatments)) {
    if (options_.peeking != experiment::Peeking::planned) return;
    fraction_ = context.users / static_cast<double>(*options_.planned_users);
  }

  /// p of one comparison, at this look.
  [[nodiscard]] double p_of(const ExperimentPair& pair) const {
    if (fraction_ <= 0) return pair.result.p;
    return experiment::repeated_p(plan(options_.alpha), fraction_,
                                  deviate_of(pair, options_.sides));
  }

  /// The alpha whose interval excludes zero exactly when the adjusted p is below that of the
  /// experiment.
  [[nodiscard]] double alpha_of(double p, double adjusted) const {
    const bool scaled = p > 0 && adjusted < 1;
    const double alpha = options_.correction == experiment::Correction::none ? options_.alpha
                         : scaled ? options_.alpha * (p / adjusted)
                                  : options_.alpha / treatments_;
    if (fraction_ <= 0) return alpha;
    const double bound = experiment::look_now(plan(alpha), fraction_).bound;
    const double tail = numeric::normal_upper(bound);
    return std::max(kLeastAlpha, options_.sides == Sides::two ? 2 * tail : tail);
  }

  /// Of a confidence sequence: the same for every treatment, so that it can be drawn before any p.
  [[nodiscard]] double anytime_alpha() const {
    const bool corrected = options_.correction != experiment::Correction::none;
    return corrected ? options_.alpha / treatments_ : options_.alpha;
  }

 private:
  [[nodiscard]] experiment::LookPlan plan(double alpha) const {
    return {static_cast<int>(*options_.looks), experiment::Spending::obrien_fleming, alpha,
            options_.sides};
  }

  const ExperimentOptions& options_;
  double treatments_;
  double fraction_ = 0;  ///< of a plan with several looks; 0 = there is none
};

report::ExperimentArm arm_of(const std::string& name, const ExperimentSide& side, double alpha) {
  report::ExperimentArm arm;
  arm.variant = name;
  arm.numerator = side.numerator;
  arm.denominator = side.denominator;
  arm.value = side.value();
  if (side.estimate) arm.sd = std::sqrt(side.estimate->variance * side.estimate->n);
  if (const auto interval = experiment_interval(side, alpha)) {
    arm.low = interval->low;
    arm.high = interval->high;
  }
  return arm;
}

/// All variants at once.
std::optional<report::ExperimentTest> test_all(const std::vector<ExperimentSide>& sides) {
  report::ExperimentTest test;
  if (sides.front().kind == MeasureKind::proportion) {
    std::vector<experiment::Count> counts;
    counts.reserve(sides.size());
    for (const ExperimentSide& side : sides) counts.push_back(side.count);
    const experiment::Test all = experiment::homogeneity_test(counts);
    test = {"chi_squared", all.statistic, all.df, {}, all.p};
    return all.df > 0 ? std::optional(test) : std::nullopt;
  }
  std::vector<experiment::Estimate> estimates;
  for (const ExperimentSide& side : sides) {
    if (!side.estimate) return std::nullopt;
    estimates.push_back(*side.estimate);
  }
  const auto welch = experiment::welch_analysis_of_variance(estimates);
  if (!welch) return std::nullopt;
  test = {"welch_anova", welch->f, welch->df_between, welch->df_within, welch->p};
  return test;
}

/// Whether every variant has the events that a confidence sequence rests on.
bool may_be_looked_at(const MeasureData& data) {
  return std::all_of(data.variants.begin(), data.variants.end(), [&](const VariantSums& sums) {
    return experiment_events(data.kind, sums).value_or(kEventsForSequence) >= kEventsForSequence;
  });
}

void add_anytime(const ExperimentContext& context, const ExperimentSide& control,
                 const ExperimentSide& treatment, double alpha,
                 report::ExperimentComparison& comparison) {
  const auto error = experiment_standard_error(control, treatment);
  if (!error) return;
  const auto& planned = context.options.planned_users;
  const double difference = *treatment.value() - *control.value();
  const double users = control.estimate->n + treatment.estimate->n;
  const experiment::AnytimeTest test = experiment::anytime_test(
      difference, *error, users, planned ? static_cast<double>(*planned) : kUsualUsers, alpha,
      context.options.sides);
  comparison.anytime = report::AnytimeComparison{experiment_range(difference, test.interval),
                                                 test.p, test.width_ratio};
}

/// Not worse than by |margin|, held against as much of alpha as one end of the interval has.
void add_margin(const MeasureData& data, const ExperimentOptions& options,
                const ExperimentSide& control, const ExperimentSide& treatment, double alpha,
                report::ExperimentComparison& comparison) {
  if (!options.margin) return;
  const double size = std::fabs(*options.margin);
  const auto p = experiment_margin_p(control, treatment, data.higher_is_better ? -size : size,
                                     data.higher_is_better);
  if (!p) return;
  comparison.margin =
      report::MarginTest{*p, *p < (options.sides == Sides::two ? alpha / 2 : alpha)};
}

void add_beliefs(const ExperimentContext& context, const MeasureData& data,
                 const std::vector<ExperimentSide>& sides, report::ExperimentMeasure& measure) {
  const ExperimentOptions& options = context.options;
  const auto better =
      data.higher_is_better ? experiment::Better::higher : experiment::Better::lower;
  std::vector<experiment::Belief> beliefs;
  if (data.kind == MeasureKind::proportion) {
    std::vector<experiment::Count> counts;
    for (const ExperimentSide& side : sides) {
      if (side.count.n < 1 || side.count.n > kMostBelievedUsers) return;
      counts.push_back(side.count);
    }
    beliefs = experiment::believe_shares(counts, 0, {options.prior_alpha, options.prior_beta},
                                         1 - options.alpha, better);
  } else {
    std::vector<experiment::Estimate> values;
    for (const ExperimentSide& side : sides) {
      if (!side.estimate) return;
      values.push_back(*side.estimate);
    }
    beliefs = experiment::believe_means(values, 0, 1 - options.alpha, better);
  }
  for (size_t i = 0; i < measure.comparisons.size(); ++i) {
    const experiment::Belief& belief = beliefs[i + 1];
    report::ExperimentComparison& comparison = measure.comparisons[i];
    comparison.probability_better = belief.probability_better;
    comparison.probability_best = belief.probability_best;
    comparison.expected_loss = belief.expected_loss;
    if (data.kind == MeasureKind::money) {
      comparison.expected_loss_money = belief.expected_loss;
    } else if (data.kind == MeasureKind::proportion && options.value_of_conversion) {
      comparison.expected_loss_money = belief.expected_loss * *options.value_of_conversion;
    }
  }
}

/// The tests, corrected for one another, and then the intervals that go with them.
void add_comparisons(const ExperimentContext& context, const MeasureData& data,
                     const std::vector<ExperimentSide>& sides, report::ExperimentMeasure& measure) {
  const ExperimentOptions& options = context.options;
  const Family family(context, sides.size() - 1);
  std::vector<std::optional<ExperimentPair>> pairs(sides.size());
  std::vector<double> p;
  for (size_t i = 1; i < sides.size(); ++i) {
    pairs[i] = experiment_pair(sides[0], sides[i], {options.alpha, options.sides});
    if (pairs[i]) p.push_back(family.p_of(*pairs[i]));
  }
  const std::vector<double> adjusted = experiment::adjusted_p(p, options.correction);
  const bool looked_at = may_be_looked_at(data);
  size_t tested = 0;
  for (size_t i = 1; i < sides.size(); ++i) {
    report::ExperimentComparison& comparison = measure.comparisons.emplace_back();
    comparison.variant = context.data.variants[context.order[i]].name;
    comparison.test = "none";
    if (const auto a = sides[0].value(), b = sides[i].value(); a && b) {
      comparison.difference.value = *b - *a;
      if (*a > 0) comparison.lift = report::Range{*b / *a - 1, {}, {}};
    }
    if (!pairs[i]) continue;
    const double alpha = family.alpha_of(p[tested], adjusted[tested]);
    // An exact test takes its time: not twice where nothing is corrected.
    if (alpha != options.alpha) {
      pairs[i] = experiment_pair(sides[0], sides[i], {alpha, options.sides});
    }
    const ExperimentPair& pair = *pairs[i];
    comparison.test = pair.test;
    comparison.statistic = pair.result.statistic;
    if (pair.result.df > 0) comparison.df = pair.result.df;
    comparison.p = pair.result.p;
    comparison.p_adjusted = adjusted[tested++];
    comparison.confidence = 1 - alpha;
    comparison.difference = pair.difference;
    comparison.lift = pair.lift;
    comparison.method_difference = pair.method_difference;
    comparison.method_lift = pair.method_lift;
    if (looked_at) add_anytime(context, sides[0], sides[i], family.anytime_alpha(), comparison);
    add_margin(data, options, sides[0], sides[i], alpha, comparison);
  }
}

}  // namespace

report::ExperimentMeasure experiment_measure(const ExperimentContext& context,
                                             const MeasureData& data) {
  report::ExperimentMeasure measure;
  measure.name = data.name;
  measure.kind = measure_kind_name(data.kind);
  measure.better = data.higher_is_better ? "higher" : "lower";
  std::vector<ExperimentSide> sides;
  for (const size_t variant : context.order) {
    sides.push_back(experiment_side(data.kind, data.variants[variant]));
    measure.arms.push_back(
        arm_of(context.data.variants[variant].name, sides.back(), context.options.alpha));
  }
  if (sides.size() < 2) return measure;
  if (sides.size() > 2) measure.global = test_all(sides);
  add_comparisons(context, data, sides, measure);
  add_beliefs(context, data, sides, measure);
  experiment_rows(context, data, measure);
  return measure;
}

}  // namespace dangol::engine
