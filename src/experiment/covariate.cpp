#include "experiment/covariate.h"

#include "experiment/two_means.h"

namespace dangol::experiment {

std::optional<Adjustment> fit_adjustment(std::span<const CrossMoments> arms) {
  CrossMoments all;
  for (const CrossMoments& arm : arms) all.merge(arm);
  if (all.n < 2 || !(all.m2_x > 0)) return std::nullopt;
  return Adjustment{all.cross / all.m2_x, all.mean_x};
}

std::optional<Estimate> adjusted_mean(const CrossMoments& arm, const Adjustment& adjustment) {
  const std::optional<double> variance = residual_variance(arm, adjustment.theta);
  if (!variance) return std::nullopt;
  return Estimate{arm.mean_y - adjustment.theta * (arm.mean_x - adjustment.covariate_mean),
                  *variance / arm.n, arm.n};
}

std::optional<AdjustedContrast> compare_adjusted(const CrossMoments& control,
                                                 const CrossMoments& treatment,
                                                 const Adjustment& adjustment, double alpha,
                                                 Sides sides, Reference reference) {
  const std::optional<Estimate> of_control = adjusted_mean(control, adjustment);
  const std::optional<Estimate> of_treatment = adjusted_mean(treatment, adjustment);
  if (!of_control || !of_treatment) return std::nullopt;
  const std::optional<Contrast> after =
      contrast(*of_control, *of_treatment, alpha, sides, reference);
  if (!after) return std::nullopt;
  AdjustedContrast result;
  result.contrast = *after;
  const double before =
      control.m2_y / (control.n - 1) / control.n + treatment.m2_y / (treatment.n - 1) / treatment.n;
  if (before > 0) {
    result.variance_reduction = 1 - (of_control->variance + of_treatment->variance) / before;
  }
  const std::optional<Contrast> balance =
      compare_means(control.x(), treatment.x(), alpha, Sides::two, Reference::welch);
  if (balance) result.balance = balance->test;
  return result;
}

}  // namespace dangol::experiment
