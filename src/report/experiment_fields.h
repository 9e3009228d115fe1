// The JSON names of the fields of experiment.h, listed once: see fields.h.
#pragma once

#include "report/experiment.h"
#include "report/fields.h"
#include "report/value_fields.h"

namespace dangol::report {

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentPrior>
void visit_fields(Visit& visit, T& experiment_prior) {
  visit("alpha", experiment_prior.alpha);
  visit("beta", experiment_prior.beta);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentSettings>
void visit_fields(Visit& visit, T& experiment_settings) {
  visit("alpha", experiment_settings.alpha);
  visit("sides", experiment_settings.sides);
  visit("correction", experiment_settings.correction);
  visit("control", experiment_settings.control);
  visit("primary", OrNull{experiment_settings.primary});
  visit("margin", experiment_settings.margin);
  visit("effect", experiment_settings.effect);
  visit("winsorise", experiment_settings.winsorise);
  visit("peeking", experiment_settings.peeking);
  visit("looks", experiment_settings.looks);
  visit("planned_users", experiment_settings.planned_users);
  visit("power", experiment_settings.power);
  visit("seed", experiment_settings.seed);
  visit("prior", experiment_settings.prior);
  visit("value_of_conversion", experiment_settings.value_of_conversion);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentVariant>
void visit_fields(Visit& visit, T& experiment_variant) {
  visit("name", experiment_variant.name);
  visit("control", experiment_variant.control);
  visit("users", experiment_variant.users);
  visit("expected_share", experiment_variant.expected_share);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, SampleRatio>
void visit_fields(Visit& visit, T& sample_ratio) {
  visit("chi_squared", sample_ratio.chi_squared);
  visit("df", sample_ratio.df);
  visit("p", sample_ratio.p);
  visit("status", sample_ratio.status);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentHealth>
void visit_fields(Visit& visit, T& experiment_health) {
  visit("status", experiment_health.status);
  visit("reasons", experiment_health.reasons);
  visit("sample_ratio", experiment_health.sample_ratio);
  visit("contaminated", experiment_health.contaminated);
  visit("duplicates", experiment_health.duplicates);
  visit("unassigned", experiment_health.unassigned);
  visit("enough", experiment_health.enough);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentTest>
void visit_fields(Visit& visit, T& experiment_test) {
  visit("test", experiment_test.test);
  visit("statistic", experiment_test.statistic);
  visit("df", experiment_test.df);
  visit("df2", experiment_test.df2);
  visit("p", experiment_test.p);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentArm>
void visit_fields(Visit& visit, T& experiment_arm) {
  visit("variant", experiment_arm.variant);
  visit("numerator", experiment_arm.numerator);
  visit("denominator", experiment_arm.denominator);
  visit("value", experiment_arm.value);
  visit("low", experiment_arm.low);
  visit("high", experiment_arm.high);
  visit("sd", experiment_arm.sd);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, WinsorisedComparison>
void visit_fields(Visit& visit, T& winsorised_comparison) {
  visit("difference", winsorised_comparison.difference);
  visit("lift", winsorised_comparison.lift);
  visit("p", winsorised_comparison.p);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, RankComparison>
void visit_fields(Visit& visit, T& rank_comparison) {
  visit("u", rank_comparison.u);
  visit("p", rank_comparison.p);
  visit("superiority", rank_comparison.superiority);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, MedianComparison>
void visit_fields(Visit& visit, T& median_comparison) {
  visit("difference", median_comparison.difference);
  visit("seed", median_comparison.seed);
  visit("resamples", median_comparison.resamples);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, AdjustedComparison>
void visit_fields(Visit& visit, T& adjusted_comparison) {
  visit("theta", adjusted_comparison.theta);
  visit("variance_reduction", adjusted_comparison.variance_reduction);
  visit("difference", adjusted_comparison.difference);
  visit("lift", adjusted_comparison.lift);
  visit("p", adjusted_comparison.p);
  visit("balance_p", adjusted_comparison.balance_p);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, AnytimeComparison>
void visit_fields(Visit& visit, T& anytime_comparison) {
  visit("difference", anytime_comparison.difference);
  visit("p", anytime_comparison.p);
  visit("width_ratio", anytime_comparison.width_ratio);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, MarginTest>
void visit_fields(Visit& visit, T& margin_test) {
  visit("p", margin_test.p);
  visit("holds", margin_test.holds);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentComparison>
void visit_fields(Visit& visit, T& experiment_comparison) {
  visit("variant", experiment_comparison.variant);
  visit("test", experiment_comparison.test);
  visit("statistic", experiment_comparison.statistic);
  visit("df", experiment_comparison.df);
  visit("p", experiment_comparison.p);
  visit("p_adjusted", experiment_comparison.p_adjusted);
  visit("confidence", experiment_comparison.confidence);
  visit("difference", experiment_comparison.difference);
  visit("lift", experiment_comparison.lift);
  visit("method_difference", experiment_comparison.method_difference);
  visit("method_lift", OrNull{experiment_comparison.method_lift});
  visit("probability_better", experiment_comparison.probability_better);
  visit("probability_best", experiment_comparison.probability_best);
  visit("expected_loss", experiment_comparison.expected_loss);
  visit("expected_loss_money", experiment_comparison.expected_loss_money);
  visit("winsorised", experiment_comparison.winsorised);
  visit("ranks", experiment_comparison.ranks);
  visit("median", experiment_comparison.median);
  visit("adjusted", experiment_comparison.adjusted);
  visit("anytime", experiment_comparison.anytime);
  visit("margin", experiment_comparison.margin);
  visit("verdict", experiment_comparison.verdict);
  visit("users_needed", experiment_comparison.users_needed);
  visit("days_left", experiment_comparison.days_left);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentMeasure>
void visit_fields(Visit& visit, T& experiment_measure) {
  visit("name", experiment_measure.name);
  visit("kind", experiment_measure.kind);
  visit("better", experiment_measure.better);
  visit("winsorise_cap", experiment_measure.winsorise_cap);
  visit("few_events", experiment_measure.few_events);
  visit("global", experiment_measure.global);
  visit("arms", experiment_measure.arms);
  visit("comparisons", experiment_measure.comparisons);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentLogRank>
void visit_fields(Visit& visit, T& experiment_log_rank) {
  visit("chi_squared", experiment_log_rank.chi_squared);
  visit("df", experiment_log_rank.df);
  visit("p", experiment_log_rank.p);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ReturnPoint>
void visit_fields(Visit& visit, T& return_point) {
  visit("day", return_point.day);
  visit("returned", return_point.returned);
  visit("low", return_point.low);
  visit("high", return_point.high);
  visit("at_risk", return_point.at_risk);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ReturnCurve>
void visit_fields(Visit& visit, T& return_curve) {
  visit("variant", return_curve.variant);
  visit("customers", return_curve.customers);
  visit("points", return_curve.points);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, VariantValue>
void visit_fields(Visit& visit, T& variant_value) {
  visit("variant", variant_value.variant);
  visit("value", variant_value.value);
  visit("low", variant_value.low);
  visit("high", variant_value.high);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, VariantDifference>
void visit_fields(Visit& visit, T& variant_difference) {
  visit("variant", variant_difference.variant);
  visit("difference", variant_difference.difference);
  visit("p", variant_difference.p);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, DayShare>
void visit_fields(Visit& visit, T& day_share) {
  visit("variant", day_share.variant);
  visit("eligible", day_share.eligible);
  visit("returned", day_share.returned);
  visit("share", day_share.share);
  visit("low", day_share.low);
  visit("high", day_share.high);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, DayComparison>
void visit_fields(Visit& visit, T& day_comparison) {
  visit("variant", day_comparison.variant);
  visit("difference", day_comparison.difference);
  visit("lift", day_comparison.lift);
  visit("p", day_comparison.p);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, DayRetention>
void visit_fields(Visit& visit, T& day_retention) {
  visit("day", day_retention.day);
  visit("rows", day_retention.rows);
  visit("comparisons", day_retention.comparisons);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentRetention>
void visit_fields(Visit& visit, T& experiment_retention) {
  visit("log_rank", experiment_retention.log_rank);
  visit("horizon_days", experiment_retention.horizon_days);
  visit("curves", experiment_retention.curves);
  visit("restricted_mean", experiment_retention.restricted_mean);
  visit("restricted_mean_difference", experiment_retention.restricted_mean_difference);
  visit("days", experiment_retention.days);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ValueDifference>
void visit_fields(Visit& visit, T& value_difference) {
  visit("variant", value_difference.variant);
  visit("per_customer", value_difference.per_customer);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ExperimentVerdict>
void visit_fields(Visit& visit, T& experiment_verdict) {
  visit("code", experiment_verdict.code);
  visit("variant", OrNull{experiment_verdict.variant});
  visit("measure", OrNull{experiment_verdict.measure});
  visit("lift", experiment_verdict.lift);
  visit("users_needed", experiment_verdict.users_needed);
  visit("days_left", experiment_verdict.days_left);
  visit("reasons", experiment_verdict.reasons);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Experiment>
void visit_fields(Visit& visit, T& experiment) {
  visit("source", experiment.source);
  visit("unit", experiment.unit);
  visit("settings", experiment.settings);
  visit("variants", experiment.variants);
  visit("health", experiment.health);
  visit("measures", experiment.measures);
  visit("retention", experiment.retention);
  visit("value_difference", experiment.value_difference);
  visit("verdict", experiment.verdict);
}

}  // namespace dangol::report
