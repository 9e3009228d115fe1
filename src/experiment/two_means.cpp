#include "experiment/two_means.h"

namespace dangol::experiment {

std::optional<Estimate> mean_estimate(const Moments& users) {
  const std::optional<double> variance = users.variance();
  if (!variance) return std::nullopt;
  return Estimate{users.mean, *variance / users.n, users.n};
}

std::optional<Contrast> compare_means(const Moments& control, const Moments& treatment,
                                      double alpha, Sides sides, Reference reference) {
  const std::optional<Estimate> of_control = mean_estimate(control);
  const std::optional<Estimate> of_treatment = mean_estimate(treatment);
  if (!of_control || !of_treatment) return std::nullopt;
  return contrast(*of_control, *of_treatment, alpha, sides, reference);
}

}  // namespace dangol::experiment
