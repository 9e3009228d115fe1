#include "ui/widgets/control.h"

#include <cstring>
#include <string_view>

#include "ui/widgets/json_text.h"

namespace dangol::ui {
namespace {

std::string_view kind_name(ControlKind kind) {
  switch (kind) {
    case ControlKind::button:
      return "button";
    case ControlKind::tab:
      return "tab";
    case ControlKind::toggle:
      return "toggle";
    case ControlKind::select:
      return "select";
    case ControlKind::text:
      return "text";
    case ControlKind::number:
      return "number";
    case ControlKind::date:
      return "date";
    case ControlKind::file:
      return "file";
  }
  return "button";
}

class Fnv {
 public:
  void add(const void* data, size_t size) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    for (size_t i = 0; i < size; ++i) hash_ = (hash_ ^ bytes[i]) * 1099511628211ULL;
  }
  void add(std::string_view text) {
    add(text.data(), text.size());
    add_number(static_cast<float>(text.size()));
  }
  void add_number(float value) { add(&value, sizeof value); }
  [[nodiscard]] uint64_t value() const { return hash_; }

 private:
  uint64_t hash_ = 14695981039346656037ULL;
};

}  // namespace

std::string to_json(const std::vector<Control>& controls) {
  std::string json = "[";
  for (const Control& control : controls) {
    if (json.size() > 1) json += ',';
    json += "{\"id\":" + json_string(control.id);
    json += ",\"kind\":" + json_string(kind_name(control.kind));
    json += ",\"label\":" + json_string(control.label);
    json += ",\"value\":" + json_string(control.value);
    json += std::string(",\"checked\":") + (control.checked ? "true" : "false");
    json += std::string(",\"disabled\":") + (control.disabled ? "true" : "false");
    json += std::string(",\"fixed\":") + (control.fixed ? "true" : "false");
    json += ",\"group\":" + json_string(control.group) + ",\"options\":[";
    for (const ControlOption& option : control.options) {
      if (json.back() != '[') json += ',';
      json += "{\"value\":" + json_string(option.value);
      json += ",\"label\":" + json_string(option.label) + '}';
    }
    json += "],\"x\":" + json_number(control.rect.x) + ",\"y\":" + json_number(control.rect.y);
    json += ",\"w\":" + json_number(control.rect.w) + ",\"h\":" + json_number(control.rect.h) + '}';
  }
  return json + ']';
}

uint64_t fingerprint(const std::vector<Control>& controls) {
  Fnv hash;
  for (const Control& control : controls) {
    hash.add(control.id);
    hash.add(control.label);
    hash.add(control.value);
    hash.add(control.group);
    for (const ControlOption& option : control.options) {
      hash.add(option.value);
      hash.add(option.label);
    }
    hash.add_number(static_cast<float>(control.kind));
    hash.add_number(static_cast<float>((control.checked ? 1 : 0) + (control.disabled ? 2 : 0) +
                                       (control.fixed ? 4 : 0)));
    for (const float side : {control.rect.x, control.rect.y, control.rect.w, control.rect.h}) {
      hash.add_number(side);
    }
  }
  return hash.value();
}

}  // namespace dangol::ui
