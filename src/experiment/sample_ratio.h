// Are there as many users in each variant as there should be? If not, something between assignment
// and counting lost users, and no comparison of what is left can be trusted.
#pragma once

#include <cstdint>
#include <span>

#include "experiment/interval.h"

namespace dangol::experiment {

inline constexpr double kSampleRatioAlarm = 0.001;
inline constexpr double kSampleRatioCaution = 0.01;
inline constexpr double kSampleRatioLeastUsers = 100;
inline constexpr double kSampleRatioLeastExpected = 5;

enum class SampleRatioStatus : uint8_t { fine, caution, alarm, too_few };

struct SampleRatio {
  Test test;  ///< chi-squared; infinite with p = 0 where a variant of weight 0 has users
  SampleRatioStatus status = SampleRatioStatus::fine;
};

/// The chi-squared goodness of fit of `users` to `weights`, which need not sum to 1. Users in a
/// variant of weight 0 are an alarm whatever their number; else fewer than kSampleRatioLeastUsers,
/// or fewer than kSampleRatioLeastExpected expected in a variant, are too few to tell (the test is
/// given all the same). REQUIRES: one size, at least one weight above 0, none below.
[[nodiscard]] SampleRatio sample_ratio(std::span<const double> users,
                                       std::span<const double> weights);

/// The p-value that may be looked at after every user: 1 / factor of log_dirichlet_factor
/// (sequential_shares.h), at most 1. Larger `concentration` looks for smaller deviations.
[[nodiscard]] double anytime_sample_ratio_p(std::span<const double> users,
                                            std::span<const double> weights,
                                            double concentration = 100);

}  // namespace dangol::experiment
