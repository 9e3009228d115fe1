// From the numbers of an experiment to its part of the Report. Rules: README.md.
#pragma once

#include <optional>

#include "engine/experiment_data.h"
#include "engine/experiment_options.h"
#include "report/experiment.h"

namespace dangol::engine {

/// Whatever the data are, there is an answer: what cannot be told is null, and a health alarm makes
/// every verdict `do_not_trust`. `today` is when the data end, for `started`; none = not known.
/// O(users log users) where users are given one by one, and much less by sums.
[[nodiscard]] report::Experiment experiment_of(const ExperimentData& data,
                                               const ExperimentOptions& options,
                                               std::optional<Day> today = {});

}  // namespace dangol::engine
