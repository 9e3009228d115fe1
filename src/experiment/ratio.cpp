#include "experiment/ratio.h"

namespace dangol::experiment {

std::optional<Estimate> ratio_estimate(const CrossMoments& users) {
  if (!(users.mean_x > 0)) return std::nullopt;
  const double ratio = users.mean_y / users.mean_x;
  const std::optional<double> variance = residual_variance(users, ratio);
  if (!variance) return std::nullopt;
  return Estimate{ratio, *variance / users.n / users.mean_x / users.mean_x, users.n};
}

}  // namespace dangol::experiment
