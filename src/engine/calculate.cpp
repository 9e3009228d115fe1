#include "engine/calculate.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "metrics/calculators.h"

namespace dangol::engine {
namespace {

using Json = nlohmann::ordered_json;  // as the Report's writer, so that its code is there once

Json or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json write(const metrics::CalculatorProblem& problem) {
  if (problem.code.empty()) return nullptr;
  Json json = Json::object();
  json["code"] = problem.code;
  json["other"] = or_null(problem.other);
  return json;
}

Json write(const std::vector<std::string_view>& names) {
  Json json = Json::array();
  for (const std::string_view name : names) json.push_back(name);
  return json;
}

Json write(const metrics::CalculatorField& field) {
  Json json = Json::object();
  json["name"] = field.name;
  json["kind"] = field.kind;
  json["optional"] = field.optional;
  json["value"] = or_null(field.value);
  json["problem"] = write(field.problem);
  json["chosen"] = or_null(field.chosen);
  json["options"] = write(field.options);
  return json;
}

Json write(const metrics::CalculatorResult& result) {
  Json json = Json::object();
  json["name"] = result.name;
  json["unit"] = result.unit;
  json["formula"] = result.formula;
  json["value"] = or_null(result.value);
  json["low"] = or_null(result.low);
  json["high"] = or_null(result.high);
  json["n"] = or_null(result.n);
  json["state"] = result.value                   ? "value"
                  : !result.problem.code.empty() ? "impossible"
                  : result.invalid               ? "invalid"
                                                 : "missing";
  json["missing"] = write(result.missing);
  json["problem"] = write(result.problem);
  return json;
}

template <typename T>
Json write_list(const std::vector<T>& list) {
  Json json = Json::array();
  for (const T& one : list) json.push_back(write(one));
  return json;
}

std::vector<metrics::TypedInput> read_inputs(const nlohmann::json& json) {
  std::vector<metrics::TypedInput> inputs;
  if (!json.is_object()) return inputs;
  for (const auto& [name, value] : json.items()) {
    metrics::TypedInput input{name, {}};
    if (value.is_string()) {
      input.text = value.template get_ref<const std::string&>();
    } else if (value.is_number()) {
      input.number = value.template get<double>();
    } else if (!value.is_null()) {
      input.text = "?";  // not a number, and not blank
    }
    inputs.push_back(input);
  }
  return inputs;
}

}  // namespace

Result<std::string> calculate(std::string_view text) {
  const auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  const auto member = [&](const char* name) {
    return json.is_object() && json.contains(name) ? json.at(name) : nlohmann::json();
  };
  const nlohmann::json name = member("name");
  const nlohmann::json inputs = member("inputs");
  const std::string known = name.is_string() ? name.get<std::string>() : std::string();
  const auto calculation = metrics::calculate(known, read_inputs(inputs));
  if (!calculation) return Error{"calculator_unknown", {}, known};
  Json result = Json::object();
  result["name"] = calculation->name;
  result["fields"] = write_list(calculation->fields);
  result["results"] = write_list(calculation->results);
  return result.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dangol::engine
