// JSON text as a tree, for the Report and for the interface's messages. The library's own `parse`
// brings a second parser with it, for callbacks that nobody here uses; this does without.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace dangol::report {

/// Discarded (`is_discarded`) where the text is not one JSON value.
[[nodiscard]] inline nlohmann::ordered_json parse_json(std::string_view text) {
  using Json = nlohmann::ordered_json;
  Json json;
  nlohmann::detail::json_sax_dom_parser<Json> tree(json, false);
  const bool whole = Json::sax_parse(text.begin(), text.end(), &tree);
  return whole ? json : Json(Json::value_t::discarded);
}

}  // namespace dangol::report
