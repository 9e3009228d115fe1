// What only the users one by one can say of a measure: amounts capped, ranks, medians, and what was
// known of the users before.
#pragma once

#include "engine/experiment_measures.h"

namespace dangol::engine {

/// Adds to the comparisons of `measure`, which are there already, as far as the columns are. Each
/// interval is at the confidence of its comparison. O(users log users).
void experiment_rows(const ExperimentContext& context, const MeasureData& data,
                     report::ExperimentMeasure& measure);

}  // namespace dangol::engine
