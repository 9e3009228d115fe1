#include "engine/experiment_options.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>

#include "base/date_time.h"

namespace dangol::engine {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::pair<std::string_view, experiment::Correction>, 3> kCorrections = {{
    {"holm", experiment::Correction::holm},
    {"benjamini_hochberg", experiment::Correction::benjamini_hochberg},
    {"none", experiment::Correction::none},
}};
constexpr std::array<std::string_view, 3> kPeeking = {"none", "always", "planned"};
constexpr std::array<std::string_view, 3> kSides = {"two", "greater", "less"};
constexpr std::array<std::string_view, 4> kKinds = {"proportion", "mean", "ratio", "money"};
constexpr double kMostUsers = 1e15;
constexpr size_t kMostDays = 12;

template <typename T, size_t kSize>
bool read_word(const Json& json, const std::array<std::string_view, kSize>& words, T& value) {
  if (!json.is_string()) return false;
  const auto word = std::find(words.begin(), words.end(), json.get_ref<const std::string&>());
  if (word == words.end()) return false;
  value = static_cast<T>(word - words.begin());
  return true;
}

bool read_correction(const Json& json, experiment::Correction& correction) {
  for (const auto& [name, value] : kCorrections) {
    if (json != name) continue;
    correction = value;
    return true;
  }
  return false;
}

bool read_number(const Json& json, double least, double most, double& value) {
  if (!json.is_number()) return false;
  value = json.get<double>();
  return value >= least && value <= most;
}

template <typename Number>
bool read_whole(const Json& json, double least, double most, Number& value) {
  double number = 0;
  if (!json.is_number_unsigned() || !read_number(json, least, most, number)) return false;
  value = static_cast<Number>(json.get<uint64_t>());
  return true;
}

bool read_text(const Json& json, std::string& text) {
  if (!json.is_string()) return false;
  text = json.get<std::string>();
  return true;
}

/// { name: number }
bool read_numbers(const Json& json, std::vector<std::pair<std::string, double>>& list) {
  if (!json.is_object()) return false;
  list.clear();
  for (const auto& [name, value] : json.items()) {
    if (!read_number(value, 0, kMostUsers, list.emplace_back(name, 0).second)) return false;
  }
  return true;
}

bool read_covariates(const Json& json, std::vector<std::pair<std::string, std::string>>& list) {
  if (!json.is_object()) return false;
  list.clear();
  for (const auto& [measure, column] : json.items()) {
    if (!read_text(column, list.emplace_back(measure, "").second)) return false;
  }
  return true;
}

bool read_better(const Json& json, ChosenMeasure& measure) {
  constexpr std::array<std::string_view, 2> kBetter = {"lower", "higher"};
  return read_word(json, kBetter, measure.higher_is_better.emplace());
}

bool read_measure(const Json& json, ChosenMeasure& measure) {
  if (json.is_string()) return read_text(json, measure.name);
  if (!json.is_object()) return false;
  for (const auto& [name, value] : json.items()) {
    if (value.is_null()) continue;
    const bool read = name == "name" || name == "column" ? read_text(value, measure.name)
                      : name == "kind"   ? read_word(value, kKinds, measure.kind.emplace())
                      : name == "better" ? read_better(value, measure)
                                         : false;
    if (!read) return false;
  }
  return !measure.name.empty();
}

bool read_measures(const Json& json, std::vector<ChosenMeasure>& measures) {
  if (!json.is_array()) return false;
  measures.clear();
  return std::all_of(json.begin(), json.end(), [&](const Json& measure) {
    return read_measure(measure, measures.emplace_back());
  });
}

bool read_days(const Json& json, std::vector<uint32_t>& days) {
  if (!json.is_array() || json.size() > kMostDays) return false;
  days.clear();
  return std::all_of(json.begin(), json.end(), [&](const Json& day) {
    return read_whole(day, 1, 3650, days.emplace_back());
  });
}

/// A day that data could hold.
bool read_day(const Json& json, std::optional<Day>& day) {
  DateFields fields;
  if (!json.is_string() || !parse_date_time(json.get_ref<const std::string&>(), fields)) {
    return false;
  }
  day = parse_iso_day(json.get_ref<const std::string&>());
  return day.has_value();
}

bool read_prior(const Json& json, ExperimentOptions& options) {
  if (!json.is_object()) return false;
  for (const auto& [name, value] : json.items()) {
    if (value.is_null()) continue;
    double* const number = name == "alpha"  ? &options.prior_alpha
                           : name == "beta" ? &options.prior_beta
                                            : nullptr;
    if (number == nullptr || !read_number(value, 0.1, 1e6, *number)) return false;
  }
  return true;
}

}  // namespace

bool read_experiment_option(std::string_view name, const Json& value, ExperimentOptions& options) {
  if (value.is_null()) return true;
  if (name == "variant") return read_text(value, options.variant);
  if (name == "control") return read_text(value, options.control);
  if (name == "measures") return read_measures(value, options.measures);
  if (name == "primary") return read_text(value, options.primary);
  if (name == "alpha") return read_number(value, 1e-6, 0.4, options.alpha);
  if (name == "power") return read_number(value, 0.5, 0.999, options.power);
  if (name == "sides") return read_word(value, kSides, options.sides);
  if (name == "correction") return read_correction(value, options.correction);
  if (name == "ratio") return read_numbers(value, options.ratio);
  if (name == "margin") return read_number(value, -1, 1, options.margin.emplace());
  if (name == "effect") return read_number(value, 1e-4, 10, options.effect.emplace());
  if (name == "peeking") return read_word(value, kPeeking, options.peeking);
  if (name == "looks") return read_whole(value, 1, 50, options.looks.emplace());
  if (name == "planned_users") {
    return read_whole(value, 1, kMostUsers, options.planned_users.emplace());
  }
  if (name == "winsorise") return read_number(value, 0.5, 1, options.winsorise);
  if (name == "covariates") return read_covariates(value, options.covariates);
  if (name == "seed") return read_whole(value, 0, 9007199254740992.0, options.seed);
  if (name == "days") return read_days(value, options.days);
  if (name == "visitors") return read_numbers(value, options.visitors);
  if (name == "started") return read_day(value, options.started);
  if (name == "value_of_conversion") {
    return read_number(value, 0, 1e15, options.value_of_conversion.emplace());
  }
  return name == "prior" && read_prior(value, options);
}

bool agree(const ExperimentOptions& options) {
  return options.peeking != experiment::Peeking::planned ||
         (options.looks && options.planned_users);
}

std::string_view correction_name(experiment::Correction correction) {
  for (const auto& [name, value] : kCorrections) {
    if (value == correction) return name;
  }
  return {};
}

std::string_view peeking_name(experiment::Peeking peeking) {
  return kPeeking[static_cast<size_t>(peeking)];
}

std::string_view sides_name(experiment::Sides sides) {
  return kSides[static_cast<size_t>(sides)];
}

std::string_view measure_kind_name(MeasureKind kind) {
  return kKinds[static_cast<size_t>(kind)];
}

bool read_experiment_options(const Json& json, ExperimentOptions& options) {
  if (!json.is_object()) return false;
  for (const auto& [name, value] : json.items()) {
    if (!read_experiment_option(name, value, options)) return false;
  }
  return agree(options);
}

}  // namespace dangol::engine
