#include "ui/strings/strings.h"

#include <algorithm>
#include <vector>

#include "ui_strings_table.h"

namespace dangol::ui {
namespace {

/// Where each key and text stands, in the order of the keys: a frame looks up hundreds.
struct Index {
  std::vector<std::string_view> keys;
  std::vector<std::string_view> korean;
  std::vector<std::string_view> english;
};

std::vector<std::string_view> split(std::string_view entries) {
  std::vector<std::string_view> list;
  while (!entries.empty()) list.push_back(take_text(entries));
  return list;
}

const Index& index() {
  static const Index kBuilt{split(ui_strings::kKo.keys), split(ui_strings::kKo.texts),
                            split(ui_strings::kEn.texts)};
  return kBuilt;
}

}  // namespace

std::string_view Strings::get(std::string_view key) const {
  const Index& all = index();
  const auto found = std::lower_bound(all.keys.begin(), all.keys.end(), key);
  if (found == all.keys.end() || *found != key) return {};
  const auto& texts = language_ == Language::ko ? all.korean : all.english;
  return texts[static_cast<size_t>(found - all.keys.begin())];
}

std::string Strings::fill(std::string_view key,
                          std::initializer_list<TextArgument> arguments) const {
  return fill_text(get(key), {arguments.begin(), arguments.size()});
}

}  // namespace dangol::ui
