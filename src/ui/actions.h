// What the interface asks of the page, as the JSON of the C ABI.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/widgets/geometry.h"

namespace dangol::ui {

class Actions {
 public:
  /// `{"type": type, name: "value", ...}`
  void send(std::string_view type,
            const std::vector<std::pair<std::string_view, std::string_view>>& fields = {});
  /// One option; `name` may be a path of two names, as in `cohorts.period`. `json`: its value.
  void set_option(std::string_view name, std::string_view json);
  /// Roles given to columns; an empty column means that no column has the role.
  void set_mapping(const std::vector<std::pair<std::string, std::string>>& roles);
  /// The canvas' part `rect` (content space) as an image.
  void save_image(std::string_view file_name, const Rect& rect);

  /// All of them as a JSON array, "" when there are none.
  [[nodiscard]] std::string take();

 private:
  void add(const std::string& object);

  std::string list_;
};

}  // namespace dangol::ui
