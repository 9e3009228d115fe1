#include "ui/strings/strings.h"

#include <algorithm>
#include <vector>

#include "report/parse_json.h"
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

/// Texts that came later, by key. Never changed once they are here: views of them are about.
struct Later {
  std::vector<std::pair<std::string, std::string>> korean;
  std::vector<std::pair<std::string, std::string>> english;
};

Later& later() {
  static Later kept;
  return kept;
}

std::string_view find_later(std::string_view key, Language language) {
  const auto& texts = language == Language::ko ? later().korean : later().english;
  const auto found = std::lower_bound(
      texts.begin(), texts.end(), key,
      [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  if (found == texts.end() || found->first != key) return {};
  return found->second;
}

}  // namespace

void add_texts(std::string_view json) {
  const auto tables = report::parse_json(json);
  if (!tables.is_object() || !later().korean.empty()) return;
  const auto take = [&](const char* language,
                        std::vector<std::pair<std::string, std::string>>& to) {
    const auto table = tables.find(language);
    if (table == tables.end() || !table->is_object()) return;
    for (const auto& [key, text] : table->items()) {
      if (text.is_string()) to.emplace_back(key, text.template get<std::string>());
    }
  };
  take("ko", later().korean);
  take("en", later().english);
}

std::string_view Strings::get(std::string_view key) const {
  const Index& all = index();
  const auto found = std::lower_bound(all.keys.begin(), all.keys.end(), key);
  if (found == all.keys.end() || *found != key) return find_later(key, language_);
  const auto& texts = language_ == Language::ko ? all.korean : all.english;
  return texts[static_cast<size_t>(found - all.keys.begin())];
}

std::string Strings::fill(std::string_view key,
                          std::initializer_list<TextArgument> arguments) const {
  return fill_text(get(key), {arguments.begin(), arguments.size()});
}

}  // namespace dangol::ui
