#include "ui/actions.h"

#include "ui/widgets/json_text.h"

namespace dangol::ui {

void Actions::add(const std::string& object) {
  if (!list_.empty()) list_ += ',';
  list_ += object;
}

void Actions::send(std::string_view type,
                   const std::vector<std::pair<std::string_view, std::string_view>>& fields) {
  std::string object = "{\"type\":" + json_string(type);
  for (const auto& [name, value] : fields) {
    object += ',' + json_string(name) + ':' + json_string(value);
  }
  add(object + '}');
}

void Actions::set_option(std::string_view name, std::string_view json) {
  const size_t dot = name.find('.');
  std::string patch;
  if (dot == std::string_view::npos) {
    patch = '{' + json_string(name) + ':' + std::string(json) + '}';
  } else {
    patch = '{' + json_string(name.substr(0, dot)) + ":{" + json_string(name.substr(dot + 1)) +
            ':' + std::string(json) + "}}";
  }
  add("{\"type\":\"options\",\"patch\":" + patch + '}');
}

void Actions::set_mapping(const std::vector<std::pair<std::string, std::string>>& roles) {
  std::string mapping;
  for (const auto& [role, column] : roles) {
    if (!mapping.empty()) mapping += ',';
    mapping += json_string(role) + ':' + (column.empty() ? "null" : json_string(column));
  }
  add("{\"type\":\"options\",\"patch\":{\"mapping\":{" + mapping + "}}}");
}

void Actions::save_image(std::string_view file_name, const Rect& rect) {
  add("{\"type\":\"png\",\"name\":" + json_string(file_name) + ",\"x\":" + json_number(rect.x) +
      ",\"y\":" + json_number(rect.y) + ",\"w\":" + json_number(rect.w) +
      ",\"h\":" + json_number(rect.h) + '}');
}

std::string Actions::take() {
  if (list_.empty()) return {};
  std::string list = '[' + list_ + ']';
  list_.clear();
  return list;
}

}  // namespace dangol::ui
