#include "engine/experiment_analysis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

#include "engine/experiment_health.h"
#include "engine/experiment_measures.h"
#include "engine/experiment_verdict.h"

namespace dangol::engine {
namespace {

/// What people call the variant that is as it was before.
constexpr std::array<std::string_view, 12> kControlNames = {
    "control", "baseline", "original", "default", "대조군", "대조",
    "기존",    "a",        "0",        "false",   "none",   "off"};

/// Beginnings of what they call it, where none of those is there.
constexpr std::array<std::string_view, 4> kControlBeginnings = {"control", "baseline", "대조",
                                                                "기존"};

bool begins_with(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::equal(lower_case.begin(), lower_case.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
         });
}

size_t find_control(const ExperimentData& data, const ExperimentOptions& options) {
  const auto& variants = data.variants;
  const auto find = [&](auto matches) {
    return static_cast<size_t>(
        std::find_if(variants.begin(), variants.end(),
                     [&](const VariantData& variant) { return matches(variant.name); }) -
        variants.begin());
  };
  size_t found = find([&](const std::string& name) { return name == options.control; });
  for (const std::string_view known : kControlNames) {
    if (found < variants.size()) return found;
    found = find([&](const std::string& name) {
      return name.size() == known.size() && begins_with(name, known);
    });
  }
  for (const std::string_view known : kControlBeginnings) {
    if (found < variants.size()) return found;
    found = find([&](const std::string& name) { return begins_with(name, known); });
  }
  return found < variants.size() ? found : 0;
}

report::ExperimentSettings settings_of(const ExperimentOptions& options) {
  report::ExperimentSettings settings;
  settings.alpha = options.alpha;
  settings.sides = sides_name(options.sides);
  settings.correction = correction_name(options.correction);
  settings.margin = options.margin;
  settings.effect = experiment_effect(options);
  settings.winsorise = options.winsorise;
  settings.peeking = peeking_name(options.peeking);
  if (options.looks) settings.looks = *options.looks;
  if (options.planned_users) settings.planned_users = static_cast<double>(*options.planned_users);
  settings.power = options.power;
  settings.seed = options.seed;
  settings.prior = {options.prior_alpha, options.prior_beta};
  settings.value_of_conversion = options.value_of_conversion;
  return settings;
}

/// The measures with the primary one first.
std::vector<const MeasureData*> measures_of(const ExperimentData& data,
                                            const ExperimentOptions& options) {
  std::vector<const MeasureData*> measures;
  for (const MeasureData& measure : data.measures) measures.push_back(&measure);
  const auto primary = std::find_if(measures.begin(), measures.end(), [&](const auto* measure) {
    return measure->name == options.primary;
  });
  if (primary != measures.end()) std::rotate(measures.begin(), primary, primary + 1);
  return measures;
}

}  // namespace

report::Experiment experiment_of(const ExperimentData& data, const ExperimentOptions& options,
                                 std::optional<Day> today) {
  report::Experiment experiment;
  experiment.source = data.source;
  experiment.unit = data.unit;
  experiment.settings = settings_of(options);
  ExperimentContext context{data, options, {}, 0};
  context.order.resize(data.variants.size());
  std::iota(context.order.begin(), context.order.end(), size_t{0});
  if (!context.order.empty()) {
    const auto control =
        context.order.begin() + static_cast<std::ptrdiff_t>(find_control(data, options));
    std::rotate(context.order.begin(), control, control + 1);
    experiment.settings.control = data.variants[context.order[0]].name;
  }
  for (const VariantData& variant : data.variants) context.users += variant.users;

  const std::vector<double> shares = experiment_shares(context);
  for (size_t i = 0; i < context.order.size(); ++i) {
    const VariantData& variant = data.variants[context.order[i]];
    report::ExperimentVariant& to = experiment.variants.emplace_back();
    to.name = variant.name;
    to.control = i == 0;
    to.users = static_cast<uint64_t>(std::max(0.0, variant.users));
    if (!shares.empty()) to.expected_share = shares[i];
  }
  experiment.health = experiment_health(context);

  ExperimentCourse course{experiment.health.status == "alarm", data.days};
  if (!course.days && options.started && today && *today >= *options.started) {
    course.days = *today - *options.started + 1;
  }
  for (const MeasureData* measure : measures_of(data, options)) {
    experiment.measures.push_back(experiment_measure(context, *measure));
    experiment_judge(context, course, *measure, experiment.measures.back());
  }
  if (!experiment.measures.empty()) experiment.settings.primary = experiment.measures[0].name;
  experiment.retention = data.retention;
  experiment.value_difference = data.value_difference;
  experiment.verdict = experiment_verdict(context, experiment.health, experiment.measures);
  return experiment;
}

}  // namespace dangol::engine
