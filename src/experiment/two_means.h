// Revenue per user, orders per user: means of a measure.
#pragma once

#include <optional>

#include "experiment/estimate.h"
#include "experiment/moments.h"

namespace dangol::experiment {

/// None for fewer than two users.
[[nodiscard]] std::optional<Estimate> mean_estimate(const Moments& users);

/// Welch's t test, the difference and Fieller's lift. None as in `contrast`.
[[nodiscard]] std::optional<Contrast> compare_means(const Moments& control,
                                                    const Moments& treatment, double alpha,
                                                    Sides sides = Sides::two,
                                                    Reference reference = Reference::welch);

}  // namespace dangol::experiment
