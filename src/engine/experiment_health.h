// Whether the data of an experiment can be believed, before anything is made of them.
#pragma once

#include "engine/experiment_measures.h"

namespace dangol::engine {

/// Of so many users, or rows, that were left out: the share that is an alarm.
inline constexpr double kLeftOutAlarm = 0.01;
/// Fewer users than this in a variant are a caution.
inline constexpr double kEnoughUsers = 100;

/// The share of users that each variant should have, in the order of the context; empty where none
/// is expected.
[[nodiscard]] std::vector<double> experiment_shares(const ExperimentContext& context);

[[nodiscard]] report::ExperimentHealth experiment_health(const ExperimentContext& context);

}  // namespace dangol::engine
