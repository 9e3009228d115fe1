#include "report/json.h"

#include <cmath>
#include <limits>
#include <type_traits>

#include "base/text.h"
#include "report/experiment_fields.h"
#include "report/fields.h"
#include "report/parse_json.h"
#include "report/value_fields.h"

namespace dangol::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kExactIntegers = 9007199254740992.0;  // 2^53
constexpr const char* kSchemaName = "dangol.report/1";

// Writing: each overload turns one kind of member into JSON.

template <typename T>
Json write(const T& value);

Json write_object(const auto& object) {
  Json json = Json::object();
  auto visit = [&](const char* name, const auto& member) { json[name] = write(member); };
  visit_fields(visit, object);
  return json;
}

template <typename T>
struct IsVector : std::false_type {};
template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};
/// A part of the Report that may be absent as a whole.
template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::negation<std::is_same<T, double>> {};
template <typename T>
struct IsOrNull : std::false_type {};
template <typename T>
struct IsOrNull<OrNull<T>> : std::true_type {};

/// Never part of another function: the module's second half holds what few Reports have.
template <typename T>
[[gnu::noinline]] Json write_optional(const std::optional<T>& value) {
  return value ? write_object(*value) : Json(nullptr);
}

template <typename T>
Json write(const T& value) {
  if constexpr (std::is_same_v<T, Number>) {
    return value ? write(*value) : Json(nullptr);
  } else if constexpr (std::is_same_v<T, double>) {
    if (!std::isfinite(value)) return nullptr;
    // Counts and whole amounts read as 32, not 32.0.
    return std::trunc(value) == value && std::fabs(value) < kExactIntegers
               ? Json(static_cast<int64_t>(value))
               : Json(value);
  } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
    return value;
  } else if constexpr (IsOrNull<T>::value) {
    return value.text.empty() ? Json(nullptr) : Json(value.text);
  } else if constexpr (IsOptional<T>::value) {
    return write_optional(value);
  } else if constexpr (std::is_same_v<T, std::vector<Measure>>) {
    Json json = Json::object();
    for (const Measure& measure : value) json[measure.name] = write_object(measure);
    return json;
  } else if constexpr (std::is_same_v<T, std::vector<Parameter>>) {
    Json json = Json::object();
    for (const Parameter& parameter : value) json[parameter.name] = write(parameter.value);
    return json;
  } else if constexpr (IsVector<T>::value) {
    Json json = Json::array();
    for (const auto& element : value) json.push_back(write(element));
    return json;
  } else {
    return write_object(value);
  }
}

// Reading: a member that is absent, or of another kind, keeps its default.

template <typename T>
void read(const Json& json, T& value);

void read_object(const Json& json, auto& object) {
  auto visit = [&](const char* name, auto&& member) {
    const auto found = json.find(name);
    if (found != json.end()) read(*found, member);
  };
  if (json.is_object()) visit_fields(visit, object);
}

template <typename T>
[[gnu::noinline]] void read_optional(const Json& json, std::optional<T>& value) {
  read_object(json, value.emplace());
}

template <typename T>
void read(const Json& json, T& value) {
  if constexpr (std::is_same_v<T, Number>) {
    if (json.is_number()) value = json.get<double>();
  } else if constexpr (std::is_same_v<T, bool>) {
    if (json.is_boolean()) value = json.get<bool>();
  } else if constexpr (std::is_same_v<T, double>) {
    if (json.is_number()) value = json.get<double>();
  } else if constexpr (std::is_integral_v<T>) {
    if (json.is_number_unsigned() && json.get<uint64_t>() <= std::numeric_limits<T>::max()) {
      value = static_cast<T>(json.get<uint64_t>());
    }
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (json.is_string()) value = json.get_ref<const std::string&>();
  } else if constexpr (IsOrNull<T>::value) {
    read(json, value.text);
  } else if constexpr (IsOptional<T>::value) {
    if (json.is_object()) read_optional(json, value);
  } else if constexpr (std::is_same_v<T, std::vector<Parameter>>) {
    if (!json.is_object()) return;
    for (const auto& [name, member] : json.items()) {
      read(member, value.emplace_back(Parameter{name, {}}).value);
    }
  } else if constexpr (std::is_same_v<T, std::vector<Measure>>) {
    if (!json.is_object()) return;
    for (const auto& [name, member] : json.items()) {
      read_object(member, value.emplace_back());
      value.back().name = name;
    }
  } else if constexpr (IsVector<T>::value) {
    if (!json.is_array()) return;
    value.reserve(json.size());
    for (const Json& element : json) read(element, value.emplace_back());
  } else {
    read_object(json, value);
  }
}

}  // namespace

std::string to_json(const Report& report) {
  Json json = Json::object();
  json["schema"] = kSchemaName;
  json.update(write_object(report));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_json(const Experiment& experiment) {
  return write_object(experiment).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Report> from_json(std::string_view text) {
  const Json json = parse_json(text);
  if (json.is_discarded() || !json.is_object() || json.value("schema", Json()) != kSchemaName) {
    return Error{"report_unreadable", {}, {}};
  }
  Report report;
  read_object(json, report);
  return report;
}

std::string error_to_json(const Error& error) {
  Json json = {{"code", error.code},       {"line", error.place.line},
               {"byte", error.place.byte}, {"column", error.place.column},
               {"detail", error.detail},   {"file", error.file},
               {"row", error.row}};
  json["messages"] = {{"ko", error_sentence(Language::ko, error)},
                      {"en", error_sentence(Language::en, error)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dangol::report
