#include "host/cli_test.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace dangol::host {
namespace {

using Json = nlohmann::json;

/// Those of the option `experiment` that are one word or number, as `--planned-users`.
constexpr std::array<std::string_view, 14> kPlain = {
    "alpha",   "power",   "sides",   "correction",         "margin",
    "effect",  "peeking", "looks",   "planned-users",      "winsorise",
    "primary", "seed",    "started", "value-of-conversion"};

/// A number where the text is one.
Json value_of(const std::string& text) {
  // ".05" and "+3" are numbers to people.
  const size_t sign = text.find_first_not_of("+-");
  std::string number = text.substr(text[0] == '+' ? 1 : 0);
  if (sign != std::string::npos && text[sign] == '.') number.insert(number.find('.'), "0");
  Json json = Json::parse(number, nullptr, false);
  return json.is_number() ? json : Json(text);
}

std::string json_name(std::string_view option) {
  std::string name(option);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

/// "120/2400" or "name=120/2400".
bool read_variant(std::string text, Json& variant) {
  variant = Json::object();
  if (const size_t split = text.find('='); split != std::string::npos) {
    variant["name"] = text.substr(0, split);
    text.erase(0, split + 1);
  }
  const size_t slash = text.find('/');
  if (slash == std::string::npos) return false;
  for (const auto& [name, number] : {std::pair{"conversions", text.substr(0, slash)},
                                     std::pair{"users", text.substr(slash + 1)}}) {
    const Json json = Json::parse(number, nullptr, false);
    if (!json.is_number_unsigned()) return false;
    variant[name] = json;
  }
  return true;
}

}  // namespace

std::optional<TestCommand> parse_test(std::span<const char* const> arguments) {
  TestCommand command;
  Json question = Json::object();
  Json control;
  Json variants = Json::array();
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument.size() < 2 || argument[0] != '-') {
      command.files.emplace_back(argument);
      continue;
    }
    if (i + 1 == arguments.size() || argument.substr(0, 2) != "--") return std::nullopt;
    const std::string value = arguments[++i];
    const std::string_view option = argument.substr(2);
    if (option == "control") {
      if (!control.is_null() || !read_variant(value, control)) return std::nullopt;
    } else if (option == "variant") {
      if (!read_variant(value, variants.emplace_back())) return std::nullopt;
    } else if (option == "format") {
      if (value != "json" && value != "text") return std::nullopt;
      command.json = value == "json";
    } else if (option == "options") {
      command.options_file = value;
    } else if (option == "map") {
      if (value.find('=') == std::string::npos) return std::nullopt;
      command.mapping.push_back(value);
    } else if (option == "variant-column") {
      question["variant"] = value;
    } else if (option == "control-name") {
      question["control"] = value;
    } else if (option == "days-running" ||
               std::find(kPlain.begin(), kPlain.end(), option) != kPlain.end()) {
      if (value.empty()) return std::nullopt;
      question[json_name(option)] = value_of(value);
    } else {
      return std::nullopt;
    }
  }
  const bool typed = !control.is_null() && !variants.empty();
  const bool file_options = !command.options_file.empty() || !command.mapping.empty();
  if (typed ? !command.files.empty() || file_options || question.contains("variant")
            : command.files.empty() || !control.is_null() || !variants.empty()) {
    return std::nullopt;
  }
  if (typed) {
    variants.insert(variants.begin(), control);
    question["variants"] = std::move(variants);
    // The first is the control, whatever the others are called.
    if (!question.contains("control")) question["control"] = control.value("name", "A");
  }
  command.question = question.dump(-1, ' ', false, Json::error_handler_t::replace);
  return command;
}

}  // namespace dangol::host
