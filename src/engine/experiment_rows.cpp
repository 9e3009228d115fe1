#include "engine/experiment_rows.h"

#include <algorithm>
#include <span>
#include <vector>

#include "engine/experiment_side.h"
#include "experiment/bootstrap.h"
#include "experiment/covariate.h"
#include "experiment/rank_test.h"
#include "experiment/two_means.h"
#include "experiment/winsorise.h"

namespace dangol::engine {
namespace {

using experiment::Sides;

struct Terms {
  double alpha = 0.05;
  Sides sides = Sides::two;
};

std::optional<report::RankComparison> ranks_of(std::span<const double> control,
                                               std::span<const double> treatment, Terms terms) {
  const auto ranks = experiment::mann_whitney(control, treatment, terms.alpha, terms.sides);
  if (!ranks) return std::nullopt;
  return report::RankComparison{ranks->u, ranks->p,
                                experiment_range(ranks->superiority, ranks->superiority_interval)};
}

std::optional<report::MedianComparison> median_of(std::span<const double> control,
                                                  std::span<const double> treatment, Terms terms,
                                                  uint64_t seed) {
  const auto median = experiment::bootstrap_quantile_difference(control, treatment, 0.5,
                                                                terms.alpha, seed, terms.sides);
  if (!median) return std::nullopt;
  return report::MedianComparison{experiment_range(median->difference, median->interval), seed,
                                  experiment::kResamples};
}

std::optional<report::WinsorisedComparison> winsorised_of(const experiment::Moments& control,
                                                          const experiment::Moments& treatment,
                                                          Terms terms) {
  const auto contrast = experiment::compare_means(control, treatment, terms.alpha, terms.sides);
  if (!contrast) return std::nullopt;
  return report::WinsorisedComparison{
      experiment_range(contrast->difference, contrast->difference_interval),
      experiment_lift(*contrast), contrast->test.p};
}

/// Capped amounts, ranks and medians of a mean.
void add_sorted(const ExperimentContext& context, const MeasureData& data,
                report::ExperimentMeasure& measure) {
  std::vector<std::vector<double>> sorted;
  for (const size_t variant : context.order) {
    sorted.push_back(data.variants[variant].values);
    if (sorted.back().empty()) return;
    std::sort(sorted.back().begin(), sorted.back().end());
  }
  const std::vector<std::span<const double>> columns(sorted.begin(), sorted.end());
  const double share = context.options.winsorise;
  const auto cap = share < 1 ? experiment::winsorising_cap(columns, share) : std::nullopt;
  measure.winsorise_cap = cap;
  std::vector<experiment::Moments> capped;
  for (const auto& column : columns) {
    if (cap) capped.push_back(experiment::capped_moments_of(column, *cap));
  }
  for (size_t i = 0; i < measure.comparisons.size(); ++i) {
    report::ExperimentComparison& comparison = measure.comparisons[i];
    if (!comparison.confidence) continue;
    const Terms terms{1 - *comparison.confidence, context.options.sides};
    if (cap) comparison.winsorised = winsorised_of(capped[0], capped[i + 1], terms);
    comparison.ranks = ranks_of(columns[0], columns[i + 1], terms);
    comparison.median = median_of(columns[0], columns[i + 1], terms, context.options.seed);
  }
}

void add_adjusted(const ExperimentContext& context, const MeasureData& data,
                  report::ExperimentMeasure& measure) {
  std::vector<experiment::CrossMoments> moments;
  for (const size_t variant : context.order) {
    const VariantSums& sums = data.variants[variant];
    if (sums.values.empty() || sums.covariates.size() != sums.values.size()) return;
    moments.push_back(experiment::cross_moments_of(sums.covariates, sums.values));
  }
  const auto adjustment = experiment::fit_adjustment(moments);
  if (!adjustment) return;
  for (size_t i = 0; i < measure.comparisons.size(); ++i) {
    report::ExperimentComparison& comparison = measure.comparisons[i];
    if (!comparison.confidence) continue;
    const auto adjusted = experiment::compare_adjusted(
        moments[0], moments[i + 1], *adjustment, 1 - *comparison.confidence, context.options.sides);
    if (!adjusted) continue;
    const experiment::Contrast& contrast = adjusted->contrast;
    report::AdjustedComparison& to = comparison.adjusted.emplace();
    to.theta = adjustment->theta;
    to.variance_reduction = adjusted->variance_reduction;
    to.difference = experiment_range(contrast.difference, contrast.difference_interval);
    to.lift = experiment_lift(contrast);
    to.p = contrast.test.p;
    if (adjusted->balance) to.balance_p = adjusted->balance->p;
  }
}

}  // namespace

void experiment_rows(const ExperimentContext& context, const MeasureData& data,
                     report::ExperimentMeasure& measure) {
  const bool amounts = data.kind == MeasureKind::mean || data.kind == MeasureKind::money;
  if (amounts) add_sorted(context, data, measure);
  if (data.kind != MeasureKind::ratio) add_adjusted(context, data, measure);
}

}  // namespace dangol::engine
