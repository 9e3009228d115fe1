// The measures of an experiment: every treatment against the control, with everything that is said
// of a comparison but its verdict.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/experiment_data.h"
#include "engine/experiment_options.h"
#include "report/experiment.h"

namespace dangol::engine {

/// What all measures of an experiment are computed with.
struct ExperimentContext {
  const ExperimentData& data;
  const ExperimentOptions& options;
  std::vector<size_t> order;  ///< of the variants in the data: the control, then the others
  double users = 0;           ///< of all variants
};

/// The `verdict`, `users_needed` and `days_left` of the comparisons are left empty.
[[nodiscard]] report::ExperimentMeasure experiment_measure(const ExperimentContext& context,
                                                           const MeasureData& data);

}  // namespace dangol::engine
