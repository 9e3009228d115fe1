#include "engine/experiment_verdict.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "engine/experiment_side.h"
#include "experiment/plan.h"

namespace dangol::engine {
namespace {

using experiment::Peeking;
using report::ExperimentComparison;
using report::Number;
using report::Range;

/// Whether users of a plan are still to come.
bool before_the_end(const ExperimentContext& context) {
  const auto& planned = context.options.planned_users;
  return context.options.peeking != Peeking::always && planned &&
         context.users < static_cast<double>(*planned);
}

/// Whether they are, and there is but a single look: then nothing may be concluded yet.
bool before_the_look(const ExperimentContext& context) {
  return context.options.peeking == Peeking::none && before_the_end(context);
}

/// Whether a variant has too few events for the test behind the verdict: a test of shares is exact
/// where they are few, one of numbers is not.
bool has_few_events(const ExperimentContext& context, const MeasureData& data) {
  const bool share = data.kind == MeasureKind::proportion;
  if (share && context.options.peeking != Peeking::always) return false;
  const double least = share ? kEventsForSequence : kEventsForMean;
  return std::any_of(data.variants.begin(), data.variants.end(), [&](const VariantSums& sums) {
    return experiment_events(data.kind, sums).value_or(least) < least;
  });
}

bool rejects(const ExperimentContext& context, const ExperimentComparison& comparison) {
  const double alpha = context.options.alpha;
  if (context.options.peeking != Peeking::always) {
    return comparison.p_adjusted && *comparison.p_adjusted < alpha;
  }
  if (!comparison.anytime) return false;
  // Its interval is as wide as the number of treatments asks for, and leaves 0 out when p says so.
  const Range& difference = comparison.anytime->difference;
  return (difference.low && *difference.low > 0) || (difference.high && *difference.high < 0);
}

/// The interval of the lift that the decision rests on.
std::optional<Range> deciding_lift(const ExperimentContext& context, Number control,
                                   const ExperimentComparison& comparison) {
  if (context.options.peeking != Peeking::always) return comparison.lift;
  if (!comparison.anytime || !control || !(*control > 0)) return std::nullopt;
  Range lift = comparison.anytime->difference;
  for (Number* end : {&lift.value, &lift.low, &lift.high}) {
    if (*end) *end = **end / *control;
  }
  return lift;
}

std::string_view verdict_of(const ExperimentContext& context, const ExperimentCourse& course,
                            const report::ExperimentMeasure& measure,
                            const ExperimentComparison& comparison) {
  if (course.alarm) return "do_not_trust";
  if (before_the_look(context) || measure.few_events) return "keep_running";
  if (rejects(context, comparison)) {
    const bool more = comparison.difference.value.value_or(0) > 0;
    return more == (measure.better == "higher") ? "better" : "worse";
  }
  const double effect = experiment_effect(context.options);
  const auto lift = deciding_lift(context, measure.arms.front().value, comparison);
  const bool within =
      lift && lift->low && lift->high && *lift->low >= -effect && *lift->high <= effect;
  return within ? "no_difference" : "keep_running";
}

/// Users of all variants with which a lift of `effect` would be found with the wanted power, of the
/// shares and spreads that are there. None where that cannot be told.
std::optional<double> planned_total(const ExperimentContext& context, const MeasureData& data) {
  const ExperimentOptions& options = context.options;
  experiment::PlanQuestion question;
  question.outcome = data.kind == MeasureKind::proportion ? experiment::Outcome::proportion
                     : data.kind == MeasureKind::ratio    ? experiment::Outcome::ratio
                                                          : experiment::Outcome::mean;
  question.alpha = options.alpha;
  question.power = options.power;
  question.sides = options.sides;
  question.correction = options.correction;
  question.peeking = options.peeking;
  if (options.looks) question.looks = static_cast<int>(*options.looks);
  question.shares.clear();
  double n = 0;
  double spread = 0;
  for (const size_t variant : context.order) {
    const ExperimentSide side = experiment_side(data.kind, data.variants[variant]);
    if (!side.estimate || !(side.estimate->n > 0)) return std::nullopt;
    if (question.shares.empty()) question.baseline = side.estimate->value;
    question.shares.push_back(side.estimate->n);
    n += side.estimate->n;
    spread += side.estimate->variance * side.estimate->n * side.estimate->n;
  }
  question.sd = std::sqrt(spread / n);
  if (!experiment::is_sound(question)) return std::nullopt;
  const double effect = experiment_effect(options);
  const bool downward = options.sides == experiment::Sides::two
                            ? !data.higher_is_better
                            : options.sides == experiment::Sides::less;
  const experiment::Planner planner(question);
  auto plan = planner.users(downward ? -effect : effect);
  // A share near 1 has no room above it; the other way is as good.
  if (!plan && options.sides == experiment::Sides::two) {
    plan = planner.users(downward ? effect : -effect);
  }
  // A measure may leave out users, who will have to come all the same.
  return plan ? std::optional(plan->total * context.users / n) : std::nullopt;
}

/// Users until an answer is certain: an interval no wider than the effect that matters either
/// excludes zero or lies within that effect.
std::optional<double> certain_total(const ExperimentContext& context,
                                    const std::optional<Range>& lift) {
  if (!lift || !lift->value) return std::nullopt;
  const double width = lift->low && lift->high ? *lift->high - *lift->low
                       : lift->low             ? 2 * (*lift->value - *lift->low)
                       : lift->high            ? 2 * (*lift->high - *lift->value)
                                               : 0;
  if (width <= 0) return std::nullopt;
  const double times = width / experiment_effect(context.options);
  return context.users * std::max(1.0, times * times);
}

void write_rest(const ExperimentContext& context, const ExperimentCourse& course,
                std::optional<double> plan, Number control, ExperimentComparison& comparison) {
  std::optional<double> total = plan;
  if (before_the_end(context)) {
    total = static_cast<double>(*context.options.planned_users);
  } else if (plan && *plan <= context.users) {
    total = certain_total(context, deciding_lift(context, control, comparison));
  }
  if (!total) return;
  const double users = std::max(0.0, std::ceil(*total - context.users));
  comparison.users_needed = users;
  if (course.days && context.users > 0) {
    comparison.days_left = std::ceil(users * *course.days / context.users);
  }
}

/// Whether the lift of `a` is the better one.
bool is_ahead(const ExperimentComparison& a, const ExperimentComparison& b, bool higher) {
  const double x = a.difference.value.value_or(0);
  const double y = b.difference.value.value_or(0);
  return higher ? x > y : x < y;
}

bool says(const ExperimentComparison& comparison, std::string_view verdict) {
  return comparison.verdict == verdict;
}

/// What all comparisons of the primary measure say together.
std::string_view summary_of(const std::vector<ExperimentComparison>& comparisons) {
  const auto any = [&](std::string_view verdict) {
    return std::any_of(comparisons.begin(), comparisons.end(),
                       [&](const auto& comparison) { return says(comparison, verdict); });
  };
  for (const std::string_view first : {"do_not_trust", "better", "keep_running", "no_difference"}) {
    if (any(first)) return first;
  }
  return "worse";
}

void write_reasons(const ExperimentContext& context, const report::ExperimentHealth& health,
                   const std::vector<report::ExperimentMeasure>& measures,
                   report::ExperimentVerdict& verdict) {
  const ExperimentOptions& options = context.options;
  verdict.reasons = health.reasons;
  const bool reached =
      options.planned_users && context.users >= static_cast<double>(*options.planned_users);
  if (before_the_look(context)) verdict.reasons.emplace_back("planned_not_reached");
  if (measures.front().few_events) verdict.reasons.emplace_back("few_events");
  if (reached && verdict.code == "keep_running") verdict.reasons.emplace_back("planned_reached");
  if (options.peeking == Peeking::none) verdict.reasons.emplace_back("look_once");
  for (size_t i = 1; i < measures.size(); ++i) {
    for (const ExperimentComparison& comparison : measures[i].comparisons) {
      if (comparison.variant != verdict.variant || !says(comparison, "worse")) continue;
      verdict.reasons.emplace_back("other_measure_worse");
      return;
    }
  }
}

}  // namespace

double experiment_effect(const ExperimentOptions& options) {
  if (options.effect) return *options.effect;
  return options.margin && *options.margin != 0 ? std::fabs(*options.margin) : kUsualEffect;
}

void experiment_judge(const ExperimentContext& context, const ExperimentCourse& course,
                      const MeasureData& data, report::ExperimentMeasure& measure) {
  measure.few_events = has_few_events(context, data);
  std::optional<double> plan;
  bool planned = false;
  for (ExperimentComparison& comparison : measure.comparisons) {
    comparison.verdict = verdict_of(context, course, measure, comparison);
    if (!says(comparison, "keep_running")) continue;
    if (!planned) plan = planned_total(context, data);
    planned = true;
    write_rest(context, course, plan, measure.arms.front().value, comparison);
  }
}

report::ExperimentVerdict experiment_verdict(
    const ExperimentContext& context, const report::ExperimentHealth& health,
    const std::vector<report::ExperimentMeasure>& measures) {
  report::ExperimentVerdict verdict;
  if (measures.empty() || measures.front().comparisons.empty()) {
    verdict.code = health.status == "alarm" ? "do_not_trust" : "keep_running";
    verdict.reasons = health.reasons;
    verdict.reasons.emplace_back(context.order.size() < 2 ? "one_variant" : "no_measure");
    return verdict;
  }
  const report::ExperimentMeasure& primary = measures.front();
  verdict.code = summary_of(primary.comparisons);
  verdict.measure = primary.name;
  // Of those who bear the verdict, the one furthest ahead.
  const ExperimentComparison* chosen = nullptr;
  for (const ExperimentComparison& comparison : primary.comparisons) {
    if (!says(comparison, verdict.code)) continue;
    if (chosen == nullptr || is_ahead(comparison, *chosen, primary.better == "higher")) {
      chosen = &comparison;
    }
    for (const auto& [from, to] : {std::pair{comparison.users_needed, &verdict.users_needed},
                                   std::pair{comparison.days_left, &verdict.days_left}}) {
      if (from) *to = std::max(to->value_or(0), *from);
    }
  }
  verdict.variant = chosen->variant;
  verdict.lift = chosen->lift;
  write_reasons(context, health, measures, verdict);
  return verdict;
}

}  // namespace dangol::engine
