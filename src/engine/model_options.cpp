#include "engine/model_options.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

#include "base/date_time.h"
#include "models/customer_base.h"

namespace dangol::engine {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 3> kUnitNames = {"day", "week", "month"};
constexpr std::array kUnitDays = {1.0, 7.0, 365.25 / 12};

bool read_unit(const Json& json, TimeUnit& unit) {
  if (!json.is_string()) return false;
  const auto name =
      std::find(kUnitNames.begin(), kUnitNames.end(), json.get_ref<const std::string&>());
  if (name == kUnitNames.end()) return false;
  unit = static_cast<TimeUnit>(name - kUnitNames.begin());
  return true;
}

constexpr std::array kIncluded = {models::Model::bg_nbd, models::Model::mbg_nbd,
                                  models::Model::pareto_nbd, models::Model::nbd,
                                  models::Model::bg_bb};

bool read_models(const Json& json, std::vector<models::Model>& include) {
  if (!json.is_array()) return false;
  include.clear();
  for (const Json& name : json) {
    if (!name.is_string()) return false;
    const auto model = std::find_if(kIncluded.begin(), kIncluded.end(), [&](models::Model one) {
      return models::model_name(one) == name.get_ref<const std::string&>();
    });
    if (model == kIncluded.end()) return false;
    include.push_back(*model);
  }
  return true;
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

bool read_number(const Json& json, double least, double most, double& number) {
  if (!json.is_number()) return false;
  number = json.get<double>();
  return number >= least && number <= most;
}

bool read_number(const Json& json, double least, double most, std::optional<double>& number) {
  return read_number(json, least, most, number.emplace());
}

bool read_months(const Json& json, uint32_t& months) {
  double number = 0;
  if (!json.is_number_unsigned() || !read_number(json, 1, ModelOptions::kMostMonths, number)) {
    return false;
  }
  months = static_cast<uint32_t>(number);
  return true;
}

bool read_field(std::string_view name, const Json& value, ModelOptions& options) {
  constexpr double kLeastCost = 1e-9;
  constexpr double kMostCost = 1e15;
  ModelOptions::Fitting& fitting = options.fitting;
  ModelOptions::Worth& worth = options.worth;
  if (name == "include") return read_models(value, fitting.include);
  if (name == "unit") return read_unit(value, fitting.unit);
  if (name == "calibration_end") return read_day(value, fitting.calibration_end);
  if (name == "acquired_from") return read_day(value, fitting.histories.acquired_from);
  if (name == "acquired_to") return read_day(value, fitting.histories.acquired_to);
  if (name == "first_order_in_money" && value.is_boolean()) {
    fitting.histories.first_order_in_money = value.get<bool>();
    return true;
  }
  if (name == "horizon_months") return read_months(value, worth.horizon_months);
  if (name == "discount_rate") return read_number(value, 0, 1, worth.discount_rate);
  if (name == "acquisition_cost") {
    return read_number(value, kLeastCost, kMostCost, worth.acquisition_cost);
  }
  return name == "years" && read_number(value, 0, 100, worth.years);
}

}  // namespace

std::string_view time_unit_name(TimeUnit unit) {
  return kUnitNames[static_cast<size_t>(unit)];
}

double days_of(TimeUnit unit) {
  return kUnitDays[static_cast<size_t>(unit)];
}

bool read_model_options(const Json& json, ModelOptions& options) {
  if (!json.is_object()) return false;
  for (const auto& [name, value] : json.items()) {
    if (!value.is_null() && !read_field(name, value, options)) return false;
  }
  return true;
}

}  // namespace dangol::engine
