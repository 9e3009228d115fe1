// From numbers to what to do: the verdict of each comparison and of the whole. Rules: README.md.
#pragma once

#include <optional>
#include <vector>

#include "engine/experiment_measures.h"

namespace dangol::engine {

/// A lift that matters where nobody says which one does.
inline constexpr double kUsualEffect = 0.1;
[[nodiscard]] double experiment_effect(const ExperimentOptions& options);

/// How the experiment runs, for every comparison.
struct ExperimentCourse {
  bool alarm = false;          ///< of the data's health
  std::optional<double> days;  ///< since the first user; above 0
};

/// Fills `verdict`, `users_needed` and `days_left` of every comparison.
void experiment_judge(const ExperimentContext& context, const ExperimentCourse& course,
                      const MeasureData& data, report::ExperimentMeasure& measure);

/// Of the measures as they are judged, the primary one first.
[[nodiscard]] report::ExperimentVerdict experiment_verdict(
    const ExperimentContext& context, const report::ExperimentHealth& health,
    const std::vector<report::ExperimentMeasure>& measures);

}  // namespace dangol::engine
