#include "engine/experiment_question.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/experiment_analysis.h"
#include "experiment/plan.h"
#include "report/json.h"

namespace dangol::engine {
namespace {

using Json = nlohmann::ordered_json;  // as the Report's writer, so that its code is there once
using Read = nlohmann::json;          // as the options are read

constexpr double kMostUsers = 1e12;
constexpr double kMostMoney = 1e18;
constexpr size_t kMostVariants = 26;

Error wrong(std::string_view name) {
  return Error{"option_value", {}, std::string(name)};
}

bool read_number(const Read& json, double low, double high, double& out) {
  if (!json.is_number()) return false;
  out = json.get<double>();
  return out >= low && out <= high;
}

bool read_whole(const Read& json, double most, double& out) {
  return read_number(json, 0, most, out) && std::trunc(out) == out;
}

/// A typed variant; what was not typed is empty.
struct Typed {
  std::string name;
  std::optional<double> users;
  std::optional<double> conversions;
  std::optional<double> orders;
  std::optional<double> orders_squares;
  std::optional<double> revenue;
  std::optional<double> revenue_squares;
};

/// The name of the field that is wrong; empty if none is.
std::string read_variant(const Read& json, Typed& typed) {
  if (!json.is_object()) return "variants";
  for (const auto& [name, value] : json.items()) {
    if (value.is_null()) continue;
    bool read = false;
    if (name == "name") {
      read = value.is_string();
      if (read) typed.name = value.get<std::string>();
    } else if (name == "users") {
      read = read_whole(value, kMostUsers, typed.users.emplace());
    } else if (name == "conversions") {
      read = read_whole(value, kMostUsers, typed.conversions.emplace());
    } else if (name == "orders") {
      read = read_whole(value, kMostUsers, typed.orders.emplace());
    } else if (name == "orders_squares") {
      read = read_number(value, 0, kMostMoney, typed.orders_squares.emplace());
    } else if (name == "revenue") {
      read = read_number(value, -kMostMoney, kMostMoney, typed.revenue.emplace());
    } else if (name == "revenue_squares") {
      read = read_number(value, 0, kMostMoney * kMostMoney, typed.revenue_squares.emplace());
    }
    if (!read) return name;
  }
  if (!typed.users) return "users";
  return typed.conversions.value_or(0) > *typed.users ? "conversions" : "";
}

Result<std::vector<Typed>> read_variants(const Read& json) {
  if (!json.is_array() || json.size() < 2 || json.size() > kMostVariants) return wrong("variants");
  std::vector<Typed> variants;
  for (const Read& entry : json) {
    Typed& typed = variants.emplace_back();
    const std::string bad = read_variant(entry, typed);
    if (!bad.empty()) return wrong(bad);
    if (typed.name.empty()) typed.name = static_cast<char>('A' + variants.size() - 1);
    for (size_t i = 0; i + 1 < variants.size(); ++i) {
      if (variants[i].name == typed.name) return wrong("name");
    }
  }
  return variants;
}

/// A mean of users by its sum and, where they were typed, squares. None unless all have a sum.
std::optional<MeasureData> mean_of(const std::vector<Typed>& variants, const char* name,
                                   MeasureKind kind, std::optional<double> Typed::*sum,
                                   std::optional<double> Typed::*squares) {
  MeasureData measure{name, kind, true, {}};
  for (const Typed& typed : variants) {
    if (!(typed.*sum)) return std::nullopt;
    VariantSums& sums = measure.variants.emplace_back();
    sums.users = *typed.users;
    sums.sum = *(typed.*sum);
    if (typed.*squares && sums.users > 0) {
      sums.squares = std::max(0.0, *(typed.*squares) - sums.sum * sums.sum / sums.users);
    }
  }
  return measure;
}

ExperimentData data_of(const std::vector<Typed>& variants) {
  ExperimentData data;
  MeasureData conversion{"conversion", MeasureKind::proportion, true, {}};
  for (const Typed& typed : variants) {
    data.variants.push_back({typed.name, *typed.users});
    VariantSums& sums = conversion.variants.emplace_back();
    sums.users = *typed.users;
    sums.successes = typed.conversions.value_or(0);
  }
  if (std::all_of(variants.begin(), variants.end(),
                  [](const Typed& typed) { return typed.conversions.has_value(); })) {
    data.measures.push_back(std::move(conversion));
  }
  for (auto& mean :
       {mean_of(variants, "revenue", MeasureKind::money, &Typed::revenue, &Typed::revenue_squares),
        mean_of(variants, "orders", MeasureKind::mean, &Typed::orders, &Typed::orders_squares)}) {
    if (mean) data.measures.push_back(*mean);
  }
  return data;
}

/// What a plan is asked, and how it is written back.
struct PlanTyped {
  experiment::PlanQuestion question;
  MeasureKind kind = MeasureKind::proportion;
  std::optional<double> effect;
  std::optional<double> users;
  std::optional<double> users_per_day;
  ExperimentOptions options;  ///< of which a plan shares a few
};

bool read_shares(const Read& json, std::vector<double>& shares) {
  if (!json.is_array() || json.size() < 2 || json.size() > kMostVariants) return false;
  shares.clear();
  return std::all_of(json.begin(), json.end(), [&](const Read& share) {
    return read_number(share, 1e-6, 1e6, shares.emplace_back());
  });
}

bool read_plan_field(std::string_view name, const Read& value, PlanTyped& typed) {
  experiment::PlanQuestion& question = typed.question;
  if (name == "kind") {
    const Read measure = Read::object({{"name", "m"}, {"kind", value}});
    if (!read_experiment_option("measures", Read::array({measure}), typed.options)) return false;
    typed.kind = *typed.options.measures[0].kind;
    return true;
  }
  if (name == "baseline") return read_number(value, 1e-9, kMostMoney, question.baseline);
  if (name == "sd") return read_number(value, 1e-9, kMostMoney, question.sd);
  if (name == "effect") return read_number(value, -1, 1000, typed.effect.emplace());
  if (name == "users") return read_whole(value, kMostUsers, typed.users.emplace());
  if (name == "users_per_day") {
    return read_number(value, 1e-6, kMostUsers, typed.users_per_day.emplace());
  }
  if (name == "arms") {
    double arms = 0;
    if (!read_whole(value, kMostVariants, arms) || arms < 2) return false;
    question.shares.assign(static_cast<size_t>(arms), 1);
    return true;
  }
  if (name == "shares") return read_shares(value, question.shares);
  for (const std::string_view shared :
       {"margin", "alpha", "power", "sides", "correction", "peeking", "looks"}) {
    if (name == shared) return read_experiment_option(name, value, typed.options);
  }
  return false;
}

Result<PlanTyped> read_plan(const Read& json) {
  PlanTyped typed;
  // `shares` say more than `arms`, whichever is named first.
  for (const auto& [name, value] : json.items()) {
    const bool fewer = name == "arms" && json.contains("shares") && !json.at("shares").is_null();
    if (!value.is_null() && !fewer && !read_plan_field(name, value, typed)) return wrong(name);
  }
  experiment::PlanQuestion& question = typed.question;
  const ExperimentOptions& options = typed.options;
  question.outcome = typed.kind == MeasureKind::proportion ? experiment::Outcome::proportion
                     : typed.kind == MeasureKind::ratio    ? experiment::Outcome::ratio
                                                           : experiment::Outcome::mean;
  question.alpha = options.alpha;
  question.power = options.power;
  question.sides = options.sides;
  question.correction = options.correction;
  question.peeking = options.peeking;
  question.margin = options.margin.value_or(0);
  if (options.looks) question.looks = static_cast<int>(*options.looks);
  if (question.outcome != experiment::Outcome::proportion && question.sd <= 0) return wrong("sd");
  if (!experiment::is_sound(question)) return wrong("baseline");
  if (!typed.effect && !typed.users) return wrong("effect");
  return typed;
}

/// Whole numbers read as 32, not 32.0.
Json or_null(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  const bool whole = std::trunc(*value) == *value && std::fabs(*value) < kMostUsers;
  return whole ? Json(static_cast<int64_t>(*value)) : Json(*value);
}

std::optional<double> days_of(const PlanTyped& typed, std::optional<double> users) {
  if (!typed.users_per_day || !users) return std::nullopt;
  return std::ceil(*users / *typed.users_per_day);
}

/// The effects that more and fewer users would show.
Json write_detectable(const PlanTyped& typed, const experiment::Planner& planner,
                      std::optional<double> total) {
  constexpr std::array kTimes = {0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0};
  Json list = Json::array();
  if (!total) return list;
  for (const double times : kTimes) {
    const double users = std::ceil(*total * times);
    Json row = Json::object();
    row["users"] = or_null(users);
    row["days"] = or_null(days_of(typed, users));
    row["effect"] = or_null(planner.detectable(users));
    list.push_back(std::move(row));
  }
  return list;
}

Json write_power_curve(const experiment::Planner& planner, std::optional<double> effect,
                       std::optional<double> total) {
  constexpr int kSteps = 20;
  Json list = Json::array();
  if (!effect || !total) return list;
  for (int i = 0; i <= kSteps; ++i) {
    const double at = *effect * 2 * i / kSteps;
    Json row = Json::object();
    row["effect"] = or_null(at);
    row["power"] = or_null(planner.power(at, *total));
    list.push_back(std::move(row));
  }
  return list;
}

Json write_plan(const PlanTyped& typed) {
  const experiment::PlanQuestion& question = typed.question;
  const experiment::Planner planner(question);
  const double all = std::accumulate(question.shares.begin(), question.shares.end(), 0.0);
  std::optional<double> effect = typed.effect;
  if (!effect) effect = planner.detectable(*typed.users);
  std::optional<experiment::Plan> plan;
  if (effect) plan = planner.users(*effect);
  Json users = Json::array();
  std::optional<double> total;
  if (typed.effect && plan) {
    total = plan->total;
    for (const double arm : plan->users) users.push_back(or_null(arm));
  } else if (!typed.effect) {
    total = typed.users;
    for (const double share : question.shares)
      users.push_back(or_null(std::floor(*total * share / all)));
  }
  Json json = Json::object();
  json["kind"] = measure_kind_name(typed.kind);
  json["baseline"] = or_null(question.baseline);
  json["sd"] = question.sd > 0 ? or_null(question.sd) : Json();
  json["effect"] = or_null(effect);
  json["shares"] = Json::array();
  for (const double share : question.shares) json["shares"].push_back(share / all);
  json["margin"] = or_null(question.margin);
  json["alpha"] = or_null(question.alpha);
  json["power"] = or_null(question.power);
  json["sides"] = sides_name(question.sides);
  json["correction"] = correction_name(question.correction);
  json["peeking"] = peeking_name(question.peeking);
  const bool looks = question.peeking == experiment::Peeking::planned;
  json["looks"] = looks ? Json(question.looks) : Json();
  json["users_per_day"] = or_null(typed.users_per_day);
  json["comparison_alpha"] = plan ? Json(plan->alpha) : Json();
  json["inflation"] = plan ? or_null(plan->inflation) : Json();
  json["users_per_arm"] = std::move(users);
  json["total"] = or_null(total);
  json["days"] = or_null(days_of(typed, total));
  json["power_reached"] =
      typed.effect && typed.users ? or_null(planner.power(*effect, *typed.users)) : Json();
  json["detectable"] = write_detectable(typed, planner, total);
  json["power_curve"] = write_power_curve(planner, effect, total);
  return json;
}

}  // namespace

Result<report::Experiment> experiment_of_counts(std::string_view text) {
  const Read json = Read::parse(text.begin(), text.end(), nullptr, false);
  if (!json.is_object()) return Error{"options_unreadable", {}, std::string(text.substr(0, 80))};
  ExperimentOptions options;
  std::optional<double> days;
  for (const auto& [name, value] : json.items()) {
    if (name == "variants" || value.is_null()) continue;
    const bool read = name == "days_running" ? read_number(value, 1e-3, 36500, days.emplace())
                                             : read_experiment_option(name, value, options);
    if (!read) return wrong(name);
  }
  if (!agree(options)) return wrong("looks");
  const auto variants = read_variants(json.contains("variants") ? json.at("variants") : Read());
  if (!variants.ok()) return variants.error();
  ExperimentData data = data_of(variants.value());
  data.days = days;
  return experiment_of(data, options);
}

Result<std::string> test_counts(std::string_view text) {
  const auto experiment = experiment_of_counts(text);
  if (!experiment.ok()) return experiment.error();
  return report::to_json(experiment.value());
}

Result<std::string> plan_test(std::string_view text) {
  const Read json = Read::parse(text.begin(), text.end(), nullptr, false);
  if (!json.is_object()) return Error{"options_unreadable", {}, std::string(text.substr(0, 80))};
  const auto typed = read_plan(json);
  if (!typed.ok()) return typed.error();
  return write_plan(typed.value()).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dangol::engine
