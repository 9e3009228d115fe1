// Tables of users as the data of an experiment.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "engine/experiment_units.h"

namespace dangol::engine {
namespace {

using ledger::UserMeasure;
using ledger::Users;

/// Headings of what there should be less of.
constexpr std::string_view kBetterLower[] = {"churn", "refund",  "cancel", "bounce", "complain",
                                             "error", "unsubsc", "이탈",   "환불",   "취소",
                                             "반품",  "불만",    "해지",   "오류"};

/// What the values of a column are, over all users.
struct Look {
  uint64_t blank = 0;
  bool yes_or_no = true;  ///< nothing but 0 and 1
};

Look look_at(const UserMeasure& measure, const Users& users) {
  Look look;
  for (size_t user = 0; user < measure.values.size(); ++user) {
    if (users.variant_of[user] == Users::kSeveral) continue;
    const double value = measure.values[user];
    if (std::isnan(value)) {
      ++look.blank;
    } else if (value != 0 && value != 1) {
      look.yes_or_no = false;
    }
  }
  return look;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool higher_is_better(std::string_view name) {
  const std::string lower = lower_case(name);
  return std::none_of(std::begin(kBetterLower), std::end(kBetterLower),
                      [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

/// The column with what was before: the one that the options name, else the one whose heading says
/// so.
const UserMeasure* covariate_of(const UserMeasure& measure, const Users& users,
                                const ExperimentOptions& options) {
  std::string_view wanted;
  for (const auto& [name, column] : options.covariates) {
    if (name == measure.name) wanted = column;
  }
  const auto found =
      std::find_if(users.measures.begin(), users.measures.end(), [&](const UserMeasure& other) {
        return wanted.empty() ? other.before && other.of == measure.name : other.name == wanted;
      });
  return found == users.measures.end() || &*found == &measure ? nullptr : &*found;
}

/// A user without a value has done nothing.
double value_of(const UserMeasure& measure, size_t user) {
  const double value = measure.values[user];
  return std::isnan(value) ? 0 : value;
}

void add_measure(const UserMeasure& measure, const UserMeasure* covariate, const Users& users,
                 bool yes_or_no, ExperimentData& data) {
  MeasureData& to = data.measures.emplace_back();
  to.name = measure.name;
  to.kind = measure.money ? MeasureKind::money
            : yes_or_no   ? MeasureKind::proportion
                          : MeasureKind::mean;
  to.higher_is_better = higher_is_better(measure.name);
  to.variants.resize(data.variants.size());
  const bool one_by_one = to.kind != MeasureKind::proportion || covariate != nullptr;
  for (size_t i = 0; i < to.variants.size(); ++i) {
    to.variants[i].users = data.variants[i].users;
    if (one_by_one) to.variants[i].values.reserve(static_cast<size_t>(data.variants[i].users));
  }
  for (size_t user = 0; user < users.variant_of.size(); ++user) {
    if (users.variant_of[user] == Users::kSeveral) continue;
    VariantSums& sums = to.variants[users.variant_of[user]];
    const double value = value_of(measure, user);
    if (to.kind == MeasureKind::proportion) sums.successes += value;
    if (one_by_one) sums.values.push_back(value);
    if (covariate != nullptr) sums.covariates.push_back(value_of(*covariate, user));
  }
}

/// Whether an option speaks of the column by its name.
bool is_asked_for(const UserMeasure& measure, const ExperimentOptions& options) {
  return std::any_of(options.measures.begin(), options.measures.end(),
                     [&](const ChosenMeasure& one) { return one.name == measure.name; });
}

}  // namespace

std::optional<ExperimentData> experiment_data_of_users(const Users& users,
                                                       const ExperimentOptions& options,
                                                       std::vector<report::Warning>& warnings) {
  const uint32_t count = users.variants.size();
  if (count > kMostExperimentVariants) {
    warnings.push_back({"experiment_many_variants", count, 0, {}});
    return std::nullopt;
  }
  ExperimentData data;
  data.source = "users";
  data.unit = "users";
  data.contaminated = users.contaminated;
  data.duplicates = users.duplicates;
  data.unassigned = users.set_aside[ledger::Reason::no_variant].rows;
  for (uint32_t i = 0; i < count; ++i) {
    data.variants.push_back({std::string(users.variants.key(i).text), 0});
  }
  for (const uint16_t variant : users.variant_of) {
    if (variant != Users::kSeveral) ++data.variants[variant].users;
  }
  for (const UserMeasure& measure : users.measures) {
    if (measure.before && !is_asked_for(measure, options)) continue;
    const Look look = look_at(measure, users);
    if (look.blank > 0) {
      warnings.push_back({"experiment_blank_as_zero", look.blank, 0, measure.name});
    }
    add_measure(measure, covariate_of(measure, users, options), users, look.yes_or_no, data);
  }
  return data;
}

}  // namespace dangol::engine
