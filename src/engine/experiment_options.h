// What may be asked of an experiment: the option `experiment`, and what comes with typed counts.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil.h"
#include "engine/experiment_data.h"
#include "experiment/corrections.h"
#include "experiment/interval.h"
#include "experiment/plan.h"

namespace dangol::engine {

[[nodiscard]] std::string_view correction_name(experiment::Correction correction);
[[nodiscard]] std::string_view peeking_name(experiment::Peeking peeking);
[[nodiscard]] std::string_view sides_name(experiment::Sides sides);
[[nodiscard]] std::string_view measure_kind_name(MeasureKind kind);

/// A measure that is asked for by name; what is not given is found out.
struct ChosenMeasure {
  std::string name;  ///< of a column, or of the product ("conversion", "orders", "revenue", ...)
  std::optional<MeasureKind> kind;
  std::optional<bool> higher_is_better;

  friend bool operator==(const ChosenMeasure&, const ChosenMeasure&) = default;
};

struct ExperimentOptions {
  std::string variant;  ///< column with the variant; empty = found by its name
  std::string control;  ///< name of a variant; empty = found by its name, else the first
  std::vector<ChosenMeasure> measures;  ///< measures [name, or { column | name, kind, better }]
  std::string primary;                  ///< empty = the first
  double alpha = 0.05;                  ///< above 0, at most 0.4
  double power = 0.8;                   ///< 0.5 to 0.999, of `users_needed`
  experiment::Sides sides = experiment::Sides::two;
  /// holm, benjamini_hochberg or none
  experiment::Correction correction = experiment::Correction::holm;
  /// ratio { name: weight }: how users should fall into the variants; empty = evenly
  std::vector<std::pair<std::string, double>> ratio;
  std::optional<double> margin;  ///< relative lift, -1 to 1: no worse than by |margin|
  std::optional<double> effect;  ///< smallest relative lift that matters; none = |margin|, or 0.1
  experiment::Peeking peeking = experiment::Peeking::none;
  std::optional<uint32_t> looks;          ///< 1 to 50
  std::optional<uint64_t> planned_users;  ///< of all variants together
  double winsorise = 0.999;               ///< 0.5 to 1; 1 = nothing is capped
  /// covariates { measure: column }; else columns with the suffix _covariate, _before or _pre
  std::vector<std::pair<std::string, std::string>> covariates;
  uint64_t seed = 1;
  std::vector<uint32_t> days = {7, 30, 90};  ///< of day-N retention, 1 to 3650, at most 12
  /// visitors { name: number }: who was shown a variant, where the file knows only who bought
  std::vector<std::pair<std::string, double>> visitors;
  std::optional<Day> started;                 ///< the first day of the experiment
  std::optional<double> value_of_conversion;  ///< money, 0 or more
  double prior_alpha = 1;                     ///< prior { alpha, beta }, above 0
  double prior_beta = 1;

  friend bool operator==(const ExperimentOptions&, const ExperimentOptions&) = default;
};

/// One field of it; false where it is unknown or has no sense.
[[nodiscard]] bool read_experiment_option(std::string_view name, const nlohmann::json& value,
                                          ExperimentOptions& options);

/// Whether they go together: a plan with several looks needs to know how many, and where it ends.
[[nodiscard]] bool agree(const ExperimentOptions& options);

/// One JSON object, every field optional, `null` for the default. False where a field is unknown or
/// has no sense.
[[nodiscard]] bool read_experiment_options(const nlohmann::json& json, ExperimentOptions& options);

}  // namespace dangol::engine
