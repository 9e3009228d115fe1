// Tables of users as the data of an experiment.
#include <algorithm>
#include <cmath>
#include <numeric>
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

/// Where each variant stands among all of them, by name: the order of rows does not matter.
std::vector<uint16_t> places_of(const ledger::KeyTable& variants) {
  std::vector<uint16_t> order(variants.size());
  std::iota(order.begin(), order.end(), uint16_t{0});
  std::sort(order.begin(), order.end(),
            [&](uint16_t a, uint16_t b) { return variants.key(a).text < variants.key(b).text; });
  std::vector<uint16_t> places(order.size());
  for (size_t i = 0; i < order.size(); ++i) places[order[i]] = static_cast<uint16_t>(i);
  return places;
}

void add_measure(const UserMeasure& measure, const UserMeasure* covariate, const Users& users,
                 bool yes_or_no, const std::vector<uint16_t>& places, ExperimentData& data) {
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
    VariantSums& sums = to.variants[places[users.variant_of[user]]];
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
  const std::vector<uint16_t> places = places_of(users.variants);
  data.variants.resize(count);
  for (uint32_t i = 0; i < count; ++i) data.variants[places[i]].name = users.variants.key(i).text;
  for (const uint16_t variant : users.variant_of) {
    if (variant != Users::kSeveral) ++data.variants[places[variant]].users;
  }
  for (const UserMeasure& measure : users.measures) {
    if (measure.before && !is_asked_for(measure, options)) continue;
    const Look look = look_at(measure, users);
    if (look.blank > 0) {
      warnings.push_back({"experiment_blank_as_zero", look.blank, 0, measure.name});
    }
    add_measure(measure, covariate_of(measure, users, options), users, look.yes_or_no, places,
                data);
  }
  return data;
}

namespace {

/// Shares as the numbers that they are, users without and with.
void list_shares(MeasureData& measure) {
  for (VariantSums& sums : measure.variants) {
    if (!sums.values.empty() || sums.users <= 0) continue;
    const auto users = static_cast<size_t>(sums.users);
    sums.values.assign(users, 0);
    const auto with = std::min(users, static_cast<size_t>(sums.successes));
    std::fill_n(sums.values.begin(), with, 1.0);
  }
}

bool count_shares(MeasureData& measure) {
  for (const VariantSums& sums : measure.variants) {
    const bool whole = std::all_of(sums.values.begin(), sums.values.end(),
                                   [](double value) { return value == 0 || value == 1; });
    if (!whole || (sums.values.empty() && sums.users > 0)) return false;
  }
  for (VariantSums& sums : measure.variants) {
    sums.successes = std::accumulate(sums.values.begin(), sums.values.end(), 0.0);
  }
  return true;
}

void make_kind(MeasureKind kind, MeasureData& measure) {
  if (kind == measure.kind || kind == MeasureKind::ratio || measure.kind == MeasureKind::ratio) {
    return;
  }
  if (kind == MeasureKind::proportion && !count_shares(measure)) return;
  if (measure.kind == MeasureKind::proportion) list_shares(measure);
  measure.kind = kind;
}

}  // namespace

void experiment_choose_measures(const ExperimentOptions& options, ExperimentData& data,
                                std::vector<report::Warning>& warnings) {
  if (options.measures.empty()) return;
  std::vector<MeasureData> chosen;
  for (const ChosenMeasure& one : options.measures) {
    const auto found =
        std::find_if(data.measures.begin(), data.measures.end(),
                     [&](const MeasureData& measure) { return measure.name == one.name; });
    if (found == data.measures.end()) {
      warnings.push_back({"experiment_measure_missing", 0, 0, one.name});
      continue;
    }
    MeasureData measure = std::move(*found);
    data.measures.erase(found);
    if (one.kind) make_kind(*one.kind, measure);
    if (one.higher_is_better) measure.higher_is_better = *one.higher_is_better;
    chosen.push_back(std::move(measure));
  }
  data.measures = std::move(chosen);
}

}  // namespace dangol::engine
